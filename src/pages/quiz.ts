/**
 * The page on which readers find out who stands near them. What they answer stays in their browser: the page brings the
 * places of the experts along, and its script computes agreement as the API does (core/comparison/agreement).
 */
import type { Quiz, QuizExpert, QuizQuestion } from '../core/comparison/quiz.ts';
import { affiliationOn } from '../core/records/expert.ts';
import type { Markup } from '../formats/markup.ts';
import { html, person } from './html.ts';
import type { HtmlPage } from './layout.ts';
import { expertPath, gridPath, NOW, questionPath } from './links.ts';

/** More experts than this would make the page a heavy one. */
const MOST = 300;

export function quizPage({ questions, experts }: Quiz): HtmlPage {
  const shown = experts.slice(0, MOST);
  const grid = gridPath({
    ...NOW,
    questions: questions.map(({ question }) => question.id),
    experts: [],
    sortExperts: null,
    sortQuestions: null,
  });
  return {
    title: 'Where do you stand?',
    description: 'Answer some questions, and see which experts stand near you.',
    path: '/quiz',
    main: html`<h1>Where do you stand?</h1>
${
  shown.length === 0
    ? html`<p>There is no question yet on which experts stand on either side.</p>`
    : html`<p>${questions.length === 1 ? 'Answer this question' : `Answer as many of these ${questions.length} questions as you like`}, and see who stands near you. Your answers stay in your browser: nothing is sent, and nothing is kept.</p>
<noscript><p class="remark">Your browser compares your answers itself, and needs JavaScript for that, which is off here. <a href="${grid}">Who stands where on these questions</a> is shown without it.</p></noscript>
<div class="quiz" hidden>
<form autocomplete="off">${questions.map(questionField)}<p><button type="reset">Begin anew</button></p></form>
<section aria-labelledby="near"><h2 id="near">Who stands near you</h2>
<p class="tally" role="status" data-none="Answer a question, and the nearest stand first.">Answer a question, and the nearest stand first.</p>
<ol class="matches" hidden>${shown.map(expertItem)}</ol>
<p class="note">100% is the same answer throughout, 0% opposite ends throughout, over the n questions on which both you and the expert took a place. Those who share at least half of your answers come first: of a few the number says little. <a href="/method#agreement">How it is measured</a>.${shown.length < experts.length && html` Compared are the ${MOST} of ${experts.length} experts who took a place on most of these questions.`}</p></section></div>`
}`,
  };
}

const questionField = ({ question, options, range }: QuizQuestion, index: number): Markup =>
  html`<fieldset data-range="${range}"><legend>${person(question.title)}</legend><p class="proposition" dir="auto">${question.proposition}</p>
${options.map(({ label, value }) => radio(index, String(value), person(label), false))}${radio(index, '', 'No answer', true)}<p class="note"><a href="${questionPath(question.id, NOW)}">What the experts say<span class="vh"> on ${person(question.title)}</span></a></p></fieldset>
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
