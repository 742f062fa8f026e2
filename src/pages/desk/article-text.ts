/** The text of an article with the words of candidates marked in it. */
import type { DocumentCandidate } from '../../core/capture/document.ts';
import type { Statement } from '../../core/records/statement.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, words } from '../html.ts';

/** `text` is null once it was taken out. The words of the candidate at hand are the current ones. */
export const articleColumn = (
  text: string | null,
  candidates: readonly DocumentCandidate[],
  current: DocumentCandidate | null,
  above: Markup | null = null,
): Markup => html`<section aria-labelledby="text-head"><h2 id="text-head">Text</h2>
${above}<div class="article" tabindex="0" role="region" aria-label="Text of the article">${text === null ? 'It was taken out.' : marked(text, candidates, current)}</div></section>`;

type MarkedSpan = { readonly start: number; readonly end: number; readonly candidate: DocumentCandidate };

/**
 * The text with the words of candidates marked: those of the one at hand, and of the others, but for those that were set
 * aside, what does not overlap; a click leads to them.
 */
function marked(text: string, candidates: readonly DocumentCandidate[], current: DocumentCandidate | null): Markup[] {
  const others = candidates.filter((it) => it !== current && it.state !== 'rejected');
  const spans: MarkedSpan[] = [];
  for (const candidate of current === null ? others : [current, ...others])
    for (const { start, end } of [...candidate.quotes, ...candidate.content])
      if (!spans.some((it) => start < it.end && it.start < end)) spans.push({ start, end, candidate });
  spans.sort((a, b) => a.start - b.start);
  const parts: Markup[] = [];
  let from = 0;
  for (const { start, end, candidate } of spans) {
    const said = text.slice(start, end);
    parts.push(
      html`${text.slice(from, start)}${candidate === current ? html`<mark aria-current="true">${said}</mark>` : leadingTo(candidate, said)}`,
    );
    from = end;
  }
  return [...parts, html`${text.slice(from)}`];
}

/** For whoever points at it; the keys go from one to the next by links of their own. */
const leadingTo = ({ id, document, state }: DocumentCandidate, said: string): Markup =>
  html`<a tabindex="-1" href="/desk/documents/${document}?candidate=${id}"><mark data-state="${state}">${said}</mark></a>`;

/** The words of a statement: quotes in their marks, what is retold as such. */
export const statementWords = ({ quotes, paraphrase }: Pick<Statement, 'quotes' | 'paraphrase'>): Markup =>
  html`${quotes.map((quote) => html`<blockquote dir="auto">“${words(quote)}”</blockquote>`)}${paraphrase === null ? null : html`<p class="paraphrase" dir="auto"><span class="tag">Retold</span> ${words(paraphrase)}</p>`}`;
