/** The finding that leads the home page, and those below it: how a question divides, with names on each side. */
import type { Cell } from '../core/matrix/cell.ts';
import { type Matrix, onRecord } from '../core/matrix/matrix.ts';
import { reachOf } from '../formats/halves.ts';
import type { Markup } from '../formats/markup.ts';
import { propositionIn, titleOf } from './asked.ts';
import { correctedNote } from './corrected.ts';
import { divergingBar } from './diverging.ts';
import { briefQuote, time } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { Messages } from './languages/en.ts';
import { cellPath, questionPath, type View } from './links.ts';
import { divisionWords, draft, scaleOf } from './marks.ts';
import { bySide, namesOf, type ToldSide } from './sides.ts';

/** So many are named on a side. */
const NAMED_IN_LEAD = 8;
const NAMED = 4;

/** The question that divides most, with a quote from either side. The matrix has it alone, with its statements. */
export function leadFinding(matrix: Matrix, view: View, say: Messages): Markup | null {
  const [question] = matrix.questions;
  if (question === undefined) return null;
  const scale = scaleOf(question, matrix.scales);
  const sides = bySide(matrix);
  return html`<section class="lead" aria-labelledby="lead"><p class="kicker">${say.home.dividesMost}</p>
<h2 id="lead"><a href="${questionPath(question.id, view)}">${titleOf(question)}</a>${question.status === 'draft' && draft(say)}</h2>
${propositionIn('proposition', question)}
<p class="division">${divisionWords(question, scale, say)}; ${say.home.onRecord(onRecord(question, matrix.experts.length), matrix.experts.length)}</p>
${divergingBar(question, scale, reachOf(question, scale))}
<div class="camps">${camp('oppose', sides, matrix, view, say)}${camp('support', sides, matrix, view, say)}</div>
${rest(sides, matrix, view, say)}${correctedNote(matrix, view, say)}</section>`;
}

type Sides = ReadonlyMap<ToldSide, readonly Cell[]>;

function camp(side: 'oppose' | 'support', sides: Sides, matrix: Matrix, view: View, say: Messages): Markup {
  const cells = sides.get(side) ?? [];
  return html`<div class="camp t-${side}"><h3>${say.camps[side]} <span class="n">${cells.length}</span></h3>
<p>${namesOf(cells, matrix, view, NAMED_IN_LEAD, say)}</p>${quoteOf(cells, matrix, view, say)}</div>`;
}

/** Words of the first of them who was quoted directly, and briefly. */
function quoteOf(cells: readonly Cell[], { experts }: Matrix, view: View, say: Messages): Markup | null {
  for (const { expert, question, statements = [] } of cells) {
    const brief = briefQuote(statements);
    if (brief === null) continue;
    const { quote, language, saidOn, source } = brief;
    const name = experts.find(({ id }) => id === expert)?.name ?? expert;
    return html`<blockquote><p dir="auto" lang="${language}">${say.quoted(words(quote))}</p></blockquote>
<p class="source"><a href="${cellPath(expert, question, view)}" data-evidence>${person(name)}</a>, ${time(saidOn, say)}, ${person(source.publisher)}</p>`;
  }
  return null;
}

const OTHERS = ['neutral', 'contested', 'noSide'] as const;

function rest(sides: Sides, matrix: Matrix, view: View, say: Messages): Markup | null {
  const told = OTHERS.map((side) => [side, sides.get(side) ?? []] as const).filter(([, cells]) => cells.length > 0);
  if (told.length === 0) return null;
  return html`<p class="rest">${told.map(([side, cells]) => html`<strong>${say.camps[side]}:</strong> ${namesOf(cells, matrix, view, NAMED, say)}. `)}</p>`;
}

/** Another question that divides; the matrix has it alone. */
export function splitItem(matrix: Matrix, view: View, say: Messages): Markup | null {
  const [question] = matrix.questions;
  if (question === undefined) return null;
  const scale = scaleOf(question, matrix.scales);
  const sides = bySide(matrix);
  const side = (name: 'oppose' | 'support') => {
    const cells = sides.get(name) ?? [];
    return html`<p class="side ${name}"><strong>${cells.length} ${say.sides[name]}:</strong> ${namesOf(cells, matrix, view, NAMED, say)}</p>`;
  };
  return html`<li><h3><a href="${questionPath(question.id, view)}">${titleOf(question)}</a>${question.status === 'draft' && draft(say)}</h3>
${propositionIn('asked', question)}
${divergingBar(question, scale, reachOf(question, scale))}
<div class="two-ends">${side('oppose')}${side('support')}</div>${correctedNote(matrix, view, say)}</li>
`;
}
