/** A connection that says nothing any more is broken off; one that answers, or is asked nothing, is not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import t, { type Test } from 'tap';
import { isLost } from '../../../src/db/postgres/failures.ts';
import { breakOffSilent } from '../../../src/db/postgres/silence.ts';
import { sessionOn } from '../../../src/db/postgres/statements.ts';
import { isWithoutPostgres, postgresServer } from '../../helpers/postgres/server.ts';

const WITHIN_MS = 2_000;

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  const connected = async (t: Test) => {
    const client = new pg.Client({ connectionString: server.settings('public').address, pipeline: true });
    await client.connect();
    client.on('error', () => undefined);
    t.teardown(() => client.end());
    breakOffSilent(client, WITHIN_MS);
    return sessionOn(client);
  };
  const pause = (seconds: number) => sql`SELECT pg_sleep(${seconds})`;

  t.test('where no answer comes, all that was asked fails as on a connection that is lost', async (t) => {
    const session = await connected(t);
    const asked = await Promise.allSettled([session.all(pause(60)), session.all(sql`SELECT 1`)]);
    for (const it of asked) t.ok(it.status === 'rejected' && isLost(it.reason));
  });

  t.test(
    'answers that take longer together than one may, and silence while nothing is asked, do no harm',
    async (t) => {
      const session = await connected(t);
      const quarter = WITHIN_MS / 4_000;
      await Promise.all(Array.from({ length: 6 }, () => session.all(pause(quarter))));
      await sleep(2 * WITHIN_MS);
      t.strictSame(await session.all(sql`SELECT 1 AS one`), [{ one: 1 }]);
      await t.rejects(session.all(pause(60)), 'and after that it is looked after as before');
    },
  );
}
