/** What it means to hold an option: who answered, who did not, who was absent, and who was not asked. */
import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { fileOf, withRaw } from '../../../helpers/store/database.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const VOTE = { no: -1, yes: 1, abstain: null, silent: 'no-answer', away: 'absent', unseated: 'not-eligible' } as const;
const HELD = { ada: 'yes', ben: 'abstain', cho: 'silent', dan: 'away', eve: 'unseated' };

function told() {
  const it = story().scale('vote', VOTE).question('law', { scale: 'vote' }).expert('gil');
  for (const [expert, option] of Object.entries(HELD)) it.says(expert, 'law', option);
  return it.says('fox', 'law', 'yes', { on: '2024-06-01' }).says('fox', 'law', 'no', { on: '2024-06-01' });
}

const ROLES = ['side', 'side', 'no-side', 'no-answer', 'absent', 'not-eligible'];

t.test(
  'only sides taken, and none expressly taken, are answers; all but who was not eligible were asked',
  async (t) => {
    const { send } = await newsroomOver(t, await storeOf(t, told()));
    for (const url of ['/v1/matrix', '/v1/matrix?asOf=2030', '/v1/questions/law/matrix?rule=all']) {
      const { questions, experts } = (await send(null, 'GET', url)).json();
      const [{ distribution, answered, asked, valued }] = questions;
      t.strictSame([experts.length, distribution.none, distribution.contested], [7, 1, 1], url);
      t.strictSame({ answered, asked, valued }, { answered: 3, asked: 5, valued: 2 }, url);
    }
    const { question } = (await send(null, 'GET', '/v1/questions/law/consensus')).json();
    t.strictSame([question.answered, question.asked], [3, 5]);
    const { scales } = (await send(null, 'GET', '/v1/matrix')).json();
    t.strictSame(
      scales[0].options.map(({ role }: { role: string }) => role),
      ROLES,
    );
    t.match((await send(null, 'GET', '/v1/scales.csv')).body, /silent \(no answer\)\naway: away \(absent\)/);
    t.match((await send(null, 'GET', '/v1/questions/law/matrix.txt')).body, '6 of 7 on record');
  },
);

t.test('a role that does not go with the value is refused, and the field is named', async (t) => {
  const { send, patch } = await newsroomOver(t, await storeOf(t, told()));
  const option = (value: number | null, role: string) => ({ id: 'it', label: 'It', value, role });
  for (const [value, role, words] of [
    [null, 'side', 'is "side", which needs a value'],
    [1, 'absent', 'is "absent", which takes no side: its value must be null'],
    [null, 'away', 'must be one of'],
  ] as const) {
    const body = { id: 'other', label: 'Other', options: [option(value, role)] };
    const refused = await send('publish', 'POST', '/v1/scales', { body });
    isProblem(t, refused, 'invalid-request');
    t.equal(refused.json().errors.length, 1);
    t.match(refused.json().errors[0], { pointer: '/options/0/role', message: words });
  }
  const { options } = (await send(null, 'GET', '/v1/scales/vote')).json();
  t.equal(
    (await patch('publish', '/v1/scales/vote', { options, reason: 'Same.' })).json().revision,
    1,
    'sent back as read',
  );
});

t.test('another role of an option that is public is a correction, and what was known before stays', async (t) => {
  let now = '2024-07-01T09:00:00.000Z';
  const store = storeInMemory({ now: () => new Date(now) });
  t.teardown(() => store.close());
  await tell(store, told());
  const { send, patch } = await newsroomOver(t, store);
  const { options } = (await send(null, 'GET', '/v1/scales/vote')).json();
  const changed = options.map((it: { id: string }) => (it.id === 'abstain' ? { ...it, role: 'no-answer' } : it));
  now = '2024-07-02T09:00:00.000Z';
  t.equal((await patch('write', '/v1/scales/vote', { options: changed, reason: 'So.' })).statusCode, 202);
  t.equal(
    (await patch('publish', '/v1/scales/vote', { options: changed, reason: 'They were asked.' })).statusCode,
    200,
  );
  const count = async (query: string) => (await send(null, 'GET', `/v1/matrix${query}`)).json().questions?.[0].answered;
  t.strictSame([await count(''), await count('?knownAt=2024-07-02T08:00:00Z')], [2, 3]);
  const { items } = (await send(null, 'GET', '/v1/corrections')).json();
  t.match(items, [{ entity: 'scale', id: 'vote', reason: 'They were asked.' }]);
});

t.test('a scale of an earlier release has a side where it has a value, and no-side elsewhere', async (t) => {
  const file = await fileOf(t, told());
  withRaw(file, (raw) => raw.exec(`UPDATE scale_options SET role = NULL`));
  const store = openSqliteStore(file);
  t.teardown(() => store.close());
  const { send } = await newsroomOver(t, store);
  const { options } = (await send(null, 'GET', '/v1/scales/vote')).json();
  t.strictSame(
    options.map(({ role }: { role: string }) => role),
    ['side', 'side', 'no-side', 'no-side', 'no-side', 'no-side'],
  );
});
