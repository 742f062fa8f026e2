/** What is proposed in texts, and what becomes of it; what writes does so inside a transaction that holds the head. */
import { sql } from 'kysely';
import type {
  CandidateChange,
  CandidateDecision,
  CandidateState,
  DocumentCandidate,
  ProposedCandidate,
} from '../../../core/capture/document.ts';
import { candidateFromRow, numberOf } from '../../shared/capture/document-rows.ts';
import { candidateChanged, noCandidate } from '../../shared/capture/refusals.ts';
import type { CandidateRow } from '../../shared/tables.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { insert } from '../writing/row-writer.ts';
import { refuseCoded } from './codings.ts';
import { lastIn } from './numbers.ts';

const COLUMNS = sql.raw('id, document, state, data, statement, reason, decided_by, decided_at, revision');

export async function candidateOf(session: Session, id: string): Promise<DocumentCandidate | null> {
  const row = await session.first(sql<CandidateRow>`SELECT ${COLUMNS} FROM candidates WHERE id = ${numberOf(id)}`);
  return row === undefined ? null : candidateFromRow(row);
}

/** In the order in which they were proposed. */
export async function candidatesOf(
  session: Session,
  document: string,
  states?: readonly CandidateState[],
): Promise<readonly DocumentCandidate[]> {
  const rows = await session.all(sql<CandidateRow>`SELECT ${COLUMNS} FROM candidates
    WHERE document = ${numberOf(document)} AND ${states === undefined ? sql`TRUE` : isIn('state', states)} ORDER BY id`);
  return rows.map(candidateFromRow);
}

export async function propose(
  session: Session,
  document: number,
  proposed: readonly ProposedCandidate[],
): Promise<readonly DocumentCandidate[]> {
  const last = await lastIn(session, 'candidates');
  const rows = proposed.map(
    (it, index): CandidateRow => ({
      ...{ id: last + 1 + index, document, state: 'open', data: JSON.stringify(it), statement: null, reason: null },
      ...{ decided_by: null, decided_at: null, revision: 1 },
    }),
  );
  await insert(session, 'candidates', rows);
  return rows.map(candidateFromRow);
}

/** Changes a candidate that is at revision `expect`. Fails with `not-found`, with `stale`, and with `conflict` where several people code it. */
export async function changeCandidate(
  session: Session,
  { id, expect, change }: CandidateDecision,
  now: Date,
): Promise<void> {
  const before = await candidateOf(session, id);
  if (before === null) throw noCandidate(id);
  if (before.revision !== expect) throw candidateChanged(id, before.revision);
  await refuseCoded(session, 'candidate', id);
  await session.all(sql`UPDATE candidates SET revision = revision + 1,
    ${sql.join(setsOf(change, now.toISOString()))} WHERE id = ${numberOf(id)}`);
}

function setsOf(change: CandidateChange, at: string) {
  if ('proposed' in change) return [sql`data = ${JSON.stringify(change.proposed)}`];
  const { state } = change;
  const decided = state === 'open' ? { by: null, at: null } : { by: change.by, at };
  const [statement, reason] = [
    state === 'accepted' ? change.statement : null,
    state === 'rejected' ? change.reason : null,
  ];
  return [
    ...[sql`state = ${state}`, sql`statement = ${statement}`, sql`reason = ${reason}`],
    ...[sql`decided_by = ${decided.by}`, sql`decided_at = ${decided.at}`],
  ];
}
