import t from 'tap';
import type { Agreement } from '../../../../src/core/comparison/agreement/agreement.ts';
import type { Comparison } from '../../../../src/core/comparison/side-by-side.ts';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);
const compare = async (query: string): Promise<Comparison> => (await app.inject(`/v1/compare?${query}`)).json();
const agreement = async (query = ''): Promise<Agreement> => (await app.inject(`/v1/agreement?${query}`)).json();

t.test('Davis and DiMino agree on Kursk, differ on two questions, and have spoken alone on seven', async (t) => {
  const { questions, counts, experts } = await compare('expert=davis&expert=dimino');
  const relations = Map.groupBy(questions, ({ relation }) => relation);
  const on = (relation: (typeof questions)[number]['relation']) =>
    (relations.get(relation) ?? []).map(({ id }) => id).sort();
  t.strictSame(
    experts.map(({ id }) => id),
    ['davis', 'dimino'],
  );
  t.strictSame(on('agree'), ['kursk-only']);
  t.strictSame(on('differ'), ['red-line', 'western-troops']);
  t.equal(on('one-spoke').length, 7);
  t.strictSame(counts, { agree: 1, differ: 2, 'no-side': 0, 'one-spoke': 7, silent: 5 });
});

t.test(
  'the agreement of two is one minus the mean distance over the questions both answered, with its n',
  async (t) => {
    // red-line: 1 and -1, western-troops: 0.5 and -1, kursk-only: 0.5 and 0.5, on a scale of range 2.
    const { agreement: pairs } = await compare('expert=davis&expert=dimino');
    t.strictSame(pairs, [
      { a: 'davis', b: 'dimino', score: 1 - (2 / 2 + 1.5 / 2 + 0) / 3, shared: 3, same: 1, opposite: 2 },
    ]);
  },
);

t.test('experts are compared in the order named, and every pair once', async (t) => {
  const { experts, agreement: pairs } = await compare('expert=turner&expert=herbst&expert=davis');
  t.strictSame(
    experts.map(({ id }) => id),
    ['turner', 'herbst', 'davis'],
  );
  t.strictSame(
    pairs.map(({ a, b }) => `${a} ${b}`),
    ['turner herbst', 'turner davis', 'herbst davis'],
  );
});

t.test('a comparison needs two different experts, and not more than fifty', async (t) => {
  for (const query of ['', 'expert=davis', 'expert=davis&expert=davis', 'expert=x&'.repeat(51)])
    isRefusedFor(t, await app.inject(`/v1/compare?${query}`), ['expert']);
});

t.test('the table of a comparison names the experts, the relation, and the silence on the rest', async (t) => {
  const { body } = await app.inject('/v1/compare.md?expert=davis&expert=dimino');
  t.match(body, '| Question | Relation | Paul Davis | Michael DiMino |');
  t.match(body, '| Kursk-only deployment | Agree | Leans in favour | Leans in favour |');
  t.match(body, '5 further questions on which none of them is on record');
});

t.test('the rows of a comparison carry the words and sources when they are asked for', async (t) => {
  const rows = async (query: string) =>
    (await app.inject(`/v1/compare.csv?expert=davis&expert=dimino${query}`)).body.split('\r\n');
  const [plain] = await rows('');
  t.notMatch(plain, 'quotes');
  const [header, ...lines] = await rows('&include=statements');
  t.match(header, 'quotes,paraphrases,statement_ids,sources,source_urls');
  t.match(lines.find((line) => line.startsWith('red-line,') && line.includes(',davis,')) ?? '', 'The Epoch Times');
});

t.test('the agreement of all has every pair once, in the order of the experts', async (t) => {
  const { pairs, experts, questions } = await agreement();
  t.equal(questions, 15);
  t.equal(pairs.length, 15);
  const ids = experts.map(({ id }) => id);
  t.strictSame(ids, ['davis', 'dimino', 'hargis', 'herbst', 'kirby', 'turner']);
  t.strictSame(
    pairs.map(({ a, b }) => [a, b]),
    ids.flatMap((a, index) => ids.slice(index + 1).map((b) => [a, b])),
  );
});

t.test('identical answers score 1, opposite ends 0, and no shared question null, never 0', async (t) => {
  const found = (await agreement()).pairs;
  const pair = (one: string, other: string) => {
    const { score, shared } = found.find(({ a, b }) => a === one && b === other) ?? {};
    return { score, shared };
  };
  t.strictSame(pair('davis', 'turner'), { score: 1, shared: 1 });
  t.strictSame(pair('dimino', 'turner'), { score: 0, shared: 1 });
  t.strictSame(pair('davis', 'herbst'), { score: 0.5, shared: 1 });
  t.strictSame(pair('hargis', 'kirby'), { score: null, shared: 0 });
});

t.test('taking no side is no place to compare', async (t) => {
  const { pairs } = await agreement('expert=kirby&expert=turner&question=us-new-steps');
  t.strictSame(pairs, [{ a: 'kirby', b: 'turner', score: null, shared: 0, same: 0, opposite: 0 }]);
});

t.test('without a score the CSV cell is empty, and the n says why', async (t) => {
  const { body } = await app.inject('/v1/agreement.csv?expert=hargis&expert=kirby');
  t.equal(body, 'a_id,a,b_id,b,score,shared,same,opposite\r\nhargis,Shirley Martey Hargis,kirby,John Kirby,,0,0,0\r\n');
});

t.test('silence changes nothing, and neither does a retracted position', async (t) => {
  const told = () =>
    story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'mixed').expert('cho').question('ferry');
  const plain = await serviceOver(t, await storeOf(t, told()));
  const taken = told().says('ben', 'ferry', 'oppose', { status: 'retracted' }).says('ada', 'ferry', 'support');
  const more = await serviceOver(t, await storeOf(t, taken));
  const url = '/v1/agreement?expert=ada&expert=ben';
  const pairs: Agreement['pairs'] = [{ a: 'ada', b: 'ben', score: 0.5, shared: 1, same: 0, opposite: 0 }];
  t.strictSame((await plain.inject(url)).json().pairs, pairs);
  t.strictSame((await more.inject(url)).json().pairs, pairs);
});

t.test('as of a day before anything was said, nobody agrees with anybody', async (t) => {
  const { pairs, asOf } = await agreement('asOf=2023');
  t.equal(asOf, '2023');
  t.strictSame(new Set(pairs.map(({ score, shared }) => `${score} ${shared}`)), new Set(['null 0']));
});
