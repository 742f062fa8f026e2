/** The migration that counts what a position rests on. */
import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { contentOf, fileOf, fileOfVersion, withRaw } from '../../../helpers/store/database.ts';

/** So old that the helper can make it: from 10 on no evidence may come before its statement. */
const BEFORE = 9;

t.test('a position of before rests on what it rested on, and its cell is what it was', async (t) => {
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

t.test('a program of before that still has the file open is read with all that it writes', async (t) => {
  const roads = story()
    .statement('promise', 'eve', { saidOn: '2024-03-03' })
    .statement('vow', 'eve', { saidOn: '2024-03-04' })
    .position('eve-roads', { expert: 'eve', question: 'roads', option: 'support', statements: ['vow'] });
  const path = await fileOf(t, roads);
  withRaw(path, (raw) => raw.exec("INSERT INTO evidence VALUES ('eve-roads', 'promise', 'eve', 1)"));
  const store = openSqliteStore(path, CLOCK);
  t.teardown(() => store.close());
  t.strictSame((await store.get('position', 'eve-roads'))?.statements, ['vow', 'promise']);
});
