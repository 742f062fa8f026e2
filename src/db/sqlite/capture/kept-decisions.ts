/** What is kept of decisions that were not made yet, on an SQLite file. */
import { sql } from 'kysely';
import type { KeepDecision, KeptDecision } from '../../../core/capture/kept-decision.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import { type KeptRow, keptAnew, keptFromRow } from '../../shared/capture/kept-rows.ts';
import type { Statements } from '../statements.ts';

const rowOf = (statements: Statements, candidate: string, key: string): KeptRow | undefined =>
  statements.all(sql<KeptRow>`SELECT fields, revision, at FROM kept_decisions
    WHERE candidate = ${numberOf(candidate)} AND key = ${key}`)[0];

export function keptDecision(statements: Statements, candidate: string, key: string): KeptDecision | null {
  const row = rowOf(statements, candidate, key);
  return row === undefined ? null : keptFromRow(row);
}

/** Runs inside a transaction that the caller opens. Fails with `stale`. */
export function keepDecision(statements: Statements, kept: KeepDecision, now: Date): KeptDecision {
  const row = keptAnew(rowOf(statements, kept.candidate, kept.key), kept, now);
  statements.run(sql`INSERT INTO kept_decisions (candidate, key, fields, revision, at)
    VALUES (${numberOf(kept.candidate)}, ${kept.key}, ${row.fields}, ${row.revision}, ${row.at})
    ON CONFLICT (candidate, key) DO UPDATE SET fields = excluded.fields, revision = excluded.revision, at = excluded.at`);
  return keptFromRow(row);
}
