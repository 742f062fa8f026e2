import { sql } from 'kysely';
import t from 'tap';
import { Database, type OwnSession } from '../../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { CLOCK } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../helpers/postgres/server.ts';
import { Wire } from '../../helpers/postgres/wire.ts';
import { tell } from '../../helpers/store/tell.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  const connectionsOf = async (database: Database) => {
    const count = sql<{ n: number }>`SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'standpoint'`;
    return (await database.read((session) => session.first(count)))?.n;
  };

  t.test(
    'where all connections are in use, whoever waits too long is told so, and the host is not given up',
    async (t) => {
      const database = new Database(server.settings(newSchema()));
      t.teardown(() => database.close());
      const held: OwnSession[] = [];
      for (let n = 0; n < server.settings('').pool; n += 1) held.push(await database.take());
      const message = 'the database has no connection free; try again, or let STANDPOINT_DB_POOL be larger';
      await t.rejects(database.take(), { kind: 'unusable-database', message });
      for (const own of held) own.release();
      t.equal(await connectionsOf(database), held.length, 'the connections are the same');
    },
  );

  t.test('a server on this machine is reached by its socket, whatever is said of TLS', async (t) => {
    const { address, ...settings } = server.socketSettings(newSchema());
    const store = await openPostgresStore({ ...settings, address: `${address}?sslmode=verify-full` }, CLOCK);
    t.teardown(() => store.close());
    await tell(store, story().says('ada', 'bridge', 'support'));
    t.equal((await store.get('expert', 'ada'))?.id, 'ada');
    const nowhere = new Database({ ...settings, address: 'postgres://standpoint@%2Fno%2Fsuch%2Ffolder/postgres' });
    t.teardown(() => nowhere.close());
    const message = 'the database cannot be reached (ENOENT); try again';
    await t.rejects(nowhere.take(), { kind: 'unusable-database', message });
    await t.rejects(nowhere.takeWritable(), { kind: 'no-primary', message: /can be written/ });
  });

  t.test('a writer reads what others have written meanwhile, whatever the server would have it', async (t) => {
    const database = new Database(server.settings(newSchema()));
    t.teardown(() => database.close());
    await database.read((session) =>
      session.run('ALTER DATABASE postgres SET default_transaction_isolation = serializable'),
    );
    t.teardown(() => database.read((session) => session.run('ALTER DATABASE postgres RESET ALL')));
    const fresh = new Database(server.settings(newSchema()));
    t.teardown(() => fresh.close());
    const isolation = sql<{ it: string }>`SELECT current_setting('transaction_isolation') AS it`;
    t.strictSame(await fresh.read((session) => session.first(isolation)), { it: 'serializable' });
    t.strictSame(await fresh.write((session) => session.first(isolation)), { it: 'read committed' });
  });

  t.test(
    'what is read on a connection that is lost while several queries are on it is read again on another',
    async (t) => {
      const wire = await Wire.to(t, server.port);
      const settings = {
        ...server.settings(newSchema()),
        address: `postgres://standpoint@127.0.0.1:${wire.port}/postgres`,
      };
      const store = await openPostgresStore(settings, CLOCK);
      t.teardown(() => store.close());
      await tell(store, story().says('ada', 'bridge', 'support'));
      const selection = { experts: {}, questions: {}, maxCells: 10 };
      for (const read of [
        () => store.readStoredCells(selection, () => null),
        () => store.readStances(selection, () => null),
      ]) {
        wire.cutAt('REPEATABLE READ');
        t.equal(await read(), null);
        t.ok(wire.isCut, 'it was lost');
      }
    },
  );

  t.test(
    'a connection that the server ends as soon as it is made fails who wanted it, and not the process',
    async (t) => {
      const wire = await Wire.to(t, server.port);
      const address = `postgres://standpoint@127.0.0.1:${wire.port}/postgres`;
      const database = new Database({ ...server.settings(newSchema()), address });
      t.teardown(() => database.close());
      const held = await database.take();
      wire.endWhenReady();
      await t.rejects(connectionsOf(database), { kind: 'unusable-database', message: /cannot be reached/ });
      t.ok(wire.isEnded, 'another one was made, and ended');
      t.ok(await connectionsOf(database), 'the next is a good one');
      held.release();
    },
  );
}
