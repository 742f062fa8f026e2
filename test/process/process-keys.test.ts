/** What the real process says of keys: at the chattiest level, however a request ends, nothing that opens anything. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { serve } from '../helpers/service/served.ts';

t.test('no token and no hash of one is ever logged; the id of a key is', async (t) => {
  const place = await new Workplace(t).seeded();
  const { stdout } = await place.runHere(['keys', 'add', '--name', 'The chief', '--scope', 'admin']);
  const token = stdout.trim();
  const served = await serve(t, place, { settings: { LOG_LEVEL: 'trace' } });

  const made: string[] = [];
  const ask = async (method: string, path: string, sent: string, body?: string) => {
    const headers = { authorization: sent, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const response = await fetch(`${served.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (response.status === 201) made.push(JSON.parse(text).token);
    return response.status;
  };
  const wrong = `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`;
  const desk = JSON.stringify({ name: 'The desk', scopes: ['write'] });
  const statuses = [
    await ask('GET', '/v1/experts', `Bearer ${token}`),
    await ask('POST', '/v1/keys', `Bearer ${token}`, desk),
    await ask('POST', '/v1/keys', `Bearer ${token}`, '{'),
    await ask('POST', '/v1/keys', `Bearer ${token}`, JSON.stringify({ name: token })),
    await ask('GET', `/v1/experts?limit=${token}`, `Bearer ${token}`),
    await ask('GET', '/nope', `Bearer ${token}`),
    await ask('PUT', '/v1/keys', `Bearer ${token}`, desk),
    await ask('GET', '/v1/experts', `Bearer ${wrong}`),
    await ask('GET', '/v1/experts', token),
    await ask('GET', '/v1/experts', `Basic ${Buffer.from(`chief:${token}`).toString('base64')}`),
    await ask('GET', '/v1/keys', `Bearer ${made[0]}`),
    await ask('GET', '/v1/experts/%zz', `Bearer ${token}`),
  ];
  t.strictSame(statuses, [200, 201, 400, 400, 400, 404, 405, 401, 401, 401, 403, 400]);

  const ended = await served.end('SIGTERM');
  const said = ended.stdout + ended.stderr;
  t.ok(ended.stderr.split('\n').length > statuses.length - 2, 'it was as chatty as it can be');
  t.match(ended.stderr, `"key":"${token.slice(4, 12)}"`);
  for (const [name, one] of [
    ['the token', token],
    ['a wrong one', wrong],
    ['the new token', made[0] ?? ''],
  ] as const) {
    t.equal(said.includes(one.slice(13, 40)), false, name);
    for (const form of ['hex', 'base64', 'base64url'] as const)
      t.equal(said.includes(createHash('sha256').update(one).digest(form)), false, `${name}: ${form}`);
    t.equal(said.includes(Buffer.from(`chief:${one}`).toString('base64').slice(0, 60)), false, name);
  }
  t.notMatch(said, /authorization/i);
});

t.test('a service on which a write fails says nothing of the key either', async (t) => {
  const place = await new Workplace(t).seeded();
  const { stdout } = await place.runHere(['keys', 'add', '--name', 'The chief', '--scope', 'admin']);
  const token = stdout.trim();
  const served = await serve(t, place, { settings: { LOG_LEVEL: 'trace' } });
  const { default: Database } = await import('better-sqlite3');
  const other = new Database(place.database);
  // Nobody can make a key any more: a failure of ours.
  other.exec("CREATE TRIGGER broken BEFORE INSERT ON api_keys BEGIN SELECT RAISE(ABORT, 'out of order'); END");
  other.close();
  const response = await fetch(`${served.url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'The desk', scopes: ['write'] }),
  });
  t.equal(response.status, 500);
  t.notMatch(await response.text(), /out of order|stp_/);
  const { stderr } = await served.end('SIGTERM');
  t.match(stderr, 'out of order');
  t.notMatch(stderr, /stp_/);
});

t.test('a service whose reading is closed says so when it starts, and keeps to it', async (t) => {
  const place = await new Workplace(t).seeded();
  const { stdout } = await place.runHere(['keys', 'add', '--name', 'A reader', '--scope', 'read']);
  const { url, greeting } = await serve(t, place, { settings: { STANDPOINT_PUBLIC_READ: 'false' } });
  t.match(greeting, 'Reading needs a key: standpoint keys add --name NAME --scope read\n');
  const status = async (path: string, headers = {}) => (await fetch(`${url}${path}`, { headers })).status;
  for (const path of ['/', '/v1/experts', '/v1/matrix.csv', '/grid']) {
    t.equal(await status(path), 401, path);
    t.equal(await status(path, { authorization: `Bearer ${stdout.trim()}` }), 200, path);
  }
  t.equal(await status('/readyz'), 200);
});
