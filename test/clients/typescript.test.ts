import { readFileSync } from 'node:fs';
import t from 'tap';
import { CLIENT_TYPES, clientTypes } from '../../build/openapi/client-types.ts';
import { readWhole } from '../../build/openapi/document.ts';
import { type Change, type Options, Problem, Standpoint } from '../../clients/typescript/src/index.ts';
import { keyWith } from '../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../helpers/service/service.ts';

const store = await storeWith(t, [seed()]);
const app = await serviceOver(t, store);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
const keyOf = async (scope: 'write' | 'publish') => (await keyWith(store, scope)).authorization.slice('Bearer '.length);
const client = new Standpoint(`${url}/`);
const writer = new Standpoint(url, { key: await keyOf('write') });
const editor = new Standpoint(url, { key: await keyOf('publish') });

const failureOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => null,
    (failure: unknown) => failure,
  );

/** A client that tells what it was answered. */
function watched(options: Options = {}) {
  const statuses: number[] = [];
  const watching: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    statuses.push(response.status);
    return response;
  };
  return { statuses, client: new Standpoint(url, { fetch: watching, ...options }) };
}

t.test('its types are those of the document', async (t) => {
  const made = readFileSync(CLIENT_TYPES, 'utf8');
  t.equal(made === clientTypes(readWhole()), true, 'they are outdated: npm run openapi');
});

t.test('a matrix has its cells, with the words behind them', async (t) => {
  const { cells, experts } = await client.get('/v1/matrix', { question: ['red-line'], include: ['statements'] });
  t.equal(cells.length, experts.length);
  const turner = cells.find(({ expert }) => expert === 'turner');
  t.equal(turner?.option, 'support');
  t.match(turner?.statements?.[0]?.quotes[0], /\w/);
  const { title } = await client.get('/v1/questions/{id}', { id: 'red-line' });
  t.equal(title, 'Red line');
});

t.test('a table comes in another format, by its suffix', async (t) => {
  const csv = await client.text('/v1/questions/{id}/matrix', 'csv', { id: 'red-line', shape: 'wide' });
  t.match(csv, /^expert_id,expert,red-line,/);
});

t.test('a problem is an error that says what is wrong, and where', async (t) => {
  const wrong = await failureOf(client.get('/v1/matrix', { question: ['red-lime'] }));
  t.ok(wrong instanceof Problem);
  t.match(wrong, { kind: 'invalid-request', status: 400, message: /did you mean "red-line"/, retryAfter: null });
  t.match(wrong, { faults: [{ parameter: 'question' }], instance: /^urn:standpoint:request:/ });
  t.match(await failureOf(client.get('/v1/experts/{id}', { id: 'nobody' })), { kind: 'not-found', status: 404 });
  t.match(await failureOf(new Standpoint(url, { key: 'wrong' }).get('/v1/experts')), { kind: 'unauthenticated' });
});

t.test('a list comes item by item, page after page, no further than it is wanted', async (t) => {
  const { statuses, client } = watched();
  const ids: string[] = [];
  for await (const position of client.all('/v1/positions', { limit: 4 })) ids.push(position.id);
  t.equal(statuses.length, Math.ceil(ids.length / 4));
  const { items } = await client.get('/v1/positions', { limit: 500 });
  t.strictSame(
    ids,
    items.map(({ id }) => id),
  );
  const lazy = watched();
  for await (const { name } of lazy.client.all('/v1/experts', { limit: 1 })) {
    t.match(name, /\w/);
    break;
  }
  t.strictSame(lazy.statuses, [200]);
});

t.test('what was answered before is sent again only if it changed', async (t) => {
  const { statuses, client } = watched({ keep: 2 });
  const first = await client.get('/v1/experts', {});
  t.strictSame(await client.get('/v1/experts'), first);
  t.strictSame(statuses, [200, 304]);
  await client.get('/v1/scales');
  await client.get('/v1/sources');
  await client.get('/v1/experts');
  t.strictSame(statuses.slice(2), [200, 200, 200], 'no more is kept than was said');
});

const draft = {
  expert: 'davis',
  question: 'us-new-steps',
  option: 'lean-support',
  summary: 'Sees new steps as possible.',
  basis: 'inferred' as const,
  statements: ['davis-boots-on-the-ground'],
};

t.test('a draft is made once, and changed only as it was last seen', async (t) => {
  const made = await writer.send('POST /v1/positions', {}, { body: draft, idempotencyKey: 'once' });
  t.equal(made.status, 201);
  t.equal(made.location, `/v1/positions/${made.answer.id}`);
  const again = await writer.send('POST /v1/positions', {}, { body: draft, idempotencyKey: 'once' });
  t.equal(again.answer.id, made.answer.id);
  const { id } = made.answer;
  const { answer, etag } = await writer.read('/v1/positions/{id}', { id });
  t.equal(answer.status, 'draft');
  const changed = await writer.send(
    'PATCH /v1/positions/{id}',
    { id },
    { body: { note: 'Looked at.' }, ifMatch: etag },
  );
  t.match(changed, { status: 200, answer: { note: 'Looked at.' } });
  const late = writer.send('PATCH /v1/positions/{id}', { id }, { body: { note: 'Late.' }, ifMatch: etag });
  t.match(await failureOf(late), { kind: 'precondition-failed', status: 412 });
  const gone = await writer.send('DELETE /v1/positions/{id}', { id }, { ifMatch: changed.etag ?? '' });
  t.strictSame([gone.status, gone.answer], [204, null]);
});

t.test('a change whose answer was lost is sent again, and made once', async (t) => {
  let lost = 0;
  const losing: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    if (lost > 0) return response;
    lost += 1;
    await response.arrayBuffer();
    throw new TypeError('the connection broke before the answer was read');
  };
  const unlucky = new Standpoint(url, { key: await keyOf('write'), fetch: losing });
  const { status } = await unlucky.send(
    'POST /v1/scales',
    {},
    {
      body: {
        id: 'yes-no',
        label: 'Yes or no',
        options: [
          { id: 'yes', label: 'Yes', value: 1 },
          { id: 'no', label: 'No', value: -1 },
        ],
      },
    },
  );
  t.strictSame([status, lost], [201, 1]);
});

t.test('a table is sent as it is', async (t) => {
  const table = new Blob(['expert,question,stance\nA,B,C\n'], { type: 'text/csv' });
  t.match(await failureOf(editor.send('POST /v1/import', { dryRun: 'true' }, { body: table })), {
    kind: 'invalid-request',
  });
});

t.test('changes come as they are made, and go on where they were when the connection breaks', async (t) => {
  const { items } = await client.get('/v1/changes', { limit: 500 });
  const newest = items.at(-1)?.seq ?? 0;
  const over = new AbortController();
  const { statuses, client: listener } = watched();
  const told: Change[] = [];
  const rename = async (id: string, name: string) => {
    const { etag } = await editor.read('/v1/experts/{id}', { id });
    await editor.send(
      'PATCH /v1/experts/{id}',
      { id },
      { body: { description: name, reason: 'It is so.' }, ifMatch: etag },
    );
  };
  for await (const change of listener.changes({ after: newest - 2 }, { signal: over.signal })) {
    told.push(change);
    if (told.length === 2) {
      await rename('davis', 'One thing.');
    }
    if (told.length === 3) {
      app.server.closeAllConnections();
      await rename('kirby', 'Another thing.');
    }
    if (told.length === 4) over.abort();
  }
  t.strictSame(told.map(({ id }) => id).slice(2), ['davis', 'kirby']);
  t.strictSame(
    told.map(({ seq }) => seq),
    [...new Set(told.map(({ seq }) => seq))],
    'none twice',
  );
  t.strictSame(statuses, [200, 200], 'by two connections');
});

t.test('a stream that cannot be had is a problem', async (t) => {
  const listen = async (after: number) => {
    for await (const { seq } of client.changes({ after })) t.fail(String(seq));
  };
  t.match(await failureOf(listen(1_000_000)), { kind: 'invalid-request' });
});
