/** Another program holds the file. Each refusal comes after the five seconds that a connection waits for its turn. */
import t from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { fileOf, withRaw } from '../../helpers/store/database.ts';
import { tell } from '../../helpers/store/tell.ts';

t.test('while another program writes, a store opens and reads, and a write is refused with a way out', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  await withRaw(path, async (raw) => {
    raw.exec('BEGIN IMMEDIATE');
    const store = openSqliteStore(path);
    t.equal((await store.get('expert', 'ada'))?.id, 'ada');
    const { kind, message } = await refusal(tell(store, story().expert('ben')));
    t.equal(kind, 'unusable-database');
    t.equal(message, `${path} is locked by another program; try again when that has finished`);
    raw.exec('COMMIT');
    t.equal((await tell(store, story().expert('ben'))).expert.created, 1);
    await store.close();
  });
});

t.test('a file that another program keeps to itself is refused', async (t) => {
  const path = await fileOf(t, story().expert('ada'));
  withRaw(path, (raw) => {
    raw.pragma('journal_mode = DELETE');
    raw.exec('BEGIN EXCLUSIVE');
    t.throws(() => openSqliteStore(path), { name: 'Failure', message: `${path} is locked by another program` });
  });
});
