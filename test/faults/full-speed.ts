/** A process of its own: writes to the database at the path it is given, as fast as it can, and tells each revision. */
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { story } from '../helpers/fixtures/story.ts';
import { tell } from '../helpers/store/tell.ts';

const store = openSqliteStore(process.argv[2] ?? '');
for (let at = 0; ; at += 1) {
  await tell(store, story().says(`expert-${at}`, `question-${at % 50}`, 'support', { id: `position-${at}` }));
  process.stdout.write(`${await store.revision()}\n`);
}
