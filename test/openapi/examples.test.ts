import { writeFileSync } from 'node:fs';
import t from 'tap';
import answers from '../../src/http/examples/answers.json' with { type: 'json' };
import { BODIES } from '../../src/http/examples/requests.ts';
import { componentPlace, document, faultsBy } from '../helpers/formats/document.ts';
import { newsroomOver } from '../helpers/service/newsroom.ts';
import { seed, storeWith } from '../helpers/service/service.ts';

const ANSWERS_FILE = new URL('../../src/http/examples/answers.json', import.meta.url);

type Example = { readonly name: string; readonly in: string; readonly required?: boolean; readonly example?: unknown };
type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Example[];
  readonly security: readonly { readonly apiKey?: readonly string[] }[];
  readonly responses: { readonly [status: string]: { readonly content?: { readonly [type: string]: Answered } } };
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly example?: unknown } } };
};
type Answered = { readonly schema?: { readonly $ref?: string } };

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...(operation as unknown as Operation) })),
);
const { send } = await newsroomOver(t, await storeWith(t, [seed()]));

/** Of what is not required these alone are given, to keep the answers small. */
const SMALL = new Set(['limit', 'question']);
/** What the log was signed with, and its salts, are others each time. */
const CHANCE = new Set(['LogHead', 'InclusionProof', 'ConsistencyProof']);

/** The address that the examples of the parameters make: those required, and what keeps the answer small. */
function addressOf({ path, parameters = [] }: (typeof operations)[number]): string {
  const query = new URLSearchParams();
  let address = path;
  for (const { name, in: where, required = false, example } of parameters) {
    if (where === 'path') address = address.replace(`{${name}}`, String(example));
    if (where !== 'query' || !(required || SMALL.has(name))) continue;
    for (const value of [example].flat()) query.append(name, String(value));
  }
  return query.size === 0 ? address : `${address}?${query}`;
}

const isOpen = ({ security }: Operation) =>
  security.length === 0 || security.some(({ apiKey }) => apiKey === undefined);
const statusOf = ({ responses }: Operation): number =>
  Number(Object.keys(responses).find((status) => status === '200' || status === '201'));

t.test(
  'what anybody may read is there at the address that its examples make, and is the example answered',
  async (t) => {
    const made: { [name: string]: unknown } = {};
    for (const operation of operations.filter((each) => each.method === 'get' && isOpen(each))) {
      const url = addressOf(operation);
      const response = await send('admin', 'GET', url, { headers: { accept: 'application/json, */*;q=0.1' } });
      t.equal(response.statusCode, 200, url);
      const name = operation.responses[200]?.content?.['application/json']?.schema?.$ref?.split('/').at(-1);
      if (name !== undefined && !CHANCE.has(name)) made[name] ??= response.json();
    }
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(ANSWERS_FILE, `${JSON.stringify(made, null, 2)}\n`);
    else
      t.strictSame(
        answers,
        made,
        'they are outdated: UPDATE_GOLDEN=1 node test/openapi/examples.test.ts, npm run openapi',
      );
    for (const [name, answer] of Object.entries(made)) t.strictSame(faultsBy(componentPlace(name), answer), [], name);
  },
);

t.test('every required parameter of what anybody may read, and every id of a record, has an example', async (t) => {
  for (const { path, parameters = [], ...operation } of operations.filter(isOpen))
    for (const { name, required = false, example } of parameters)
      t.equal(required && example === undefined, false, `${operation.operationId}: ${name} at ${path}`);
});

t.test('every body of the examples is taken, in the order of the document', async (t) => {
  const known = operations.map(({ operationId }) => operationId);
  for (const operationId of Object.keys(BODIES)) t.equal(known.includes(operationId), true, operationId);
  for (const operation of operations) {
    const example = operation.requestBody?.content['application/json']?.example;
    if (example === undefined) continue;
    t.strictSame(example, BODIES[operation.operationId]);
    const isChange = operation.method === 'patch';
    const response = await send('admin', operation.method.toUpperCase() as 'POST', addressOf(operation), {
      body: example,
      ...(isChange && { headers: { 'if-match': '*' } }),
    });
    t.equal(response.statusCode, statusOf(operation), `${operation.operationId}: ${response.body}`);
  }
});
