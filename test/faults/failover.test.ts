import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { openPostgresStore } from '../../src/db/postgres/store.ts';
import { LONGEST_WAIT_MS } from '../helpers/patience.ts';
import { Host } from '../helpers/postgres/host.ts';
import {
  addressOf,
  isWithoutPostgres,
  newSchema,
  postgresPrograms,
  serviceSettings,
  settingsOf,
} from '../helpers/postgres/server.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { follow } from '../helpers/service/events.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import { isAllIn } from './sent.ts';
import { nothingTold, reads, writes } from './writers.ts';

const SERVICES = 4;
/** Writes that are acknowledged before the primary is killed, and after. */
const WRITES = 40;
/** From the promotion to the first write that is acknowledged: what is promised, and what a busy machine is allowed. */
const [PROMISED_MS, ALLOWED_MS] = [2_000, 15_000];

if (!isWithoutPostgres(t)) {
  t.test('a primary that dies under four services takes nothing with it that was acknowledged', async (t) => {
    const began = performance.now();
    const step = (what: string) => t.comment(`${what} after ${Math.round(performance.now() - began)} ms`);
    const primary = await Host.make(postgresPrograms() ?? '');
    t.teardown(() => primary.remove());
    const standby = await primary.standby('standby');
    t.teardown(() => standby.remove());
    await primary.start();
    await standby.start();
    // Of the primary alone: promoted, the standby waits for nobody.
    await primary.ask("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    await primary.ask('SELECT pg_reload_conf()');
    step('a pair');

    const settings = settingsOf([primary, standby], newSchema());
    const store = await openPostgresStore(settings);
    t.teardown(() => store.close());
    const { token } = await store.keys.create({ name: 'desk', scopes: ['publish'], createdBy: 'ada', expiresAt: null });
    const place = new Workplace(t);
    const how = {
      args: ['--no-seed'],
      settings: { ...serviceSettings(settings), STANDPOINT_DB_READ: addressOf([standby, primary]) },
    };
    const services: Served[] = await Promise.all(Array.from({ length: SERVICES }, () => serve(t, place, how)));
    const events = await follow(t, `${services[0]?.url}/v1/changes?after=0`, { authorization: `Bearer ${token}` });
    step('four services');

    const give = performance.now() + LONGEST_WAIT_MS;
    let isOver = false;
    const goesOn = () => {
      if (performance.now() > give) throw new Error('it took too long');
      return !isOver;
    };
    const told = nothingTold();
    const work = Promise.all(
      services.flatMap(({ url }, at) => [
        writes({ url, token, name: `p${at}`, isKeyed: at % 2 === 1 }, told, goesOn),
        reads(url, `p${at}`, told, goesOn),
      ]),
    );
    work.catch(() => undefined);
    const acknowledgedAfter = (from: number) => told.acknowledged.filter((at) => at > from);
    while (told.acknowledged.length < WRITES && goesOn()) await wait(10);
    const heard = [...(await events.until(WRITES))];
    step(`${WRITES} writes`);

    // A commit is on its way that the standby never confirms: nobody will know what became of it.
    const [receiver] = await standby.ask('SELECT pid FROM pg_stat_wal_receiver');
    process.kill(receiver?.pid, 'SIGSTOP');
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    while ((await primary.ask(waiting)).length === 0 && goesOn()) await wait(10);
    await primary.kill();
    const killed = performance.now();
    process.kill(receiver?.pid, 'SIGCONT');
    // Until somebody has found that out, and promotes the standby, only reading goes on.
    for (const { json } of services) {
      const isTold = async () =>
        (await json('/readyz')).body.detail?.includes('no host of the database can be written');
      while (!(await isTold()) && goesOn()) await wait(10);
    }
    const before = told.reads;
    while (told.reads < before + SERVICES && goesOn()) await wait(10);
    step('killed');
    const promoting = performance.now();
    standby.promote();
    const promoted = performance.now();
    while (acknowledgedAfter(promoted).length < WRITES && goesOn()) await wait(10);
    isOver = true;
    await work;
    step('promoted, and written again');

    const first = Math.min(...acknowledgedAfter(killed)) - promoted;
    const figures = await isAllIn(t, store, told.sent);
    t.match(figures, { lost: 0, doubled: 0 });
    t.ok(told.unknown > 0, 'somebody was told that nobody knows');
    const log = await store.changes(0, 10_000);
    for (const { id, data } of heard)
      t.equal(log[Number(id) - 1]?.id, data.id, `what was told as ${id} has that number for good`);
    t.ok(first < ALLOWED_MS, `the first write was acknowledged ${Math.round(first)} ms after the promotion`);
    t.strictSame(told.failedReads, [], 'reading went on');
    t.strictSame(
      services.map(({ child }) => child.exitCode),
      services.map(() => null),
      'no service died',
    );
    for (const service of services) t.match(await service.end('SIGTERM'), { code: 0 });
    t.comment(
      `${figures.acknowledged} acknowledged, ${figures.lost} lost; ${told.unknown} of unknown outcome, ${figures.unheard} there unheard of;`,
      `promoted in ${Math.round(promoted - promoting)} ms, the first write ${Math.round(first)} ms after it`,
      `(promised: ${PROMISED_MS}); ${told.reads} reads, ${told.failedReads.length} failed`,
    );
    for (const refusal of told.refusals) t.comment(refusal);
  });
}
