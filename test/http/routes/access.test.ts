/** Who may use which route: a table of every route by every sort of caller, each cell tried by a real request. */
import t from 'tap';
import { may, SCOPES, type Scope } from '../../../src/core/access/caller.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { readAssets } from '../../../src/pages/assets.ts';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { readDocuments } from '../../helpers/formats/document.ts';
import { everyRole } from '../../helpers/service/keys.ts';
import { everyOperation, pathOf, urlOf } from '../../helpers/service/requests.ts';
import { routesOf } from '../../helpers/service/router.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What each route must ask of its callers, written down apart from the code; the first that fits holds, null is nothing. */
const RULES: readonly [methods: RegExp, paths: RegExp, scope: Scope | null][] = [
  [/./, /^\/v1\/(keys|webhooks)(\/|$)/, 'admin'],
  [/POST/, /^\/v1\/([a-z]+\/\{id\}\/publish|publish|proposals\/\{id\}\/(accept|decline))$/, 'publish'],
  [/DELETE/, /^\/v1\/documents\/\{id\}\/text$/, 'publish'],
  [/GET|HEAD/, /^\/v1\/(coders|reliability|documents\/\{id\}\/reliability)$/, 'publish'],
  [/POST/, /^\/v1\/(adjudications|documents\/\{id\}\/rounds)$/, 'publish'],
  [/GET|HEAD/, /^\/v1\/(proposals|doubts|documents|candidates|mappings)(\/|$)/, 'write'],
  [/POST/, /^\/v1\/match$/, 'read'],
  [/POST/, /^\/mcp$/, 'read'],
  [/POST|PUT|PATCH|DELETE/, /^\/v1\//, 'write'],
  [/GET|HEAD/, /^\/v1\//, 'read'],
  [
    /GET|HEAD/,
    /^\/(|oembed|sitemap\.xml|embed\/.+|(questions|topics|experts|sources|statements|cells|grid|compare|agreement|moves|network|quiz|data|method|search|corrections|log)(\/.+)?)$/,
    'read',
  ],
  [
    /GET|HEAD/,
    /^\/(v1|\.well-known\/(api-catalog|security\.txt)|robots\.txt|healthz|readyz|metrics|problems\/\{kind\}|openapi(\.json|\/writing\.json)|docs.*|assets\/.+)$/,
    null,
  ],
];

const ruleFor = (method: string, path: string): Scope | null | undefined =>
  RULES.find(([methods, paths]) => methods.test(method) && paths.test(path))?.[2];

const store = await storeWith(t, [seed()]);
const roles = await everyRole(store);

/** 401, 403, or null for anything else. */
function expected(role: string, scope: Scope | null, publicRead: boolean): 401 | 403 | null {
  const isScope = (name: string): name is Scope => (SCOPES as readonly string[]).includes(name);
  const isOpen = scope === null || (scope === 'read' && publicRead);
  if (role === 'nobody') return isOpen ? null : 401;
  if (!isScope(role)) return 401;
  return isOpen || may({ name: role, key: role, scopes: [role] }, scope) ? null : 403;
}

const STYLE = readAssets().paths.style;

/** The address of a route with ids that there are, or may be. */
const addressOf = (path: string): string =>
  pathOf(path)
    .replace('{expert}/{question}', 'davis/red-line')
    .replace('/docs/static/{file}', '/docs/static/swagger-ui.css')
    .replace('/assets/{file}', STYLE)
    .replaceAll(/\{\w+\}/g, 'nobody22')
    .replace('*', 'nothing');

/** The desk knows nobody by a key in a header: test/http/routes/desk tries its routes. */
const isOfDesk = (path: string): boolean => /^\/desk(\/|$)/.test(path);

const routesIn = (app: App) =>
  METHODS.flatMap((method) => routesOf(app, method).map((path) => ({ method, path }))).filter(
    ({ path }) => !isOfDesk(path),
  );

async function tableOf(publicRead: boolean) {
  const app = await serviceOver(t, store, { publicRead });
  const [reading, writing] = [await app.inject('/openapi.json'), await app.inject('/openapi/writing.json')];
  const document = readDocuments(reading.body, writing.body);
  return { publicRead, app, document, routes: routesIn(app) };
}

for (const { publicRead, app, document, routes } of [await tableOf(true), await tableOf(false)]) {
  const reading = publicRead ? 'reading is public' : 'reading is closed';

  t.test(
    `${reading}: every operation of the document is a route, and says for whom it is as the rule does`,
    async (t) => {
      t.ok(everyOperation(document).length > 25);
      for (const { path, method, operation } of everyOperation(document)) {
        const name = `${method.toUpperCase()} ${path}`;
        const scope = ruleFor(method.toUpperCase(), path);
        t.not(scope, undefined, `${name} has no rule: say in RULES who may use it`);
        t.ok(
          routes.some((route) => route.path === path && route.method === method.toUpperCase()),
          name,
        );
        const open = scope === 'read' && publicRead ? [{}] : [];
        t.strictSame(operation.security, scope === null ? [] : [...open, { apiKey: [scope] }], name);
      }
    },
  );

  t.test(`${reading}: what writes stands in the document`, async (t) => {
    // Assistants' messages are described by their own protocol: test/mcp asks them.
    for (const { method, path } of routes)
      if (method !== 'GET' && method !== 'HEAD' && path !== '/mcp')
        t.ok(document.paths[path]?.[method.toLowerCase()], `${method} ${path} is hidden`);
  });

  for (const { method, path } of routes)
    t.test(`${reading}: ${method} ${path}`, async (t) => {
      const scope = ruleFor(method, path);
      if (scope === undefined) throw new Error('it has no rule: say in RULES who may use it');
      const operation = document.paths[path]?.[method.toLowerCase()];
      const url = addressOf(operation === undefined ? path : urlOf(path, operation));
      for (const [role, headers] of Object.entries(roles)) {
        const reply = await app.inject({ method, url, headers });
        const refusal = expected(role, scope, publicRead);
        const isRefused = reply.statusCode === 401 || reply.statusCode === 403;
        t.equal(isRefused ? reply.statusCode : null, refusal, `${role} got ${reply.statusCode} at ${url}`);
        if (refusal === null || method === 'HEAD') continue;
        isProblem(t, reply, refusal === 401 ? 'unauthenticated' : 'forbidden');
        t.match(reply.headers['www-authenticate'], /^Bearer realm="standpoint"/, role);
      }
    });

  t.test(`${reading}: only what everybody gets may be kept by what stands between`, async (t) => {
    for (const { path, method, operation } of everyOperation(document)) {
      if (method !== 'get') continue;
      const url = addressOf(urlOf(path, operation));
      const scope = ruleFor('GET', path);
      for (const [role, headers] of Object.entries(roles)) {
        const reply = await app.inject({ url, headers });
        const control = String(reply.headers['cache-control']);
        const isForAll = role === 'nobody' && (scope === null || publicRead);
        if (/public/.test(control)) t.ok(isForAll, `${role} got ${control} at ${url}`);
        else t.match(control, /^(private, no-cache|no-store)$/, `${role} at ${url}`);
      }
    }
  });
}

t.test('a closed service shows nothing to a reader without a key, and everything to one with', async (t) => {
  const app = await serviceOver(t, store, { publicRead: false });
  for (const url of [
    '/',
    '/grid',
    '/v1/matrix.csv',
    '/v1/changes',
    '/embed/questions/red-line',
    '/v1/search?q=troops',
  ]) {
    const refused = await app.inject({ url, headers: { accept: '*/*' } });
    isProblem(t, refused, 'unauthenticated');
    const reply = await app.inject({ url, headers: roles.read });
    t.equal(reply.statusCode, 200, url);
    t.equal(reply.headers['cache-control'], 'private, no-cache', url);
    t.match(reply.headers.vary, /\bAuthorization\b/, url);
  }
});

t.test('on a closed service neither an ETag nor the cache opens what a key opens', async (t) => {
  const app = await serviceOver(t, store, { publicRead: false });
  const { headers } = await app.inject({ url: '/v1/matrix', headers: roles.read });
  const etag = String(headers.etag);
  isProblem(t, await app.inject({ url: '/v1/matrix', headers: { 'if-none-match': etag } }), 'unauthenticated');
  isProblem(t, await app.inject({ url: '/v1/matrix', headers: { 'if-none-match': '*' } }), 'unauthenticated');
  const again = await app.inject({ url: '/v1/matrix', headers: { ...roles.read, 'if-none-match': etag } });
  t.equal(again.statusCode, 304);
  t.equal(again.headers['cache-control'], 'private, no-cache');
});
