/**
 * SQL built by Kysely, prepared once and kept: a query without changing parts is compiled when it first runs and costs,
 * from then on, what the raw driver costs; a built one is looked up by its text.
 */
import type { RunResult, Statement } from 'better-sqlite3';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  type QueryExecutorProvider,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Tables } from '../shared/tables.ts';
import type { Connection } from './connection.ts';

/** Builds queries and compiles them; it has no driver and runs nothing. */
export const sqlBuilder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** What Kysely's builders and its `sql` tag have in common. */
type Query<Row> = { compile(executor: QueryExecutorProvider): CompiledQuery<Row> };

class Param {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A value that is given when the query runs, by name. */
// The builder only carries the value to the list of parameters, so a stand-in of another type is safe.
export const param = <T>(name: string): T => new Param(name) as T;

const MAX_PREPARED = 500;

export class Statements {
  readonly #connection: Connection;
  readonly #prepared = new LRUCache<string, Statement>({ max: MAX_PREPARED });

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The rows of a query built for this one occasion. */
  all<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = query.compile(sqlBuilder);
    return this.#prepare(sql).all(...parameters) as Row[];
  }

  /** Runs a query built for this one occasion that has no rows. */
  run(query: Query<unknown>): void {
    const { sql, parameters } = query.compile(sqlBuilder);
    this.#prepare(sql).run(...parameters);
  }

  /** The rows of such a query one at a time, each as an array of its columns; nothing may be written meanwhile. */
  each<Columns extends readonly unknown[]>(query: Query<unknown>): IterableIterator<Columns> {
    const { sql, parameters } = query.compile(sqlBuilder);
    // The one kind of statement that stays in raw mode is kept apart from the others by its text.
    return this.#prepare(`/* raw */ ${sql}`)
      .raw()
      .iterate(...parameters) as IterableIterator<Columns>;
  }

  /** A query to be run many times, with the arguments that its `param`s name. */
  define<Row>(query: Query<Row>): Defined<Row> {
    return defined(() => {
      const { sql, parameters } = query.compile(sqlBuilder);
      return { statement: this.#prepare(sql), parameters };
    });
  }

  /** As `define`, each row as an array of its columns. */
  defineRaw<Columns extends readonly unknown[]>(query: Query<unknown>): Defined<Columns> {
    return defined(() => {
      const { sql, parameters } = query.compile(sqlBuilder);
      return { statement: this.#prepare(`/* raw */ ${sql}`).raw(), parameters };
    });
  }

  #prepare(sql: string): Statement {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

type Prepared = { readonly statement: Statement; readonly parameters: readonly unknown[] };

/** Prepared when it first runs: a store defines some two hundred, and most of those who open one run a few. */
function defined<Row>(prepare: () => Prepared): Defined<Row> {
  let prepared: Prepared | undefined;
  const bound = (args: Arguments): [Statement, unknown[]] => {
    prepared ??= prepare();
    const { statement, parameters } = prepared;
    return [statement, parameters.map((value) => (value instanceof Param ? args[value.name] : value))];
  };
  return {
    all: (args = {}) => {
      const [statement, values] = bound(args);
      return statement.all(values) as Row[];
    },
    get: (args = {}) => {
      const [statement, values] = bound(args);
      return statement.get(values) as Row | undefined;
    },
    run: (args = {}) => {
      const [statement, values] = bound(args);
      return statement.run(values);
    },
  };
}

type Arguments = { readonly [name: string]: unknown };

export type Defined<Row> = {
  all(args?: Arguments): Row[];
  get(args?: Arguments): Row | undefined;
  run(args?: Arguments): RunResult;
};
