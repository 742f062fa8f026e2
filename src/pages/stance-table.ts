/** The table of a question: a row for each expert on record, in the order asked for, with the words behind each stance. */

import { labeller } from '../answers/words.ts';
import type { Cell, Evidence } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Markup } from '../formats/markup.ts';
import { briefQuote, evidenceItem, time } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { Messages } from './languages/en.ts';
import { cellPath, expertPath, type Query, questionPath, type View, withParameters } from './links.ts';
import { stance } from './marks.ts';
import { momentWords } from './moment.ts';
import { narrowRows, rowsQuery } from './narrow.ts';
import { portionLinks, within } from './portion.ts';
import { silence } from './spectrum.ts';
import { cellsOf, type RowsAsked, rowCells, rowPortion, type StanceOrder } from './stance-rows.ts';

/** Up to so many rows the evidence stands open. */
const OPEN_UP_TO = 12;

export function stanceTable(matrix: Matrix, view: View, asked: RowsAsked, say: Messages): Markup | null {
  const told = say.stanceTable;
  const { sort = 'stance', q } = asked;
  const all = rowCells(matrix.cells);
  const [first] = all;
  if (first === undefined) return null;
  const found = cellsOf(matrix, q);
  const cells = rowCells(found, sort);
  const labels = labeller(matrix);
  const experts = new Map(matrix.experts.map((expert) => [expert.id, expert]));
  const portion = rowPortion(cells, asked.rows ?? 1);
  const isWhole = portion.count === 1;
  const isOpen = cells.length <= OPEN_UP_TO;
  const nameOf = ({ expert }: Cell) => person(experts.get(expert)?.name ?? expert);
  const page = questionPath(first.question, view);
  const sorting: Query = sort === 'stance' ? [] : [['sort', sort]];
  const path = withParameters(page, sorting);
  const pathTo = (number: number) => `${withParameters(path, rowsQuery(q, number))}#words`;
  const portions = portionLinks(portion, cells, nameOf, pathTo, told.experts, say);
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
  const head = (column: Column, title: string) =>
    columnHead(withParameters(page, rowsQuery(q, 1)), column, title, sort);
  const table = () => html`${portions}
<div class="scroll" role="group" aria-labelledby="words" tabindex="0"><table class="stances">
<caption>${momentWords(view, say)}</caption>
<thead><tr>${head('name', told.expert)}${head('stance', told.stance)}${head('saidOn', told.said)}<th scope="col">${told.words}</th></tr></thead>
<tbody>${within(cells, portion).map(row)}</tbody></table></div>${portions}`;
  return html`<section aria-labelledby="words"><h2 id="words">${told.heading}</h2>
${narrowRows({ q, of: 'expert', all: all.length, found: cells.length, path, place: '#words' }, say)}
${q !== undefined && silence(found, matrix, view, say)}
${cells.length > 0 && table()}</section>`;
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
