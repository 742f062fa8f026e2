/** The page of those who changed their mind: from what to what, when, and in which words. */
import type { Move, MoveEnd } from '../core/comparison/moves.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { toneOfValue } from '../formats/palette.ts';
import { briefQuote, time } from './evidence.ts';
import { html, person, words } from './html.ts';
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

export function movesPage({ moved, looked, experts, next, topic }: MovesData): HtmlPage {
  const query = (cursor: string) => String(new URLSearchParams({ ...(topic !== undefined && { topic }), cursor }));
  return {
    title: 'Who moved',
    description: 'Who changed their mind: from what to what, and in which words.',
    path: PATH,
    main: html`<h1>Who moved</h1>
<p>Two positions of one expert on one question that follow on each other and hold different options${topic !== undefined && html`, on <a href="${topicPath(topic)}">${person(topicWords(topic))}</a>`}. ${moved.length} of ${looked === experts ? `${experts}` : `the ${looked} experts looked through here (of ${experts})`} changed their mind.</p>
${moved.map(section)}
${next !== null && html`<p><a rel="next" href="${PATH}?${query(next)}">More experts</a></p>`}`,
  };
}

const KINDS: { readonly [K in Move['kind']]: string } = {
  reversed: 'Changed sides',
  'took-side': 'Took a side',
  'left-side': 'Left their side',
  shifted: 'Shifted',
};

const section = ({ expert, moves }: Moved): Markup =>
  html`<section class="moved" aria-labelledby="${`m-${expert.id}`}"><h2 id="${`m-${expert.id}`}"><a href="${expertPath(expert.id, NOW)}">${person(expert.name)}</a></h2>
${moves.map(
  ({
    question,
    kind,
    from,
    to,
  }) => html`<article><h3><a href="${cellPath(expert.id, question.id, NOW)}">${person(question.title)}</a> <span class="tag">${KINDS[kind]}</span></h3>
<p class="asked" dir="auto">${question.proposition}</p>
<div class="two-ends">${end('From', from)}${end('To', to)}</div></article>
`,
)}</section>
`;

function end(word: string, { label, value, summary, condition, saidOn, statements }: MoveEnd): Markup {
  const brief = briefQuote(statements);
  return html`<div class="camp ${toneClass(toneOfValue(value))}"><h4>${word} <span>${person(label)}</span></h4>
<p class="when">${time(saidOn)}</p>${brief !== null && html`<blockquote><p dir="auto" lang="${brief.language}">“${words(brief.quote)}”</p></blockquote>`}<p dir="auto"><strong>In short:</strong> ${summary}</p>${condition !== null && html`<p class="condition"><strong>Condition:</strong> ${person(condition)}</p>`}</div>`;
}
