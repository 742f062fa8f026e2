/** The review of an article: the matrix as it will be, with the words behind each cell, and the act that publishes it. */
import { PREVIEW_WORDS } from '../../answers/words.ts';
import type { QuotedMuch } from '../../core/capture/quoted-much.ts';
import type { Matrix } from '../../core/matrix/matrix.ts';
import type { Position } from '../../core/records/position.ts';
import type { Statement } from '../../core/records/statement.ts';
import type { Publishing } from '../../core/writing/publishing.ts';
import type { Markup } from '../../formats/markup.ts';
import { gridTable } from '../grid.ts';
import { shownWhole } from '../grid-portions.ts';
import { orderOf } from '../grid-state.ts';
import { html, person, words } from '../html.ts';
import { en } from '../languages/en.ts';
import type { HtmlPage } from '../layout.ts';
import { gridPath, NOW } from '../links.ts';
import { statementWords } from './article-text.ts';
import { counted } from './wording.ts';

export type Review = {
  readonly document: string;
  readonly title: string;
  /** Candidates that nobody has decided on. */
  readonly open: number;
  /** In the order of the text. */
  readonly drafts: readonly Position[];
  /** The candidate that each draft was made of, by the id of the position; null where it was made otherwise. */
  readonly candidates: ReadonlyMap<string, string | null>;
  readonly statements: ReadonlyMap<string, Statement>;
  readonly expertNames: ReadonlyMap<string, string>;
  readonly questionTitles: ReadonlyMap<string, string>;
  /** What the experts of the drafts hold on their questions in a preview; null where there are none. */
  readonly matrix: Matrix | null;
  /** The label of the option of each draft, by the id of the position. */
  readonly options: ReadonlyMap<string, string>;
  /** What would become public; null where the reader may not publish it, or not yet. */
  readonly publishing: Publishing | null;
  /** The quotes of what was accepted, where they are much of the text; null where they are not. */
  readonly quoted: QuotedMuch | null;
  /** Why not, where it is not a matter of scope. */
  readonly refusal: string | null;
};

export const reviewPage = (review: Review): HtmlPage => ({
  title: `Review: ${review.title}`,
  description: 'What it will say.',
  path: `/desk/documents/${review.document}/review`,
  main: html`<p class="kicker"><a href="/desk/documents/${review.document}" data-key="k">Back to the article</a></p><h1>${person(review.title)}</h1>
${review.open > 0 ? html`<p class="remark">${counted(review.open, 'candidate')} still open: decide on each first.</p>` : null}
${review.matrix === null ? html`<p>No draft of a position came of it, or all are public already.</p>` : html`${asItWillBe(review.matrix)}${table(review)}`}
${quoted(review)}${publishing(review)}`,
});

/** The preview of whom and what the drafts are about, with what is public already. */
function asItWillBe(matrix: Matrix): Markup {
  const [experts, questions] = [matrix.experts, matrix.questions].map((them) => them.map(({ id }) => id));
  const chosen = { experts: experts ?? [], questions: questions ?? [], sortExperts: null, sortQuestions: null };
  const state = { ...NOW, ...chosen, drafts: true };
  return html`<h2>As it will be</h2><p class="hint">${PREVIEW_WORDS} <a href="${gridPath(state)}">The preview by itself</a></p>
${gridTable(matrix, state, shownWhole(matrix, orderOf(matrix, state)), false, en)}`;
}

const table = ({
  document,
  drafts,
  candidates,
  statements,
  expertNames,
  questionTitles,
  options,
}: Review): Markup => html`<h2>The drafts</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Drafts of positions"><table><thead><tr><th scope="col">Expert</th><th scope="col">Question</th><th scope="col">Option</th><th scope="col">In one sentence, and the words</th></tr></thead>
<tbody>${drafts.map(
  (
    it,
  ) => html`<tr><th scope="row">${person(expertNames.get(it.expert) ?? it.expert)}</th><td>${person(questionTitles.get(it.question) ?? it.question)}</td>
<td>${person(options.get(it.id) ?? it.option)}${it.basis === 'inferred' ? html` <span class="tag">inferred</span>` : null}${it.condition === null ? null : html`<span class="hint">if ${person(it.condition)}</span>`}</td>
<td>${words(it.summary)}${it.statements
    .flatMap((id) => statements.get(id) ?? [])
    .map(
      statementWords,
    )}<span class="hint">written by ${person(it.recordedBy)} · ${it.saidOn} · <a href="/desk/records/positions/${it.id}">mend it</a>${inText(document, candidates.get(it.id) ?? null)}</span></td></tr>`,
)}</tbody></table></div>`;

const inText = (document: string, candidate: string | null): Markup | null =>
  candidate === null ? null : html` · <a href="/desk/documents/${document}?candidate=${candidate}">in the text</a>`;

function publishing({ document, drafts, publishing: trial, refusal }: Review): Markup | null {
  if (refusal !== null) return html`<p class="remark">${refusal}</p>`;
  if (trial === null && drafts.length === 0) return null;
  if (trial === null)
    return html`<p>Somebody with a key that may publish looks at it here, and publishes all of it in one act.</p>`;
  return html`<h2>Publish</h2><p>In one act these become public:</p>
<ul class="listed">${trial.publishes.map(({ kind, text }) => html`<li><span class="tag">${kind}</span> ${words(text)}</li>`)}</ul>
${doubtful(trial)}
<form class="fields" method="post" action="/desk/documents/${document}/publish">
<p><label for="reason">Why, for the change log</label><input id="reason" name="reason" maxlength="2000"></p>
<p><button data-key="a">Publish all of it <kbd>a</kbd></button></p></form>`;
}

/** A hint at the rights of whoever wrote the text. */
const quoted = ({ quoted: much }: Review): Markup | null =>
  much === null
    ? null
    : html`<p class="remark">The quotes are ${Math.round(much.share * 100)} % of the text, ${counted(much.words, 'word')}. Beyond a tenth, or 400 words, whose text it is may object.</p>`;

/** What may be a slip, each with the words that it is about. */
function doubtful({ publishes, doubts }: Publishing): Markup | null {
  if (doubts.length === 0) return null;
  const said = new Map(publishes.map(({ kind, id, text }) => [`${kind} ${id}`, text]));
  return html`<p class="remark">Look at these again before you publish:</p>
<ul class="listed">${doubts.map(({ statement, message }) => html`<li>${words(said.get(`statement ${statement}`) ?? statement)} <span class="hint">${words(message)}</span></li>`)}</ul>`;
}
