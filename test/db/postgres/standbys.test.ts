import { sql } from 'kysely';
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { Database } from '../../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { until } from '../../helpers/patience.ts';
import { Host } from '../../helpers/postgres/host.ts';
import {
  addressOf,
  isWithoutPostgres,
  newSchema,
  postgresPrograms,
  settingsOf,
} from '../../helpers/postgres/server.ts';
import { Wire } from '../../helpers/postgres/wire.ts';
import { tell } from '../../helpers/store/tell.ts';

/** What is said where one state is read. */
const READING = 'REPEATABLE READ';
/** How long a standby is waited for where it must be told from not waiting. */
const LONG_MS = 2_000;

if (!isWithoutPostgres(t)) {
  const primary = await Host.make(postgresPrograms() ?? '');
  t.teardown(() => primary.remove());
  const standbys = await Promise.all(['near', 'far'].map((name) => primary.standby(name)));
  await primary.start();
  for (const standby of standbys) {
    t.teardown(() => standby.remove());
    await standby.start();
  }
  const [near, far] = standbys as [Host, Host];

  const opened = async (t: Test, schema: string, read: readonly { readonly port: number }[], waitMs = 50) => {
    const settings = settingsOf([primary], schema);
    const store = await openPostgresStore({ ...settings, standbys: addressOf(read), standbyWaitMs: waitMs });
    t.teardown(() => store.close());
    return store;
  };
  const arrived = (host: Host, schema: string, revision: number) =>
    until(`${revision} is in ${schema} of a standby`, async () =>
      host.ask(`SELECT 1 FROM ${schema}.head WHERE seq >= ${revision}`).then(
        (rows) => rows.length > 0,
        () => false,
      ),
    );
  const named = async (store: Store, name: string): Promise<number> => {
    await tell(store, story().expert('ada', { name }));
    return store.revision();
  };
  const nameIn = async (store: Store) => (await store.get('expert', 'ada'))?.name;
  const pause = (t: Test, host: Host) => {
    t.teardown(() => host.ask('SELECT pg_wal_replay_resume()'));
    return host.ask('SELECT pg_wal_replay_pause()');
  };

  t.test('standbys are read from, in their turn; the primary is not asked', async (t) => {
    const [schema, ways] = [newSchema(), await Promise.all([primary, near, far].map(({ port }) => Wire.to(t, port)))];
    const [first, ...others] = ways as [Wire, ...Wire[]];
    const store = await openPostgresStore({ ...settingsOf([primary], schema), standbys: addressOf(others) });
    t.teardown(() => store.close());
    const revision = await named(store, 'Ada');
    for (const host of standbys) await arrived(host, schema, revision);
    t.equal(await nameIn(store), 'Ada');
    const before = first.count(READING);
    // On a busy machine one may be left aside for a second, as it gives no connection in time.
    await until('each standby has its share', async () => {
      t.equal(await nameIn(store), 'Ada');
      return others.every((way) => way.count(READING) >= 4);
    });
    const snapshot = await store.snapshot(null);
    t.equal(await snapshot.revision(), revision);
    await snapshot.close();
    t.equal(first.count(READING), before);
  });

  t.test('what was written is read at once, whether the standby has it or not', async (t) => {
    const schema = newSchema();
    const store = await opened(t, schema, [near]);
    await arrived(near, schema, await named(store, 'Ada'));
    await pause(t, near);
    for (const name of ['Bea', 'Cleo', 'Dora']) {
      const revision = await named(store, name);
      t.equal(await nameIn(store), name);
      t.equal(await store.revision(), revision);
      const snapshot = await store.snapshot(null);
      t.equal((await snapshot.get('expert', 'ada'))?.name, name);
      await snapshot.close();
    }
  });

  t.test('one that lags is left aside, without being waited for again, and comes back', async (t) => {
    const schema = newSchema();
    const [way, back] = [await Wire.to(t, near.port), await Wire.to(t, primary.port)];
    const store = await openPostgresStore({
      ...settingsOf([back], schema),
      ...{ standbys: addressOf([way]), standbyWaitMs: LONG_MS },
    });
    t.teardown(() => store.close());
    await arrived(near, schema, await named(store, 'Ada'));
    await nameIn(store);
    await pause(t, near);
    const revision = await named(store, 'Bea');
    t.equal(await nameIn(store), 'Bea');
    const [aside, there] = [way.count(READING), back.count(READING)];
    // Each would wait for as long, so that no busy machine takes all of it.
    const readings = 20;
    const began = performance.now();
    for (let n = 0; n < readings; n += 1) t.equal(await nameIn(store), 'Bea');
    t.ok(performance.now() - began < readings * LONG_MS, 'without waiting');
    t.equal(way.count(READING), aside);
    t.equal(back.count(READING), there + readings, 'the primary answers');
    await near.ask('SELECT pg_wal_replay_resume()');
    await arrived(near, schema, revision);
    await until('the standby is read from again', async () => {
      t.equal(await nameIn(store), 'Bea');
      return way.count(READING) > aside;
    });
  });

  t.test('nobody sees an older state after a newer one, whichever standby is asked', async (t) => {
    const schema = newSchema();
    const writer = await openPostgresStore(settingsOf([primary], schema));
    t.teardown(() => writer.close());
    for (const host of standbys) await arrived(host, schema, await named(writer, 'Ada'));
    const reader = await opened(t, schema, standbys, 0);
    await pause(t, far);
    await arrived(near, schema, await named(writer, 'Bea'));
    const names: (string | undefined)[] = [];
    for (let n = 0; n < 8; n += 1) names.push(await nameIn(reader));
    t.ok(names.includes('Bea'), 'the one that has it was asked');
    t.strictSame(names.slice(names.indexOf('Bea')), names.slice(names.indexOf('Bea')).fill('Bea'));
    t.equal(await reader.revision(), await writer.revision());
  });

  t.test('who brings the number of a change sees it; of one that was never made they are told', async (t) => {
    const schema = newSchema();
    const writer = await openPostgresStore(settingsOf([primary], schema));
    t.teardown(() => writer.close());
    await arrived(near, schema, await named(writer, 'Ada'));
    const reader = await opened(t, schema, [near]);
    await pause(t, near);
    const revision = await named(writer, 'Bea');
    t.equal(await nameIn(reader), 'Ada', 'who brings none may be told of what was');
    await reader.atLeast(revision);
    t.equal(await nameIn(reader), 'Bea');
    t.ok((await reader.known()) >= revision);
    const message = /Standpoint-Revision is 999, and no change has that number/;
    await t.rejects(reader.atLeast(999), { kind: 'invalid', message });

    const other = await opened(t, schema, [near]);
    t.equal(await nameIn(other), 'Ada');
    await other.atLeast('latest');
    t.equal(await nameIn(other), 'Bea');
  });

  t.test('what was heard of is not missing when it is looked for', async (t) => {
    const schema = newSchema();
    const writer = await openPostgresStore(settingsOf([primary], schema));
    t.teardown(() => writer.close());
    await arrived(near, schema, await named(writer, 'Ada'));
    const reader = await opened(t, schema, [near]);
    const heard: string[] = [];
    const stop = reader.onChange(() => nameIn(reader).then((name) => heard.push(name ?? '')));
    t.teardown(stop);
    await until('it listens', async () => heard.length > 0);
    await pause(t, near);
    await named(writer, 'Bea');
    await until('it is told', async () => heard.length > 1);
    t.equal(heard.at(-1), 'Bea');
  });

  t.test('one that dies is left aside, and comes back when it is started again', async (t) => {
    const schema = newSchema();
    const way = await Wire.to(t, far.port);
    const store = await opened(t, schema, [way], 250);
    await arrived(far, schema, await named(store, 'Ada'));
    t.equal(await nameIn(store), 'Ada');
    await far.kill();
    for (let n = 0; n < 5; n += 1) t.equal(await nameIn(store), 'Ada');
    await named(store, 'Bea');
    t.equal(await nameIn(store), 'Bea');
    await far.start();
    const before = way.count(READING);
    await until('it is read from again', async () => {
      t.equal(await nameIn(store), 'Bea');
      return way.count(READING) > before;
    });
  });

  t.test('a write that waits for its synchronous standby is not acknowledged, and the store says why', async (t) => {
    const schema = newSchema();
    const store = await openPostgresStore(settingsOf([primary], schema));
    t.teardown(() => store.close());
    await named(store, 'Ada');
    const synchronous = (names: string) => primary.ask(`ALTER SYSTEM SET synchronous_standby_names = '${names}'`);
    const reload = () => primary.ask('SELECT pg_reload_conf()');
    t.teardown(async () => {
      await synchronous('');
      await reload();
    });
    await synchronous('nobody');
    await reload();
    await until('it waits', async () =>
      primary.ask('SHOW synchronous_standby_names').then(([row]) => row?.synchronous_standby_names === 'nobody'),
    );
    const database = new Database(settingsOf([primary], schema));
    t.teardown(() => database.close());
    let isAcknowledged = false;
    // No timeout of statements lets it pass, as committed and on no standby.
    const written = database.write(async (session) => {
      await session.run('SET LOCAL statement_timeout = 500');
      await session.all(sql`UPDATE head SET tokens = tokens`);
    });
    const settled = written.then(
      () => {
        isAcknowledged = true;
      },
      () => undefined,
    );
    await until('it says why', async () => (await store.ready())?.message.includes('SyncRep') === true);
    t.match(await store.ready(), { kind: 'no-primary', message: /synchronous_standby_names/ });
    t.equal(isAcknowledged, false);
    t.equal(await nameIn(store), 'Ada', 'reading goes on');
    await synchronous('');
    await reload();
    await settled;
    t.equal(isAcknowledged, true, 'it was written when nobody was waited for any more');
    t.equal(await store.ready(), null);
  });
}
