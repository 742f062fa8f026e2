/** The entrance over HTTP, as it is on the wire: what the protocol demands, and what is refused before it has its say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { App } from '../../src/http/fastify-app.ts';
import { isProblem } from '../helpers/asserts/problem.ts';
import { ASSISTANT, ERAS } from '../helpers/service/assistant.ts';
import { everyRole } from '../helpers/service/keys.ts';
import { seed, seededService, serviceOver, storeWith } from '../helpers/service/service.ts';

const ACCEPT = 'application/json, text/event-stream';
type Headers = { readonly [name: string]: string };

const post = (app: App, payload: string | object, headers: Headers = {}) =>
  app.inject({
    method: 'POST',
    url: '/mcp',
    headers: { accept: ACCEPT, 'content-type': 'application/json', ...headers },
    payload,
  });

const message = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });

/** A message of 2026-07-28: it says with each request what 2025 said once. */
const modern = (method: string, params: object = {}) =>
  message(method, {
    ...params,
    _meta: {
      'io.modelcontextprotocol/protocolVersion': ERAS.modern,
      'io.modelcontextprotocol/clientInfo': ASSISTANT,
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  });
const modernHeaders = (method: string, name?: string): Headers => ({
  ...{ 'mcp-protocol-version': ERAS.modern, 'mcp-method': method },
  ...(name !== undefined && { 'mcp-name': name }),
});

/** The one answer in a body, whether it comes as JSON or as an event. */
const answerIn = (body: string) => JSON.parse(/^data: (.*)$/m.exec(body)?.[1] ?? body);

const SEARCH = { name: 'search', arguments: { q: 'Poland' } };
const FOUND = { result: { structuredContent: { hits: [{ id: 'davis-poland-more-engaged' }] } } };

t.test('each era is answered on the same address, without a session', async (t) => {
  const app = await seededService(t);
  const now = await post(app, modern('tools/call', SEARCH), modernHeaders('tools/call', 'search'));
  t.equal(now.statusCode, 200, now.body);
  t.match(now.json(), FOUND);
  t.match(now.headers['content-type'], /^application\/json/);
  const then = await post(app, message('tools/call', SEARCH), { 'mcp-protocol-version': ERAS.legacy });
  t.equal(then.statusCode, 200, then.body);
  t.match(answerIn(then.body), FOUND);
  for (const { headers } of [now, then]) {
    t.equal(headers['cache-control'], 'no-store');
    t.equal(headers['x-content-type-options'], 'nosniff');
    t.equal(headers['mcp-session-id'], undefined);
  }
  const begun = await post(
    app,
    message('initialize', { protocolVersion: ERAS.legacy, capabilities: {}, clientInfo: ASSISTANT }),
  );
  t.match(answerIn(begun.body), { result: { protocolVersion: ERAS.legacy } });
  const heard = await post(app, { jsonrpc: '2.0', method: 'notifications/initialized' });
  t.equal(heard.statusCode, 202, heard.body);
  t.equal(heard.body, '');
});

t.test(
  '2026-07-28 says with Mcp-Method what it asks for; what does not agree is an error of the protocol',
  async (t) => {
    const app = await seededService(t);
    const { 'mcp-method': _, ...without } = modernHeaders('tools/list');
    for (const headers of [without, modernHeaders('tools/call')]) {
      const refused = await post(app, modern('tools/list'), headers);
      t.equal(refused.statusCode, 400);
      t.match(refused.json(), { jsonrpc: '2.0', error: { code: -32020 } });
    }
    t.equal((await post(app, modern('tools/list'), modernHeaders('tools/list'))).statusCode, 200);
    const unknown = await post(app, modern('tools/burn'), modernHeaders('tools/burn'));
    t.match(unknown.json(), { error: { code: -32601 } });
  },
);

t.test('nothing stays open: no stream, no session, no subscription, whatever is asked for', async (t) => {
  const app = await seededService(t);
  for (const method of ['GET', 'DELETE', 'PATCH'] as const) {
    const reply = await app.inject({ method, url: '/mcp', headers: { accept: 'text/event-stream' } });
    isProblem(t, reply, 'method-not-allowed');
    t.equal(reply.headers.allow, 'POST');
  }
  const listen = modern('subscriptions/listen', { notifications: { toolsListChanged: true } });
  const refused = await post(app, listen, modernHeaders('subscriptions/listen'));
  t.match(answerIn(refused.body), { error: { code: /^-32/ } }, refused.body);
  const subscribed = await post(app, message('resources/subscribe', { uri: 'standpoint://experts/davis' }));
  t.match(answerIn(subscribed.body), { error: { code: -32601 } });
});

t.test('a body that is no one message is a problem: it is read within the limits of every body', async (t) => {
  const app = await seededService(t);
  for (const body of ['{', '[]', 'null', '7', '"x"', '', JSON.stringify([message('ping'), message('ping')])])
    isProblem(t, await post(app, body), 'invalid-request');
  isProblem(t, await post(app, '['.repeat(20_000)), 'invalid-request');
  isProblem(t, await post(app, `{"a":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`), 'invalid-request');
  isProblem(t, await post(app, message('ping', { pad: 'x'.repeat(1024 * 1024) })), 'payload-too-large');
  isProblem(t, await post(app, 'hello', { 'content-type': 'text/plain' }), 'unsupported-media-type');
  isProblem(
    t,
    await app.inject({ method: 'POST', url: '/mcp?era=modern', payload: message('ping') }),
    'invalid-request',
  );
  const odd = await post(app, { jsonrpc: '1.0', id: 1, method: 'ping' });
  t.ok(odd.statusCode >= 400 && odd.statusCode < 500, odd.body);
  t.match(odd.json(), { error: { code: /^-32/ } });
});

t.test('pages of other sites are refused, also where a name of theirs leads here', async (t) => {
  const store = await storeWith(t, [seed()]);
  const [named, unnamed] = [
    await serviceOver(t, store, { publicUrl: 'https://stances.example.org' }),
    await serviceOver(t, store),
  ];
  const ask = (app: App, headers: Headers) => post(app, message('tools/call', SEARCH), headers);
  const REFUSED: readonly (readonly [App, Headers])[] = [
    [named, { origin: 'https://evil.example' }],
    [named, { origin: 'null' }],
    [named, { origin: 'http://stances.example.org' }],
    [named, { origin: 'https://stances.example.org.evil.example' }],
    [named, { origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
    [unnamed, { origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
    [unnamed, { origin: 'http://127.0.0.1:4000', host: '127.0.0.1:3000' }],
    [unnamed, { origin: 'https://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    [unnamed, { origin: 'http://localhost.evil.example', host: 'localhost.evil.example' }],
  ];
  for (const [app, headers] of REFUSED) {
    const reply = await ask(app, headers);
    t.match(isProblem(t, reply, 'forbidden').detail, /pages of other sites may not ask here/, JSON.stringify(headers));
  }
  const ANSWERED: readonly (readonly [App, Headers])[] = [
    [named, {}],
    [named, { host: 'standpoint:3000' }],
    [named, { origin: 'https://stances.example.org', host: 'standpoint:3000' }],
    [unnamed, { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    [unnamed, { origin: 'http://[::1]:3000', host: '[::1]:3000' }],
    [unnamed, { origin: 'http://localhost:3000', host: 'localhost:3000' }],
  ];
  for (const [app, headers] of ANSWERED) {
    const reply = await ask(app, headers);
    t.match(answerIn(reply.body), FOUND, JSON.stringify(headers));
  }
});

t.test('where reading is closed, so is this; a key that opens nothing opens nothing here', async (t) => {
  const store = await storeWith(t, [seed()]);
  const roles = await everyRole(store);
  for (const publicRead of [true, false]) {
    const app = await serviceOver(t, store, { publicRead });
    for (const [role, headers] of Object.entries(roles)) {
      const reply = await post(app, message('tools/call', SEARCH), { ...headers });
      const isRight = ['read', 'write', 'publish', 'admin'].includes(role) || (role === 'nobody' && publicRead);
      if (isRight) t.match(answerIn(reply.body), FOUND, role);
      else {
        isProblem(t, reply, 'unauthenticated');
        t.match(reply.headers['www-authenticate'], /^Bearer/, role);
      }
    }
  }
});

t.test('the limit on requests counts calls', async (t) => {
  const app = await serviceOver(t, await storeWith(t, [seed()]), { rateLimit: 3 });
  const ask = () =>
    app.inject({
      method: 'POST',
      url: '/mcp',
      headers: { accept: ACCEPT },
      payload: message('tools/call', SEARCH),
      remoteAddress: '192.0.2.1',
    });
  for (let asked = 0; asked < 3; asked += 1) t.equal((await ask()).statusCode, 200);
  isProblem(t, await ask(), 'too-many-requests');
});

t.test('what goes wrong within the service is reported to whoever runs it, and told without its words', async (t) => {
  const lines: string[] = [];
  const store = await storeWith(t, [seed()]);
  const broken = Object.create(store, {
    publicly: {
      get: () => {
        throw new Error('the file /secret/place is gone');
      },
    },
  });
  const logger = { level: 'error', stream: { write: (line: string) => lines.push(line) } };
  const app = await serviceOver(t, broken, { logger });
  const reply = await post(app, message('tools/call', SEARCH));
  t.match(answerIn(reply.body), { result: { isError: true, content: [{ text: /^this cannot be done now/ }] } });
  t.notMatch(reply.body, 'secret');
  t.match(lines.join(''), '/secret/place');
});

t.test('large answers are compressed for those who can unpack them', async (t) => {
  const app = await seededService(t);
  const question = { name: 'get_matrix', arguments: { question: ['red-line', 'western-troops'] } };
  const reply = await post(app, modern('tools/call', question), {
    ...modernHeaders('tools/call', 'get_matrix'),
    'accept-encoding': 'gzip',
  });
  t.equal(reply.headers['content-encoding'], 'gzip');
});

t.test('the entrance is loaded when it is first asked for: nothing else needs it to begin', async (t) => {
  const src = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((it) => /^(?!mcp\/).*\.ts$/.test(it));
  t.ok(files.length > 300);
  for (const file of files) {
    const [needed] =
      readFileSync(join(src, file), 'utf8').match(
        /^(?:import|export)\b[^('"]*'[^']*(?:\/mcp\/|@modelcontextprotocol)[^']*'/m,
      ) ?? [];
    t.equal(needed, undefined, file);
  }
});
