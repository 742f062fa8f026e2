/** The grid: chosen people × chosen questions, dropped, moved and sorted by buttons; its address is the whole of it. */

import { cellWords, labeller } from '../answers/words.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Markup } from '../formats/markup.ts';
import { toneOf } from '../formats/palette.ts';
import { isDrawable } from '../formats/picture/size.ts';
import { type Columns, columnSwitch, namesIn } from './grid-column.ts';
import { hiddenFields, type Pickable, pickedFrom, picker, pickForm } from './grid-picker.ts';
import { type AskedPortions, acrossOf, downOf, type Portions, type Shown, shownOf } from './grid-portions.ts';
import { type Axis, type GridState, orderOf, sortAfter } from './grid-state.ts';
import { narrowGrid, portionWays } from './grid-ways.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage, Theme } from './layout.ts';
import {
  ARRANGING,
  arrangePath,
  cellPath,
  embedPath,
  expertPath,
  gridPath,
  gridQuery,
  NOW,
  pickPath,
  placeOf,
  questionPath,
  tablePath,
  withParameters,
} from './links.ts';
import { legend, placeClass, toneClass } from './marks.ts';
import { momentForm, momentWords } from './moment.ts';
import type { ListPart } from './portion.ts';
import { takeAlong } from './take-along.ts';

export type GridData = {
  readonly matrix: Matrix;
  readonly state: GridState;
  readonly origin: string;
  /** When the last change was made that it depends on; null where nothing is shown. */
  readonly updatedAt: string | null;
};

/** An address longer than this, with what a button adds, would not be read. */
const MAX_ADDRESS = 7_500;

/** Of so many people and questions in all the choice stands folded on the page; of more it is a page of its own. */
const FOLDED_UP_TO = 60;

/**
 * What the page of a grid is asked for beside the grid: its buttons, that move, sort and drop; the choice of people and
 * questions; the column for narrow windows, the words that its rows are narrowed by, and which portions of its rows and columns are shown.
 */
export type GridShow = AskedPortions & { readonly arranging: boolean; readonly picking: boolean };

export const SHOW_FIRST: GridShow = {
  arranging: false,
  picking: false,
  q: undefined,
  column: null,
  rows: 1,
  columns: null,
};

export function gridPage(
  { matrix, state, origin, updatedAt }: GridData,
  pickable: Pickable,
  show: GridShow,
  say: Messages,
): HtmlPage {
  const told = say.grid;
  const order = orderOf(matrix, state);
  const shown = shownOf(matrix, order, show);
  const path = gridPath(state);
  const whole = { ...state, questions: order.question, experts: order.expert };
  const isSorted = state.sortExperts !== null || state.sortQuestions !== null;
  const query = gridQuery({ ...(isSorted ? whole : state), sortExperts: null, sortQuestions: null });
  const size = told.size(matrix.experts.length, matrix.questions.length);
  const pictures = matrix.cells.length > 0 && isDrawable(matrix.experts.length, matrix.questions.length);
  const canArrange = matrix.cells.length > 0 && gridPath(whole).length <= MAX_ADDRESS;
  const tools = show.arranging && canArrange && state.drafts !== true;
  const columns = tools || state.drafts === true ? null : columnsOf(matrix, order, shown.order, show.column);
  const isFolded = pickable.experts.length + pickable.questions.length <= FOLDED_UP_TO;
  const { q } = show;
  const ways = portionWays(matrix, state, shown, { q, path, tools }, say);
  return {
    title: told.title(size),
    description: `${told.whoStandsWhere(size)}.`,
    path,
    knownAt: state.knownAt,
    image: pictures ? tablePath('/v1/matrix', 'png', query) : undefined,
    embed: embedPath(path),
    main: show.picking
      ? html`<p class="kicker">${say.places.grid}</p>
<h1>${told.pick}</h1>
${pickedFrom(pickable, matrix, state, say)}`
      : html`<p class="kicker">${say.places.grid}</p>
<h1>${told.heading}</h1>
<p class="tally">${size}.</p>
${momentForm(placeOf('/grid', state), state, say, [...gridQuery({ ...state, ...NOW }), ...(tools ? [ARRANGING] : [])])}
${isFolded ? picker(pickable, matrix, state, say) : html`<p class="picker"><a href="${pickPath(state)}">${told.pick}</a></p>`}
${state.drafts !== true && arranger(state, tools, canArrange, say)}
${legend(say)}
${narrowGrid(matrix, shown, { q, path }, say, whole)}
${columns !== null && columnSwitch(columns, state, show, say)}
${ways}
${gridTable(matrix, state, shown, tools, say, columns?.shown, order)}
${ways}
${state.drafts !== true && takeAlong('/v1/matrix', query, { address: `${origin}${embedPath(path)}`, view: state, updatedAt }, told.whoStandsWhere(size), say, pictures)}`,
  };
}

/** The way to the buttons and back: they are there for who asks for them. */
function arranger(state: GridState, tools: boolean, canArrange: boolean, { grid: told }: Messages): Markup {
  if (!canArrange) return html`<p class="arrange hint">${told.pickFewer}</p>`;
  if (!tools) return html`<p class="arrange"><a href="${arrangePath(state)}" data-turn>${told.arrange}</a></p>`;
  return html`<p class="arrange"><a href="${gridPath(state)}" data-turn>${told.done}</a> <span class="hint">${told.hint}</span></p>`;
}

/** The choice of people and questions, for a database that is too large to be shown whole. */
export const gridChoice = (pickable: Pickable, state: GridState, say: Messages): HtmlPage => ({
  title: say.places.grid,
  description: say.grid.choiceDescription,
  path: '/grid',
  main: html`<p class="kicker">${say.places.grid}</p>
<h1>${say.grid.heading}</h1>
<p>${say.grid.tooMuch}</p>
${pickForm(pickable, new Set(), new Set(), state, say)}`,
});

/** `theme` is that of the portion at hand, which the ways to the others keep. */
export function gridEmbed(
  { matrix, state }: GridData,
  asked: Portions,
  theme: Theme | undefined,
  say: Messages,
): HtmlPage {
  const order = orderOf(matrix, state);
  const shown = shownOf(matrix, order, { ...asked, column: null });
  const here = withParameters(embedPath(gridPath(state)), theme === undefined ? [] : [['theme', theme]]);
  const { q } = asked;
  const ways = portionWays(matrix, state, shown, { q, path: here }, say);
  return {
    title: say.grid.heading,
    description: `${say.grid.heading}.`,
    path: gridPath(state),
    knownAt: state.knownAt,
    theme,
    main: html`<h1>${say.grid.heading}</h1>${legend(say)}${narrowGrid(matrix, shown, { q, path: here }, say)}${ways}${gridTable(matrix, state, shown, false, say)}`,
  };
}

type Order = { readonly [A in Axis]: readonly string[] };

/** The columns, with the one that was asked for or else the first of those shown; null where there is none. */
function columnsOf(matrix: Matrix, order: Order, inView: Order, asked: string | null): Columns | null {
  const axis = acrossOf(matrix);
  const ids = order[axis];
  const shown = inView[axis].find((id) => id === asked) ?? inView[axis][0];
  return shown === undefined ? null : { axis, ids, names: namesIn(matrix)[axis], shown };
}

/**
 * `only` is the column that a narrow window shows; where it is not given, that shows all. The buttons are of all rows and
 * columns, `whole`, of which those that are shown may be a portion.
 */
export function gridTable(
  matrix: Matrix,
  state: GridState,
  { order, rows, columns, found }: Shown,
  tools: boolean,
  say: Messages,
  only?: string,
  whole: Order = order,
): Markup {
  const told = say.grid;
  if (matrix.cells.length === 0) return html`<p class="remark">${told.nobody}</p>`;
  if (found.length === 0) return html``;
  const silent = html`<td class="z">—<span>${say.marks.nothing}</span></td>`;
  const silentOn = html`<td class="z on">—<span>${say.marks.nothing}</span></td>`;
  const labels = labeller(matrix);
  const across = acrossOf(matrix);
  const down = downOf(matrix);
  const rowOf = new Map(matrix.experts.map(({ id }, row) => [id, row]));
  const columnOf = new Map(matrix.questions.map(({ id }, column) => [id, column]));
  const names = namesIn(matrix);
  const head = (axis: Axis, id: string) => {
    const { name, language } = names[axis].get(id) ?? { name: id };
    return html`<th scope="${axis === across ? 'col' : 'row'}"${axis === across && id === only && html` class="on"`}${ariaSort(state[WAYS[axis].sort], id)}><a href="${PATHS[axis](id, state)}">${person(name, language)}</a>${tools && buttons(axis, axis === across, id, name, state, whole, say)}</th>`;
  };
  const cellAt = (expert: string, question: string) => {
    const on = (across === 'question' ? question : expert) === only;
    const cell = matrix.cells[(rowOf.get(expert) ?? 0) * matrix.questions.length + (columnOf.get(question) ?? 0)];
    if (cell === undefined || (cell.state === 'none' && cell.correctedOn === null)) return on ? silentOn : silent;
    // What was retracted has no mark: a ring would say that no side was taken.
    const mark = cell.state === 'none' ? 'z' : `${toneClass(toneOf(cell))} ${placeClass(cell)}`;
    return html`<td class="${mark}${on && ' on'}"><a href="${cellPath(expert, question, state)}">${cellWords(cell, labels, say.stance)}</a></td>`;
  };
  const row = (
    id: string,
  ) => html`<tr>${head(down, id)}${order[across].map((other) => (down === 'expert' ? cellAt(id, other) : cellAt(other, id)))}</tr>
`;
  const table = html`<div class="edges"><div class="scroll" role="group" aria-label="${told.label}" tabindex="0"><table class="grid${only !== undefined && ' one'}" data-across="${told.those[across]}" data-down="${told.those[down]}"${placeIn('columns', columns)}${placeIn('rows', rows)}><caption><span>${momentWords(state, say)} ${told.dash}</span></caption>
<thead><tr><td class="corner"></td>${order[across].map((id) => head(across, id))}</tr></thead>
<tbody>${order[down].map(row)}</tbody></table></div></div>`;
  if (!tools) return table;
  return html`<form class="grid-form" action="/grid">${hiddenFields([...gridQuery(state), ARRANGING])}${table}</form>`;
}

/** For the script, which tells what of them is in view: how many there are before these, and in all. */
const placeIn = (name: string, { count, from, all }: ListPart): Markup | null =>
  count === 1 ? null : html` data-${name}="${from - 1} ${all}"`;

const PATHS = { question: questionPath, expert: expertPath } as const;

/** The highest first is a descending order. */
function ariaSort(sort: string | null, id: string): Markup | null {
  if (sort === id) return html` aria-sort="descending"`;
  return sort === `-${id}` ? html` aria-sort="ascending"` : null;
}

const WAYS = {
  question: { sort: 'sortExperts', other: 'expert' },
  expert: { sort: 'sortQuestions', other: 'question' },
} as const;

/** Which way a column and a row are moved, and the sign of a sort by them. */
const ACROSS = { back: ['←', 'left'], on: ['→', 'right'], sign: '⇅' } as const;
const DOWN = { back: ['↑', 'up'], on: ['↓', 'down'], sign: '⇄' } as const;

/** What can be done with a row or a column. A button's name is its sign; what it does is said. */
function buttons(
  axis: Axis,
  isAcross: boolean,
  id: string,
  name: string,
  state: GridState,
  order: Order,
  { grid: told }: Messages,
): Markup {
  const { sort, other } = WAYS[axis];
  const others = told.those[other];
  const { back, on, sign } = isAcross ? ACROSS : DOWN;
  const ids = order[axis];
  const move = (step: -1 | 1, [arrow, where]: readonly [string, keyof typeof told.move]) => {
    const isAtEnd = ids.at(step === -1 ? 0 : -1) === id;
    return html`<button name="move" value="${`${axis}:${id}:${step}`}" aria-label="${told.move[where](name)}"${isAtEnd && html` disabled`}>${arrow}</button>`;
  };
  const next = sortAfter(state[sort], id);
  const sorting =
    next === id ? told.sort(others, name) : next === '' ? told.unsort(others, name) : told.turn(others, name);
  return html`<span class="tools">${move(-1, back)}${move(1, on)}<button name="sortBy" value="${`${sort}:${next}`}" aria-label="${sorting}"${next !== id && html` class="on"`}>${sign}</button>${ids.length > 1 && html`<button name="drop" value="${`${axis}:${id}`}" aria-label="${told.drop(name)}">×</button>`}</span>`;
}
