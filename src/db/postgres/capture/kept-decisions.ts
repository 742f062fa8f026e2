/** What is kept of decisions that were not made yet, on a PostgreSQL database. */
import { sql } from 'kysely';
import type { KeepDecision, KeptDecision } from '../../../core/capture/kept-decision.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import { type KeptRow, keptAnew, keptFromRow } from '../../shared/capture/kept-rows.ts';
import type { Session } from '../statements.ts';

const rowOf = (session: Session, candidate: string, key: string): Promise<KeptRow | undefined> =>
  session.first(sql<KeptRow>`SELECT fields, revision, at FROM kept_decisions
    WHERE candidate = ${numberOf(candidate)} AND key = ${key}`);

export async function keptDecision(session: Session, candidate: string, key: string): Promise<KeptDecision | null> {
  const row = await rowOf(session, candidate, key);
  return row === undefined ? null : keptFromRow(row);
}

/** Runs inside a transaction that holds the head. Fails with `stale`. */
export async function keepDecision(session: Session, kept: KeepDecision, now: Date): Promise<KeptDecision> {
  const row = keptAnew(await rowOf(session, kept.candidate, kept.key), kept, now);
  await session.all(sql`INSERT INTO kept_decisions (candidate, key, fields, revision, at)
    VALUES (${numberOf(kept.candidate)}, ${kept.key}, ${row.fields}, ${row.revision}, ${row.at})
    ON CONFLICT (candidate, key) DO UPDATE SET fields = excluded.fields, revision = excluded.revision, at = excluded.at`);
  return keptFromRow(row);
}
