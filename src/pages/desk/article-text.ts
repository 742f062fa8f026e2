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
): Markup => html`<section aria-labelledby="text-head"><h2 id="text-head">Text</h2>
<div class="article" tabindex="0" role="region" aria-label="Text of the article">${text === null ? 'It was taken out.' : marked(text, candidates, current)}</div></section>`;

/** The text with the words of candidates marked: those of the one at hand, and of the others what does not overlap. */
function marked(text: string, candidates: readonly DocumentCandidate[], current: DocumentCandidate | null): Markup[] {
  const own = current === null ? [] : [...current.quotes, ...current.content];
  const others = candidates.filter((it) => it !== current).flatMap(({ quotes, content }) => [...quotes, ...content]);
  const spans: { readonly start: number; readonly end: number; readonly isOwn: boolean }[] = [];
  for (const [list, isOwn] of [
    [own, true],
    [others, false],
  ] as const)
    for (const { start, end } of list)
      if (!spans.some((it) => start < it.end && it.start < end)) spans.push({ start, end, isOwn });
  spans.sort((a, b) => a.start - b.start);
  const parts: Markup[] = [];
  let from = 0;
  for (const { start, end, isOwn } of spans) {
    parts.push(
      html`${text.slice(from, start)}<mark${isOwn ? html` aria-current="true"` : null}>${text.slice(start, end)}</mark>`,
    );
    from = end;
  }
  return [...parts, html`${text.slice(from)}`];
}

/** The words of a statement: quotes in their marks, what is retold as such. */
export const statementWords = ({ quotes, paraphrase }: Pick<Statement, 'quotes' | 'paraphrase'>): Markup =>
  html`${quotes.map((quote) => html`<blockquote dir="auto">“${words(quote)}”</blockquote>`)}${paraphrase === null ? null : html`<p class="paraphrase" dir="auto"><span class="tag">Retold</span> ${words(paraphrase)}</p>`}`;
