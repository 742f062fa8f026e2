/** The entries of the log that hold words to be redacted: found, and altered with their leaves left as they are. */
import { sql } from 'kysely';
import type { Redactor } from '../../../core/change-log/redaction.ts';
import type { RecordId } from '../../../core/writing/grounds.ts';
import { LEAF_BYTES, LEAVES_IN_ROW, SALTS_BYTES } from '../../shared/change-log/leaf-bytes.ts';
import { alterations, type HoldingEntry } from '../../shared/redaction/parts.ts';
import { unusable } from '../failures.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { holds } from './holding.ts';
import { replaceValues } from './replace-values.ts';

async function held(session: Session, forms: readonly string[], redactor: Redactor) {
  const entries = sql<HoldingEntry>`SELECT seq, actor, entity, id, reason, before, after FROM changes
    WHERE ${holds(['id', 'before', 'after', 'actor', 'reason'], forms)} ORDER BY seq`;
  return alterations(redactor, await session.all(entries));
}

/** The records that are told of by the entries that the redaction alters. */
export const findEntries = async (
  session: Session,
  forms: readonly string[],
  redactor: Redactor,
): Promise<readonly RecordId[]> =>
  (await held(session, forms, redactor)).map(([{ entity, id }]) => ({ kind: entity, id }));

/** Alters them, and forgets the salts of their leaves: the tree stays as it is, and tells nothing of what was there. Answers how many there were. */
export async function alterLog(session: Session, forms: readonly string[], redactor: Redactor): Promise<number> {
  const pairs = await held(session, forms, redactor);
  if (pairs.length === 0) return 0;
  const altered = JSON.stringify(pairs.map(([, is]) => is));
  await session.all(sql`UPDATE changes AS c SET actor = it.actor, id = it.id, reason = it.reason, before = it.before,
    after = it.after FROM json_populate_recordset(NULL::changes, ${altered}::json) AS it WHERE c.seq = it.seq`);
  await replaceValues(session, 'change_signers', 'expert', forms, (id) => redactor.id(id));
  await eraseSalts(
    session,
    pairs.map(([{ seq }]) => seq),
  );
  return pairs.length;
}

async function eraseSalts(session: Session, seqs: readonly number[]): Promise<void> {
  const rows = await session.all(sql<{ first: number; leaves: Buffer; seqs: number[] }>`
    SELECT l.first, l.leaves, array_agg(it.seq::float8) AS seqs FROM unnest(${seqs}::bigint[]) AS it (seq)
    JOIN LATERAL (SELECT first, leaves FROM log_leaves
      WHERE first <= it.seq AND first > it.seq - ${LEAVES_IN_ROW} ORDER BY first DESC LIMIT 1) AS l ON TRUE
    GROUP BY l.first, l.leaves`);
  for (const { first, leaves, seqs: those } of rows)
    for (const seq of those) {
      const begin = (seq - first) * LEAF_BYTES;
      if (begin >= leaves.length) throw unusable(`has no leaf for entry ${seq} of its log; restore it from a backup`);
      leaves.fill(0, begin, begin + SALTS_BYTES);
    }
  for (const { first, leaves } of rows)
    await session.all(sql`UPDATE log_leaves SET leaves = ${leaves} WHERE ${isIn('first', [first])}`);
}
