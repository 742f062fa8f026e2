/** What becomes of candidates; runs inside a transaction that the caller opens. */
import { sql } from 'kysely';
import type { CandidateChange, CandidateDecision, DocumentCandidate } from '../../../core/capture/document.ts';
import { candidateFromRow, numberOf } from '../../shared/capture/document-rows.ts';
import { candidateChanged, noCandidate } from '../../shared/capture/refusals.ts';
import type { CandidateRow } from '../../shared/tables.ts';
import type { Statements } from '../statements.ts';
import type { Codings } from './codings.ts';

export class Candidates {
  readonly #statements: Statements;
  readonly #codings: Codings;
  readonly #now: () => Date;

  constructor(statements: Statements, codings: Codings, now: () => Date) {
    this.#statements = statements;
    this.#codings = codings;
    this.#now = now;
  }

  get(id: string): DocumentCandidate | null {
    const [row] = this.#statements.all(sql<CandidateRow>`SELECT * FROM candidates WHERE id = ${numberOf(id)}`);
    return row === undefined ? null : candidateFromRow(row);
  }

  /** Changes a candidate that is at revision `expect`. Fails with `not-found`, with `stale`, and with `conflict` where several people code it. */
  change({ id, expect, change }: CandidateDecision): void {
    const before = this.get(id);
    if (before === null) throw noCandidate(id);
    if (before.revision !== expect) throw candidateChanged(id, before.revision);
    this.#codings.refuseCoded('candidate', id);
    this.#statements.run(sql`UPDATE candidates SET revision = revision + 1,
      ${sql.join(setsOf(change, this.#now().toISOString()))} WHERE id = ${numberOf(id)}`);
  }
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
