/** What a grid is picked or put in order by: carried out, it leads to the grid whose address names all of it. */
import { Type } from 'typebox';
import type { Caller } from '../../../core/access/caller.ts';
import { LEAST_VALUED } from '../../../core/comparison/consensus.ts';
import type { Store } from '../../../core/ports/store.ts';
import { invalidParameter } from '../../../core/values/errors.ts';
import type { GridState } from '../../../pages/grid-state.ts';
import { rankConsensus } from '../../../services/comparison/consensus.ts';
import { listRecords } from '../../../services/records/records.ts';
import { shortText } from '../pages/page-parameters.ts';
import { seenIn } from '../pages/pages.ts';

export const pickParameters = { topic: shortText, affiliation: shortText, order: Type.Optional(Type.String()) };
export type PickQuery = { readonly topic?: string; readonly affiliation?: string; readonly order?: string };

/** More than these an address does not name. */
const MOST = 500;

/**
 * The grid of those of its questions that have the topic and those of its people who belong to the organization, with the
 * most divisive question first where that is asked for. Null where nothing is. Fails with `invalid` where none is left.
 */
export async function pickIn(
  store: Store,
  caller: Caller,
  state: GridState,
  query: PickQuery,
): Promise<GridState | null> {
  // Forms send fields that were left empty, too: the address of the grid has none of them.
  if (query.topic === undefined && query.affiliation === undefined && query.order === undefined) return null;
  const { topic = '', affiliation = '', order = '' } = query;
  if (order !== '' && order !== 'divisive') throw invalidParameter('order', 'must be "divisive", or left out');
  const reading = await seenIn(store, caller, state);
  const pick = async (kind: 'question' | 'expert', parameter: string, value: string, ids: readonly string[]) => {
    if (value === '') return ids;
    const filter = kind === 'question' ? { topic: [value] } : { affiliation: [value] };
    const { items, next } = await listRecords(reading, caller, kind, { ...filter, limit: MOST });
    if (next !== null) throw invalidParameter(parameter, `has more than ${MOST}, too many for one grid: pick by name`);
    const found = items.map(({ id }) => id);
    const left = ids.length === 0 ? found : ids.filter((id) => found.includes(id));
    if (left.length === 0) throw invalidParameter(parameter, `leaves nothing of what was picked: "${value}"`);
    return left;
  };
  const picked = {
    ...state,
    questions: await pick('question', 'topic', topic, state.questions),
    experts: await pick('expert', 'affiliation', affiliation, state.experts),
  };
  return order === '' ? picked : divisiveFirst(store, caller, picked);
}

/** Questions on which fewer than two took a place come last, in the order they had. */
async function divisiveFirst(store: Store, caller: Caller, state: GridState): Promise<GridState> {
  const { questions, experts, rule, asOf, knownAt } = state;
  const { items } = await rankConsensus(store, caller, {
    ...{ rule, asOf, knownAt, order: 'divisive', minValued: LEAST_VALUED, limit: MOST },
    ...(questions.length > 0 && { questions }),
    ...(experts.length > 0 && { experts }),
  });
  const ranked = items.map(({ id }) => id);
  const all =
    questions.length > 0
      ? questions
      : (await listRecords(await seenIn(store, caller, state), caller, 'question', { limit: MOST })).items.map(
          ({ id }) => id,
        );
  return { ...state, questions: [...ranked, ...all.filter((id) => !ranked.includes(id))], sortQuestions: null };
}
