/** The words behind a stance: quotes in quotation marks, what is retold marked as such, source and days with each. */
import type { Evidence } from '../core/cell.ts';
import type { Recorded } from '../core/dossier.ts';
import { html, type Markup, person } from './html.ts';

export function evidenceItem({ quotes, paraphrase, saidOn, saidOnFrom, venue, source }: Evidence): Markup {
  const where =
    source.url === null
      ? html`<cite>${person(source.title)}</cite>`
      : html`<cite><a href="${source.url}" rel="noopener nofollow external">${person(source.title)}</a></cite>`;
  const words =
    quotes.length > 0
      ? quotes.map((quote) => html`<blockquote><p dir="auto">“${quote}”</p></blockquote>`)
      : html`<p class="paraphrase" dir="auto"><span class="tag">Paraphrase</span> ${paraphrase}</p>`;
  return html`<li class="evidence">${words}
<p class="source">${saidOnFrom === 'statement' ? html`Said <time datetime="${saidOn}">${dateWords(saidOn)}</time>` : 'Day not given'}${venue === null ? null : html`, ${person(venue)}`}. ${person(source.publisher)}, ${where}, published <time datetime="${source.publishedOn}">${dateWords(source.publishedOn)}</time></p></li>`;
}

/** One position with everything that is known of it. */
export function positionCard({ position, evidence, current }: Recorded, stance: Markup): Markup {
  const state =
    position.status === 'retracted'
      ? html`<span class="tag warn">Retracted</span>`
      : current
        ? html`<span class="tag">Current</span>`
        : html`<span class="tag">Earlier</span>`;
  return html`<article class="position">
<p class="head">${stance} ${state} <span class="tag">${position.basis === 'stated' ? 'Stated' : 'Inferred from what was said'}</span></p>
<p class="summary" dir="auto">${position.summary}</p>
${position.condition === null ? null : html`<p class="condition"><strong>Condition:</strong> ${person(position.condition)}</p>`}
<ul class="words">${evidence.map(evidenceItem)}</ul>
${position.note === null ? null : html`<p class="note"><strong>Coding note:</strong> ${person(position.note)}</p>`}
<p class="dates">On the record since <time datetime="${position.saidOn}">${dateWords(position.saidOn)}</time>${position.saidOnFrom === 'source' ? ' (day of publication)' : ''}; recorded <time datetime="${position.recordedAt}">${dateWords(position.recordedAt.slice(0, 10))}</time> by ${person(position.recordedBy)}.</p>
</article>`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A date as it is read, no more precise than it was given: "23 October 2024", "October 2024", "2024". */
export function dateWords(date: string): string {
  const [year = '', month, day] = date.split('-');
  return [day === undefined ? null : Number(day), month === undefined ? null : MONTHS[Number(month) - 1], year]
    .filter((part) => part !== null)
    .join(' ');
}
