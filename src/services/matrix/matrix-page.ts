/** A matrix of a few questions, some experts at a time: what one answer holds, however many experts there are. */
import type { Caller } from '../../core/access/caller.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { belongingBy } from '../../core/records/belonging.ts';
import { publicTo } from '../access/sight.ts';
import { type ExpertPage, expertPage } from '../records/expert-page.ts';
import { askGrounds, type Chosen, type MatrixGrounds, type MatrixRequest, readingAt, selectionOf } from './matrix.ts';

export type MatrixPage = {
  /** Null where nobody of this page belonged to the organizations by then. */
  readonly grounds: MatrixGrounds | null;
  /** How many experts are chosen in all. */
  readonly experts: number;
  readonly next: string | null;
};

/** The matrix of the questions named and one page of the experts chosen. Fails as `askMatrix` does. */
export async function askMatrixPage(
  reading: StoreReading,
  caller: Caller,
  request: MatrixRequest & Required<Pick<Chosen, 'questions'>>,
  page: ExpertPage,
): Promise<MatrixPage> {
  const store = publicTo(caller, reading);
  const state = await readingAt(store, request.knownAt);
  const { experts, questions, organizations } = await selectionOf(state, request);
  const extent = await state.extent({ experts, questions });
  const { items, next } = await expertPage(state, caller, experts, page);
  const those = belongingBy(items, request.asOf, organizations);
  // That nobody belonged to them at all is told as it is of every matrix.
  const isWhole = next === null && page.cursor === undefined;
  const named = (those.length === 0 && isWhole ? items : those).map(({ id }) => id);
  const grounds = named.length === 0 ? null : await askGrounds(store, caller, { ...request, experts: named });
  return { grounds, experts: extent.experts, next };
}
