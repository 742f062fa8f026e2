import t from 'tap';
import { toExpert } from '../../../../src/core/records/expert.ts';
import { idsOf } from '../../../../src/core/writing/grounds.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const CYRILLIC = 'кirby';

t.test(
  'an id of mixed scripts is refused, whether a record is made with it, or renamed to it, or imported',
  async (t) => {
    const { send, patch } = await newsroomOver(t, await storeOf(t, story().expert('kirby')));
    const message = /"кirby" mixes scripts: in "кirby", "к" \(U\+043A\) is Cyrillic and the others are Latin/;
    const made = await send('publish', 'POST', '/v1/experts?new=true', { body: { id: CYRILLIC, name: 'Kirby' } });
    t.equal(made.statusCode, 400);
    t.match(made.json().errors, [{ pointer: '/id', message }]);
    const renamed = await patch('publish', '/v1/experts/kirby', { id: CYRILLIC, reason: 'Nicer.' });
    t.equal(renamed.statusCode, 400);
    t.match(renamed.json().errors, [{ pointer: '/id', message }]);
    const bundle = { bundleVersion: 1, experts: [{ id: CYRILLIC, name: 'Kirby' }] };
    const imported = await send('publish', 'POST', '/v1/import', { body: bundle });
    t.match(imported.json().errors, [{ pointer: '/experts/0/id', message }]);
    t.equal((await send(null, 'GET', `/v1/experts/${encodeURIComponent(CYRILLIC)}`)).statusCode, 404);
  },
);

t.test('an id that nobody chose is plain where the name mixes scripts', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  const made = await send('publish', 'POST', '/v1/experts', { body: { name: 'Кirby' } });
  t.strictSame([made.json().id, made.json().name], ['expert', 'Кirby'], 'and the name keeps its characters');
});

t.test('a table is refused at the cell whose name hides a character or gives a mixed id', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story().question('weir')));
  const row = { option: 'support', quote: 'Yes\u200b', source: 'm1', source_title: 'Minutes' };
  const at = { question: 'weir', source_publisher: 'Council', source_published_on: '2024' };
  const rows = [
    { expert: 'Кirby', ...row, ...at },
    { expert: 'Bo\u200b Li', ...row, ...at },
  ];
  const answer = await send('publish', 'POST', '/v1/import?create=true', {
    headers: { 'content-type': 'application/x-ndjson' },
    payload: rows.map((it) => JSON.stringify(it)).join('\n'),
  });
  t.equal(answer.statusCode, 400, answer.body);
  t.match(answer.json().errors, [
    { line: 1, columnName: 'expert', message: /mixes scripts/ },
    { line: 2, columnName: 'expert', message: /U\+200B, zero-width space\): take it out/ },
  ]);
});

t.test('ids and names that were stored before stay, and do not stand in the way of a change', async (t) => {
  const store = await storeOf(t, story());
  const record = toExpert({ id: CYRILLIC, name: 'Kir\u200bby' });
  const part = { ids: idsOf({ kind: 'expert', id: CYRILLIC }), plan: () => [{ kind: 'expert' as const, record }] };
  await store.write({ actor: 'an older Standpoint', mayPublish: true, reason: null }, [part]);
  const { patch } = await newsroomOver(t, store);
  const url = `/v1/experts/${encodeURIComponent(CYRILLIC)}`;
  const added = await patch('publish', url, { aliases: ['Kirby'] });
  t.strictSame([added.statusCode, added.json().name], [200, 'Kir\u200bby']);
  const refused = await patch('publish', url, { aliases: ['Kirby', 'Kir\u202eby'] });
  t.match(isProblem(t, refused, 'invalid-request').errors, [
    { pointer: '/aliases/1', message: /U\+202E, right-to-left override/ },
  ]);
});

t.test('the name of a key hides nothing', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, story()));
  const made = await send('admin', 'POST', '/v1/keys', { body: { name: 'Des\u200bk', scopes: ['read'] } });
  t.equal(made.statusCode, 400);
  t.match(made.json().errors, [{ pointer: '/name', message: /zero-width space/ }]);
});
