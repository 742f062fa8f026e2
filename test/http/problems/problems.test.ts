import t from 'tap';
import { PROBLEMS, type ProblemKind } from '../../../src/http/problems/problem-kinds.ts';
import { HttpProblem } from '../../../src/http/problems/problems.ts';
import { isProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { seed, seededService, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { withReadings } from '../../helpers/store/other-readings.ts';

const app = await seededService(t);

t.test('an address where nothing is is 404, and points to where all addresses are', async (t) => {
  for (const url of ['/nope', '/v1/matrices', '/v2/matrix', '/v1/experts/davis/matrix', '/v1//matrix']) {
    const { detail } = isProblem(t, await app.inject(url), 'not-found');
    t.match(detail, '/docs', url);
  }
});

t.test('a record that is not there is 404, and the nearest is named', async (t) => {
  const { detail } = isProblem(t, await app.inject('/v1/experts/tuner'), 'not-found');
  t.equal(detail, 'there is no expert "tuner"; did you mean "turner"?');
  isProblem(t, await app.inject('/v1/questions/red-lime/matrix'), 'not-found');
});

t.test('a method that an address does not have is 405, with those it has', async (t) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
    for (const url of ['/v1/matrix', '/v1/search', '/v1/matrix.csv', '/', '/healthz', '/problems/not-found']) {
      const reply = await app.inject({ method, url });
      const { detail } = isProblem(t, reply, 'method-not-allowed');
      t.match(detail, `${method} is not possible at`);
      t.match(String(reply.headers.allow).split(', ').sort(), ['GET', 'HEAD'], url);
    }
});

t.test('a method that an address does not have is 405, where it may be written as well', async (t) => {
  const reply = await app.inject({ method: 'PUT', url: '/v1/experts/davis' });
  isProblem(t, reply, 'method-not-allowed');
  t.strictSame(String(reply.headers.allow).split(', ').sort(), ['DELETE', 'GET', 'HEAD', 'PATCH']);
});

t.test('a method on an address where nothing is is 404', async (t) => {
  isProblem(t, await app.inject({ method: 'POST', url: '/nope' }), 'not-found');
});

t.test('an address that is not well encoded is refused', async (t) => {
  for (const url of ['/v1/experts/%E0%A4%A', '/v1/experts/%', '/%zz'])
    isProblem(t, await app.inject(url), 'invalid-request');
});

t.test('a body that is no JSON, or none, is refused and says what to look for', async (t) => {
  const store = await storeWith(t, []);
  const key = { name: 'desk', scopes: ['write' as const], createdBy: 'a tester', expiresAt: null };
  const { token } = await store.keys.create(key);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const service = await serviceOver(t, store);
  const refused = async (payload: string) => {
    const reply = await service.inject({ method: 'POST', url: '/v1/positions', headers, payload });
    return isProblem(t, reply, 'invalid-request').detail;
  };
  t.match(await refused('{"expert": "kirby",'), 'a comma, a quote or a bracket');
  t.match(await refused(''), 'the body is empty');
});

t.test('every parameter at fault is named, each with what would be right', async (t) => {
  const reply = await app.inject('/v1/matrix?expert=Davis&asOf=yesterday&rule=newest&exprt=davis');
  const problem = isProblem(t, reply, 'invalid-request');
  const told = Object.fromEntries(
    (problem.errors as { parameter: string; message: string }[]).map(({ parameter, message }) => [parameter, message]),
  );
  t.strictSame(Object.keys(told).sort(), ['asOf', 'expert', 'exprt', 'rule']);
  t.match(told.expert, 'must be an id');
  t.match(told.asOf, 'must be a date that exists');
  t.match(told.rule, '"latest"');
  t.match(told.exprt, 'did you mean "expert"');
});

t.test('several ids joined by commas are the likeliest mistake, and the way out is told', async (t) => {
  const { detail } = isRefusedFor(t, await app.inject('/v1/matrix?expert=davis,turner'), ['expert']);
  t.match(detail, 'repeat the parameter');
});

t.test('a number beyond all bounds is refused, and shown as it was sent', async (t) => {
  const { detail } = isRefusedFor(t, await app.inject(`/v1/experts?limit=${'9'.repeat(400)}`), ['limit']);
  t.match(detail, 'not "9999');
  isRefusedFor(t, await app.inject('/v1/experts?limit=1e400'), ['limit']);
});

t.test('names of object members are unknown parameters like any other', async (t) => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    isRefusedFor(t, await app.inject(`/v1/experts?${name}=1`), [name]);
});

t.test('every kind of problem is explained where its type points', async (t) => {
  for (const [kind, { status, title, remedy }] of Object.entries(PROBLEMS)) {
    const reply = await app.inject(`/problems/${kind}`);
    t.equal(reply.statusCode, 200, kind);
    t.match(reply.json(), { type: `/problems/${kind}`, status, title, remedy });
    t.match((await app.inject(`/problems/${kind}.txt`)).body, `${status} ${title}`);
  }
});

t.test('a kind of problem that there is not is no kind', async (t) => {
  isRefusedFor(t, await app.inject('/problems/bad-luck'), ['kind']);
});

t.test('statuses are those that the name of the kind promises', async (t) => {
  const promised: { readonly [K in ProblemKind]?: number } = {
    'invalid-request': 400,
    unauthenticated: 401,
    forbidden: 403,
    'not-found': 404,
    'method-not-allowed': 405,
    'not-acceptable': 406,
    'request-timeout': 408,
    conflict: 409,
    'precondition-failed': 412,
    'payload-too-large': 413,
    'uri-too-long': 414,
    'unsupported-media-type': 415,
    'idempotency-key-reused': 422,
    'precondition-required': 428,
    'too-many-requests': 429,
    'headers-too-large': 431,
    'internal-error': 500,
    unavailable: 503,
    'insufficient-storage': 507,
  };
  for (const [kind, status] of Object.entries(promised)) t.equal(PROBLEMS[kind as ProblemKind].status, status, kind);
});

t.test('what fails inside is told to the log, and not to the client', async (t) => {
  const lines: string[] = [];
  const real = await storeWith(t, [seed()]);
  const broken = withReadings(real, (reading) => ({
    ...reading,
    readStoredCells: () => Promise.reject(new Error('disk I/O error at /srv/secret.sqlite')),
  }));
  const service = await serviceOver(t, broken, {
    logger: { level: 'error', stream: { write: (line: string) => lines.push(line) } },
  });
  const reply = await service.inject('/v1/matrix');
  const { instance } = isProblem(t, reply, 'internal-error') as { instance?: string };
  t.notMatch(reply.body, /I\/O|secret|sqlite|\.ts/);
  t.equal(lines.length, 1);
  t.match(lines[0], 'disk I/O error at /srv/secret.sqlite');
  t.equal(`urn:standpoint:request:${JSON.parse(lines[0] ?? '{}').reqId}`, instance, 'found by its instance');
  t.equal((await service.inject('/v1/experts')).statusCode, 200, 'and everything else goes on');
});

t.test('that there is too much to do is a line of the log, and no stack', async (t) => {
  const lines: string[] = [];
  const busy = withReadings(await storeWith(t, [seed()]), (reading) => ({
    ...reading,
    readStoredCells: () => Promise.reject(new HttpProblem('overloaded', 'too much at once')),
  }));
  const service = await serviceOver(t, busy, {
    logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } },
  });
  isProblem(t, await service.inject('/v1/matrix'), 'overloaded');
  t.strictSame(
    lines.map((line) => JSON.parse(line)).map(({ level, msg, err }) => [level, msg, err]),
    [[40, 'too much at once', undefined]],
  );
});

t.test('every request has an instance of its own', async (t) => {
  const instances = await Promise.all(
    Array.from({ length: 20 }, async () => (await app.inject('/nope')).json().instance),
  );
  t.equal(new Set(instances).size, 20);
});
