import t from 'tap';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { council } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { nothingHeld } from '../../../helpers/service/streaming.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const store = await storeOf(t, council());
const app = await serviceOver(t, store);
const get = async (url: string) => {
  const { statusCode, body } = await app.inject(url);
  t.equal(statusCode, 200, url);
  return JSON.parse(body);
};
type Cell = { readonly expert: string; readonly option: string | null };
const held = ({ cells }: { readonly cells: readonly Cell[] }) =>
  Object.fromEntries(cells.map(({ expert, option }) => [expert, option]));

t.test('a member who changed party counts for the old one for what was said before, and for no other', async (t) => {
  const red = 'affiliation=red';
  const blue = 'affiliation=BLUE';
  for (const asOf of ['', '&asOf=2021-12-31', '&rule=all']) {
    t.strictSame(held(await get(`/v1/matrix?${red}${asOf}`)), { red: 'support', switcher: 'support' });
    t.match(await get(`/v1/questions/motion/consensus?${red}${asOf}`), { question: { answered: 2, mean: 1 } });
    t.match(await get(`/v1/questions/motion/consensus?${blue}${asOf}`), { question: { answered: 1, mean: -1 } });
    t.match((await get(`/v1/agreement?${red}${asOf}`)).pairs, [{ a: 'red', b: 'switcher', score: 1, shared: 1 }]);
    const groups = await get(`/v1/agreement?groupBy=affiliation${asOf}`);
    t.match(groups.pairs, [
      { a: 'Blue', b: 'Blue', score: null, shared: 0 },
      { a: 'Blue', b: 'Red', score: 0, shared: 2 },
      { a: 'Red', b: 'Red', score: 1, shared: 1 },
    ]);
  }
  t.strictSame(held(await get(`/v1/matrix?${blue}`)), { blue: 'oppose', switcher: null });
  t.strictSame(
    held(await get(`/v1/matrix?${blue}&asOf=2021-12-31`)),
    { blue: 'oppose' },
    'who joined later is not there',
  );
  t.match((await get(`/v1/participation?${blue}`)).experts, [
    { id: 'blue', answered: 1 },
    { id: 'switcher', answered: 0, none: 1 },
  ]);
  t.match((await get(`/v1/participation?${red}`)).experts, [{ answered: 1 }, { id: 'switcher', answered: 1 }]);
  t.match((await get(`/v1/agreement?${blue}`)).pairs, [{ a: 'blue', b: 'switcher', score: null, shared: 0 }]);
  const actors = async (query: string) =>
    (await get(`/v1/network?${query}`)).actors.map(({ id }: { id: string }) => id);
  t.strictSame(await actors(red), ['red', 'switcher']);
  t.strictSame(await actors(blue), ['blue']);
  t.strictSame(await actors('excludeAffiliation=blue'), ['red', 'switcher'], 'what was said for Red stays');
  t.strictSame(await actors('excludeAffiliation=red'), ['blue']);
  t.match((await get(`/v1/compare?expert=switcher&expert=red&${red}`)).counts, { agree: 1 });
});

t.test('as text, piece by piece and as stored, the matrix of an organization is the same', async (t) => {
  for (const service of [app, await serviceOver(t, store, nothingHeld())]) {
    const csv = (await service.inject('/v1/matrix.csv?affiliation=Blue&shape=wide')).body.trim().split('\r\n');
    t.strictSame(csv.slice(1), ['blue,blue,oppose,,', 'switcher,switcher,—,,']);
  }
  const settled = story()
    .expert('red', { affiliations: [{ organization: 'Red' }] })
    .expert('blue', { affiliations: [{ organization: 'Blue', from: '2010' }] })
    .says('red', 'motion', 'support', { on: '2021-05-01' })
    .says('red', 'bridge', 'oppose', { on: '2021-05-01' })
    .says('blue', 'motion', 'oppose', { on: '2021-05-01' });
  const service = await serviceOver(t, await storeOf(t, settled));
  const cells = async (query: string) => {
    const answer = await service.inject(`/v1/matrix?affiliation=Red${query}`);
    t.equal(answer.statusCode, 200);
    return answer.json().cells;
  };
  const stored = await cells('');
  t.strictSame(held({ cells: stored.filter(({ question }: { question: string }) => question === 'bridge') }), {
    red: 'oppose',
  });
  t.strictSame(stored, await cells('&asOf=2999'), 'where nobody moved, stored cells and positions say the same');
});

t.test('an organization is named exactly, and one that is not recorded is refused with the near ones', async (t) => {
  for (const path of [
    '/v1/matrix',
    '/v1/agreement',
    '/v1/consensus',
    '/v1/participation',
    '/v1/network',
    '/v1/experts',
  ])
    for (const [name, message] of [
      ['re', '"re" is no organization that is recorded; did you mean "Red"?'],
      ['Bleu', '"Bleu" is no organization that is recorded; did you mean "Blue"?'],
    ] as const) {
      const refused = await app.inject(`${path}?affiliation=${name}`);
      isRefusedFor(t, refused, ['affiliation']);
      t.match(refused.json().errors, [{ parameter: 'affiliation', message }]);
    }
  isRefusedFor(t, await app.inject('/v1/network?excludeAffiliation=re'), ['excludeAffiliation']);
});
