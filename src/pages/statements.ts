/** The pages of statements: what was said of late, and one statement with all that is known of it. */
import type { CodedStatement, SaidOfLate, StatementTold } from '../core/matrix/quoted.ts';
import type { Markup } from '../formats/markup.ts';
import { citation } from './cite.ts';
import { dateWords, printedIn, saidWords, time } from './evidence.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage, Site } from './layout.ts';
import { correctedPath, expertPath, placeOf, proofPath, statementPath, tablePath, type View } from './links.ts';
import { draft } from './marks.ts';
import { narrowForm } from './narrow.ts';
import { codedList } from './sources.ts';

const PATH = '/statements';

/** The latest said first; the cursor leads to those before them. */
export const statementsPage = (
  { statements, next }: SaidOfLate,
  q: string | undefined,
  view: View,
  say: Messages,
): HtmlPage => ({
  title: say.places.statements,
  description: say.statements.description,
  path: placeOf(PATH, view),
  main: html`<h1>${say.places.statements}</h1>
<p>${say.statements.lede}</p>
${narrowForm({ q, label: say.statements.narrowLabel, action: placeOf(PATH, view), all: placeOf(PATH, view) }, say)}
${statements.length === 0 ? html`<p>${q === undefined ? say.statements.none : say.statements.noneFound}</p>` : statements.map((it) => html`<article class="quoted"><h2>${speakers(it, view)}</h2>${wordsOf(it, view, say, statementPath(it.said.statement, view))}${it.coded.length > 0 && codedList(it.coded, view, say)}</article>\n`)}
${next !== null && html`<p><a rel="next" href="${placeOf(PATH, view)}?${String(new URLSearchParams({ ...(q !== undefined && { q }), cursor: next }))}">${say.statements.earlier}</a></p>`}
${view.drafts !== true && html`<p class="note">${say.sources.takeAlong} <a href="${tablePath('/v1/statements', 'csv', [])}">CSV</a>, <a href="${tablePath('/v1/statements', 'json', [])}">JSON</a>.</p>`}`,
});

/** What surrounds a page that is cited. */
type Around = Pick<Site, 'origin' | 'own'> & { readonly updatedAt: string | null };

const FORMATS = [
  ['json', 'JSON'],
  ['jsonld', 'JSON-LD'],
  ['anno', 'Web Annotation'],
  ['csv', 'CSV'],
] as const;

export function statementPage(
  told: StatementTold,
  view: View,
  { origin, own, updatedAt }: Around,
  say: Messages,
): HtmlPage {
  const { said, statement, corrections } = told;
  const { knownAt } = view;
  const path = statementPath(said.statement, view);
  const names = said.experts.map(({ name }) => name.trim()).join(', ');
  const day = said.saidOnFrom === 'statement' ? dateWords(said.saidOn, say) : null;
  const title = say.statements.title(names, day);
  const query = knownAt === null ? [] : [['knownAt', knownAt] as const];
  const api = `/v1/statements/${encodeURIComponent(said.statement)}`;
  const takenAlong =
    () => html`<p class="dates"><a href="${proofPath(statement.revision)}">${say.evidence.prove}</a></p>
${citation({ id: said.statement, title, address: `${origin}${path}`, updatedAt, publisher: own.name }, say)}
<p class="note">${say.sources.takeIt}${FORMATS.map(([format, label], index) => html`${index > 0 && ','} <a href="${tablePath(api, format, query)}">${label}</a>`)}.</p>`;
  return {
    title,
    description: said.quotes[0] ?? said.paraphrase ?? title,
    path,
    knownAt,
    main: html`<p class="kicker"><a href="${placeOf(PATH, view)}">${say.places.statements}</a></p>
<h1>${speakers(told, view)}${statement.status === 'draft' && draft(say)}</h1>
<article class="statement">${wordsOf(told, view, say)}</article>
<section aria-labelledby="coded"><h2 id="coded">${say.statements.coded}</h2>${codedList(told.coded, view, say)}</section>
${
  corrections.length > 0 &&
  html`<section aria-labelledby="corrected"><h2 id="corrected">${say.places.corrections}</h2><ul>${corrections.map(({ at, reason }) => html`<li>${say.marks.corrected(time(at.slice(0, 10), say))}${reason !== null && html`: ${person(reason)}`}</li>\n`)}</ul>
<p><a href="${correctedPath({ expert: said.experts[0]?.id })}">${say.saidBefore}</a></p></section>`
}
${view.drafts !== true && takenAlong()}`,
  };
}

const speakers = ({ said }: Pick<CodedStatement, 'said'>, view: View): Markup =>
  html`${said.experts.map(({ id, name }, index) => html`${index > 0 && ', '}<a href="${expertPath(id, view)}">${person(name)}</a>`)}`;

/** The words, and each source with the way to their place in it. */
function wordsOf(
  { said }: Pick<CodedStatement, 'said'>,
  view: View,
  say: Messages,
  path: string | null = null,
): Markup {
  const [first] = said.experts;
  const printed = said.sources.map(
    (source, index) => html`${index > 0 && '; '}${printedIn(source, said.quotes[0], view, say)}`,
  );
  // Whoever signed with them is named in the heading.
  return saidWords({ ...said, experts: said.experts.slice(0, 1) }, first?.id ?? '', printed, say, path);
}
