/** The table of a question: a row for each expert on record, in the order asked for, with the words behind each stance. */

import { labeller } from '../answers/words.ts';
import type { Cell, Evidence } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Markup } from '../formats/markup.ts';
import { briefQuote, evidenceItem, time } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { Messages } from './languages/en.ts';
import { cellPath, expertPath, questionPath, type View, withParameters } from './links.ts';
import { stance } from './marks.ts';
import { momentWords } from './moment.ts';
import { byPlace } from './order.ts';
import { portionCount, portionLinks, portionOf, within } from './portion.ts';

/** What the rows are sorted by; `-` before it turns it round. */
export const STANCE_ORDERS = ['stance', '-stance', 'saidOn', '-saidOn', 'name', '-name'] as const;
export type StanceOrder = (typeof STANCE_ORDERS)[number];

/** Up to so many rows the evidence stands open. */
const OPEN_UP_TO = 12;

/** Up to so many rows all are shown; of more, so many at once, and the evidence is on the page of each cell. */
const WHOLE_UP_TO = 40;
const ROWS_AT_ONCE = 25;
const atOnce = (rows: number): number => (rows <= WHOLE_UP_TO ? WHOLE_UP_TO : ROWS_AT_ONCE);

const onRecordIn = ({ cells }: Pick<Matrix, 'cells'>): readonly Cell[] => cells.filter(({ state }) => state !== 'none');

/** How many portions of rows there are. */
export function rowPortions(matrix: Pick<Matrix, 'cells'>): number {
  const { length } = onRecordIn(matrix);
  return portionCount(length, atOnce(length));
}

/** The portion of rows that has the first of those cells, in the order along the scale. */
export function rowPortionOf(matrix: Pick<Matrix, 'cells'>, isOne: (cell: Cell) => boolean): number {
  const cells = sorted(onRecordIn(matrix), 'stance');
  const at = cells.findIndex(isOne) + 1;
  const numbers = Array.from({ length: rowPortions(matrix) }, (_, index) => index + 1);
  return numbers.find((number) => at <= portionOf(cells.length, atOnce(cells.length), number).to) ?? 1;
}

/** `rows` is the number of the portion that is shown. */
export function stanceTable(
  matrix: Matrix,
  view: View,
  order: StanceOrder,
  rows: number,
  say: Messages,
): Markup | null {
  const told = say.stanceTable;
  const labels = labeller(matrix);
  const experts = new Map(matrix.experts.map((expert) => [expert.id, expert]));
  const cells = sorted(onRecordIn(matrix), order);
  const [first] = cells;
  if (first === undefined) return null;
  const portion = portionOf(cells.length, atOnce(cells.length), rows);
  const isWhole = portion.count === 1;
  const isOpen = cells.length <= OPEN_UP_TO;
  const nameOf = ({ expert }: Cell) => person(experts.get(expert)?.name ?? expert);
  const path = questionPath(first.question, view);
  const pathTo = (number: number) =>
    withParameters(path, [
      ...(order === 'stance' ? [] : [['sort', order] as const]),
      ...(number === 1 ? [] : [['rows', String(number)] as const]),
    ]);
  const portions = portionLinks(portion, cells, nameOf, (number) => `${pathTo(number)}#words`, told.experts, say);
  const row = (cell: Cell) => {
    const expert = experts.get(cell.expert);
    return html`<tr id="${`cell-${cell.expert}`}">
<th scope="row"><a href="${expertPath(cell.expert, view)}">${person(expert?.name ?? cell.expert)}</a>${expert?.affiliation && html`<span class="affiliation" dir="auto">${expert.affiliation}</span>`}</th>
<td>${stance(cell, labels, say)}${cell.changed && html` <span class="tag">${told.changed}</span>`}</td>
<td class="day">${cell.saidOn !== null && time(cell.saidOn, say)}${cell.saidOnFrom === 'source' && html` <span class="affiliation">${told.ofPublication}</span>`}</td>
<td>${isWhole ? theirWords(cell, isOpen, view, say) : quotedBriefly(cell.statements ?? [], say)}<p class="summary" dir="auto"><strong>${say.inShort}</strong> ${cell.summary ?? say.opposites}</p>${cell.condition !== null && html`<p class="condition"><strong>${say.condition}</strong> ${person(cell.condition)}</p>`}
<p class="note"><a href="${cellPath(cell.expert, cell.question, view)}"${!isWhole && html` data-evidence`}>${isWhole ? told.history : told.evidenceAndHistory(cell.statements?.length ?? 0)}</a></p></td></tr>
`;
  };
  const head = (column: Column, title: string) => columnHead(path, column, title, order);
  return html`<section aria-labelledby="words"><h2 id="words">${told.heading}</h2>
${portions}
<div class="scroll" role="group" aria-labelledby="words" tabindex="0"><table class="stances">
<caption>${momentWords(view, say)}</caption>
<thead><tr>${head('name', told.expert)}${head('stance', told.stance)}${head('saidOn', told.said)}<th scope="col">${told.words}</th></tr></thead>
<tbody>${within(cells, portion).map(row)}</tbody></table></div>${portions}</section>`;
}

/** All of it where there is room, else a quote that is brief, and all of it on demand. */
function theirWords({ statements = [], expert }: Cell, isOpen: boolean, view: View, say: Messages): Markup | null {
  if (statements.length === 0) return null;
  return html`${!isOpen && quotedBriefly(statements, say)}<details${isOpen && html` open`}><summary>${say.stanceTable.evidence(statements.length)}</summary><ul class="words">${statements.map((it) => evidenceItem(it, expert, view, say))}</ul></details>`;
}

function quotedBriefly(statements: readonly Evidence[], say: Messages): Markup | null {
  const brief = briefQuote(statements);
  return (
    brief && html`<blockquote><p dir="auto" lang="${brief.language}">${say.quoted(words(brief.quote))}</p></blockquote>`
  );
}

type Column = 'name' | 'stance' | 'saidOn';

/** The head of a column is the way to the table sorted by it; where it is, to the same turned round. */
function columnHead(path: string, column: Column, title: string, order: StanceOrder): Markup {
  const next: StanceOrder = order === column ? `-${column}` : column;
  const sort = order === column ? 'ascending' : order === `-${column}` ? 'descending' : null;
  const address = `${withParameters(path, [['sort', next]])}#words`;
  return html`<th scope="col"${sort !== null && html` aria-sort="${sort}"`}><a class="sort" href="${address}">${title}</a></th>`;
}

/** The cells of a matrix are in the order of its experts, which is that of their names. */
function sorted(cells: readonly Cell[], order: StanceOrder): readonly Cell[] {
  const byDay = ({ saidOn: a }: Cell, { saidOn: b }: Cell) => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1);
  const sorts: { readonly [O in StanceOrder]: () => readonly Cell[] } = {
    name: () => cells,
    '-name': () => cells.toReversed(),
    stance: () => cells.toSorted(byPlace(1)),
    '-stance': () => cells.toSorted(byPlace(-1)),
    saidOn: () => cells.toSorted(byDay),
    '-saidOn': () => cells.toSorted((a, b) => byDay(b, a)),
  };
  return sorts[order]();
}
