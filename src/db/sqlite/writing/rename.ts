/** Gives a record a new id, and all that refer to it. Runs inside a transaction that the caller opens. */
import { sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { AnyRecord, Applied, Commit } from '../../../core/writing/plan.ts';
import type { Connection } from '../connection.ts';
import type { Readers } from '../records/read.ts';
import { redirectsOf } from '../records/redirects.ts';
import type { Statements } from '../statements.ts';
import { refuseStale } from './expectations.ts';
import { citing, citingAnew } from './references.ts';
import { emptyReport, type Writer } from './write.ts';

/** The columns that hold a record's id beside those that `citing` knows. */
const OWN_COLUMNS: { readonly [K in Kind]: readonly (readonly [table: string, column: string])[] } = {
  scale: [
    ['scales', 'id'],
    ['scale_options', 'scale'],
    ['positions', 'scale'],
  ],
  expert: [['experts', 'id']],
  source: [['sources', 'id']],
  question: [['questions', 'id']],
  statement: [['statements', 'id']],
  position: [
    ['positions', 'id'],
    ['evidence', 'position'],
  ],
};

/** As SQL has it. */
const NO_LIMIT = -1;

export type Renaming = { readonly kind: Kind; readonly id: string; readonly to: string; readonly expect: number };

export function rename(
  connection: Connection,
  statements: Statements,
  readers: Readers,
  writer: Writer,
  { kind, id, to, expect }: Renaming,
  commit: Commit,
): Applied {
  const before = readers[kind].get(id);
  refuseStale(kind, id, before, expect);
  if (before === null) throw new RangeError('refuseStale lets no missing record pass');
  refuseTaken(statements, readers, kind, id, to);
  // Until all that refer to the record have followed, nothing refers to anything.
  connection.pragma('defer_foreign_keys = ON');
  const entries = writer.begin(commit);
  const cited = citing(statements, kind, id, NO_LIMIT);
  for (const [table, column] of OWN_COLUMNS[kind])
    statements.all(
      sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${to} WHERE ${sql.ref(column)} = ${id} RETURNING 1`,
    );
  statements.all(sql`UPDATE search_documents SET id = ${to} WHERE kind = ${kind} AND id = ${id} RETURNING 1`);
  const seq = entries.next;
  writer.put(entries, { kind, record: { ...before, id: to } } as AnyRecord, before, 'rename');
  statements.all(sql`DELETE FROM redirects WHERE entity = ${kind} AND old_id = ${to} RETURNING 1`);
  statements.all(sql`UPDATE redirects SET id = ${to}, seq = ${seq} WHERE entity = ${kind} AND id = ${id} RETURNING 1`);
  statements.all(
    sql`INSERT INTO redirects (entity, old_id, id, seq) VALUES (${kind}, ${id}, ${to}, ${seq}) RETURNING 1`,
  );
  for (const by of cited) {
    const anew = citingAnew(readers, kind, by, id, to);
    writer.put(entries, anew.write, anew.before, 'rename');
  }
  const report = emptyReport();
  report[kind].updated = 1;
  return { report, ...writer.settle(entries) };
}

/** An id that a record has or had is never given to another one. */
function refuseTaken(statements: Statements, readers: Readers, kind: Kind, id: string, to: string): void {
  const led = redirectsOf(statements, kind, [to]).get(to);
  if (readers[kind].get(to) === null && (led === undefined || led === id)) return;
  const now = led === undefined || led === to ? '' : `, now called "${led}"`;
  throw new Failure('conflict', `there is a ${kind} "${to}" already${now}; choose another id`, [
    { pointer: '/id', message: 'is taken' },
  ]);
}
