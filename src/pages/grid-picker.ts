/** The form that picks the people and the questions of a grid: one by one, or by what they have in common. */
import type { Matrix } from '../core/matrix/matrix.ts';
import type { Expert } from '../core/records/expert.ts';
import type { Question } from '../core/records/question.ts';
import type { Markup } from '../formats/markup.ts';
import { titleOf } from './asked.ts';
import type { Axis, GridState } from './grid-state.ts';
import { html, person, personInText } from './html.ts';
import type { Messages } from './languages/en.ts';
import { placeOf, viewQuery } from './links.ts';
import { topicWords } from './topic-words.ts';

/** Everything that can be picked. */
export type Pickable = { readonly experts: readonly Expert[]; readonly questions: readonly Question[] };

export const hiddenFields = (query: readonly (readonly [string, string])[]): readonly Markup[] =>
  query.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

/** Folded, where it is short. */
export const picker = (pickable: Pickable, matrix: Matrix, state: GridState, say: Messages): Markup =>
  html`<details class="picker"><summary>${say.grid.pick}</summary>${pickedFrom(pickable, matrix, state, say)}</details>`;

/** With what the grid has ticked. */
export const pickedFrom = (pickable: Pickable, matrix: Matrix, state: GridState, say: Messages): Markup =>
  pickForm(
    pickable,
    new Set(matrix.experts.map(({ id }) => id)),
    new Set(matrix.questions.map(({ id }) => id)),
    state,
    say,
  );

type Ids = ReadonlySet<string>;

export function pickForm(
  { experts, questions }: Pickable,
  shownExperts: Ids,
  shownQuestions: Ids,
  state: GridState,
  say: Messages,
): Markup {
  const told = say.grid;
  const box = (name: Axis, id: string, label: Markup, checked: boolean) =>
    html`<label><input type="checkbox" name="${name}" value="${id}"${checked && html` checked`}> ${label}</label>
`;
  return html`<form class="choose" action="${placeOf('/grid', state)}">${hiddenFields(viewQuery(state))}
<fieldset><legend>${told.questions}</legend>${questions.map((it) => box('question', it.id, titleOf(it), shownQuestions.has(it.id)))}</fieldset>
<fieldset><legend>${told.people}</legend>${experts.map(({ id, name }) => box('expert', id, person(name), shownExperts.has(id)))}</fieldset>
${state.drafts !== true && narrowing({ experts, questions }, say)}
<p><button>${told.showThese}</button> <a href="${placeOf('/grid', state)}">${say.showAll}</a></p></form>`;
}

/** A choice that narrows what is ticked above; nothing where there is nothing to choose. */
const pickBy = (
  name: string,
  label: string,
  all: string,
  values: readonly string[],
  told: (value: string) => string,
): Markup | null =>
  values.length === 0
    ? null
    : html`<label>${label} <select name="${name}"><option value="">${all}</option>${values.toSorted().map((value) => html`<option value="${value}" dir="auto">${personInText(told(value))}</option>`)}</select></label>`;

/** By what kind of thing, instead of one by one. */
const narrowing = ({ experts, questions }: Pickable, { grid: told }: Messages): Markup =>
  html`<p class="by">${pickBy('topic', told.about, told.anything, [...new Set(questions.flatMap(({ topics }) => topics))], topicWords)}
${pickBy('affiliation', told.of, told.anyOrganization, [...new Set(experts.flatMap(({ affiliations }) => affiliations.map(({ organization }) => organization)))], (it) => it)}
<label><input type="checkbox" name="order" value="divisive"> ${told.divisiveFirst}</label></p>`;
