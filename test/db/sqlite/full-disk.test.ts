/** No room for more. The engine's own bound on pages brings it about on any machine; test/faults has a real full disk. */
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { LogClock } from '../../../src/db/shared/change-log/clock.ts';
import { type Connection, connect } from '../../../src/db/sqlite/connection.ts';
import { migrate } from '../../../src/db/sqlite/maintenance/migrate.ts';
import { createStore } from '../../../src/db/sqlite/store.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { newPath } from '../../helpers/store/database.ts';
import { tell } from '../../helpers/store/tell.ts';

const PAGES_LEFT = 3;

/** A store that knows Ada, on a connection that may not make the file any longer than it is, or hardly. */
async function fullStore(t: Test): Promise<{ store: Store; connection: Connection; path: string }> {
  const path = newPath(t);
  const connection = connect(path);
  migrate(connection, path);
  const store = createStore(connection, path, new LogClock());
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support'));
  connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true })) + PAGES_LEFT}`);
  return { store, connection, path };
}

const long = (): Story => {
  const told = story();
  for (let at = 0; at < 200; at += 1) told.says('ben', `question-${at}`, 'oppose', { quote: 'No. '.repeat(100) });
  return told;
};

t.test('where there is no room nothing is written, it is told as such, and reading goes on', async (t) => {
  const { store, path } = await fullStore(t);
  const revision = await store.revision();
  const { kind, message } = await refusal(tell(store, long()));
  t.equal(kind, 'no-space');
  t.equal(message, `the disk of ${path} is full; nothing was written, and reading goes on: make room and try again`);
  t.equal(await store.revision(), revision);
  t.equal((await store.get('expert', 'ada'))?.id, 'ada');
  t.equal(await store.get('expert', 'ben'), null);
  t.equal((await store.search('ada', { kinds: ['expert'], match: 'all', limit: 5 })).length, 1);
  t.strictSame(await store.check(), []);
});

t.test('what needs no room is written, and the rest as soon as there is some', async (t) => {
  const { store, connection } = await fullStore(t);
  await refusal(tell(store, long()));
  t.equal((await tell(store, story().expert('cho'))).expert.created, 1);
  connection.pragma('max_page_count = 1000000');
  t.equal((await tell(store, long())).position.created, 200);
  t.strictSame(await store.check(), []);
});
