/** Notes corrections, inside the transaction that makes them, with the published positions that each touches. */
import { type RawBuilder, sql } from 'kysely';
import { followersOf, newlyPublished } from '../../../core/change-log/correction.ts';
import { KINDS, type Kind } from '../../../core/records/kinds.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import { signedOtherwise } from '../../../core/writing/meaning.ts';
import type { StalePlace } from '../matrix/judge-cells.ts';
import type { Session } from '../statements.ts';

const DAY = '2024-10-23'.length;

type Correction = { readonly seq: number; readonly id: string; readonly day: string };

const these = (corrections: readonly Correction[]): RawBuilder<unknown> =>
  sql`json_to_recordset(${JSON.stringify(corrections)}::json) AS it (seq bigint, id text COLLATE "C", day text COLLATE "C")`;

/** What corrections of records touch, once they are written, by the records' kind. */
const TOUCHED: { readonly [K in Kind]: (from: RawBuilder<unknown>) => RawBuilder<unknown> } = {
  expert: (from) => sql`SELECT it.seq, it.id, NULL, NULL, it.day FROM ${from}`,
  question: (from) => sql`SELECT it.seq, NULL, it.id, NULL, it.day FROM ${from}`,
  scale: (from) => sql`SELECT it.seq, NULL, q.id, NULL, it.day FROM ${from} JOIN questions q ON q.scale = it.id`,
  position: (from) =>
    sql`SELECT it.seq, p.expert, p.question, p.id, it.day FROM ${from} JOIN positions p ON p.id = it.id`,
  statement: (from) => sql`SELECT it.seq, p.expert, p.question, p.id, it.day FROM ${from}
    JOIN evidence e ON e.statement = it.id JOIN positions p ON p.id = e.position WHERE p.status <> 'draft'`,
  source: (from) => sql`SELECT DISTINCT it.seq, p.expert, p.question, p.id, it.day FROM ${from}
    CROSS JOIN LATERAL (SELECT s.id FROM statements s WHERE s.source = it.id
      UNION ALL SELECT r.statement FROM statement_reprints r WHERE r.source = it.id) AS printed
    JOIN evidence e ON e.statement = printed.id JOIN positions p ON p.id = e.position WHERE p.status <> 'draft'`,
};

/** What an expert who is named otherwise touches beside their own: what others hold by words that both signed. */
const signedWith = (from: RawBuilder<unknown>, signed: RawBuilder<unknown>) =>
  sql`SELECT DISTINCT it.seq, p.expert, p.question, p.id, it.day FROM ${from}
    CROSS JOIN LATERAL (${signed}) AS signed
    JOIN evidence e ON e.statement = signed.id JOIN positions p ON p.id = e.position
    WHERE p.expert <> it.id AND p.status <> 'draft'`;
const ALL_SIGNED = sql`SELECT s.id FROM statements s WHERE s.expert = it.id
  UNION ALL SELECT c.statement FROM statement_cosigners c WHERE c.expert = it.id`;

/** What mergers touch: what followed them. */
const followersTouched = (mergers: readonly DecidedChange[], changes: readonly DecidedChange[], day: string) => {
  const followers = mergers.map((it) => ({ seq: it.seq, day, ...followersOf(it, changes) }));
  const from = sql`json_to_recordset(${JSON.stringify(followers)}::json)
    AS it (seq bigint, day text COLLATE "C", positions json, statements json)`;
  return sql`SELECT it.seq, p.expert, p.question, p.id, it.day FROM ${from}
      CROSS JOIN LATERAL json_array_elements_text(it.positions) AS one (id)
      JOIN positions p ON p.id = one.id COLLATE "C" WHERE p.status <> 'draft'
    UNION SELECT it.seq, p.expert, p.question, p.id, it.day FROM ${from}
      CROSS JOIN LATERAL json_array_elements_text(it.statements) AS one (id)
      JOIN evidence e ON e.statement = one.id COLLATE "C"
      JOIN positions p ON p.id = e.position WHERE p.status <> 'draft'`;
};

/** What corrections of all that was merged touched until then: the others' cells were never corrected by them. */
const mergedInto = (mergers: readonly DecidedChange[], one: 'expert' | 'question', other: 'expert' | 'question') => {
  const given = mergers.map(({ seq, before }) => ({ seq, id: before?.id ?? '', day: '' }));
  return sql`WITH RECURSIVE named (merger, id) AS (
      SELECT it.seq, it.id FROM ${these(given)}
      UNION SELECT named.merger, l.renamed_from FROM named JOIN changes l
        ON l.action = 'rename' AND l.entity = ${one} AND l.id = named.id AND l.seq < named.merger
    ) UPDATE corrections c SET merged_at = named.merger FROM named
      WHERE c.${sql.ref(other)} IS NULL AND c.merged_at IS NULL AND c.${sql.ref(one)} = named.id`;
};

const OF_POSITIONS = (from: RawBuilder<unknown>) => sql<StalePlace>`SELECT DISTINCT c.expert, c.question FROM ${from}
  JOIN corrections c ON c.seq = it.seq WHERE c.position IS NOT NULL`;

/** The cells of what they touch beside positions, which are stale since; those of positions are so by themselves. */
const STALE: { readonly [K in Exclude<Kind, 'position'>]: (from: RawBuilder<unknown>) => RawBuilder<StalePlace> } = {
  expert: (from) =>
    sql<StalePlace>`SELECT p.expert, p.question FROM ${from} JOIN positions p ON p.expert = it.id
      UNION ${OF_POSITIONS(from)}`,
  question: (from) =>
    sql<StalePlace>`SELECT DISTINCT p.expert, p.question FROM ${from} JOIN positions p ON p.question = it.id`,
  scale: (from) =>
    sql<StalePlace>`SELECT DISTINCT p.expert, p.question FROM ${from} JOIN positions p ON p.scale = it.id`,
  statement: OF_POSITIONS,
  source: OF_POSITIONS,
};

const INTO = sql`INSERT INTO corrections (seq, expert, question, position, day)`;

const entryOf = ({ kind, before, after }: DecidedChange) => ({ kind, before, after: after?.record ?? null });

/** To be told of what was written at that instant when its rows and its entries in the log are there; answers the cells that are stale since. */
export async function noteCorrections(
  session: Session,
  changes: readonly DecidedChange[],
  at: string,
): Promise<readonly StalePlace[]> {
  const day = at.slice(0, DAY);
  const stale: StalePlace[] = [];
  const published = JSON.stringify(newlyPublished(changes));
  const toldOf = (those: readonly DecidedChange[]) =>
    those.map(({ seq, before, after }) => ({ seq, id: after?.record.id ?? before?.id ?? '', day }));
  for (const kind of KINDS) {
    const corrections = changes.filter((change) => change.kind === kind && change.corrects);
    if (corrections.length === 0) continue;
    const from = these(toldOf(corrections));
    const mergers = corrections.filter(({ isMerger }) => isMerger);
    const others = corrections.filter(({ isMerger }) => !isMerger);
    const signings = others.flatMap((it): RawBuilder<unknown>[] => {
      const signed = signedOtherwise(entryOf(it), () => changes.map(entryOf));
      if (signed === 'all') return [signedWith(these(toldOf([it])), ALL_SIGNED)];
      const some = sql`SELECT value COLLATE "C" AS id FROM json_array_elements_text(${JSON.stringify(signed)}::json)`;
      return signed.length === 0 ? [] : [signedWith(these(toldOf([it])), some)];
    });
    const [, , , , , , cells] = await Promise.all([
      session.all(sql`${INTO} ${TOUCHED[kind](these(toldOf(others)))}`),
      mergers.length === 0 ? [] : session.all(sql`${INTO} ${followersTouched(mergers, changes, day)}`),
      mergers.length === 0 || (kind !== 'expert' && kind !== 'question')
        ? []
        : session.all(mergedInto(mergers, kind, kind === 'expert' ? 'question' : 'expert')),
      Promise.all(signings.map((signing) => session.all(sql`${INTO} ${signing}`))),
      session.all(sql`DELETE FROM corrections c
        USING json_to_recordset(${published}::json) AS later (id text COLLATE "C", seq bigint), ${from}
        WHERE c.seq = it.seq AND c.position = later.id AND later.seq > c.seq`),
      session.all(sql`INSERT INTO corrections (seq, day) SELECT it.seq, it.day FROM ${from}
        WHERE NOT EXISTS (SELECT 1 FROM corrections c WHERE c.seq = it.seq)`),
      kind === 'position' ? [] : session.all(STALE[kind](from)),
    ]);
    stale.push(...cells);
  }
  return stale;
}
