import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { seed, seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const app = await seededService(t);

t.test('a service that lives and can serve says so, and is asked anew each time', async (t) => {
  for (const url of ['/healthz', '/readyz']) {
    const reply = await app.inject(url);
    t.equal(reply.statusCode, 200, url);
    t.strictSame(reply.json(), { status: 'ok' });
    t.equal(reply.headers['cache-control'], 'no-store');
  }
});

t.test('a service whose database is closed lives, and cannot serve', async (t) => {
  const store = await storeWith(t, [seed()]);
  const service = await serviceOver(t, store);
  await store.close();
  t.equal((await service.inject('/healthz')).statusCode, 200);
  const reply = await service.inject('/readyz');
  const { detail } = isProblem(t, reply, 'unavailable');
  t.notMatch(detail, /sqlite|connection/i);
});

t.test('the metrics are text for Prometheus, and nothing is counted twice', async (t) => {
  const { statusCode, headers, body } = await app.inject('/metrics');
  t.equal(statusCode, 200);
  t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/);
  for (const name of [
    'process_cpu_seconds_total',
    'standpoint_store_revision',
    'http_request_duration_seconds',
    'standpoint_build_info',
  ])
    t.equal(body.split(`# TYPE ${name} `).length, 2, name);
});

t.test('what only grows is named _total, and nothing else is', async (t) => {
  const { body } = await app.inject('/metrics');
  const types = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  t.ok(types.length > 30);
  for (const [, name = '', type] of types) t.equal(name.endsWith('_total'), type === 'counter', name);
});

t.test('requests are counted by route and status, so that ids and nonsense make no new series', async (t) => {
  const service = await seededService(t);
  for (const url of ['/v1/experts/davis', '/v1/experts/turner', '/v1/experts/nobody', '/no', '/pe', '/v1/experts/%'])
    await service.inject(url);
  const { body } = await service.inject('/metrics');
  const counts = body.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
  t.strictSame(counts.sort(), [
    'http_request_duration_seconds_count{method="GET",route="/v1/experts/:id",status="200"} 2',
    'http_request_duration_seconds_count{method="GET",route="/v1/experts/:id",status="404"} 1',
    'http_request_duration_seconds_count{method="GET",route="unknown",status="404"} 2',
  ]);
});

t.test('the revision in the metrics is that of the store', async (t) => {
  const changes = (await app.inject('/v1/changes?limit=500')).json().items;
  t.match((await app.inject('/metrics')).body, `\nstandpoint_store_revision ${changes.at(-1).seq}\n`);
});

t.test('these addresses take no parameters', async (t) => {
  for (const url of ['/healthz?x=1', '/readyz?x=1', '/metrics?x=1']) isRefusedFor(t, await app.inject(url), ['x']);
});
