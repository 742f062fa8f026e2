/** Addresses of pages and of what they can be taken along as. */

import type { Change } from '../core/change-log/change.ts';
import type { Moment } from '../core/matrix/cell.ts';
import type { GridState } from './grid-state.ts';

export type Query = readonly (readonly [name: string, value: string])[];

const withQuery = (path: string, query: Query): string =>
  query.length === 0
    ? path
    : `${path}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]))}`;

/** The parameters of a moment; what is the default is left out. */
export const momentQuery = ({ rule, asOf }: Moment): Query => [
  ...(asOf === null ? [] : [['asOf', asOf] as const]),
  ...(rule === 'latest' ? [] : [['rule', rule] as const]),
];

export const questionPath = (id: string, moment: Moment): string =>
  withQuery(`/questions/${encodeURIComponent(id)}`, momentQuery(moment));

export const expertPath = (id: string, moment: Moment): string =>
  withQuery(`/experts/${encodeURIComponent(id)}`, momentQuery(moment));

export const cellPath = (expert: string, question: string, moment: Moment): string =>
  withQuery(`/cells/${encodeURIComponent(expert)}/${encodeURIComponent(question)}`, momentQuery(moment));

/** The questions that have a topic. */
export const topicPath = (topic: string): string => withQuery('/questions', [['topic', topic]]);

const NOW: Moment = { rule: 'latest', asOf: null };

/** The page that shows a changed record, where there is one. */
export function changePath(entity: Change['entity'], id: string, after: Change['after']): string | null {
  if (after === null) return null;
  if (entity === 'question') return questionPath(id, NOW);
  if (entity === 'expert') return expertPath(id, NOW);
  if (entity === 'statement') return expertPath(String(after.expert), NOW);
  return entity === 'position' ? cellPath(String(after.expert), String(after.question), NOW) : null;
}

export const comparePath = (experts: readonly string[], moment: Moment): string =>
  withQuery('/compare', [...experts.map((id) => ['expert', id] as const), ...momentQuery(moment)]);

export const gridQuery = ({ experts, questions, sortExperts, sortQuestions, ...moment }: GridState): Query => [
  ...questions.map((id) => ['question', id] as const),
  ...experts.map((id) => ['expert', id] as const),
  ...(sortExperts === null ? [] : [['sortExperts', sortExperts] as const]),
  ...(sortQuestions === null ? [] : [['sortQuestions', sortQuestions] as const]),
  ...momentQuery(moment),
];

export const gridPath = (state: GridState): string => withQuery('/grid', gridQuery(state));

/** The same table from the API, in the format of that suffix. */
export const tablePath = (path: string, format: string, query: Query): string => withQuery(`${path}.${format}`, query);

/** The page that proves an entry of the log. */
export const proofPath = (seq: number): string => `/log/${seq}`;

export const embedPath = (path: string): string => `/embed${path}`;
