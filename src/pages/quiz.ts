/**
 * The page on which readers find out who stands near them. What they answer stays in their browser: the page brings the
 * places of the experts along, and its script computes agreement as the API does (core/comparison/agreement).
 */
import type { Quiz, QuizExpert, QuizQuestion } from '../core/comparison/quiz.ts';
import { affiliationOn } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { propositionIn, titleOf } from './asked.ts';
import { html, person } from './html.ts';
import type { Messages } from './languages/en.ts';
import type { HtmlPage } from './layout.ts';
import { expertPath, gridPath, NOW, questionPath } from './links.ts';

/** More experts than this would make the page a heavy one. */
const MOST = 300;

export function quizPage({ questions, experts }: Quiz, say: Messages): HtmlPage {
  const told = say.quiz;
  const shown = experts.slice(0, MOST);
  const grid = gridPath({
    ...NOW,
    questions: questions.map(({ question }) => question.id),
    experts: [],
    sortExperts: null,
    sortQuestions: null,
  });
  return {
    title: say.places.quiz,
    description: told.description,
    path: '/quiz',
    main: html`<h1>${say.places.quiz}</h1>
${
  shown.length === 0
    ? html`<p>${told.none}</p>`
    : html`<p>${told.lede(questions.length)}</p>
<noscript><p class="remark">${told.noScript(grid)}</p></noscript>
<div class="quiz" hidden>
<form autocomplete="off">${questions.map((it, index) => questionField(it, index, say))}<p><button type="reset">${told.again}</button></p></form>
<section aria-labelledby="near"><h2 id="near">${told.near}</h2>
<p class="tally" role="status" data-none="${told.unanswered}">${told.unanswered}</p>
<ol class="matches" hidden>${shown.map(expertItem)}</ol>
<p class="note">${told.note} <a href="/method#agreement">${told.how}</a>.${shown.length < experts.length && told.compared(MOST, experts.length)}</p></section></div>`
}`,
  };
}

const questionField = ({ question, options, range }: QuizQuestion, index: number, { quiz }: Messages): Markup =>
  html`<fieldset data-range="${range}"><legend>${titleOf(question)}</legend>${propositionIn('proposition', question)}
${options.map(({ label, value }) => radio(index, String(value), person(label), false))}${radio(index, '', quiz.noAnswer, true)}<p class="note"><a href="${questionPath(question.id, NOW)}">${quiz.whatTheySay}<span class="vh">${quiz.on(titleOf(question))}</span></a></p></fieldset>
`;

const radio = (index: number, value: string, label: Markup | string, isChosen: boolean): Markup =>
  html`<label><input type="radio" name="${`q${index}`}" value="${value}"${isChosen && html` checked`}> ${label}</label>
`;

/** The places by the number of the question, as the script reads them; a hyphen where none was taken. */
function expertItem({ expert, places }: QuizExpert): Markup {
  const affiliation = affiliationOn(expert, null);
  return html`<li data-places="${places.map((place) => place ?? '-').join(' ')}"><a href="${expertPath(expert.id, NOW)}">${person(expert.name)}</a>${affiliation !== null && html`<span class="affiliation" dir="auto">${affiliation}</span>`}<output></output></li>
`;
}
