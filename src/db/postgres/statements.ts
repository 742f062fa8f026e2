/** SQL built by Kysely and sent by name, so that the server prepares each text once for a connection. */
import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryExecutorProvider,
  type RawBuilder,
  sql,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import pg, { type ClientBase, type QueryConfig, type QueryResult } from 'pg';
import { failureOf } from './failures.ts';
import { clockOf } from './silence.ts';

/** Compiles queries; it has no driver and runs nothing. */
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** What Kysely's builders and its `sql` tag have in common. */
type SqlQuery<Row> = { compile(executor: QueryExecutorProvider): CompiledQuery<Row> };

/** The query, which has no parameters and is asked very often, built once. */
export function builtOnce<Row>(query: SqlQuery<Row>): SqlQuery<Row> {
  let built: CompiledQuery<Row> | undefined;
  return {
    compile: (executor) => {
      built ??= query.compile(executor);
      return built;
    },
  };
}

/** The part of a query as a text, where it has no parameters: compiled now, and not with each query that it is a part of. */
export function compiled<T>(part: RawBuilder<T>): RawBuilder<T> {
  const { sql: text, parameters } = part.compile(compiler);
  return parameters.length === 0 ? sql.raw(text) : part;
}

/**
 * The text as bytes of UTF-8, which it is sent in: the driver makes a text of whatever comes, and many long ones that stay
 * together make V8 look for what is no longer used. One that is read as bytes at once (pools.ts) is gone before the next comes.
 */
export const asBytes = (text: RawBuilder<string>): RawBuilder<Uint8Array> => sql`(${text})::varchar`;

/** Queries on one connection. Those that are asked together are sent together, and answered in their order. */
export interface Session {
  all<Row>(query: SqlQuery<Row>): Promise<Row[]>;
  first<Row>(query: SqlQuery<Row>): Promise<Row | undefined>;
  /** Each row as an array of its columns. */
  arrays<Columns extends readonly unknown[]>(query: SqlQuery<unknown>): Promise<Columns[]>;
  /** Carries out a statement that is no query, such as BEGIN, and answers what the server calls it. */
  run(text: string): Promise<string>;
  /**
   * Ends the transaction, and answers how it ended. A server that waits for its standby waits without end, whatever its
   * timeouts are: who waits here is told after a while that nobody knows.
   */
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<string>;
}

/**
 * For a transaction that may write much: a plan that was made while a table was small reads all of it, again and again, when
 * it is large.
 */
export const PLANNED_ANEW = 'SET LOCAL plan_cache_mode = force_custom_plan';

/**
 * All of what was sent together. Where one fails, the others end all the same before it is told: none of them must go on
 * when the transaction is over. Fails as the first that did.
 */
export async function allDone<const T extends readonly unknown[]>(
  them: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  try {
    return await Promise.all(them);
  } catch (error) {
    await Promise.allSettled(them);
    throw error;
  }
}

/** Has the server count the rows of tables, of which it knows nothing before the end of a transaction that filled them. */
export async function countRows(session: Session, tables: readonly string[]): Promise<void> {
  await session.run(`ANALYZE ${tables.map((table) => `"${table}"`).join(', ')}`);
}

/** For so long the end of a transaction is waited for. */
const END_WITHIN_MS = 20_000;

const names = new LRUCache<string, string>({ max: 2_000 });

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}

/** So much is worth the server's waking. */
const ENOUGH_BYTES = 16 * 1024;

/**
 * What goes to the server. The first query of a go leaves at once, with the BEGIN in front of it, and the server is at work
 * while the others are made; these leave in one piece, or in several where it is large, as each that arrives by itself wakes
 * the server.
 */
class Outgoing {
  readonly #stream: Duplex | null;
  #isUnderWay = false;

  constructor(client: ClientBase) {
    this.#stream = client instanceof pg.Client ? client.connection.stream : null;
  }

  /** Sends with what else is sent in this go. */
  together<T>(send: () => T): T {
    const stream = this.#stream;
    stream?.cork();
    process.nextTick(() => stream?.uncork());
    const sent = send();
    if ((stream?.writableLength ?? 0) >= ENOUGH_BYTES) this.#let();
    return sent;
  }

  /** Sends at once what is the first of a go. */
  soon<T>(send: () => T): T {
    const sent = this.together(send);
    if (!this.#isUnderWay) {
      this.#isUnderWay = true;
      process.nextTick(() => {
        this.#isUnderWay = false;
      });
      this.#let();
    }
    return sent;
  }

  #let(): void {
    while (this.#stream !== null && this.#stream.writableCorked > 0) this.#stream.uncork();
  }
}

type NamedQuery = {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
  readonly rowMode?: 'array';
};

/**
 * A query for the driver. That copies what is a query's own, with what each property is, and takes what is inherited as it is.
 * All queries have one prototype: of each that there is V8 keeps a map in its old generation, and with it what was asked.
 */
class Asked implements QueryConfig {
  readonly query: NamedQuery;

  constructor(query: NamedQuery) {
    this.query = query;
  }

  get name() {
    return this.query.name;
  }

  get text() {
    return this.query.text;
  }

  get values() {
    return this.query.values;
  }

  get rowMode() {
    return this.query.rowMode;
  }
}

/** What the driver answers. Its own promise holds what was answered as its timers do: see silence.ts. */
function answered(client: ClientBase, query: QueryConfig | string): Promise<QueryResult> {
  const clock = clockOf(client);
  clock?.ask();
  return new Promise<QueryResult>((resolve, reject) => {
    client.query(query, (error: Error | null, result) => {
      clock?.hear();
      if (error === null) resolve(result);
      else reject(error);
    });
  }).catch((error: unknown) => {
    // As the driver does it: the stack leads to who asked, and not to where the answer was read.
    if (error instanceof Error) Error.captureStackTrace(error);
    return refused(error);
  });
}

export function sessionOn(client: ClientBase): Session {
  const outgoing = new Outgoing(client);
  const send = (query: SqlQuery<unknown>, more: Pick<NamedQuery, 'rowMode'> = {}) => {
    const { sql: text, parameters } = query.compile(compiler);
    const asked = new Asked({ name: nameOf(text), text, values: [...parameters], ...more });
    return outgoing.soon(() => answered(client, asked));
  };
  const all = async <Row>(query: SqlQuery<Row>): Promise<Row[]> => (await send(query)).rows as Row[];
  return {
    all,
    first: async (query) => (await all(query))[0],
    arrays: async <Columns extends readonly unknown[]>(query: SqlQuery<unknown>) =>
      (await send(query, { rowMode: 'array' })).rows as unknown as Columns[],
    run: async (text) => (await outgoing.together(() => answered(client, text))).command,
    end: async (how) => {
      const ended = { text: how, query_timeout: END_WITHIN_MS };
      return (await outgoing.together(() => answered(client, ended))).command;
    },
  };
}

const refused = (error: unknown): never => {
  throw failureOf(error);
};
