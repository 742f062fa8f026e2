import t from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { Workplace } from '../../helpers/service/bin.ts';

const told = () =>
  story()
    .says('ada', 'bridge', 'support', { id: 'p' })
    .says('a-lind', 'bridge', 'oppose', { id: 'q', on: '2023-01-01' });

t.test('two records of one person become one, by whom and why on record, and the old id leads on', async (t) => {
  const place = new Workplace(t, { 'told.json': JSON.stringify(told().bundle()) });
  await place.runHere(['import', 'told.json']);
  const args = ['merge', 'expert', 'a-lind', 'ada', '--reason', 'Two spellings of one name.', '--by', 'desk'];
  t.match(await place.runHere(args), {
    code: 0,
    stdout: 'the expert "a-lind" is one with "ada" now, and leads to it\n',
    stderr: '',
  });
  t.match(await place.runHere(args), {
    code: 1,
    stderr: 'standpoint: the expert "a-lind" leads to "ada" already; nothing was written\n',
  });
  const store = openSqliteStore(place.database);
  t.teardown(() => store.close());
  t.strictSame(await store.ids('expert'), ['ada']);
  t.match(await store.get('position', 'q'), { expert: 'ada', status: 'published' });
  t.match(await store.changes(0, 100, { corrections: true }), [
    { action: 'rename', entity: 'expert', id: 'ada', actor: 'desk', reason: 'Two spellings of one name.' },
  ]);
  t.strictSame(await store.check(), []);
});

t.test('what cannot be merged is told, and nothing is written', async (t) => {
  const place = new Workplace(t, { 'told.json': JSON.stringify(told().bundle()) });
  await place.runHere(['import', 'told.json']);
  const merge = (...args: string[]) => place.runHere(['merge', ...args]);
  const why = ['--reason', 'One.'];
  t.match(await merge('expert', 'a-lind', 'ada'), { code: 2, stderr: /--reason/ });
  t.match(await merge('statement', 'said-p', 'said-q', ...why), { code: 2, stderr: /expert, source, question/ });
  t.match(await merge('expert', 'nobody', 'ada', ...why), { code: 1, stderr: /there is no expert "nobody"/ });
  t.match(await merge('expert', 'ada', 'nobody', ...why), {
    code: 1,
    stderr: /there is no expert "nobody" to merge into/,
  });
  t.match(await merge('expert', 'ada', 'ada', ...why), { code: 1 });
  const store = openSqliteStore(place.database);
  t.teardown(() => store.close());
  t.strictSame(await store.ids('expert'), ['a-lind', 'ada']);
});
