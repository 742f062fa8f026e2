import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { atDesk, cookieIn, sendForm } from '../../../helpers/service/desk.ts';
import { idIn, keyWith } from '../../../helpers/service/keys.ts';
import { routesOf } from '../../../helpers/service/router.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';

async function desk(t: Parameters<typeof newPath>[0], options: Parameters<typeof serviceOver>[2] = {}) {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  return { path, store, app: await serviceOver(t, store, options) };
}

t.test('a key is shown once; its session is a cookie that scripts and other sites never get', async (t) => {
  const { store, app } = await desk(t);
  const { authorization } = await keyWith(store, 'write', { name: 'Ida Brandt' });
  const key = authorization.slice(7);
  const reply = await sendForm(app, '/desk/session', { key, to: '/desk?a=b' });
  t.equal(reply.statusCode, 303);
  t.equal(reply.headers.location, '/desk?a=b');
  const cookie = String(reply.headers['set-cookie']);
  t.match(cookie, /^desk=[\w-]{43}; Max-Age=28800; Path=\/desk; HttpOnly; SameSite=Strict$/);
  t.notMatch(cookie, key);
  const page = await app.inject({ url: '/desk', headers: { host: 'localhost', cookie: cookieIn(cookie) ?? '' } });
  t.equal(page.statusCode, 200);
  t.match(page.body, /Ida Brandt/);
  t.equal(page.headers['cache-control'], 'no-store');
  t.match(page.headers['x-robots-tag'], /noindex/);
  t.equal(page.headers['referrer-policy'], 'same-origin');
  t.match(page.headers['content-security-policy'], /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
});

t.test('over https the cookie has the prefix and the attribute that keep it there', async (t) => {
  const { store, app } = await desk(t, { publicUrl: 'https://stances.example.org' });
  const { authorization } = await keyWith(store, 'write');
  const origin = 'https://stances.example.org';
  const headers = { host: 'stances.example.org', origin };
  const reply = await sendForm(app, '/desk/session', { key: authorization.slice(7) }, headers);
  t.match(
    reply.headers['set-cookie'],
    /^__Secure-desk=[^;]+; Max-Age=28800; Path=\/desk; HttpOnly; Secure; SameSite=Strict$/,
  );
  const cookie = cookieIn(reply.headers['set-cookie']) ?? '';
  t.equal((await app.inject({ url: '/desk', headers: { host: 'stances.example.org', cookie } })).statusCode, 200);
});

t.test('where a key would travel in the open, none is asked for', async (t) => {
  const { store, app } = await desk(t);
  const { authorization } = await keyWith(store, 'write');
  const headers = { host: 'stances.example.org', origin: 'http://stances.example.org' };
  t.equal((await app.inject({ url: '/desk/session', headers: { ...headers, accept: 'text/html' } })).statusCode, 403);
  const reply = await sendForm(app, '/desk/session', { key: authorization.slice(7) }, headers);
  t.equal(reply.statusCode, 403);
  t.equal(reply.headers['set-cookie'], undefined);
});

t.test('a form that another site sends is refused, and so is one that does not say where it is from', async (t) => {
  const { store, app } = await desk(t);
  const { cookie } = await atDesk(app, await keyWith(store, 'write'));
  for (const origin of ['https://evil.example', 'null', 'http://localhost:81']) {
    t.equal((await sendForm(app, '/desk/session/end', {}, { cookie, origin })).statusCode, 403, origin);
    t.equal((await app.inject({ url: '/desk', headers: { host: 'localhost', cookie } })).statusCode, 200, origin);
  }
  const silent = { host: 'localhost', cookie, 'content-type': 'application/x-www-form-urlencoded' };
  t.equal((await app.inject({ method: 'POST', url: '/desk/session/end', headers: silent })).statusCode, 403);
});

t.test('a key that is wrong, revoked, expired or may only read opens nothing, and the page says why', async (t) => {
  const { store, app } = await desk(t);
  const revoked = await keyWith(store, 'write');
  await store.keys.revoke(idIn(revoked), 'a tester');
  const keys = {
    'is not known here': `stp_aaaaaaaa_${'A'.repeat(43)}`,
    'was revoked': revoked.authorization.slice(7),
    'has expired': (await keyWith(store, 'write', { expiresAt: '2020-01-01T00:00:00Z' })).authorization.slice(7),
    'may only read': (await keyWith(store, 'read')).authorization.slice(7),
  };
  for (const [why, key] of Object.entries(keys)) {
    const reply = await sendForm(app, '/desk/session', { key });
    t.equal(reply.statusCode, 422, why);
    t.match(reply.body, why);
    t.equal(reply.headers['set-cookie'], undefined);
    t.notMatch(reply.body, key);
  }
});

t.test(
  'a session ends with sign out, with its key, and with the day; a service that starts again knows it',
  async (t) => {
    const { path, store, app } = await desk(t);
    const write = await keyWith(store, 'write');
    const statusOf = async (cookie: string, over = app) =>
      (await over.inject({ url: '/desk', headers: { host: 'localhost', cookie } })).statusCode;

    const one = await atDesk(app, write);
    const two = await atDesk(app, write);
    t.not(one.cookie, two.cookie);
    t.equal((await one.post('/desk/session/end', {})).statusCode, 303);
    t.equal(await statusOf(one.cookie), 303);
    const again = openSqliteStore(path);
    t.teardown(() => again.close());
    t.equal(await statusOf(two.cookie, await serviceOver(t, again)), 200);

    await store.keys.revoke(idIn(write), 'a tester');
    t.equal(await statusOf(two.cookie), 303);

    const other = await keyWith(store, 'write');
    const past = await store.sessions.begin({ key: idIn(other), endsAt: '2024-01-01T08:00:00.000Z' }, new Date(0));
    t.equal(await statusOf(`desk=${past}`), 303);
  },
);

t.test('without a session every page of the desk leads to the sign-in, and back; no form does anything', async (t) => {
  const { store, app } = await desk(t);
  const write = await keyWith(store, 'write');
  const paths = routesOf(app, 'GET').filter((path) => /^\/desk(\/|$)/.test(path) && path !== '/desk/session');
  t.ok(paths.length > 0);
  for (const path of paths) {
    const url = path.replaceAll(/\{\w+\}/g, '1');
    // A key in a header is no session.
    const reply = await app.inject({ url, headers: { host: 'localhost', ...write } });
    t.equal(reply.statusCode, 303, path);
    t.equal(reply.headers.location, `/desk/session?to=${encodeURIComponent(url)}`);
    t.equal(reply.headers['cache-control'], 'no-store');
  }
  for (const path of routesOf(app, 'POST').filter((path) => path.startsWith('/desk/'))) {
    if (path.startsWith('/desk/session')) continue;
    const reply = await sendForm(app, path.replaceAll(/\{\w+\}/g, '1'), {}, { ...write });
    t.equal(reply.statusCode, 401, path);
    t.match(reply.body, /session at the desk has ended/);
  }
});

t.test('nobody is sent from the sign-in to another site', async (t) => {
  const { store, app } = await desk(t);
  const key = (await keyWith(store, 'write')).authorization.slice(7);
  for (const to of [
    'https://evil.example/',
    '//evil.example',
    '/deskevil',
    '/desk\\evil',
    '/v1/experts',
    '',
    '/desk/ł',
    '/desk/a\nb',
    '/desk/a b',
  ])
    t.equal((await sendForm(app, '/desk/session', { key, to })).headers.location, '/desk', to);
  t.equal((await sendForm(app, '/desk/session', { key, to: '/desk/documents/1?candidate=2' })).statusCode, 303);
});
