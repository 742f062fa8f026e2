/** The grid: chosen people × chosen questions, dropped, moved and sorted by buttons; its address is the whole of it. */
import type { Expert } from '../core/expert.ts';
import type { Matrix } from '../core/matrix.ts';
import type { Question } from '../core/question.ts';
import { cellWords, labeller } from '../core/tables/words.ts';
import { toneOf } from '../formats/palette.ts';
import { type Axis, type GridState, orderOf } from './grid-state.ts';
import { html, type Markup, person } from './html.ts';
import type { Page } from './layout.ts';
import { cellPath, embedPath, expertPath, gridPath, gridQuery, momentQuery, questionPath, tablePath } from './links.ts';
import { legend, mark, toneClass } from './marks.ts';
import { momentForm, momentWords } from './moment.ts';
import { takeAlong } from './take-along.ts';

export type GridData = {
  readonly matrix: Matrix;
  readonly state: GridState;
  /** Everything that can be picked. */
  readonly pickable: { readonly experts: readonly Expert[]; readonly questions: readonly Question[] };
  readonly origin: string;
};

/** More cells than this do not fit a picture. */
const MAX_PICTURE_CELLS = 400;

export function gridPage({ matrix, state, pickable, origin }: GridData): Page {
  const order = orderOf(matrix, state);
  const path = gridPath(state);
  const table = [
    ...order.question.map((id) => ['question', id] as const),
    ...order.expert.map((id) => ['expert', id] as const),
  ];
  const inOrder = state.sortExperts === null && state.sortQuestions === null ? [...chosen(state)] : table;
  const query = [...inOrder, ...momentQuery(state)];
  const size = `${matrix.experts.length} ${matrix.experts.length === 1 ? 'expert' : 'experts'} × ${matrix.questions.length} ${matrix.questions.length === 1 ? 'question' : 'questions'}`;
  const pictures = matrix.cells.length <= MAX_PICTURE_CELLS;
  return {
    title: `Grid: ${size}`,
    description: `Who stands where: ${size}.`,
    path,
    image: pictures ? tablePath('/v1/matrix', 'png', query) : undefined,
    embed: embedPath(path),
    main: html`<h1>Grid</h1>
<p class="tally">${size}. Drop, move and sort with the buttons at each name; the address of this page is the whole grid, so sharing it shares just this.</p>
${momentForm('/grid', state, gridQuery({ ...state, rule: 'latest', asOf: null }))}
${picker(pickable, matrix)}
${legend()}
${gridTable(matrix, state, order, true)}
${takeAlong('/v1/matrix', query, `${origin}${embedPath(path)}`, `Who stands where: ${size}`, pictures)}`,
  };
}

export const gridEmbed = ({ matrix, state }: GridData): Page => ({
  title: 'Who stands where',
  description: 'Who stands where.',
  path: gridPath(state),
  main: html`<h1>Who stands where</h1>${legend()}${gridTable(matrix, state, orderOf(matrix, state), false)}`,
});

const chosen = ({ questions, experts }: GridState) => [
  ...questions.map((id) => ['question', id] as const),
  ...experts.map((id) => ['expert', id] as const),
];

type Order = { readonly [A in Axis]: readonly string[] };

function gridTable(matrix: Matrix, state: GridState, order: Order, tools: boolean): Markup {
  const labels = labeller(matrix);
  const experts = new Map(matrix.experts.map((expert, row) => [expert.id, { ...expert, row }]));
  const questions = new Map(matrix.questions.map((question, column) => [question.id, { ...question, column }]));
  const width = matrix.questions.length;
  const head = order.question.map((id) => {
    const question = questions.get(id);
    return html`<th scope="col"><a href="${questionPath(id, state)}">${person(question?.title ?? id)}</a>${tools ? buttons('question', id, question?.title ?? id, state) : null}</th>`;
  });
  const rows = order.expert.map((id) => {
    const expert = experts.get(id);
    const cells = order.question.map((question) => {
      const cell = matrix.cells[(expert?.row ?? 0) * width + (questions.get(question)?.column ?? 0)];
      if (cell === undefined || cell.state === 'none') return html`<td class="z">—</td>`;
      return html`<td class="${toneClass(toneOf(cell))}"><a href="${cellPath(id, question, state)}" data-evidence>${mark(cell)}${cellWords(cell, labels)}</a></td>`;
    });
    return html`<tr><th scope="row"><a href="${expertPath(id, state)}">${person(expert?.name ?? id)}</a>${tools ? buttons('expert', id, expert?.name ?? id, state) : null}</th>${cells}</tr>
`;
  });
  const table = html`<div class="scroll" role="region" aria-label="Grid of stances" tabindex="0"><table class="grid"><caption>${momentWords(state)} An em dash: nothing on record.</caption>
<thead><tr><td class="corner"></td>${head}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
  if (!tools) return table;
  return html`<form class="grid-form" action="/grid">${gridQuery(state).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${table}</form>`;
}

/** What can be done with a row or a column. A button's name is its sign; what it does is said. */
function buttons(axis: Axis, id: string, name: string, state: GridState): Markup {
  const [sort, other, back, on] =
    axis === 'question'
      ? (['sortExperts', 'experts', '←', '→'] as const)
      : (['sortQuestions', 'questions', '↑', '↓'] as const);
  const by = state[sort] === id ? `-${id}` : id;
  const direction = axis === 'question' ? ['left', 'right'] : ['up', 'down'];
  return html`<span class="tools"><button name="move" value="${`${axis}:${id}:-1`}" aria-label="Move ${name} ${direction[0]}">${back}</button><button name="move" value="${`${axis}:${id}:1`}" aria-label="Move ${name} ${direction[1]}">${on}</button><button name="sortBy" value="${`${sort}:${by}`}" aria-label="Sort ${other} by ${name}">⇅</button><button name="drop" value="${`${axis}:${id}`}" aria-label="Drop ${name}">×</button></span>`;
}

function picker({ experts, questions }: GridData['pickable'], matrix: Matrix): Markup {
  const shownExperts = new Set(matrix.experts.map(({ id }) => id));
  const shownQuestions = new Set(matrix.questions.map(({ id }) => id));
  const box = (name: Axis, id: string, label: string, checked: boolean) =>
    html`<label><input type="checkbox" name="${name}" value="${id}"${checked ? html` checked` : null}> ${person(label)}</label>`;
  return html`<details class="picker"><summary>Pick people and questions</summary><form action="/grid">
<fieldset><legend>Questions</legend>${questions.map(({ id, title }) => box('question', id, title, shownQuestions.has(id)))}</fieldset>
<fieldset><legend>People</legend>${experts.map(({ id, name }) => box('expert', id, name, shownExperts.has(id)))}</fieldset>
<button>Show these</button> <a href="/grid">Show all</a></form></details>`;
}
