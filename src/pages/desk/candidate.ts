/** The page of an article: its text, and one candidate after the other. */
import type { TextSpan } from '../../core/capture/candidate.ts';
import type { Document, DocumentCandidate } from '../../core/capture/document.ts';
import { onRecord } from '../../core/capture/draft-bundle.ts';
import type { Expert } from '../../core/records/expert.ts';
import type { Question } from '../../core/records/question.ts';
import type { Scale } from '../../core/records/scale.ts';
import type { Source } from '../../core/records/source.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { articleColumn } from './article-text.ts';

/** Before the name of a speaker who is not on record, as what is chosen; no id has a space. */
export const NEW = 'new ';
const SELECTED = html` selected`;

export type CandidateWork = {
  readonly document: Document;
  readonly source: Source;
  /** Null once it was taken out. */
  readonly text: string | null;
  readonly candidates: readonly DocumentCandidate[];
  /** The one that is looked at; null where there is none. */
  readonly current: DocumentCandidate | null;
  readonly experts: readonly Expert[];
  readonly questions: readonly Question[];
  readonly scales: ReadonlyMap<string, Scale>;
};

export function candidatePage(work: CandidateWork): HtmlPage {
  const { document, source, candidates, current, text } = work;
  const { open, accepted, rejected } = document.candidates;
  return {
    title: source.title,
    description: 'Who says what in it.',
    path: `/desk/documents/${document.id}`,
    main: html`<p class="kicker">${person(source.publisher)} · ${source.publishedOn}</p><h1>${person(source.title)}</h1>
<p role="status">${open} open · ${accepted} accepted · ${rejected} set aside · <a href="/desk/documents/${document.id}/review" data-key="r">Review and publish</a> · <a href="/desk/documents/${document.id}/rounds">Several coders</a></p>
<p hidden><label><input type="checkbox" data-keys> Keys: <kbd>j</kbd> <kbd>k</kbd> next and before, <kbd>e</kbd> who, <kbd>q</kbd> answer, <kbd>s</kbd> summary, <kbd>a</kbd> accept, <kbd>x</kbd> set aside, <kbd>u</kbd> undo, <kbd>r</kbd> review, <kbd>Esc</kbd> leaves a field</label></p>
<div class="work">
<section aria-labelledby="at-hand"><h2 id="at-hand">${current === null ? 'Nothing is proposed' : `${candidates.indexOf(current) + 1} of ${candidates.length}`}</h2>
${current === null ? html`<p>Propose statements yourself, below.</p>` : atHand(work, current)}
${text === null ? null : byHand(document.id)}
</section>
${articleColumn(text, candidates, current)}
</div>`,
  };
}

function atHand(
  { document, candidates, text, experts, questions, scales }: CandidateWork,
  it: DocumentCandidate,
): Markup {
  const at = candidates.indexOf(it);
  const [before, next] = [candidates[at - 1], candidates[at + 1]];
  const link = (to: DocumentCandidate | undefined, key: string, label: string) =>
    to === undefined
      ? null
      : html`<a href="/desk/documents/${document.id}?candidate=${to.id}" data-key="${key}">${label}</a> `;
  const said = ({ start, end }: TextSpan) => (text === null ? '' : text.slice(start, end));
  return html`<p>${link(before, 'k', 'Before')}${link(next, 'j', 'Next')}</p>
<p><strong>${person(it.speakerName)}</strong>${it.affiliationAsGiven === null ? null : html` <span class="affiliation">${person(it.affiliationAsGiven)}</span>`}
<span class="hint">${it.origin.kind === 'person' ? 'proposed by' : 'proposed by the program'} ${person(it.origin.name)}${it.confidence === null ? null : ` · sure to ${it.confidence.toFixed(2)}`}</span></p>
${it.quotes.map((span) => html`<blockquote dir="auto">“${words(said(span))}”</blockquote>`)}
${it.content.map((span) => html`<p class="paraphrase" dir="auto"><span class="tag">Retold</span> ${words(said(span))}</p>`)}
${it.state === 'open' ? decide(it, experts, questions, scales) : decided(it)}`;
}

const decided = (
  it: DocumentCandidate,
): Markup => html`<p><strong>${it.state === 'accepted' ? 'Accepted' : 'Set aside'}</strong> by ${person(it.decidedBy ?? '')}${it.reason === null ? null : html`: ${person(it.reason)}`}</p>
<form method="post" action="/desk/candidates/${it.id}"><input type="hidden" name="revision" value="${it.revision}">
<button name="act" value="reopen" data-key="u">Undo <kbd>u</kbd></button></form>`;

function decide(
  it: DocumentCandidate,
  experts: readonly Expert[],
  questions: readonly Question[],
  scales: ReadonlyMap<string, Scale>,
): Markup {
  const speaker = onRecord(it);
  const hinted = speaker === null ? experts.filter(({ id }) => id === it.expert) : [];
  const suggested = new Set(it.questions);
  const ordered = [
    ...questions.filter(({ id }) => suggested.has(id)),
    ...questions.filter(({ id }) => !suggested.has(id)),
  ];
  return html`<form class="fields" method="post" action="/desk/candidates/${it.id}">
<input type="hidden" name="revision" value="${it.revision}">
<p><label for="expert">Who</label><select id="expert" name="expert" data-key="e">
<option value="">Somebody new, named below</option>
<option value="${NEW}${it.speakerName}"${it.expert === null ? SELECTED : null}>New: ${it.speakerName}</option>
${hinted.map(({ id, name }) => html`<option value="${id}">${name} (perhaps)</option>`)}
${experts.map(({ id, name }) => html`<option value="${id}"${id === speaker ? SELECTED : null}>${name}</option>`)}
</select></p>
<p><label for="newExpert">Name, where it is somebody new</label><input id="newExpert" name="newExpert" maxlength="300">
<label><input type="checkbox" name="new" value="true"> It is another one than those on record with a name like it</label></p>
<p><label for="saidOn">Said on</label><input id="saidOn" name="saidOn" maxlength="10" value="${it.saidOn ?? ''}" aria-describedby="saidOn-hint"><span class="hint" id="saidOn-hint">Where the text gives a day; else that of the article counts.</span></p>
${it.content.length === 0 ? null : html`<p><label for="paraphrase">What is retold, in words of your own</label><textarea id="paraphrase" name="paraphrase" rows="2" maxlength="20000"></textarea></p>`}
<p><label for="answer">What it says on which question</label><select id="answer" name="answer" data-key="q">
<option value="">It answers no question on record</option>
${ordered.map(
  ({ id, title, scale }) =>
    html`<optgroup label="${title}${suggested.has(id) ? ' (its words are near)' : ''}">${(
      scales.get(scale)?.options ?? []
    ).map((option) => html`<option value="${id} ${option.id}">${title}: ${option.label}</option>`)}</optgroup>`,
)}</select></p>
<p><a href="/desk/new/questions?${new URLSearchParams({ back: `/desk/documents/${it.document}?candidate=${it.id}` }).toString()}" data-key="n">New question <kbd>n</kbd></a></p>
<p><label for="summary">The position in one sentence of yours</label><input id="summary" name="summary" maxlength="2000" data-key="s"></p>
<p><label for="condition">On condition, where there is an “if”</label><input id="condition" name="condition" maxlength="1000"></p>
<fieldset><legend>Was it said so?</legend>
<label><input type="radio" name="basis" value="stated"> in so many words</label>
<label><input type="radio" name="basis" value="inferred"> it follows from what was said</label></fieldset>
<p><label for="reason">Why it is set aside</label><input id="reason" name="reason" maxlength="2000" list="reasons">
<datalist id="reasons"><option value="not a statement"><option value="wrong words"><option value="wrong person"><option value="double"><option value="off topic"></datalist></p>
<p class="buttons"><button name="act" value="accept" data-key="a">Accept and go on <kbd>a</kbd></button>
<button name="act" value="reject" data-key="x">Set aside <kbd>x</kbd></button></p>
</form>`;
}

const byHand = (document: string): Markup => html`<details><summary>Propose a statement yourself</summary>
<form class="fields" method="post" action="/desk/documents/${document}/candidates">
<p><label for="speaker">Who says it</label><input id="speaker" name="speakerName" required maxlength="300"></p>
<p><label for="quote">Words in quotation marks, exactly as the text has them, without the marks</label><textarea id="quote" name="quote" rows="2"></textarea></p>
<p><label for="retold">Or words that retell it, exactly as the text has them</label><textarea id="retold" name="content" rows="2"></textarea></p>
<p><button>Propose it</button></p></form></details>
<form method="post" action="/desk/documents/${document}/extract"><p><button>Look for statements again</button> <span class="hint">What was proposed and decided stays.</span></p></form>`;
