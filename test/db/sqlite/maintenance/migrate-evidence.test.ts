/** The migration that counts what a position rests on. */
import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { contentOf, fileOfVersion } from '../../../helpers/store/database.ts';

/** So old that the helper can make it: from 10 on no evidence may come before its statement. */
const BEFORE = 9;

t.test('a position of before rests on what it rested on, and no cell is judged anew for it', async (t) => {
  const roads = story()
    .says('ada', 'roads', 'oppose')
    .statement('promise', 'eve', { saidOn: '2024-03-03' })
    .statement('vow', 'eve', { saidOn: '2024-03-04' })
    .position('eve-roads', { expert: 'eve', question: 'roads', option: 'support', statements: ['promise', 'vow'] });
  const path = await fileOfVersion(t, BEFORE, roads);
  const { cells } = contentOf(path);
  const store = openSqliteStore(path, CLOCK);
  t.teardown(() => store.close());
  t.strictSame(contentOf(path).cells_to_judge, []);
  t.strictSame(contentOf(path).cells, cells);
  t.strictSame((await store.get('position', 'eve-roads'))?.statements, ['promise', 'vow']);
  t.strictSame(await store.check(), []);
});
