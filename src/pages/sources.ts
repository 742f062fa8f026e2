/** The pages of sources: all of them, and what was quoted from one. */
import type { CodedFrom, Quoted } from '../core/matrix/quoted.ts';
import type { Source } from '../core/records/source.ts';
import type { Markup } from '../formats/markup.ts';
import { toneOfValue } from '../formats/palette.ts';
import { titleOf } from './asked.ts';
import { printedIn, saidWords, time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { cellPath, expertPath, placeOf, sourcePath, statementPath, tablePath, type View } from './links.ts';
import { correction, draft, placeClass, toneClass } from './marks.ts';
import { toText } from './text-fragment.ts';

const PATH = '/sources';

/** The latest published first; `next` is the cursor of those that follow. */
export const sourcesPage = (sources: readonly Source[], next: string | null, view: View, say: Messages): HtmlPage => ({
  title: say.places.sources,
  description: say.sources.description,
  path: placeOf(PATH, view),
  main: html`<h1>${say.places.sources}</h1>
<p>${say.sources.lede}</p>
${
  sources.length === 0
    ? html`<p>${say.sources.none}</p>`
    : html`<ul class="hits">${sources.map(
        (
          source,
        ) => html`<li><p class="kicker">${person(source.publisher)}</p><a href="${sourcePath(source.id, view)}" lang="${source.language}" dir="auto">${person(source.title)}</a>
<p class="source">${say.sources.published(time(source.publishedOn, say))}</p></li>
`,
      )}</ul>`
}
${next !== null && html`<p><a rel="next" href="${placeOf(PATH, view)}?${String(new URLSearchParams({ cursor: next }))}">${say.sources.earlier}</a></p>`}
${view.drafts !== true && html`<p class="note">${say.sources.takeAlong} <a href="${tablePath('/v1/sources', 'csv', [])}">CSV</a>, <a href="${tablePath('/v1/sources', 'json', [])}">JSON</a>.</p>`}`,
});

export function sourcePage({ source, statements, next }: Quoted, view: View, say: Messages): HtmlPage {
  const told = say.sources;
  const { title, publisher, publishedOn, url, archivedUrl, retrievedOn, note } = source;
  const { knownAt } = view;
  const query = [['source', source.id] as const, ...(knownAt === null ? [] : [['knownAt', knownAt] as const])];
  return {
    title,
    description: told.quotedFrom(title, publisher),
    path: sourcePath(source.id, view),
    knownAt,
    main: html`<p class="kicker"><a href="${placeOf(PATH, view)}">${say.places.sources}</a></p>
<h1 lang="${source.language}" dir="auto">${person(title)}</h1>
<p class="tally">${told.facts(person(publisher), time(publishedOn, say), retrievedOn === null ? null : time(retrievedOn, say))}</p>
${
  (url ?? archivedUrl) !== null &&
  html`<ul class="inline">${url !== null && html`<li><a href="${url}" rel="noopener nofollow external">${told.readAt(person(new URL(url).host))}</a></li>`}${archivedUrl !== null && html`<li><a href="${archivedUrl}" rel="noopener nofollow external">${told.archived}</a></li>`}</ul>`
}
${note !== null && html`<p class="note" dir="auto"><strong>${told.note}</strong> ${person(note)}</p>`}
<section aria-labelledby="quoted"><h2 id="quoted">${told.quoted}</h2>
${statements.length === 0 ? html`<p>${told.nothing}</p>` : statements.map((it) => statementOf(it, source, view, say))}
${next !== null && html`<p><a rel="next" href="${sourcePath(source.id, view, next)}">${told.more}</a></p>`}</section>
${view.drafts !== true && html`<p class="note">${told.takeIt} <a href="${tablePath('/v1/statements', 'csv', query)}">CSV</a>, <a href="${tablePath('/v1/statements', 'json', query)}">JSON</a>.</p>`}`,
  };
}

/** Who said what, where else it is printed, and what it was coded as. */
function statementOf({ said, coded }: Quoted['statements'][number], source: Source, view: View, say: Messages): Markup {
  const told = say.sources;
  const [first] = said.experts;
  const names = said.experts.map(
    ({ id, name }, index) => html`${index > 0 && ', '}<a href="${expertPath(id, view)}">${person(name)}</a>`,
  );
  const [quote] = said.quotes;
  const path = statementPath(said.statement, view);
  const others = said.sources.filter(({ id }) => id !== source.id);
  const printed = [
    ...(source.url !== null && quote !== undefined
      ? [
          html`<a href="${toText(source.url, quote)}" rel="noopener nofollow external">${told.whereItStands}</a>${others.length > 0 && '. '}`,
        ]
      : []),
    ...others.map((other) => told.alsoIn(printedIn(other, quote, view, say))),
  ];
  return html`<article class="quoted"><h3>${names}</h3>
${saidWords({ ...said, experts: said.experts.slice(0, 1) }, first?.id ?? '', printed, say, path)}
${codedList(coded, view, say)}</article>
`;
}

/** What was coded from a statement, or that nothing was. */
export const codedList = (coded: readonly CodedFrom[], view: View, say: Messages): Markup =>
  coded.length === 0
    ? html`<p class="note">${say.sources.noPosition}</p>`
    : html`<ul class="coded">${coded.map((it) => codedItem(it, view, say))}</ul>`;

const codedItem = (
  { position, expert, question, label, value, correctedOn }: CodedFrom,
  view: View,
  say: Messages,
): Markup =>
  html`<li><span class="stance ${toneClass(toneOfValue(value))}"><i class="m ${placeClass({ state: 'position', value })}"></i> <span>${person(label)}</span></span>${position.status === 'draft' && draft(say)}${correction({ correctedOn }, say)} <a href="${cellPath(expert.id, question.id, view)}">${titleOf(question)}<span class="vh">: ${person(expert.name)}</span></a></li>
`;
