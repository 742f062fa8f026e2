import { sql } from 'kysely';
import t from 'tap';
import { Database } from '../../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../helpers/postgres/server.ts';
import { tell } from '../../helpers/store/tell.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('reading what was known waits for who writes, and writes nothing itself', async (t) => {
    const settings = server.settings(newSchema());
    let now = new Date(RECORDED.at);
    const store = await openPostgresStore(settings, { now: () => now });
    const beside = new Database(settings);
    t.teardown(() => Promise.all([store.close(), beside.close()]));
    await tell(store, story().expert('ada'));
    now = new Date(now.getTime() + 60_000);
    const written = sql<{ xmin: string; n: number }>`SELECT head.xmin::text, count(*) OVER () AS n FROM head`;
    const before = await beside.read((session) => session.first(written));
    const instant = new Date(now.getTime() - 1_000).toISOString();
    t.equal(await (await store.asKnownAt(instant)).revision(), 1);
    t.strictSame(await beside.read((session) => session.first(written)), before);
    let isRead = false;
    const reading = await beside.write(async (session) => {
      await session.all(sql`UPDATE head SET seq = seq`);
      const asked = store.asKnownAt(instant).then((it) => {
        isRead = true;
        return it.revision();
      });
      const waiting = sql`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
      while (!isRead && (await beside.read((it) => it.first(waiting))) === undefined);
      t.equal(isRead, false);
      return { asked };
    });
    t.equal(await reading.asked, 1);
  });

  t.test('snapshots that are read slowly keep nobody from reading or writing', async (t) => {
    const settings = server.settings(newSchema());
    const store = await openPostgresStore(settings);
    t.teardown(() => store.close());
    const snapshots = await Promise.all(Array.from({ length: settings.pool }, () => store.snapshot(null)));
    await tell(store, story().expert('ada'));
    t.equal((await store.get('expert', 'ada'))?.id, 'ada');
    for (const snapshot of snapshots) t.equal(await snapshot.get('expert', 'ada'), null);
  });
}
