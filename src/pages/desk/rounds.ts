/** The page of a document's rounds: who codes, how far they are, and the form that opens another. */
import type { CodingRound } from '../../core/capture/coding.ts';
import type { Question } from '../../core/records/question.ts';
import type { Markup } from '../../formats/markup.ts';
import { html, person, words } from '../html.ts';
import type { HtmlPage } from '../layout.ts';
import { counted } from './wording.ts';

export type RoundsWork = {
  readonly document: string;
  readonly title: string;
  readonly rounds: readonly CodingRound[];
  /** Of the questions of the rounds, by their ids. */
  readonly titles: ReadonlyMap<string, string>;
  readonly questions: readonly Question[];
  /** True where more questions are on record than these. */
  readonly hasMore: boolean;
  /** The words by which others were looked for; null where none were. */
  readonly q: string | null;
  /** Whose keys may code; null where the reader may not open a round. */
  readonly coders: readonly { readonly id: string; readonly name: string }[] | null;
};

const STATES = { todo: 'not begun', working: 'at work', submitted: 'submitted' } as const;

export const roundsPage = (work: RoundsWork): HtmlPage => {
  const { document, title, rounds, titles, coders } = work;
  return {
    title: `Coders: ${title}`,
    description: 'Who codes it, and how far they are.',
    path: `/desk/documents/${document}/rounds`,
    main: html`<p class="kicker"><a href="/desk/documents/${document}">Back to the article</a></p><h1>${person(title)}</h1>
<p>In a round several people code the accepted statements, unseen by each other. How far they agree shows how far the coding rules carry.</p>
${rounds.map(
  (round) => html`<section aria-labelledby="r${round.id}"><h2 id="r${round.id}">Round ${round.number}</h2>
<p>${counted(round.units, 'unit')} on ${round.questions.map((id, at) => html`${at === 0 ? null : ', '}“${words(titles.get(id) ?? id)}”`)}; ${round.decided} decided${round.due === null ? null : `; due ${round.due}`}</p>
<ul class="listed">${round.coders.map(({ name, state }) => html`<li>${person(name)} <span class="tag">${STATES[state]}</span></li>`)}</ul>
${round.state === 'complete' && coders !== null ? html`<p><a href="/desk/documents/${document}/adjudicate">Decide</a> · <a href="/desk/documents/${document}/reliability">How far they agree</a></p>` : null}</section>`,
)}
${rounds.length === 0 ? html`<p>There is none yet.</p>` : null}
${coders === null ? null : openForm(work, coders)}`,
  };
};

const openForm = (
  { document, questions, hasMore, q }: RoundsWork,
  coders: NonNullable<RoundsWork['coders']>,
): Markup => html`<h2>Open a round</h2>
${
  hasMore
    ? html`<form class="fields" method="get" action="/desk/documents/${document}/rounds"><p><label for="q">Find other questions on record</label><input id="q" name="q" maxlength="200" value="${q ?? ''}"></p><p><button class="quiet">Find</button></p></form>`
    : null
}
<form class="fields" method="post" action="/desk/documents/${document}/rounds">
<fieldset class="options"><legend>Questions that everybody codes</legend>${questions.map(
  ({ id, title }) => html`<label><input type="checkbox" name="questions" value="${id}"> ${person(title)}</label>`,
)}</fieldset>
<fieldset class="options"><legend>Coders</legend>${coders.map(
  ({ id, name }) => html`<label><input type="checkbox" name="coders" value="${id}"> ${person(name)}</label>`,
)}</fieldset>
<p><label for="due">Due, if there is a day</label><input id="due" name="due" maxlength="10"></p>
<p><button>Open it</button></p></form>`;
