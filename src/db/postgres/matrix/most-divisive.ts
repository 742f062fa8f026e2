/** The questions that divide most, measured by what their cells hold: this engine counts them where they are. */
import { sql } from 'kysely';
import { byRank } from '../../../core/comparison/consensus.ts';
import { type HeldBy, toStoredDivision } from '../../../core/comparison/stored-division.ts';
import type { DivisiveSelection } from '../../../core/ports/store.ts';
import type { Readers } from '../records/read.ts';
import type { Session } from '../statements.ts';

type Row = HeldBy & { readonly question: string; readonly scale: string };

export async function mostDivisive(
  session: Session,
  readers: Readers,
  { minValued, limit }: DivisiveSelection,
): Promise<readonly string[]> {
  const rows = await session.all(sql<Row>`SELECT question, scale, held, place, count FROM (
      SELECT question, held, place, count(*) AS count FROM cells WHERE held <> 'none' GROUP BY question, held, place
    ) AS counted JOIN questions ON questions.id = question`);
  const scales = await readers.scale.getMany(session, [...new Set(rows.map(({ scale }) => scale))]);
  const scaleById = new Map(scales.map((scale) => [scale.id, scale]));
  return [...Map.groupBy(rows, ({ question }) => question)]
    .flatMap(([id, holders]) => {
      const division = toStoredDivision(id, holders, scaleById.get(holders[0]?.scale ?? '') ?? { options: [] });
      return division === null || division.valued < minValued ? [] : { id, ...division };
    })
    .sort(byRank('divisive'))
    .slice(0, limit)
    .map(({ id }) => id);
}
