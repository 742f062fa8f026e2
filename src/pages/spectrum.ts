/** Where the experts stand along the scale of a question, and who is not on record. */
import type { Cell } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Markup } from '../formats/markup.ts';
import { toneOfValue } from '../formats/palette.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import { cellPath, expertPath, questionPath, type View, withParameters } from './links.ts';
import { draft, toneClass } from './marks.ts';
import { rowsQuery } from './narrow.ts';
import { portionWith } from './stance-rows.ts';

type Stop = { readonly label: string; readonly tone: string; readonly cells: readonly Cell[] };

/** The experts in columns, one for each option that somebody holds or that the scale has, and those who are silent by name. */
export function spectrum(matrix: Matrix, view: View, say: Messages): Markup {
  const told = say.question;
  const names = new Map(matrix.experts.map(({ id, name }) => [id, name]));
  const [question] = matrix.questions;
  const options = matrix.scales.find(({ id }) => id === question?.scale)?.options ?? [];
  const at = (option: string) => matrix.cells.filter((cell) => cell.option === option);
  const placed = options
    .filter(({ value }) => value !== null)
    .map(({ id, label, value }): Stop => ({ label, tone: toneClass(toneOfValue(value)), cells: at(id) }));
  const apart = [
    ...options
      .filter(({ value }) => value === null)
      .map(({ id, label }): Stop => ({ label, tone: 't-no-side', cells: at(id) })),
    { label: told.contested, tone: 't-contested', cells: matrix.cells.filter(({ state }) => state === 'contested') },
  ].filter(({ cells }) => cells.length > 0);
  const chip = ({ expert, question: id, status }: Cell) =>
    html`<li><a href="${cellPath(expert, id, view)}" data-evidence>${person(names.get(expert) ?? expert)}</a>${status === 'draft' && draft(say)}</li>`;
  const most = matrix.cells.length <= NAMED_IN_ALL ? NAMED_IN_ALL : NAMED_AT_STOP;
  const stop = ({ label, tone, cells }: Stop) => {
    const [more] = cells.slice(most);
    return html`<section class="stop ${tone}${cells.length === 0 && ' empty'}"><h3>${person(label)} <span class="n">${cells.length}</span></h3>${cells.length > 0 && html`<ul>${cells.slice(0, most).map(chip)}${more !== undefined && html`<li><a class="more" href="${rowsFrom(more, matrix, view)}">${told.moreNamed(cells.length - most)}</a></li>`}</ul>`}</section>`;
  };
  return html`<section class="spectrum-block" aria-labelledby="spectrum"><h2 id="spectrum">${told.alongTheScale}</h2>
<div class="spectrum">${placed.map(stop)}</div>
${apart.length > 0 && html`<div class="spectrum apart">${apart.map(stop)}</div>`}
${silence(matrix.cells, matrix, view, say)}
</section>`;
}

/** Up to so many experts each is named where they stand; of more, so many at each place. */
const NAMED_IN_ALL = 240;
const NAMED_AT_STOP = 60;

/** The rows of the table among which that cell is. */
const rowsFrom = (cell: Cell, matrix: Matrix, view: View): string => {
  const rows = portionWith(matrix, ({ expert }) => expert === cell.expert);
  const path = questionPath(cell.question, view);
  return `${withParameters(path, rowsQuery(undefined, rows))}#words`;
};

/** Up to so many silent experts are named without being asked, and so many who ask. */
const NAMED_UP_TO = 20;
const NAMED_WHO_ASK = 200;

/** Those of the cells' experts on whom nothing is on record. */
export function silence(
  cells: readonly Cell[],
  { experts }: Pick<Matrix, 'experts'>,
  view: View,
  { question: told }: Messages,
): Markup | null {
  const names = new Map(experts.map(({ id, name }) => [id, name]));
  const silent = cells.filter(({ state }) => state === 'none');
  if (silent.length === 0) return null;
  const links = silent
    .slice(0, NAMED_WHO_ASK)
    .map(
      ({ expert }, index) =>
        html`${index > 0 && ', '}<a href="${expertPath(expert, view)}">${person(names.get(expert) ?? expert)}</a>`,
    );
  if (silent.length <= NAMED_UP_TO) return html`<p class="nobody"><strong>${told.silent}</strong> ${links}</p>`;
  return html`<details class="nobody"><summary>${told.silentMany(silent.length)}</summary><p>${links}${silent.length > NAMED_WHO_ASK && html`, ${told.moreNamed(silent.length - NAMED_WHO_ASK)}`}</p></details>`;
}
