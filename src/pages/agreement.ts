/** The page of agreement: everybody with everybody where they are few, else the nearest and the farthest pairs; each with its n. */
import type { Agreement, AgreementPair } from '../core/comparison/agreement/agreement.ts';
import type { Markup } from '../formats/markup.ts';
import { MOST } from '../formats/picture/size.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { agreementPath, comparePath, expertPath, type Query, tablePath, type View, withParameters } from './links.ts';
import { draft } from './marks.ts';
import { hasWords, narrowRows, rowsQuery } from './narrow.ts';
import { portionCount, portionLinks, portionOf, within } from './portion.ts';

/** Of fewer shared questions a score says little. */
const FEW = 5;

/** Everybody with everybody; `of` is the one whose agreement with each of the others it is, where that is asked for. */
export type AgreementData =
  | { readonly kind: 'all'; readonly agreement: Agreement }
  | { readonly kind: 'of'; readonly agreement: Agreement; readonly of: string }
  | { readonly kind: 'ends'; readonly nearest: Agreement; readonly farthest: Agreement; readonly minShared: number };

/** Which pairs of one with the others are asked for: with somebody whose name has these words, and the number of their portion. */
export type PairsAsked = { readonly q?: string | undefined; readonly rows?: number | undefined };

/** So many pairs are shown at once. */
const PAIRS_AT_ONCE = 100;

const pairsWith = ({ experts, pairs }: Agreement, of: string, q: string | undefined): readonly AgreementPair[] => {
  const has = hasWords(q);
  const found = new Set(experts.filter(({ name }) => has([name])).map(({ id }) => id));
  return pairs.filter(({ a, b }) => found.has(a === of ? b : a));
};

/** How many portions of pairs there are. */
export const pairPortions = (data: AgreementData, q: string | undefined): number =>
  data.kind === 'of' ? portionCount(pairsWith(data.agreement, data.of, q).length, PAIRS_AT_ONCE) : 1;

export function agreementPage(data: AgreementData, view: View, say: Messages, asked: PairsAsked = {}): HtmlPage {
  const told = say.agreement;
  const query = drawnBy(data);
  const formats = [
    ['CSV', 'csv', []],
    ['JSON', 'json', []],
    ['PNG', 'png', query],
    ['SVG', 'svg', query],
  ] as const;
  return {
    title: say.places.agreement,
    description: told.description,
    path: agreementPath(data.kind === 'of' ? data.of : null, view),
    image: tablePath('/v1/agreement', 'png', query),
    main: html`<h1>${data.kind === 'of' ? told.of(person(nameIn(data.agreement, data.of))) : told.heading}</h1>
<p>${told.lede(FEW)}</p>
${bodyOf(data, view, say, asked)}
<p class="note"><a href="/method#agreement">${told.how}</a>.${view.drafts !== true && html` ${say.sources.takeIt}${formats.map(([label, format, asked], index) => html`${index > 0 && ','} <a href="${tablePath('/v1/agreement', format, asked)}">${label}</a>`)}.`}</p>`,
  };
}

/** What a picture of the page is asked for by: of many, what comes first. */
function drawnBy(data: AgreementData): Query {
  if (data.kind === 'all') return [];
  if (data.kind === 'of')
    return [
      ['of', data.of],
      ['nearest', String(MOST.pairs)],
    ];
  return [
    ['nearest', String(data.nearest.pairs.length || 1)],
    ['minShared', String(data.minShared)],
  ];
}

function bodyOf(data: AgreementData, view: View, say: Messages, asked: PairsAsked): Markup {
  const told = say.agreement;
  const nobody = html`<p>${told.nobody}</p>`;
  if (data.kind === 'ends') {
    const { nearest, farthest, minShared } = data;
    if (nearest.pairs.length === 0) return nobody;
    return html`${minShared < FEW && html`<p class="remark">${told.fewShared(FEW)}</p>`}
${pairSection('nearest', told.nearest, pairTable('nearest', nearest, nearest.pairs, view, say))}${pairSection('farthest', told.farthest, pairTable('farthest', farthest, farthest.pairs, view, say))}`;
  }
  const { agreement } = data;
  if (agreement.pairs.every(({ score }) => score === null)) return nobody;
  return data.kind === 'all' ? square(agreement, view, say) : pairsOf(data.of, agreement, view, say, asked);
}

/** The pairs of one with the others, of which some may be looked for by name. */
function pairsOf(of: string, agreement: Agreement, view: View, say: Messages, { q, rows = 1 }: PairsAsked): Markup {
  const { pairs } = agreement;
  const found = pairsWith(agreement, of, q);
  const portion = portionOf(found.length, PAIRS_AT_ONCE, rows);
  const path = agreementPath(of, view);
  const pathTo = (number: number) => withParameters(path, rowsQuery(q, number));
  const nameOf = ({ a, b }: AgreementPair) => person(nameIn(agreement, a === of ? b : a));
  const ways = portionLinks(portion, found, nameOf, pathTo, say.agreement.pairs, say);
  const looked = { q, of: 'expert', label: say.agreement.name, all: pairs.length, found: found.length, path } as const;
  return pairSection(
    'pairs',
    say.agreement.nearestFirst,
    html`${narrowRows(looked, say)}${found.length > 0 && html`${ways}${pairTable('pairs', agreement, within(found, portion), view, say)}${ways}`}`,
  );
}

const nameIn = ({ experts }: Agreement, id: string): string => experts.find((it) => it.id === id)?.name ?? id;

const PERCENT = 100;
const percent = (score: number | null, say: Messages): string =>
  score === null ? '—' : say.percent(Math.round(score * PERCENT));

const pairSection = (id: string, title: string, content: Markup): Markup =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>
`;

function pairTable(
  id: string,
  agreement: Agreement,
  pairs: readonly AgreementPair[],
  view: View,
  say: Messages,
): Markup {
  const heads = say.pairs;
  const row = ({ a, b, score, shared, same, opposite }: AgreementPair) =>
    html`<tr><th scope="row"><a href="${comparePath([a, b], view)}">${say.compare.pair(person(nameIn(agreement, a)), person(nameIn(agreement, b)))}</a></th><td>${percent(score, say)}</td><td>${shared}</td><td>${same}</td><td>${opposite}</td></tr>
`;
  return html`<div class="scroll" role="group" aria-labelledby="${id}" tabindex="0"><table class="pairs"><caption><span>${say.agreement.pairsCaption}</span></caption>
<thead><tr><th scope="col">${heads.pair}</th><th scope="col">${heads.agreement}</th><th scope="col">${heads.n}</th><th scope="col">${heads.sameAnswer}</th><th scope="col">${heads.opposite}</th></tr></thead>
<tbody>${pairs.map(row)}</tbody></table></div>`;
}

/** In steps of a fifth, as the colours of the cells are. */
const STEPS = 5;
const stepOf = (score: number): string => `s${Math.min(STEPS - 1, Math.floor(score * STEPS))}`;

function square(agreement: Agreement, view: View, say: Messages): Markup {
  const told = say.agreement;
  const { experts, pairs } = agreement;
  const between = new Map(
    pairs.flatMap((pair) => [[`${pair.a} ${pair.b}`, pair] as const, [`${pair.b} ${pair.a}`, pair] as const]),
  );
  const cell = (a: string, b: string) => {
    if (a === b) return html`<td class="self">·</td>`;
    const { score = null, shared = 0 } = between.get(`${a} ${b}`) ?? {};
    if (score === null) return html`<td><span class="silent">—<span class="vh">${told.noShared}</span></span></td>`;
    return html`<td class="${stepOf(score)}${shared < FEW && ' few'}"><a href="${comparePath([a, b], view)}">${percent(score, say)}</a><span class="n">n = ${shared}</span></td>`;
  };
  return html`<div class="scroll" role="group" aria-label="${told.ofEveryTwo}" tabindex="0"><table class="square"><caption><span>${told.squareCaption}</span></caption>
<thead><tr><td></td>${experts.map(({ name, status }) => html`<th scope="col">${person(name)}${status === 'draft' && draft(say)}</th>`)}</tr></thead>
<tbody>${experts.map(
    ({
      id,
      name,
      status,
    }) => html`<tr><th scope="row"><a href="${expertPath(id, view)}">${person(name)}</a>${status === 'draft' && draft(say)}</th>${experts.map((other) => cell(id, other.id))}</tr>
`,
  )}</tbody></table></div>`;
}
