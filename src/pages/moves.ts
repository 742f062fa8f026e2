/** The page of those who changed their mind: from what to what, when, and in which words. */
import type { Move, MoveEnd } from '../core/comparison/moves.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { toneOfValue } from '../formats/palette.ts';
import { propositionIn, titleOf } from './asked.ts';
import { briefQuote, time } from './evidence.ts';
import { html, person, words } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, expertPath, NOW, topicPath } from './links.ts';
import { toneClass } from './marks.ts';
import { topicWords } from './topic-words.ts';

const PATH = '/moves';

type Moved = { readonly expert: Expert; readonly moves: readonly Move[] };

/** `looked` of `experts` were looked at for this page; `next` is the cursor of the page after it. */
export type MovesData = {
  readonly moved: readonly Moved[];
  readonly looked: number;
  readonly experts: number;
  readonly next: string | null;
  readonly topic: string | undefined;
};

export function movesPage({ moved, looked, experts, next, topic }: MovesData, say: Messages): HtmlPage {
  const told = say.moves;
  const query = (cursor: string) => String(new URLSearchParams({ ...(topic !== undefined && { topic }), cursor }));
  return {
    title: say.places.whoMoved,
    description: told.description,
    path: PATH,
    main: html`<h1>${say.places.whoMoved}</h1>
<p>${told.follow}${topic !== undefined && told.on(html`<a href="${topicPath(topic)}">${person(topicWords(topic))}</a>`)}. ${told.count(moved.length, looked, experts)}</p>
${moved.map((it) => section(it, say))}
${next !== null && html`<p><a rel="next" href="${PATH}?${query(next)}">${told.more}</a></p>`}`,
  };
}

const section = ({ expert, moves }: Moved, say: Messages): Markup =>
  html`<section class="moved" aria-labelledby="${`m-${expert.id}`}"><h2 id="${`m-${expert.id}`}"><a href="${expertPath(expert.id, NOW)}">${person(expert.name)}</a></h2>
${moves.map(
  ({
    question,
    kind,
    from,
    to,
  }) => html`<article><h3><a href="${cellPath(expert.id, question.id, NOW)}">${titleOf(question)}</a> <span class="tag">${say.moves.kinds[kind]}</span></h3>
${propositionIn('asked', question)}
<div class="two-ends">${end(say.moves.from, from, say)}${end(say.moves.to, to, say)}</div></article>
`,
)}</section>
`;

function end(word: string, of: MoveEnd, say: Messages): Markup {
  const { label, value, summary, condition, saidOn, statements } = of;
  const brief = briefQuote(statements);
  return html`<div class="camp ${toneClass(toneOfValue(value))}"><h4>${word} <span>${person(label)}</span></h4>
<p class="when">${time(saidOn, say)}</p>${brief !== null && html`<blockquote><p dir="auto" lang="${brief.language}">${say.quoted(words(brief.quote))}</p></blockquote>`}<p dir="auto"><strong>${say.inShort}</strong> ${summary}</p>${condition !== null && html`<p class="condition"><strong>${say.condition}</strong> ${person(condition)}</p>`}</div>`;
}
