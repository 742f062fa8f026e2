/** Who is on which side of a question, by name. */
import { type Cell, sideOf } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import { isAnswer } from '../core/records/scale.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import { cellPath, type View } from './links.ts';
import { draft } from './marks.ts';

const SIDES = ['oppose', 'neutral', 'support', 'noSide', 'contested'] as const;
export type ToldSide = (typeof SIDES)[number];

export const sideOfCell = (cell: Pick<Cell, 'state' | 'value'>): ToldSide | null =>
  cell.state === 'none' ? null : cell.state === 'contested' ? 'contested' : sideOf(cell.value);

/** The answers in a matrix of one question by side, those who feel most strongly first; who was absent gave none. */
export function bySide({ cells, scales }: Pick<Matrix, 'cells' | 'scales'>): ReadonlyMap<ToldSide, readonly Cell[]> {
  const options = new Set(
    scales.flatMap((scale) => scale.options.flatMap(({ id, role }) => (isAnswer(role) ? [id] : []))),
  );
  const answers = cells.filter(({ option }) => option === null || options.has(option));
  const of = (side: ToldSide) =>
    answers.filter((cell) => sideOfCell(cell) === side).sort((a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0));
  return new Map(SIDES.map((side) => [side, of(side)]));
}

/** "Ada Lind, Ben Ito and 12 others", each with the way to their words. */
export function namesOf(
  cells: readonly Cell[],
  { experts }: Pick<Matrix, 'experts'>,
  view: View,
  upTo: number,
  say: Messages,
): Markup {
  const names = new Map(experts.map(({ id, name }) => [id, name]));
  // One name more takes no more room than to say that there is one.
  const shown = cells.length === upTo + 1 ? cells : cells.slice(0, upTo);
  const others = cells.length - shown.length;
  return html`${shown.map(({ expert, question, status }, index) => {
    const before = index === 0 ? '' : others === 0 && index === shown.length - 1 ? say.and : ', ';
    return html`${before}<a href="${cellPath(expert, question, view)}" data-evidence>${person(names.get(expert) ?? expert)}</a>${status === 'draft' && draft(say)}`;
  })}${others > 0 && say.others(others)}`;
}
