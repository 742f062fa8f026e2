/** The page of the method: what a cell says, how agreement is measured, the scales in use. */
import type { Scale } from '../core/records/scale.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { legend } from './marks.ts';

export const methodPage = (scales: readonly Scale[]): HtmlPage => ({
  title: 'Method',
  description: 'How positions are coded from what was said, what a cell says, and how agreement is measured.',
  path: '/method',
  main: html`<h1>How we code</h1>
<p>A position is what an expert holds on a question, coded from statements. Every question has a proposition that can be agreed with or not, and a coding rule, which stands on its page.</p>
<section aria-labelledby="words"><h2 id="words">Words</h2>
<ul><li>What stands in quotation marks was said in just these words, and only by the person named. Everything else is in our words, and says so: a paraphrase, what was done, a summary.</li>
<li>Every statement has its source, the day on which it was said and the day on which it was printed. Where only the printing is known, its day counts, and the page says so.</li>
<li>What others report that somebody said is hearsay, and is marked as such.</li></ul></section>
<section aria-labelledby="cells"><h2 id="cells">What a cell says</h2>
${legend()}
<ul><li><strong>Nothing on record</strong> is no position. We do not guess.</li>
<li><strong>Took no side</strong> is an answer: the person was asked, or spoke of it, and took none.</li>
<li><strong>Contested</strong>: positions that count take opposite sides. Neither wins.</li>
<li><strong>Stated</strong> positions were said outright; <strong>inferred</strong> ones follow from what was said, and are marked.</li>
<li>The latest position counts, on the day that is asked for. What was held before stays on record.</li></ul></section>
<section aria-labelledby="corrections"><h2 id="corrections">Corrections</h2>
<p>Nothing that was published is changed without a reason. Each change is <a href="/corrections">listed</a>, and marked where it is read. Every page can be asked for as it was known at an instant.</p></section>
<section aria-labelledby="agreement"><h2 id="agreement">Agreement</h2>
<p>Over the questions on which both took a place on the scale: one minus the mean distance of their places, where the ends of a scale are 1 apart (the city-block measure of voting-advice research; Louwerse and Rosema 2014). Beside it stands n, the number of these questions. Without such a question there is no score, and not a score of zero.</p></section>
<section aria-labelledby="network"><h2 id="network">Network</h2>
<p>Two people are tied by their positions on a question: by each two on the same side of its scale, and by each two on opposite sides. The drawing shows the first less the second. These are counts and no scores: who has said more has more ties.</p></section>
<section aria-labelledby="scales"><h2 id="scales">Scales</h2>
${scales.length === 0 ? html`<p>No scale has been recorded yet.</p>` : scales.map(scaleItem)}</section>`,
});

/** Options with their places; those without one take no side, or were not there to take one. */
const scaleItem = ({
  label,
  options,
}: Scale): Markup => html`<table class="pairs scale"><caption>${person(label)}</caption><thead><tr><th scope="col">Option</th><th scope="col">Place from −1 to +1</th></tr></thead>
<tbody>${options.map(
  ({
    label: name,
    value,
    role,
  }) => html`<tr><th scope="row">${person(name)}</th><td>${value === null ? ROLES[role] : String(value).replace('-', '−')}</td></tr>
`,
)}</tbody></table>
`;

const ROLES: { readonly [R in Scale['options'][number]['role']]: string } = {
  side: '—',
  'no-side': 'took no side',
  'no-answer': 'did not answer',
  absent: 'absent',
  'not-eligible': 'not eligible',
};
