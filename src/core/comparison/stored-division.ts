/** How a question divides the experts as things stand, as it is kept beside the cells: what a ranking needs of it. */
import { type ScaleValues, scaleRange } from '../records/scale.ts';
import { measuresOf, minorityOf, type QuestionConsensus } from './consensus.ts';

type Kept = 'polarisation' | 'valued' | 'minority';
export type StoredDivision = { readonly question: string } & {
  readonly [measure in Kept]: NonNullable<QuestionConsensus[measure]>;
};

/** How many cells hold the same at the same place; where nothing is held there is none. */
export type HeldBy = { readonly held: string; readonly place: number | null; readonly count: number };

/** The division of a question by what its cells hold; null where nobody is on the other side. */
export function toStoredDivision(
  question: string,
  holders: readonly HeldBy[],
  scale: ScaleValues,
): StoredDivision | null {
  const distribution: { [option: string]: number } = {};
  const standings = new Map<number, number>();
  for (const { held, place, count } of holders) {
    distribution[held] = (distribution[held] ?? 0) + count;
    if (place !== null) standings.set(place, (standings.get(place) ?? 0) + count);
  }
  const { polarisation, valued } = measuresOf(standings, scaleRange(scale));
  const minority = minorityOf(distribution, scale);
  return polarisation === null || !minority ? null : { question, polarisation, valued, minority };
}
