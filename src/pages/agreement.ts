/** The page of agreement: everybody with everybody where they are few, else the nearest and the farthest pairs; each with its n. */
import type { Agreement, AgreementPair } from '../core/comparison/agreement/agreement.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { agreementPath, comparePath, expertPath, NOW, tablePath } from './links.ts';

/** Of fewer shared questions a score says little. */
const FEW = 5;

/** Everybody with everybody; `of` is the one whose agreement with each of the others it is, where that is asked for. */
export type AgreementData =
  | { readonly kind: 'all'; readonly agreement: Agreement }
  | { readonly kind: 'of'; readonly agreement: Agreement; readonly of: string }
  | { readonly kind: 'ends'; readonly nearest: Agreement; readonly farthest: Agreement; readonly minShared: number };

export function agreementPage(data: AgreementData): HtmlPage {
  return {
    title: 'Agreement',
    description: 'Who agrees with whom, and on how many questions that rests.',
    path: data.kind === 'of' ? agreementPath(data.of) : agreementPath(null),
    main: html`<h1>${data.kind === 'of' ? html`Who agrees with ${person(nameIn(data.agreement, data.of))}` : 'Who agrees with whom'}</h1>
<p>Measured over the questions on which both took a place on the scale: 100% is the same answer throughout, 0% opposite ends throughout. Below each stands n, how many questions that are; of fewer than ${FEW} it says little.</p>
${bodyOf(data)}
<p class="note"><a href="/method#agreement">How it is measured</a>. Take it along: <a href="${tablePath('/v1/agreement', 'csv', [])}">CSV</a>, <a href="${tablePath('/v1/agreement', 'json', [])}">JSON</a>.</p>`,
  };
}

function bodyOf(data: AgreementData): Markup {
  if (data.kind === 'ends') {
    const { nearest, farthest, minShared } = data;
    if (nearest.pairs.length === 0) return nobody;
    return html`${minShared < FEW && html`<p class="remark">No two share ${FEW} questions yet, so these rest on little.</p>`}
${pairTable('nearest', 'Nearest', nearest)}${pairTable('farthest', 'Farthest', farthest)}`;
  }
  const { agreement } = data;
  if (agreement.pairs.every(({ score }) => score === null)) return nobody;
  return data.kind === 'all' ? square(agreement) : pairTable('pairs', 'The nearest first', agreement);
}

const nobody = html`<p>No two experts have taken a place on the same question, so nothing can be measured.</p>`;

const nameIn = ({ experts }: Agreement, id: string): string => experts.find((it) => it.id === id)?.name ?? id;

const PERCENT = 100;
const percent = (score: number | null): string => (score === null ? '—' : `${Math.round(score * PERCENT)}%`);

function pairTable(id: string, title: string, agreement: Agreement): Markup {
  const row = ({ a, b, score, shared, same, opposite }: AgreementPair) =>
    html`<tr><th scope="row"><a href="${comparePath([a, b], NOW)}">${person(nameIn(agreement, a))} and ${person(nameIn(agreement, b))}</a></th><td>${percent(score)}</td><td>${shared}</td><td>${same}</td><td>${opposite}</td></tr>
`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<div class="scroll" role="group" aria-labelledby="${id}" tabindex="0"><table class="pairs"><caption><span>Each pair leads to the two side by side.</span></caption>
<thead><tr><th scope="col">Pair</th><th scope="col">Agreement</th><th scope="col">Questions (n)</th><th scope="col">Same answer</th><th scope="col">Opposite sides</th></tr></thead>
<tbody>${agreement.pairs.map(row)}</tbody></table></div></section>
`;
}

/** In steps of a fifth, as the colours of the cells are. */
const STEPS = 5;
const stepOf = (score: number): string => `s${Math.min(STEPS - 1, Math.floor(score * STEPS))}`;

function square(agreement: Agreement): Markup {
  const { experts, pairs } = agreement;
  const between = new Map(
    pairs.flatMap((pair) => [[`${pair.a} ${pair.b}`, pair] as const, [`${pair.b} ${pair.a}`, pair] as const]),
  );
  const cell = (a: string, b: string) => {
    if (a === b) return html`<td class="self">·</td>`;
    const { score = null, shared = 0 } = between.get(`${a} ${b}`) ?? {};
    if (score === null)
      return html`<td><span class="silent">—<span class="vh">no question that both took a place on</span></span></td>`;
    return html`<td class="${stepOf(score)}${shared < FEW && ' few'}"><a href="${comparePath([a, b], NOW)}">${percent(score)}</a><span class="n">n = ${shared}</span></td>`;
  };
  return html`<div class="scroll" role="group" aria-label="Agreement of every two" tabindex="0"><table class="square"><caption><span>An em dash: there is no question on which both took a place. Each number leads to the two side by side.</span></caption>
<thead><tr><td></td>${experts.map(({ name }) => html`<th scope="col">${person(name)}</th>`)}</tr></thead>
<tbody>${experts.map(
    ({
      id,
      name,
    }) => html`<tr><th scope="row"><a href="${expertPath(id, NOW)}">${person(name)}</a></th>${experts.map((other) => cell(id, other.id))}</tr>
`,
  )}</tbody></table></div>`;
}
