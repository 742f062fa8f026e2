import pg from 'pg';
import t, { type Test } from 'tap';
import { PUBLIC_READER } from '../../../../src/core/access/caller.ts';
import type { Store } from '../../../../src/core/ports/store.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { Follower } from '../../../../src/services/change-log/follower.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { follow } from '../../../helpers/service/events.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { tell } from '../../../helpers/store/tell.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  const opened = async (t: Test, schema: string) => {
    const store = await openPostgresStore(server.settings(schema), CLOCK);
    t.teardown(() => store.close());
    return store;
  };

  /** How often it was called, and the next time that it is. */
  const ear = () => {
    let next = Promise.withResolvers<void>();
    return {
      told: () => {
        next.resolve();
        next = Promise.withResolvers();
      },
      called: () => next.promise,
    };
  };

  t.test('what one service writes another hears of at once, and nobody whose newsroom it is not', async (t) => {
    const schema = newSchema();
    const [one, other, elsewhere] = [await opened(t, schema), await opened(t, schema), await opened(t, newSchema())];
    const [mine, theirs] = [ear(), ear()];
    let strange = 0;
    const begun = [mine.called(), theirs.called()];
    other.onChange(mine.told);
    const deaf = other.onChange(theirs.told);
    elsewhere.onChange(() => {
      strange += 1;
    });
    await Promise.all(begun);
    const heard = [mine.called(), theirs.called()];
    await tell(one, story().expert('ada'));
    await Promise.all(heard);
    t.equal(await other.revision(), await one.revision());
    deaf();
    let isTold = false;
    theirs.called().then(() => {
      isTold = true;
    });
    const again = mine.called();
    await tell(one, story().expert('ben'));
    await again;
    t.notOk(isTold, 'who hung up is not called');
    t.ok(strange <= 1, 'but for the first look');
  });

  t.test('a connection that is lost is made again, and then there may be something new', async (t) => {
    const settings = server.settings(newSchema());
    const store = await opened(t, settings.schema);
    const { told, called } = ear();
    const begun = called();
    store.onChange(told);
    await begun;
    // Without a connection nothing else would keep the process waiting.
    const alive = setInterval(() => undefined, 1_000);
    t.teardown(() => clearInterval(alive));
    const raw = new pg.Client({ connectionString: settings.address });
    await raw.connect();
    const anew = called();
    await raw.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query = 'LISTEN standpoint' AND state = 'idle'`);
    await raw.end();
    await anew;
    const heard = called();
    await tell(store, story().expert('ada'));
    await heard;
    t.pass('and what is written then is heard');
  });

  /** Timers that never fire: whoever looks now and then does not look. */
  const withoutLooks = (t: Test) => {
    const interval = globalThis.setInterval;
    globalThis.setInterval = (() => undefined) as unknown as typeof interval;
    t.teardown(() => {
      globalThis.setInterval = interval;
    });
  };

  /** The address of the event stream of a service over the store. */
  const streamOf = async (t: Test, store: Store) => {
    const app = await serviceOver(t, store);
    return `${await app.listen({ port: 0, host: '127.0.0.1' })}/v1/changes`;
  };

  t.test('the event stream of one service tells what another wrote, by its signal alone', async (t) => {
    const schema = newSchema();
    const [one, other] = [await opened(t, schema), await opened(t, schema)];
    withoutLooks(t);
    const { told, called } = ear();
    const begun = called();
    const deaf = other.onChange(told);
    await begun;
    deaf();
    const events = await follow(t, await streamOf(t, other));
    await tell(one, story().expert('ada'));
    await events.until(1);
    // By now it has read all there is, and waits.
    await tell(one, story().expert('ben'));
    t.match(await events.until(2), [{ data: { id: 'ada' } }, { data: { id: 'ben' } }]);
  });

  t.test('where signals are lost, looking now and then finds what was written', async (t) => {
    const schema = newSchema();
    const [one, other] = [await opened(t, schema), await opened(t, schema)];
    const events = await follow(t, await streamOf(t, { ...other, onChange: () => () => undefined }));
    await tell(one, story().expert('ada'));
    await events.until(1);
    // By now it has read all there is, and waits.
    await tell(one, story().expert('ben'));
    t.match(await events.until(2), [{ data: { id: 'ada' } }, { data: { id: 'ben' } }]);
  });

  t.test('who follows the log waits for no look at it', async (t) => {
    const schema = newSchema();
    const [one, other] = [await opened(t, schema), await opened(t, schema)];
    const follower = new Follower(other, (changes) => changes.map(({ id }) => id));
    withoutLooks(t);
    const { told, called } = ear();
    const begun = called();
    other.onChange(() => {
      told();
      follower.wake();
    });
    await begun;
    const waited = follower.beyond(0, new AbortController().signal);
    await tell(one, story().expert('ada'));
    await waited;
    t.strictSame((await follower.read({ about: {}, caller: PUBLIC_READER }, 0)).content, ['ada']);
  });
}
