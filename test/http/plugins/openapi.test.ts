import { createHash } from 'node:crypto';
import t from 'tap';
import { seededService } from '../../helpers/service/service.ts';

const app = await seededService(t);
const page = await app.inject('/docs/');

t.test('the document is served with an ETag, and is an OpenAPI 3.1 document', async (t) => {
  const reply = await app.inject('/openapi.json');
  t.equal(reply.headers['content-type'], 'application/json; charset=utf-8');
  t.match(reply.json(), { openapi: /^3\.1/, info: { title: 'Standpoint', version: '0.0.0' }, paths: Object });
  const headers = { 'if-none-match': String(reply.headers.etag) };
  t.equal((await app.inject({ url: '/openapi.json', headers })).statusCode, 304);
});

t.test('the old address of the document says since when it is old, and what took its place', async (t) => {
  const { statusCode, headers, body } = await app.inject('/docs/json');
  t.equal(statusCode, 200);
  t.match(headers.deprecation, /^@\d+$/);
  const [, now = ''] = /^<(.+)>; rel="successor-version"$/.exec(String(headers.link)) ?? [];
  t.equal((await app.inject(now)).body === body, true, now);
  t.equal((await app.inject(now)).headers.deprecation, undefined);
});

/** The parts of the page's policy by name. */
const policy = Object.fromEntries(
  String(page.headers['content-security-policy'])
    .split(';')
    .map((part) => part.trim().split(/\s+/))
    .map(([name = '', ...sources]) => [name, sources] as const),
);

t.test('the pages to read it open, with and without a slash', async (t) => {
  for (const url of ['/docs', '/docs/']) {
    const { statusCode, headers } = await app.inject(url);
    t.equal(statusCode, 200, url);
    t.match(headers['content-type'], 'text/html');
  }
});

t.test('everything the page loads is served from here, with the type it needs', async (t) => {
  const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
  t.ok(links.length >= 4);
  for (const link of links) {
    const url = new URL(link, 'http://here/docs/');
    t.equal(url.host, 'here', link);
    const { statusCode, headers } = await app.inject(url.pathname);
    t.equal(statusCode, 200, link);
    if (link.endsWith('.js')) t.match(headers['content-type'], 'javascript', link);
    if (link.endsWith('.css')) t.match(headers['content-type'], 'text/css', link);
  }
});

t.test('the policy of the page lets its own scripts run, and no others', async (t) => {
  t.strictSame(
    policy['script-src']?.filter((source) => source !== "'self'" && !source.startsWith("'sha256-")),
    [],
  );
  const inline = [...page.body.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  for (const [, script = ''] of inline) {
    const hash = createHash('sha256').update(script).digest('base64');
    t.equal(policy['script-src']?.includes(`'sha256-${hash}'`), true, script);
  }
  t.notMatch(page.body, / on\w+=/);
});

t.test('the policy does not ask browsers for TLS, which is spoken elsewhere if at all', async (t) => {
  t.equal('upgrade-insecure-requests' in policy, false);
});
