/** The words behind a stance: quotes in quotation marks, what is retold or was done marked as such, source and days. */
import type { Evidence } from '../core/matrix/cell.ts';
import type { DossierPosition } from '../core/matrix/dossier.ts';
import { retellingLabel } from '../core/records/statement.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person, words } from './html.ts';

export function evidenceItem({ attribution, quotes, paraphrase, saidOn, saidOnFrom, venue, source }: Evidence): Markup {
  const { title, publisher, url, publishedOn } = source;
  const where =
    url === null
      ? html`<cite>${person(title)}</cite>`
      : html`<cite><a href="${url}" rel="noopener nofollow external">${person(title)}</a></cite>`;
  // What was also said in other words belongs to a statement that is only partly verbatim.
  const retold = quotes.length === 0 || attribution === 'mixed' ? paraphrase : null;
  return html`<li class="evidence">${quotes.map((quote) => html`<blockquote><p dir="auto">“${words(quote)}”</p></blockquote>`)}${
    retold !== null &&
    html`<p class="paraphrase" dir="auto"><span class="tag">${retellingLabel(attribution)}</span> ${words(retold)}</p>`
  }
<p class="source">${saidOnFrom === 'statement' ? html`${attribution === 'record' ? 'Done' : 'Said'} ${time(saidOn)}` : 'Day not given'}${venue !== null && html`, ${person(venue)}`}. ${person(publisher)}, ${where}, published ${time(publishedOn)}</p></li>
`;
}

/** How a position stands to the day that was asked for. */
export type PositionStanding = 'current' | 'earlier' | 'later' | 'retracted';

const STANDING_WORDS: { readonly [S in PositionStanding]: string } = {
  current: 'Current',
  earlier: 'Earlier',
  later: 'Said after this day',
  retracted: 'Retracted',
};

/** One position with everything that is known of it. */
export function positionCard(
  { position, evidence }: DossierPosition,
  standing: PositionStanding,
  stance: Markup,
): Markup {
  return html`<article class="position ${standing}">
<p class="head">${stance} <span class="tag standing">${STANDING_WORDS[standing]}</span> <span class="tag">${position.basis === 'stated' ? 'Stated' : 'Inferred from what was said'}</span></p>
<p class="summary" dir="auto">${position.summary}</p>
${position.condition !== null && html`<p class="condition"><strong>Condition:</strong> ${person(position.condition)}</p>`}
<ul class="words">${evidence.map(evidenceItem)}</ul>
${position.note !== null && html`<p class="note"><strong>Coding note:</strong> ${person(position.note)}</p>`}
<p class="dates">On the record since ${time(position.saidOn)}${position.saidOnFrom === 'source' && ' (day of publication)'}; recorded ${time(position.recordedAt.slice(0, 10))} by ${person(position.recordedBy)}.</p>
</article>
`;
}

export const time = (date: string): Markup => html`<time datetime="${date}">${dateWords(date)}</time>`;

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
