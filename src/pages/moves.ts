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
import { cellPath, expertPath, placeOf, topicPath, type View } from './links.ts';
import { correction, draft, toneClass } from './marks.ts';
import { topicWords } from './topic-words.ts';

const PATH = '/moves';

type Moved = { readonly expert: Expert; readonly moves: readonly Move[] };

/** `drafts` are the ids of positions that are none of the public's; `looked` of `experts` were looked at for this page; `next` is the cursor of the page after it. */
export type MovesData = {
  readonly moved: readonly Moved[];
  readonly looked: number;
  readonly experts: number;
  readonly next: string | null;
  readonly topic: string | undefined;
  readonly drafts: ReadonlySet<string>;
  readonly view: View;
};

export function movesPage(data: MovesData, say: Messages): HtmlPage {
  const { moved, looked, experts, next, topic, view } = data;
  const told = say.moves;
  const path = placeOf(PATH, view);
  const query = (cursor: string) => String(new URLSearchParams({ ...(topic !== undefined && { topic }), cursor }));
  return {
    title: say.places.whoMoved,
    description: told.description,
    path,
    main: html`<h1>${say.places.whoMoved}</h1>
<p>${told.follow}${topic !== undefined && told.on(html`<a href="${topicPath(topic, view)}">${person(topicWords(topic))}</a>`)}. ${told.count(moved.length, looked, experts)}</p>
${moved.map((it) => section(it, data, say))}
${next !== null && html`<p><a rel="next" href="${path}?${query(next)}">${told.more}</a></p>`}`,
  };
}

const section = (
  { expert, moves }: Moved,
  { drafts, view }: Pick<MovesData, 'drafts' | 'view'>,
  say: Messages,
): Markup =>
  html`<section class="moved" aria-labelledby="${`m-${expert.id}`}"><h2 id="${`m-${expert.id}`}"><a href="${expertPath(expert.id, view)}">${person(expert.name)}</a></h2>
${moves.map(
  ({
    question,
    kind,
    from,
    to,
    correctedOn,
  }) => html`<article><h3><a href="${cellPath(expert.id, question.id, view)}">${titleOf(question)}</a> <span class="tag">${say.moves.kinds[kind]}</span>${correction({ correctedOn }, say)}</h3>
${propositionIn('asked', question)}
<div class="two-ends">${end(say.moves.from, from, drafts, say)}${end(say.moves.to, to, drafts, say)}</div></article>
`,
)}</section>
`;

function end(word: string, of: MoveEnd, drafts: ReadonlySet<string>, say: Messages): Markup {
  const { label, value, summary, condition, saidOn, statements } = of;
  const brief = briefQuote(statements);
  return html`<div class="camp ${toneClass(toneOfValue(value))}"><h4>${word} <span>${person(label)}</span>${drafts.has(of.position) && draft(say)}</h4>
<p class="when">${time(saidOn, say)}</p>${brief !== null && html`<blockquote><p dir="auto" lang="${brief.language}">${say.quoted(words(brief.quote))}</p></blockquote>`}<p dir="auto"><strong>${say.inShort}</strong> ${summary}</p>${condition !== null && html`<p class="condition"><strong>${say.condition}</strong> ${person(condition)}</p>`}</div>`;
}
