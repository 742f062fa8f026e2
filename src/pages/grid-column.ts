/** One column of a grid at a time, for windows too narrow to show several: which one, and the ways to the others. */
import type { Matrix } from '../core/matrix/matrix.ts';
import { languageOf } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { type AskedPortions, portionQuery } from './grid-portions.ts';
import type { Axis, GridState } from './grid-state.ts';
import { html, langOf, personInText } from './html.ts';
import type { Messages } from './languages/en.ts';
import { COLUMN, columnPath, gridQuery } from './links.ts';

/** What stands at the head of a row or a column, in its language where that is on record. */
export type Headed = { readonly name: string; readonly language?: string };

/** The columns of a grid in their order, and the one that a narrow window shows. */
export type Columns = {
  readonly axis: Axis;
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<string, Headed>;
  readonly shown: string;
};

/** What stands at each head, by its id. */
export const namesIn = ({
  experts,
  questions,
}: Pick<Matrix, 'experts' | 'questions'>): { readonly [A in Axis]: ReadonlyMap<string, Headed> } => ({
  expert: new Map(experts.map(({ id, name }) => [id, { name }])),
  question: new Map(questions.map((it) => [it.id, { name: it.title, ...languageOf(it) }])),
});

/** A plain form and links, there where the window is narrow: each has an address of its own. */
export function columnSwitch(
  { axis, ids, names, shown }: Columns,
  state: GridState,
  show: Pick<AskedPortions, 'q' | 'rows'>,
  { grid: told, moment }: Messages,
): Markup | null {
  if (ids.length < 2) return null;
  const kept = portionQuery({ ...show, columns: null });
  const at = ids.indexOf(shown);
  const nameOf = (id: string) => names.get(id) ?? { name: id };
  const step = (id: string | undefined, sign: string, word: string) =>
    id === undefined
      ? html`<span aria-hidden="true">${sign}</span>`
      : html`<a href="${columnPath(state, id, kept)}" data-turn="${word}" aria-label="${word}: ${nameOf(id).name}">${sign}</a>`;
  return html`<nav class="switch" aria-label="${told.oneColumn}">${step(ids[at - 1], '←', told.previous)}
<form class="column" action="/grid">${[...gridQuery(state), ...kept].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<label for="column">${told.columnOf(told.columns[axis], at + 1, ids.length)}</label> <select id="column" name="${COLUMN}">${ids.map((id) => html`<option value="${id}" dir="auto"${langOf(nameOf(id))}${id === shown && html` selected`}>${personInText(nameOf(id).name)}</option>`)}</select> <button>${moment.show}</button></form>
${step(ids[at + 1], '→', told.next)}</nav>`;
}
