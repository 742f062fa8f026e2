/** The words behind a stance: quotes in quotation marks, what is retold or was done marked as such, source and days. */
import { cosigners } from '../answers/matrix/evidence-words.ts';
import type { Evidence } from '../core/matrix/cell.ts';
import type { DossierPosition } from '../core/matrix/dossier.ts';
import type { ToldStatement } from '../core/matrix/evidence.ts';
import { retellingLabel } from '../core/records/statement-words.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person, words } from './html.ts';
import type { Messages } from './languages/en.ts';
import { proofPath, sourcePath, statementPath, type View } from './links.ts';
import { toText } from './text-fragment.ts';

/** `holder` is the expert whose position it is evidence for: whoever else signed is named. `path` is that of its page, where that is linked. */
export const evidenceItem = (
  evidence: Evidence,
  holder: string,
  view: View,
  say: Messages,
  path: string | null = null,
): Markup =>
  html`<li class="evidence">${saidWords(
    evidence,
    holder,
    evidence.sources.map(
      (source, index) => html`${index > 0 && '; '}${printedIn(source, evidence.quotes[0], view, say)}`,
    ),
    say,
    path,
  )}</li>
`;

/** What was said, when and for whom; `printed` says where, and `path` where there is more of it than here. */
export function saidWords(
  said: ToldStatement,
  holder: string,
  printed: readonly Markup[],
  say: Messages,
  path: string | null = null,
): Markup {
  const { attribution, quotes, paraphrase, saidOn, saidOnFrom, venue, reportedBy, language } = said;
  // What was also said in other words belongs to a statement that is only partly verbatim.
  const retold = quotes.length === 0 || attribution === 'mixed' ? paraphrase : null;
  const others = cosigners(said.experts, holder);
  const told = say.evidence;
  const act = attribution === 'record' ? told.done : told.said;
  const signed = others.map((name, index) => html`${index > 0 && ', '}${person(name)}`);
  return html`${reportedBy !== null && html`<p class="hearsay"><span class="tag">${told.hearsay}</span> ${told.reportedBy(person(reportedBy))}</p>`}${quotes.map((quote) => quotation(quote, language, reportedBy !== null, say))}${
    retold !== null &&
    html`<p class="paraphrase" dir="auto"><span class="tag">${told.retelling[retellingLabel(attribution)]}</span> ${words(retold)}</p>`
  }${said.translations.map((it) => translated(it, say))}
<p class="source">${saidOnFrom === 'statement' ? act(time(saidOn, say)) : told.dayNotGiven}${venue !== null && html`, ${person(venue)}`}${said.capacity !== null && told.capacity(person(said.capacity))}${signed.length > 0 && told.signedWith(signed)}. ${printed}${path !== null && html` ${printed.length > 0 && '·\u00a0'}<a href="${path}">${say.statements.whole}</a>`}</p>`;
}

/** A quote of more characters is not brief. */
const BRIEF_UP_TO = 260;

/** The first brief quote among statements that their sources heard themselves, with the statement it is in; null where there is none. */
export function briefQuote(statements: readonly Evidence[]): (Evidence & { readonly quote: string }) | null {
  for (const statement of statements) {
    const quote = statement.quotes.find(({ length }) => length <= BRIEF_UP_TO);
    if (quote !== undefined && statement.reportedBy === null) return { ...statement, quote };
  }
  return null;
}

/** Words that the source did not hear from the expert are no quotation of theirs. */
const quotation = (quote: string, language: string, isHearsay: boolean, say: Messages): Markup => {
  const text = html`<p dir="auto" lang="${language}">${say.quoted(words(quote))}</p>`;
  return isHearsay ? html`<div class="told">${text}</div>` : html`<blockquote>${text}</blockquote>`;
};

/** The words, or a proposition, in another language, marked as a translation. */
export const translated = (translation: Evidence['translations'][number], say: Messages): Markup =>
  html`<p class="translation" dir="auto" lang="${translation.language}"><span class="tag" lang="${say.tag}">${person(say.evidence.translation(translation))}</span> ${words(translation.text)}</p>`;

/**
 * Where it was printed: the publisher leads to all that was quoted from it there; the title, where that has an address, to
 * the place of the quote.
 */
export function printedIn(
  { id, title, publisher, url, publishedOn, language }: Evidence['source'],
  quote: string | undefined,
  view: View,
  say: Messages,
): Markup {
  const where =
    url === null
      ? html`<cite>${person(title, language)}</cite>`
      : html`<cite><a href="${quote === undefined ? url : toText(url, quote)}" rel="noopener nofollow external">${person(title, language)}</a></cite>`;
  const by = html`<a href="${sourcePath(id, view)}">${person(publisher)}</a>`;
  return say.evidence.published(by, where, time(publishedOn, say));
}

/** How a position stands to the day that was asked for. */
export type PositionStanding = 'current' | 'earlier' | 'later' | 'retracted';

/** One position with everything that is known of it. */
export function positionCard(
  { position, evidence }: DossierPosition,
  standing: PositionStanding,
  stance: Markup,
  view: View,
  say: Messages,
): Markup {
  const { saidOn, saidOnFrom, recordedAt, recordedBy } = position;
  const told = say.evidence;
  return html`<article class="position ${standing}">
<p class="head">${stance} <span class="tag standing">${told.standing[standing]}</span> <span class="tag">${told.basis[position.basis]}</span></p>
<p class="summary" dir="auto">${position.summary}</p>
${position.condition !== null && html`<p class="condition"><strong>${say.condition}</strong> ${person(position.condition)}</p>`}
${position.confidence !== undefined && html`<p class="condition"><strong>${told.confidence}</strong> ${shareWords(position.confidence, say)}</p>`}
<ul class="words">${evidence.map((it) => evidenceItem(it, position.expert, view, say, pageOf(it, view)))}</ul>
${position.note !== null && html`<p class="note"><strong>${told.codingNote}</strong> ${person(position.note)}</p>`}
<p class="dates">${told.since(time(saidOn, say), saidOnFrom === 'source', time(recordedAt.slice(0, 10), say), person(recordedBy))}${position.status !== 'draft' && html` <a href="${proofPath(position.revision)}">${told.prove}</a>`}</p>
</article>
`;
}

/** The page of the statement. */
const pageOf = ({ statement }: Pick<Evidence, 'statement'>, view: View): string | null =>
  statementPath(statement, view);

/** A share from 0 to 1 as a percentage, with all the digits that it was given with: "80%", "12.5%". */
const shareWords = (share: number, { tag }: Messages): string =>
  share.toLocaleString(tag, { style: 'percent', maximumFractionDigits: 20 });

export const time = (date: string, say: Messages): Markup =>
  html`<time datetime="${date}">${dateWords(date, say)}</time>`;

/** A date as it is read, no more precise than it was given: "23 October 2024", "October 2024", "2024". */
export function dateWords(date: string, say: Pick<Messages, 'day' | 'month'>): string {
  const [year = '', month, day] = date.split('-');
  return [
    ...(day === undefined ? [] : [say.day(Number(day))]),
    ...(month === undefined ? [] : [say.month(Number(month))]),
    year,
  ].join(' ');
}
