/** Addresses of pages and of what they can be taken along as. */

import type { Change } from '../core/change-log/change.ts';
import type { Moment } from '../core/matrix/cell.ts';
import type { HitSubject } from '../core/records/search-text.ts';
import type { GridState } from './grid-state.ts';
import type { NetworkFilter } from './network.ts';

export type Query = readonly (readonly [name: string, value: string])[];

const withQuery = (path: string, query: Query): string =>
  query.length === 0
    ? path
    : `${path}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]))}`;

/** What a page shows of the record: its moment, and the instant whose knowledge it is; null for the present one. */
export type View = Moment & { readonly knownAt: string | null };

export const NOW: View = { rule: 'latest', asOf: null, knownAt: null };

/** The present one with every draft as if it were published: a preview at the desk. */
export const PREVIEWED: View = { ...NOW, drafts: true };

/** The parameters of a view; what is the default is left out. */
export const viewQuery = ({ rule, asOf, knownAt }: View): Query => [
  ...(asOf === null ? [] : [['asOf', asOf] as const]),
  ...(rule === 'latest' ? [] : [['rule', rule] as const]),
  ...(knownAt === null ? [] : [['knownAt', knownAt] as const]),
];

/** The same page with all that is known by now. */
export function presentPath(path: string): string {
  const [page = '', query] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.delete('knownAt');
  return withQuery(page, [...parameters]);
}

/** Where a page is, without its parameters: a preview at the desk, where it is known who reads it. */
export const placeOf = (page: string, { drafts = false }: Pick<View, 'drafts'>): string =>
  drafts ? `/desk/preview${page === '/' ? '' : page}` : page;

export const questionPath = (id: string, view: View): string =>
  withQuery(placeOf(`/questions/${encodeURIComponent(id)}`, view), viewQuery(view));

export const expertPath = (id: string, view: View): string =>
  withQuery(placeOf(`/experts/${encodeURIComponent(id)}`, view), viewQuery(view));

export const cellPath = (expert: string, question: string, view: View): string =>
  withQuery(placeOf(`/cells/${encodeURIComponent(expert)}/${encodeURIComponent(question)}`, view), viewQuery(view));

/** The page of a question, of an expert, or where both are named of what that expert holds on it. */
export function subjectPath({ expert, question }: HitSubject): string {
  if (expert !== null) return question === null ? expertPath(expert, NOW) : cellPath(expert, question, NOW);
  return question === null ? '/' : questionPath(question, NOW);
}

/** The questions that have a topic. */
export const topicPath = (topic: string, view: View): string =>
  withQuery(placeOf('/questions', view), [['topic', topic]]);

/** What was quoted from a source, as far as it was known then; with a cursor, what comes after it. */
export const sourcePath = (id: string, view: View, cursor?: string): string =>
  withQuery(placeOf(`/sources/${encodeURIComponent(id)}`, view), [
    ...(view.knownAt === null ? [] : [['knownAt', view.knownAt] as const]),
    ...(cursor === undefined ? [] : [['cursor', cursor] as const]),
  ]);

/** One statement: its words, where they stand, and what was coded from them. */
export const statementPath = (id: string, view: View): string =>
  withQuery(
    placeOf(`/statements/${encodeURIComponent(id)}`, view),
    view.knownAt === null ? [] : [['knownAt', view.knownAt]],
  );

/** What was corrected of all that an expert says, of all on a question, or of what that expert says on it. */
type Corrected = { readonly expert?: string | undefined; readonly question?: string | undefined };

/** The query by which what was corrected is asked for: of the page of corrections, and of the API. */
export const correctedQuery = ({ expert, question }: Corrected): Query => [
  ...(expert === undefined ? [] : [['expert', expert] as const]),
  ...(question === undefined ? [] : [['question', question] as const]),
];

/** The page of these; with a cursor, of those before it. */
export const correctedPath = ({ cursor, ...of }: Corrected & { readonly cursor?: string }): string =>
  withQuery('/corrections', [...correctedQuery(of), ...(cursor === undefined ? [] : [['cursor', cursor] as const])]);

/** The page that shows a changed record, where there is one. */
export function changePath(entity: Change['entity'], id: string, after: Change['after']): string | null {
  if (after === null) return null;
  if (entity === 'question') return questionPath(id, NOW);
  if (entity === 'expert') return expertPath(id, NOW);
  if (entity === 'statement') return statementPath(id, NOW);
  return entity === 'position' ? cellPath(String(after.expert), String(after.question), NOW) : null;
}

/** Agreement of everybody, or of one with the others. */
export const agreementPath = (of: string | null, view: View): string =>
  withQuery(placeOf('/agreement', view), of === null ? [] : [['of', of]]);

/** The parameters of `/v1/network` that give the network of its page. */
export const networkQuery = ({ topic, affiliation, asOf }: NetworkFilter): Query => [
  ...(topic === null ? [] : [['topic', topic] as const]),
  ...(affiliation === null ? [] : [['affiliation', affiliation] as const]),
  ...(asOf === null ? [] : [['to', asOf] as const]),
];

export const networkPath = (choice: NetworkFilter): string =>
  withQuery(
    placeOf('/network', choice),
    networkQuery(choice).map(([name, value]) => [name === 'to' ? 'asOf' : name, value]),
  );

export const comparePath = (experts: readonly string[], view: View): string =>
  withQuery(placeOf('/compare', view), [...experts.map((id) => ['expert', id] as const), ...viewQuery(view)]);

export const gridQuery = ({ experts, questions, sortExperts, sortQuestions, ...view }: GridState): Query => [
  ...questions.map((id) => ['question', id] as const),
  ...experts.map((id) => ['expert', id] as const),
  ...(sortExperts === null ? [] : [['sortExperts', sortExperts] as const]),
  ...(sortQuestions === null ? [] : [['sortQuestions', sortQuestions] as const]),
  ...viewQuery(view),
];

export const gridPath = (state: GridState): string => withQuery(placeOf('/grid', state), gridQuery(state));

/** The parameter by which the page of a grid has its buttons. No part of the grid: embeds and downloads have none. */
export const ARRANGING = ['arrange', 'true'] as const;

export const arrangePath = (state: GridState): string => withQuery('/grid', [...gridQuery(state), ARRANGING]);

/** The choice of people and questions, in place of the grid. */
export const pickPath = (state: GridState): string =>
  withQuery(placeOf('/grid', state), [...gridQuery(state), ['pick', 'true']]);

/** The parameter that names the column which a narrow window shows. No part of the grid either. */
export const COLUMN = 'column';

export const columnPath = (state: GridState, id: string, kept: Query): string =>
  withQuery('/grid', [...gridQuery(state), [COLUMN, id], ...kept]);

/** A table of everything, by its name there, as Parquet. */
export const parquetPath = (table: string): string => withQuery('/v1/export.parquet', [['table', table]]);

/** The same table from the API, in the format of that suffix. */
export const tablePath = (path: string, format: string, query: Query): string => withQuery(`${path}.${format}`, query);

/** The page that proves an entry of the log. */
export const proofPath = (seq: number): string => `/log/${seq}`;

export const embedPath = (path: string): string => `/embed${path}`;

/** A path with these after the parameters that it has. */
export const withParameters = (path: string, query: Query): string => {
  const [page = '', own] = path.split('?', 2);
  return withQuery(page, [...new URLSearchParams(own), ...query]);
};

/** A full address with one parameter more, or another value of it. */
export function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}
