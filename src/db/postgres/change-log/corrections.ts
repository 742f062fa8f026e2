/** Corrections: which entries of the log correct what was public, and which published positions they touch. */
import { type RawBuilder, sql } from 'kysely';
import { MAX_TOUCHED, type Touch, type TouchedPositions } from '../../../core/change-log/correction.ts';
import type { CellCorrection } from '../../../core/matrix/corrected.ts';
import { everNamed, given, idNow } from '../records/redirects.ts';
import { isIn, type State, seen, tableAt } from '../records/tables.ts';
import type { Session } from '../statements.ts';

type Place = { readonly expert: string; readonly question: string };

/** What a list of cells is as a table of the query. */
export const placesAs = (places: readonly Place[]): RawBuilder<unknown> =>
  sql`json_to_recordset(${JSON.stringify(places)}::json) AS it (expert text COLLATE "C", question text COLLATE "C")`;

/** Was anything ever corrected? */
export const anyCorrections = async (session: Session, state: State): Promise<boolean> =>
  (await session.first(sql`SELECT 1 FROM ${tableAt('corrections', state)} LIMIT 1`)) !== undefined;

/** The last correction of each cell, of each expert and of each question among these, under the ids of that state. Null: all experts. */
export async function correctionsOf(
  session: Session,
  experts: readonly string[] | null,
  questions: readonly string[],
  state: State,
): Promise<readonly CellCorrection[]> {
  if (!(await anyCorrections(session, state))) return [];
  const whole: State = { ...state, sight: 'all' };
  const theirs =
    experts === null
      ? sql`SELECT experts.id FROM ${tableAt('experts', state)} WHERE ${seen('experts', state)}`
      : given(experts);
  const all = tableAt('corrections', state, 'c');
  return session.all(sql<CellCorrection>`
    SELECT found.expert, found.question, max(found.day) AS "on", max(found.seq) AS seq FROM (
      SELECT ${idNow('expert', 'c.expert', state)} AS expert, ${idNow('question', 'c.question', state)} AS question, c.day, c.seq FROM ${all}
        WHERE c.merged_at IS NULL AND (c.question IN (${everNamed('question', given(questions), whole)})
          OR (c.question IS NULL AND c.expert IN (${everNamed('expert', theirs, whole)})))) AS found
    GROUP BY 1, 2`);
}

/** The day of the last correction of each of these cells, by expert and question; those without one are left out. */
export async function lastCorrections(
  session: Session,
  cells: readonly Place[],
): Promise<(cell: Place) => string | null> {
  const present: State = { until: null, sight: 'all' };
  if (!(await anyCorrections(session, present))) return () => null;
  const named = (kind: 'expert' | 'question') => sql`(SELECT it.${sql.ref(kind)} UNION ALL
    SELECT r.old_id FROM redirects r WHERE r.entity = ${kind} AND r.id = it.${sql.ref(kind)})`;
  const rows = await session.all(sql<Place & { day: string | null }>`
    SELECT it.expert, it.question, (SELECT max(day) FROM (
        SELECT day FROM corrections WHERE expert IN ${named('expert')} AND question IN ${named('question')}
        UNION ALL SELECT day FROM corrections WHERE expert IN ${named('expert')} AND question IS NULL AND merged_at IS NULL
        UNION ALL SELECT day FROM corrections WHERE question IN ${named('question')} AND expert IS NULL AND merged_at IS NULL) AS found) AS day
    FROM ${placesAs(cells)}`);
  const days = new Map(rows.map(({ expert, question, day }) => [`${expert} ${question}`, day]));
  return ({ expert, question }) => days.get(`${expert} ${question}`) ?? null;
}

/** Of each of the corrections the first MAX_TOUCHED of what it touches, and how much that is. */
export async function touchedBy(
  session: Session,
  seqs: readonly number[],
  state: State,
): Promise<ReadonlyMap<number, TouchedPositions>> {
  if (seqs.length === 0) return new Map();
  const rows = await session.all(sql<Touch & { seq: number; touched: number }>`SELECT * FROM (
      SELECT c.seq, c.expert, c.question, c.position, count(*) OVER (PARTITION BY c.seq) AS touched,
        row_number() OVER (PARTITION BY c.seq ORDER BY c.question NULLS FIRST, c.expert NULLS FIRST, c.position NULLS FIRST) AS place
      FROM ${tableAt('corrections', state, 'c')}
      WHERE ${isIn('c.seq', seqs)} AND (c.expert IS NOT NULL OR c.question IS NOT NULL)
    ) AS placed WHERE place <= ${MAX_TOUCHED} ORDER BY seq, place`);
  return new Map(
    [...Map.groupBy(rows, (row) => row.seq)].map(([seq, of]) => [
      seq,
      {
        touches: of.map(({ expert, question, position }) => ({ expert, question, position })),
        touched: of[0]?.touched ?? 0,
      },
    ]),
  );
}

type Whom = { readonly experts: RawBuilder<unknown> | null; readonly questions: RawBuilder<unknown> | null };

/** The numbers of the corrections that touch any of these experts, or of these questions, whatever they are called now. */
export function correctionsTouching({ experts, questions }: Whom, state: State): RawBuilder<unknown> {
  const conditions = [
    ...(experts === null ? [] : [touches('expert', 'question', experts, state)]),
    ...(questions === null ? [] : [touches('question', 'expert', questions, state)]),
  ];
  const where = conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `);
  return sql`SELECT c.seq FROM ${tableAt('corrections', state, 'c')} WHERE ${where}`;
}

/** A correction of all on a question touches the experts who hold a position there, and the other way round. */
function touches(
  one: 'expert' | 'question',
  other: 'expert' | 'question',
  ids: RawBuilder<unknown>,
  state: State,
): RawBuilder<unknown> {
  const mine = sql.ref(`c.${one}`);
  return sql`(${mine} IN (${ids}) OR (${mine} IS NULL AND EXISTS (SELECT 1 FROM ${tableAt('positions', state, 'p')}
    WHERE p.${sql.ref(one)} IN (${ids}) AND p.status <> 'draft' AND p.${sql.ref(other)} = ${idNow(other, `c.${other}`, state)})))`;
}
