/** All that a store holds, table by table, as it goes from one engine to another: with its log, its salts and its keys. */
import { createHash, type Hash } from 'node:crypto';
import type { Finding } from '../../../core/ports/store.ts';
import { Failure } from '../../../core/values/errors.ts';

/** A table, in the order of its rows: by `key`, and among rows that have one key by `within`, whose columns may be null. */
export type WholeTable = {
  readonly name: string;
  readonly key: readonly string[];
  readonly within?: readonly string[];
  /** The columns, where they are not all that the table has. */
  readonly columns?: readonly string[];
  /** How many rows are taken at once: fewer where each may be large. */
  readonly atOnce: number;
};

export type WholeRow = { readonly [column: string]: unknown };

/** One state of a store. */
export type Whole = {
  /** The rows of a table in its order, some at a time. */
  rows(table: WholeTable): AsyncIterable<readonly WholeRow[]>;
  /** The last number that a mapping was saved under, whether it is still there or not; 0 where none ever was. */
  lastMapping(): Promise<number>;
};

const MANY = 500;
const table = (name: string, ...key: string[]): WholeTable => ({ name, key, atOnce: MANY });

/** What each row refers to comes before it; who was to code what comes after the codings, none of which may be added then. */
export const WHOLE_TABLES: readonly WholeTable[] = [
  table('scales', 'id'),
  table('scale_options', 'scale', 'id'),
  table('experts', 'id'),
  table('sources', 'id'),
  table('questions', 'id'),
  table('statements', 'id'),
  table('statement_cosigners', 'statement', 'expert'),
  table('statement_reprints', 'statement', 'source'),
  table('positions', 'id'),
  table('evidence', 'position', 'statement'),
  table('changes', 'seq'),
  { ...table('search_documents', 'kind', 'id'), columns: ['kind', 'id', 'title', 'body'] },
  table('redirects', 'entity', 'old_id'),
  { ...table('corrections', 'seq'), within: ['expert', 'question', 'position'] },
  table('log_leaves', 'first'),
  table('log_nodes', 'height', 'position'),
  table('idempotency', 'caller', 'key'),
  table('cells', 'expert', 'question'),
  table('api_keys', 'id'),
  table('desk_sessions', 'hash'),
  { ...table('documents', 'id'), atOnce: 20 },
  table('candidates', 'id'),
  table('kept_decisions', 'candidate', 'key'),
  table('draftings', 'id'),
  table('anchors', 'statement'),
  table('coding_rounds', 'id'),
  table('coding_units', 'id'),
  table('codings', 'id'),
  table('coding_assignments', 'round', 'coder'),
  table('adjudications', 'unit'),
  table('desk_uploads', 'id'),
  { ...table('desk_upload_pieces', 'upload', 'ordinal'), atOnce: 4 },
  table('mappings', 'revision'),
  table('webhooks', 'id'),
  table('webhook_deliveries', 'ordinal'),
  table('webhook_attempts', 'ordinal'),
  table('proposals', 'id'),
];

/** What a table held: the number of its rows, and the SHA-256 of them in their order. */
export type TableDigest = { readonly rows: number; readonly sha256: string };

/** Counts and hashes the rows of a table as they go by. */
export class TableTally {
  readonly #hash: Hash = createHash('sha256');
  #rows = 0;

  add(rows: readonly WholeRow[]): void {
    for (const row of rows) this.#hash.update(`${JSON.stringify(inOrder(row))}\n`);
    this.#rows += rows.length;
  }

  end(): TableDigest {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

/** The engines have the same columns, not in the same order. */
const inOrder = (row: WholeRow): unknown[] =>
  Object.keys(row)
    .sort()
    .map((column) => [column, Buffer.isBuffer(row[column]) ? row[column].toString('base64') : row[column]]);

export type WholeDigest = ReadonlyMap<string, TableDigest>;

/** Has every piece of every table written, in their order, and answers what was read. */
export async function pour(
  whole: Whole,
  write: (table: WholeTable, rows: readonly WholeRow[]) => Promise<void> | void,
): Promise<WholeDigest> {
  const digests = new Map<string, TableDigest>();
  for (const each of WHOLE_TABLES) {
    const tally = new TableTally();
    for await (const rows of whole.rows(each)) {
      tally.add(rows);
      await write(each, rows);
    }
    digests.set(each.name, tally.end());
  }
  return digests;
}

/** Reads all of it. */
export const digestOf = (whole: Whole): Promise<WholeDigest> => pour(whole, () => undefined);

/** The tables of which one holds other rows than the other. */
const differing = (one: WholeDigest, other: WholeDigest): string[] =>
  WHOLE_TABLES.map(({ name }) => name).filter((name) => {
    const [a, b] = [one.get(name), other.get(name)];
    return a?.rows !== b?.rows || a?.sha256 !== b?.sha256;
  });

/** Why a subscription that came along does not send. */
const COPIED = 'copied from another database; enable it where it is to send from, and nowhere else';

/** The same, but that no subscription sends: whoever has the copy may only be looking at it. */
export const silenced = (whole: Whole, at: Date): Whole => ({
  ...whole,
  async *rows(table) {
    for await (const rows of whole.rows(table))
      yield table.name === 'webhooks'
        ? rows.map((row) =>
            row.state === 'disabled'
              ? row
              : { ...row, state: 'disabled', disabled_at: at.toISOString(), disabled_why: COPIED },
          )
        : rows;
  },
});

/** Fails with `invalid` where what was written is not what was read. */
export function refuseDiffering(read: WholeDigest, written: WholeDigest): void {
  const tables = differing(read, written);
  if (tables.length > 0)
    throw new Failure(
      'invalid',
      `what was written of ${tables.join(', ')} is not what was read; nothing was kept, and this is a defect of Standpoint: report it`,
    );
}

/** Fails with `invalid` where what was copied is not as it should be. */
export function refuseUnsound(findings: readonly Finding[]): void {
  if (findings.length > 0)
    throw new Failure(
      'invalid',
      ['what was read is not sound; nothing was kept', ...findings.map(({ what }) => what)].join('\n  '),
    );
}
