/** Takes a record out of the present; the log keeps it. Runs inside a transaction that the caller opens. */
import { sql } from 'kysely';
import { type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { Applied, Commit } from '../../../core/writing/plan.ts';
import type { Readers } from '../records/read.ts';
import { SearchIndex } from '../records/search.ts';
import type { Statements } from '../statements.ts';
import { refuseStale } from './expectations.ts';
import { citing } from './references.ts';
import { emptyReport, type Writer } from './write.ts';

const MAX_NAMED = 100;

export type Removal = { readonly kind: Kind; readonly id: string; readonly expect: number };

export function remove(
  statements: Statements,
  readers: Readers,
  writer: Writer,
  { kind, id, expect }: Removal,
  commit: Commit,
): Applied {
  const before = readers[kind].get(id);
  refuseStale(kind, id, before, expect);
  if (before === null) throw new RangeError('refuseStale lets no missing record pass');
  if ('status' in before && before.status !== 'draft')
    throw new Failure('conflict', `the position "${id}" is ${before.status}, and what was public stays: retract it`);
  refuseCited(statements, kind, id);
  const entries = writer.begin(commit);
  if (kind === 'position') statements.all(sql`DELETE FROM evidence WHERE position = ${id} RETURNING 1`);
  if (kind === 'scale') statements.all(sql`DELETE FROM scale_options WHERE scale = ${id} RETURNING 1`);
  statements.all(sql`DELETE FROM ${sql.table(PLURALS[kind])} WHERE id = ${id} RETURNING 1`);
  new SearchIndex(statements).remove(kind, id);
  entries.append({ action: 'delete', entity: kind, id, before, after: null });
  return { report: emptyReport(), ...writer.settle(entries) };
}

/** Deleting what others cite would leave them without ground. */
function refuseCited(statements: Statements, kind: Kind, id: string): void {
  const by = citing(statements, kind, id, MAX_NAMED + 1);
  if (by.length === 0) return;
  const named = by.slice(0, MAX_NAMED);
  throw new Failure(
    'conflict',
    `the ${kind} "${id}" is cited by ${by.length > MAX_NAMED ? `more than ${MAX_NAMED}` : by.length} other ` +
      `${by.length === 1 ? 'record' : 'records'}; change or delete those first`,
    named.map((it) => ({ message: `the ${it.kind} "${it.id}" cites it` })),
  );
}
