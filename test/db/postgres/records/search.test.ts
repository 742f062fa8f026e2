import t from 'tap';
import { SEARCH_KINDS } from '../../../../src/core/records/search-text.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

/** More than are put in order by the formula. */
const MANY = 2_100;

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('of more hits than are put in order, the best are found all the same', async (t) => {
    const told = story();
    for (let n = 0; n < MANY; n += 1)
      told.expert(`e-${n}`, { name: `Keeper ${n}`, description: `Spoke of the bridge, and of much else, on day ${n}` });
    told.question('bridge', { title: 'The bridge', proposition: 'Build the bridge.' });
    told.question('toll', { title: 'A toll', proposition: 'Let it be levied.' });
    const store = await openPostgresStore(server.settings(newSchema()), CLOCK);
    t.teardown(() => store.close());
    await tell(store, told);
    const other = await storeOf(t, told);
    for (const [words, match, first] of [
      ['bridge', 'all', 'bridge'],
      ['keeper toll', 'any', 'toll'],
    ] as const) {
      const options = { kinds: SEARCH_KINDS, match, limit: 1 };
      const found = await store.search(words, options);
      t.match(found, [{ kind: 'question', id: first }], words);
      t.strictSame(found, await other.search(words, options));
    }
  });
}
