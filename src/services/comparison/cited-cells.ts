/** The cells that a drawn comparison was computed from, for the names of its sources. */
import type { Caller } from '../../core/access/caller.ts';
import type { Agreement } from '../../core/comparison/agreement/agreement.ts';
import type { QuestionConsensus } from '../../core/comparison/consensus.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { seenFor } from '../access/sight.ts';
import { askExtent, askMatrix, type MatrixRequest } from '../matrix/matrix.ts';

/** What the comparison was asked for by. */
type Asked = Omit<MatrixRequest, 'statements'>;

/** With their statements; the day of the last change where they are more than are read for this. */
type Cited = readonly Cell[] | { readonly updatedOn: string | null };

/** Of those in the pairs, the one they are of included; of groups, of all who were chosen. */
export function citedInPairs(
  store: StoreReading,
  caller: Caller,
  asked: Asked,
  { of, groupBy, pairs, revision }: Agreement,
): Promise<Cited> {
  const experts = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  if (groupBy !== null || experts.length === 0) return citedCells(store, caller, asked, revision);
  const { affiliations, ...others } = asked;
  const those = { ...others, experts, ...(of === null && affiliations && { affiliations }) };
  return citedCells(store, caller, those, revision);
}

/** Of what was said on these questions. */
export async function citedOn(
  store: StoreReading,
  caller: Caller,
  asked: Asked,
  questions: readonly Pick<QuestionConsensus, 'id'>[],
  revision: number,
): Promise<Cited> {
  if (questions.length === 0) return [];
  return citedCells(store, caller, { ...asked, questions: questions.map(({ id }) => id) }, revision);
}

/** Statements of more cells are not read for the foot of a picture: a tenth of a second or two. */
const MOST_CITED = 20_000;
/** Characters of the day in an instant. */
const DAY = 10;

async function citedCells(store: StoreReading, caller: Caller, asked: Asked, revision: number): Promise<Cited> {
  const { experts, questions } = await askExtent(store, caller, asked);
  if (experts * questions <= MOST_CITED) return (await askMatrix(store, caller, { ...asked, statements: true })).cells;
  const changedAt = await seenFor(caller, store, asked).changedAt(revision);
  return { updatedOn: changedAt?.slice(0, DAY) ?? null };
}
