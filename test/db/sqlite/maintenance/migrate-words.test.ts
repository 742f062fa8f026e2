/** The migration that has words found within words, and letters of scripts without blanks apart. */
import t from 'tap';
import { SEARCH_KINDS } from '../../../../src/core/records/search-text.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOfVersion, withRaw } from '../../../helpers/store/database.ts';

const BEFORE = 22;

t.test('what a store of the version before has indexed is found as what is written after it', async (t) => {
  const town = story().question('plant', { title: '反对新核电站' }).question('port', { title: 'Hafenkraftwerk' });
  const path = await fileOfVersion(t, BEFORE, town);
  withRaw(path, (raw) => {
    raw.exec('UPDATE search_index SET title = replace(title, char(4), char()), body = replace(body, char(4), char())');
    t.equal(
      raw.prepare("SELECT count(*) FROM search_index WHERE title = '反对新核电站'").pluck().get(),
      1,
      'as it was',
    );
  });
  const store = openSqliteStore(path, CLOCK);
  t.teardown(() => store.close());
  const found = async (words: string, match: 'all' | 'part') =>
    (await store.search(words, { kinds: SEARCH_KINDS, match, limit: 5 })).map(({ id }) => id);
  t.strictSame(await found('核电站', 'all'), ['plant']);
  t.strictSame(await found('kraftwerk', 'part'), ['port']);
  t.strictSame(await store.check(), []);
});
