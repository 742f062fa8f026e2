import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { seed, seededService, serviceOver, storeWith } from '../../../helpers/service/service.ts';

const store = await storeWith(t, [seed()]);
const app = await serviceOver(t, store);

t.test('a service that lives and can serve says so, and is asked anew each time', async (t) => {
  for (const url of ['/healthz', '/readyz']) {
    const reply = await app.inject(url);
    t.equal(reply.statusCode, 200, url);
    t.strictSame(reply.json(), { status: 'ok' });
    t.equal(reply.headers['cache-control'], 'no-store');
  }
});

t.test('a service whose database is closed lives, and cannot serve', async (t) => {
  const closed = await storeWith(t, [seed()]);
  const service = await serviceOver(t, closed);
  await closed.close();
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

/** Of the names that Prometheus recommends, those that we have; what is counted in nothing else is a number of things. */
const UNITS = /_(seconds|bytes|info)$/;
/** Ours that are numbers of things, and those of the libraries. */
const THINGS =
  /^(standpoint_(store_revision|writable|answer_cache_entries|(tables|work)_\w+|webhook_deliveries_\w+)|(nodejs|process)_.+)$/;

t.test('metrics are named as Prometheus recommends, told once, and counted once', async (t) => {
  const { body } = await app.inject('/metrics');
  const lines = body.trim().split('\n');
  const told = lines.filter((line) => line.startsWith('# '));
  t.equal(new Set(told.map((line) => line.split(' ').slice(1, 3).join(' '))).size, told.length, 'HELP and TYPE once');
  const types = new Map([...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  t.ok(types.size > 30);
  for (const [name, type] of types) {
    t.match(body, new RegExp(`^# HELP ${name} .*\\w`, 'm'));
    t.match(name, /^[a-z][a-z0-9_]*$/);
    t.equal(name.endsWith('_total'), type === 'counter', `${name} is a ${type}`);
    t.ok(UNITS.test(name.replace(/_total$/, '')) || type === 'counter' || THINGS.test(name), `${name} has a unit`);
    t.notMatch(name, /_(ms|milliseconds|kb|mb|minutes|percent|ratio_percent)(_total)?$/, 'base units');
  }
  const series = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.replace(/ \S+$/, ''));
  t.equal(new Set(series).size, series.length);
  for (const line of series) {
    const [, name = ''] = /^([a-z0-9_]+)/.exec(line) ?? [];
    const of = [name, name.replace(/_(bucket|sum|count)$/, '')].find((it) => types.has(it));
    t.not(of, undefined, `${line} is told`);
  }
});

t.test('the newest backup in the folder of backups is told, and none as 0', async (t) => {
  const folder = t.testdir({ 'old.sqlite': 'x', 'new.sqlite': 'x', 'later.sqlite.partial-7': 'x', folder: {} });
  const at = (name: string, seconds: number) => utimesSync(join(folder, name), seconds, seconds);
  at('old.sqlite', 1_700_000_000);
  at('new.sqlite', 1_700_000_500);
  const toldOf = async (backups: string | null) =>
    /^standpoint_newest_backup_timestamp_seconds (\S+)$/m.exec(
      (await (await serviceOver(t, store, { backups })).inject('/metrics')).body,
    )?.[1];
  t.equal(await toldOf(folder), '1700000500');
  t.equal(await toldOf(join(folder, 'folder')), '0');
  t.equal(await toldOf(join(folder, 'nowhere')), '0');
  t.equal(await toldOf(null), undefined);
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
