import { writeFileSync } from 'node:fs';
import t from 'tap';
import answers from '../../src/http/examples/answers.json' with { type: 'json' };
import { BODIES } from '../../src/http/examples/bodies.ts';
import { componentPlace, document, faultsBy } from '../helpers/formats/document.ts';
import { EXAMPLE_ORDER, type Step } from '../helpers/formats/example-order.ts';
import { DRAFTS, REFUSED } from '../helpers/formats/example-refusals.ts';
import { describedBy, type ExampleRequest, ExampleRun } from '../helpers/service/example-run.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { drafterOf, model } from '../helpers/service/model.ts';
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
const store = await storeWith(t, [seed()]);
const { app, send } = await newsroomOver(t, store, { drafter: drafterOf(t, await model(t)) });

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
/** Statuses that clients decide by. */
const DECIDED_BY = ['404', '409', '412', '422', '428'];
/** Refusals that need more than examples, and the tests that know them. */
const ELSEWHERE: { readonly [status: string]: readonly string[] } = {
  // test/http/routes/capture/drafting.test.ts, test/http/routes/webhooks/webhooks.test.ts
  409: ['draftDocument', 'testWebhook', 'redeliverToWebhook'],
};
const KEY = { 'idempotency-key': 'of-another-request' };

/** The request to what is not there, without what it is to be found as, for what it was before, and in place of another. */
function wrongForms(right: ExampleRequest, { operationId }: Step): readonly ExampleRequest[] {
  const { path } = describedBy(operationId);
  const { 'if-match': tag, ...unconditional } = right.headers;
  return [
    ...(path.includes('{') && operationId !== 'saveMapping'
      ? [{ ...right, url: right.url.replace(/^(\/v1\/\w+\/)[^/?]+/, '$1nobody') }]
      : []),
    ...(tag === undefined ? [] : [{ ...right, headers: unconditional }]),
    ...(tag === undefined ? [] : [{ ...right, headers: { ...right.headers, 'if-match': '"1-old"' } }]),
    ...(right.method === 'POST' ? [{ ...right, headers: { ...right.headers, ...KEY } }] : []),
  ];
}

/** Of several the one of what is new. */
const successOf = (operationId: string): string | undefined =>
  Object.keys(operations.find((each) => each.operationId === operationId)?.responses ?? {}).findLast((status) =>
    ['200', '201', '204'].includes(status),
  );

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

t.test('every required parameter, and every body in JSON, has an example', async (t) => {
  for (const { operationId, path, parameters = [], requestBody } of operations) {
    for (const { name, required = false, example } of parameters)
      t.equal(required && example === undefined, false, `${operationId}: ${name} at ${path}`);
    const json = requestBody?.content['application/json'];
    t.equal(json === undefined || json.example !== undefined, true, operationId);
  }
});

t.test('the examples of what takes a key are taken in their order, one after the other', async (t) => {
  const known = operations.map(({ operationId }) => operationId);
  for (const operationId of Object.keys(BODIES)) t.equal(known.includes(operationId), true, operationId);
  const sent = new Set(EXAMPLE_ORDER.map(({ operationId }) => operationId));
  for (const { operationId, ...operation } of operations)
    t.equal(isOpen({ operationId, ...operation }), !sent.has(operationId), `${operationId} has no place in the order`);
  const run = new ExampleRun(app, await keyWith(store, 'admin'));
  const answered = new Map<string, Set<string>>();
  const refuse = async (operationId: string, request: ExampleRequest) => {
    const reply = await run.ask(request);
    if (process.env.SHOW) process.stdout.write(`R ${operationId} ${reply.statusCode} ${reply.body.slice(0, 250)}\n`);
    t.ok(reply.statusCode >= 400, `${operationId}: ${reply.statusCode} ${reply.body.slice(0, 200)}`);
    answered.set(operationId, (answered.get(operationId) ?? new Set()).add(String(reply.statusCode)));
  };
  const used = run.requestOf({ operationId: 'createExpert', body: { name: 'Yves Somebody' } });
  const first = await run.ask({ ...used, headers: { ...used.headers, ...KEY } });
  t.equal(first.statusCode, 201, first.body);
  for (const step of EXAMPLE_ORDER) {
    const { operationId } = step;
    const right = run.requestOf(step);
    for (const wrong of wrongForms(right, step)) await refuse(operationId, wrong);
    const reply = await run.send(step);
    const success = step.as === 'writer' ? /^20[02]$/ : String(successOf(operationId));
    t.match(String(reply.statusCode), success, `${operationId}: ${reply.body}`);
    if (operationId === 'createKey')
      for (const [made, body] of Object.entries(DRAFTS))
        t.equal((await run.ask(run.requestOf({ operationId: made, as: 'writer', body }))).statusCode, 201, made);
    for (const wrong of REFUSED[operationId] ?? []) await refuse(wrong.operationId, run.requestOf(wrong));
  }
  for (const { operationId, responses } of operations.filter((each) => !isOpen(each))) {
    const told = DECIDED_BY.filter((status) => status in responses);
    const met = DECIDED_BY.filter(
      (status) => answered.get(operationId)?.has(status) || ELSEWHERE[status]?.includes(operationId),
    );
    t.strictSame(met, told, operationId);
  }
});
