/** What a grid shows, as its address holds it, and how a button changes it. */
import type { Cell } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import type { View } from './links.ts';
import { byPlace } from './order.ts';

export type Axis = 'expert' | 'question';

/** Empty lists stand for all. `sortExperts` names a question, `sortQuestions` an expert; `-` before it turns it round. */
export type GridState = View & {
  readonly experts: readonly string[];
  readonly questions: readonly string[];
  readonly sortExperts: string | null;
  readonly sortQuestions: string | null;
};

/** A button: `drop` takes a row or column out; `move` shifts it by one; both name it as "axis:id" (and ":-1" or ":1"). */
export type GridAction = { readonly drop?: string | undefined; readonly move?: string | undefined };

type Shown = { readonly [A in Axis]: readonly string[] };

const LISTS = { expert: 'experts', question: 'questions' } as const;
const SORTS = { expert: 'sortExperts', question: 'sortQuestions' } as const;

/**
 * The state after a button, given the ids that the grid showed in their order. An unknown row or column changes nothing,
 * and the last one stays: a grid without it would show them all.
 */
export function actOn(state: GridState, shown: Shown, { drop, move }: GridAction): GridState {
  const [axis, id = '', step = '0'] = (drop ?? move ?? '').split(':');
  if ((axis !== 'expert' && axis !== 'question') || !shown[axis].includes(id)) return state;
  const ids = drop === undefined ? shifted(shown[axis], id, Number(step)) : shown[axis].filter((it) => it !== id);
  if (ids.length === 0) return state;
  const other = axis === 'expert' ? 'question' : 'expert';
  const sortOfOther = state[SORTS[other]];
  return {
    ...state,
    [LISTS[axis]]: ids,
    // Moved by hand: the order that was asked for before no longer holds.
    ...(move !== undefined && { [SORTS[axis]]: null }),
    // A sort by what is no longer there is over; the order it had made stays.
    ...(sortOfOther !== null &&
      !ids.includes(keyOf(sortOfOther)) && { [LISTS[other]]: shown[other], [SORTS[other]]: null }),
  };
}

/** What the button of a row or column asks for next: sorted by it, then turned round, then as it was. */
export const sortAfter = (sort: string | null, id: string): string =>
  sort === id ? `-${id}` : sort === `-${id}` ? '' : id;

const keyOf = (sort: string): string => sort.replace(/^-/, '');

function shifted(ids: readonly string[], id: string, step: number): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (to < 0 || to >= ids.length || !Number.isInteger(step)) return ids;
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** The ids of the rows and columns in the order the state asks for. */
export function orderOf(matrix: Matrix, state: GridState): Shown {
  const experts = matrix.experts.map(({ id }) => id);
  const questions = matrix.questions.map(({ id }) => id);
  const cellOf = (expert: string, question: string) =>
    matrix.cells[experts.indexOf(expert) * questions.length + questions.indexOf(question)];
  const isKnown = (ids: readonly string[], sort: string | null): sort is string =>
    sort !== null && ids.includes(keyOf(sort));
  return {
    expert: isKnown(questions, state.sortExperts)
      ? sorted(experts, state.sortExperts, (expert, question) => cellOf(expert, question))
      : experts,
    question: isKnown(experts, state.sortQuestions)
      ? sorted(questions, state.sortQuestions, (question, expert) => cellOf(expert, question))
      : questions,
  };
}

/** By value, the highest first; turned round, the lowest. The groups stay in their order either way. */
function sorted(
  ids: readonly string[],
  sort: string,
  cellOf: (id: string, by: string) => Cell | undefined,
): readonly string[] {
  const by = keyOf(sort);
  const compare = byPlace(sort === by ? -1 : 1);
  const cells = new Map(ids.map((id) => [id, cellOf(id, by)]));
  return ids.toSorted((a, b) => compare(cells.get(a), cells.get(b)));
}
