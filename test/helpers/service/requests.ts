/** Right requests to the operations of the OpenAPI document, bare and with each of their parameters. */
import { type Document, document, type Operation, type Parameter } from '../formats/document.ts';

export type Request = {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  readonly url: string;
};

type RightValue = {
  readonly value: string;
  readonly suffix: string;
  /** Another parameter that it goes with. */
  readonly beside?: readonly [name: string, value: string];
};

/** A right value of every parameter there is; one that belongs to a format comes with the suffix of that format. */
const VALUES: { readonly [name: string]: string | RightValue } = {
  within: 'true',
  expert: 'davis',
  question: 'red-line',
  succeeds: 'red-line',
  option: 'support',
  source: 'epoch-times-north-korean-troops',
  topic: 'escalation',
  affiliation: 'The Institute for World Politics',
  status: 'published',
  basis: 'inferred',
  attribution: 'direct',
  q: 'troops',
  sort: '-id',
  from: '2024',
  to: '2024-10',
  limit: '2',
  after: '3',
  seq: '3',
  size: '5',
  first: '2',
  second: '5',
  leaves: 'true',
  rule: 'all',
  asOf: '2024-10-31',
  knownAt: '2024-07-01T09:30:00Z',
  include: 'statements',
  cells: 'spoken',
  of: 'davis',
  nearest: '2',
  farthest: '2',
  minShared: '1',
  by: 'topic',
  groupBy: 'affiliation',
  order: 'agreed',
  minValued: '1',
  mode: 'two-mode',
  actor: 'organization',
  aggregation: 'ignore',
  normalisation: 'average',
  duplicates: 'source',
  excludeExpert: 'turner',
  excludeQuestion: 'kursk-only',
  excludeTopic: 'escalation',
  excludeAffiliation: 'CIA',
  url: 'http://localhost/questions/red-line',
  format: 'json',
  updatedSince: '2024-10-23T09:00:00Z',
  maxwidth: '300',
  maxheight: '200',
  dnt: '1',
  table: { value: 'statements', suffix: '.parquet' },
  bom: { value: '1', suffix: '.csv' },
  shape: { value: 'wide', suffix: '.csv' },
  values: { value: 'label', suffix: '.csv', beside: ['shape', 'wide'] },
  width: { value: '800', suffix: '.svg' },
  height: { value: '600', suffix: '.svg' },
};

const PATHS: { readonly [part: string]: string } = {
  '/questions/{id}': '/questions/red-line',
  '/experts/{id}': '/experts/davis',
  '/positions/{id}': '/positions/davis-western-troops',
  '/statements/{id}': '/statements/davis-boots-on-the-ground',
  '/sources/{id}': '/sources/epoch-times-north-korean-troops',
  '/scales/{id}': '/scales/support',
  '/problems/{kind}': '/problems/not-found',
};

/** Parameters whose right values are made by the service. */
const MADE = ['cursor'];

/** That of a preview, which nobody may ask for without a key. */
const isOfPreview = ({ name, schema }: Parameter): boolean => name === 'status' && schema.enum?.join() === 'draft';

/** The path with ids that the first data set has. */
export const pathOf = (path: string): string =>
  Object.entries(PATHS).reduce((filled, [part, example]) => filled.replace(part, example), path);

export const everyOperation = (of: Document = document): Omit<Request, 'url'>[] =>
  Object.entries(of.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** Those that anybody may read. */
export const operations = (of: Document = document): Omit<Request, 'url'>[] =>
  everyOperation(of).filter(
    ({ method, operation: { security } }) =>
      method === 'get' && (security.length === 0 || security.some(({ apiKey }) => apiKey === undefined)),
  );

export const queryParameters = ({ parameters = [] }: Operation): Parameter[] =>
  parameters.filter((parameter) => parameter.in === 'query');

/** `name=value`, as often as the parameter must be given. */
function pairs({ name, schema }: Parameter, value: string): [string, string][] {
  const others = ['turner', 'dimino', 'herbst'].slice(0, (schema.minItems ?? 1) - 1);
  return [value, ...others].map((each) => [name, each]);
}

function rightValue(name: string, path: string): RightValue {
  // That of a list names one of its own records.
  if (name === 'id') return { value: pathOf(`${path}/{id}`).split('/').at(-1) ?? '', suffix: '' };
  const found = VALUES[name];
  if (found === undefined)
    throw new Error(`give a right value of the parameter "${name}" in test/helpers/service/requests.ts`);
  return typeof found === 'string' ? { value: found, suffix: '' } : found;
}

/** The address with what the operation requires, and with one more parameter where it is given. */
export function urlOf(path: string, operation: Operation, more?: Parameter): string {
  const required = queryParameters(operation).filter((each) => each.required === true && each.name !== more?.name);
  const given = [...required, ...(more === undefined ? [] : [more])];
  const query = new URLSearchParams(given.flatMap((each) => pairs(each, rightValue(each.name, path).value)));
  const { suffix, beside }: Omit<RightValue, 'value'> =
    more === undefined ? { suffix: '' } : rightValue(more.name, path);
  if (beside !== undefined) query.append(...beside);
  return `${pathOf(path)}${suffix}${query.size === 0 ? '' : `?${query}`}`;
}

/** Every operation that anybody may read once with what it requires, and once with each parameter that it allows. */
export const requests = (): Request[] =>
  operations().flatMap(({ path, method, operation }) => [
    { path, method, operation, url: urlOf(path, operation) },
    ...queryParameters(operation)
      .filter((it) => it.required !== true && !MADE.includes(it.name) && !isOfPreview(it))
      .map((parameter) => ({ path, method, operation, url: urlOf(path, operation, parameter) })),
  ]);
