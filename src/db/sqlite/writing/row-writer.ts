/** Rows into tables: one statement for each table, made when its first row comes. */
import { sql } from 'kysely';
import type { TableRow } from '../../shared/records/rows.ts';
import { type Defined, param, type Statements } from '../statements.ts';

export class RowWriter {
  readonly #statements: Statements;
  readonly #inserts = new Map<string, Defined<unknown>>();
  readonly #upserts = new Map<string, Defined<unknown>>();

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Puts a row into its table; where there may be one with its key already, in the place of that. */
  put({ table, key, row }: TableRow, isNew: boolean): void {
    const kept = isNew ? this.#inserts : this.#upserts;
    let statement = kept.get(table);
    if (statement === undefined) {
      statement = this.#statements.define(isNew ? insertInto(table, row) : upsertInto(table, key, row));
      kept.set(table, statement);
    }
    statement.run(row);
  }
}

type Row = TableRow['row'];

function insertInto(table: string, row: Row) {
  const columns = Object.keys(row);
  const refs = columns.map((column) => sql.ref(column));
  const values = columns.map((column) => param(column));
  return sql`INSERT INTO ${sql.table(table)} (${sql.join(refs)}) VALUES (${sql.join(values)})`;
}

function upsertInto(table: string, key: readonly string[], row: Row) {
  const updates = Object.keys(row)
    .filter((column) => !key.includes(column))
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
  const keys = key.map((column) => sql.ref(column));
  return sql`${insertInto(table, row)} ON CONFLICT (${sql.join(keys)}) DO UPDATE SET ${sql.join(updates)}`;
}
