/** The page of the method: what a cell says, how agreement is measured, the scales in use. */
import type { Scale } from '../core/records/scale.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { legend } from './marks.ts';

const list = (items: readonly (Markup | string)[]): Markup =>
  html`<ul class="points">${items.map((item, index) => html`${index > 0 && '\n'}<li>${item}</li>`)}</ul>`;

export function methodPage(scales: readonly Scale[], say: Messages): HtmlPage {
  const told = say.method;
  return {
    title: say.places.method,
    description: told.description,
    path: '/method',
    main: html`<h1>${told.heading}</h1>
<p>${told.lede}</p>
<section aria-labelledby="words"><h2 id="words">${told.words}</h2>
${list(told.aboutWords)}</section>
<section aria-labelledby="cells"><h2 id="cells">${told.cells}</h2>
${legend(say)}
${list(told.aboutCells)}</section>
<section aria-labelledby="corrections"><h2 id="corrections">${told.corrections}</h2>
<p>${told.aboutCorrections}</p></section>
<section aria-labelledby="agreement"><h2 id="agreement">${told.agreement}</h2>
<p>${told.aboutAgreement}</p></section>
<section aria-labelledby="network"><h2 id="network">${told.network}</h2>
<p>${told.aboutNetwork}</p></section>
<section aria-labelledby="scales"><h2 id="scales">${told.scales}</h2>
${scales.length === 0 ? html`<p>${told.noScale}</p>` : scales.map((scale) => scaleItem(scale, say))}</section>`,
  };
}

/** Options with their places; those without one take no side, or were not there to take one. */
const scaleItem = (
  { label, options }: Scale,
  { method, number, roles }: Messages,
): Markup => html`<table class="pairs scale"><caption>${person(label)}</caption><thead><tr><th scope="col">${method.option}</th><th scope="col">${method.place}</th></tr></thead>
<tbody>${options.map(
  ({
    label: name,
    value,
    role,
  }) => html`<tr><th scope="row">${person(name)}</th><td>${value === null ? (role === 'side' ? '—' : roles[role]) : number(value)}</td></tr>
`,
)}</tbody></table>
`;
