/** What a grid shows, as its address holds it, and how a button changes it. */
import type { Matrix } from '../core/matrix.ts';
import type { Moment } from './links.ts';

export type Axis = 'expert' | 'question';

/** Empty lists stand for all. `sortExperts` names a question, `sortQuestions` an expert; `-` before it turns it round. */
export type GridState = Moment & {
  readonly experts: readonly string[];
  readonly questions: readonly string[];
  readonly sortExperts: string | null;
  readonly sortQuestions: string | null;
};

/** A button: `drop` takes a row or column out; `move` shifts it by one; both name it as "axis:id" (and ":-1" or ":1"). */
export type GridAction = { readonly drop?: string | undefined; readonly move?: string | undefined };

/** The state after a button, given the ids that the grid showed in their order. An unknown row or column changes nothing. */
export function actOn(
  state: GridState,
  shown: { readonly [A in Axis]: readonly string[] },
  { drop, move }: GridAction,
): GridState {
  const [axis, id = '', step = '0'] = (drop ?? move ?? '').split(':');
  if (axis !== 'expert' && axis !== 'question') return state;
  const ids = drop === undefined ? shifted(shown[axis], id, Number(step)) : shown[axis].filter((it) => it !== id);
  // Moved by hand: the order that was asked for before no longer holds.
  return axis === 'expert'
    ? {
        ...state,
        experts: ids,
        ...(move !== undefined && { sortExperts: null }),
        ...forget(state, 'sortQuestions', ids),
      }
    : {
        ...state,
        questions: ids,
        ...(move !== undefined && { sortQuestions: null }),
        ...forget(state, 'sortExperts', ids),
      };
}

function shifted(ids: readonly string[], id: string, step: number): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}

/** A sort by what is no longer there is over. */
function forget(state: GridState, sort: 'sortExperts' | 'sortQuestions', ids: readonly string[]): Partial<GridState> {
  const by = state[sort]?.replace(/^-/, '');
  return by === undefined || ids.includes(by) ? {} : { [sort]: null };
}

/** The ids of the rows and columns in the order the state asks for: by value, then those who took no side, then silence. */
export function orderOf(matrix: Matrix, state: GridState): { readonly [A in Axis]: readonly string[] } {
  const experts = matrix.experts.map(({ id }) => id);
  const questions = matrix.questions.map(({ id }) => id);
  const width = questions.length;
  const rank = (expert: string, question: string): number => {
    const cell = matrix.cells[experts.indexOf(expert) * width + questions.indexOf(question)];
    if (cell === undefined || cell.state === 'none') return -4;
    if (cell.state === 'contested') return -2;
    return cell.value ?? -3;
  };
  return {
    expert: sorted(experts, state.sortExperts, (expert, question) => rank(expert, question)),
    question: sorted(questions, state.sortQuestions, (question, expert) => rank(expert, question)),
  };
}

function sorted(
  ids: readonly string[],
  by: string | null,
  rank: (id: string, by: string) => number,
): readonly string[] {
  if (by === null) return ids;
  const key = by.replace(/^-/, '');
  const ranks = new Map(ids.map((id) => [id, rank(id, key)]));
  const sign = by.startsWith('-') ? -1 : 1;
  const silent = -4;
  return ids.toSorted((a, b) => {
    const [rankOfA = silent, rankOfB = silent] = [ranks.get(a), ranks.get(b)];
    // Silence stays at the end, whichever way round.
    if (rankOfA === silent || rankOfB === silent) return rankOfB - rankOfA;
    return sign * (rankOfB - rankOfA);
  });
}
