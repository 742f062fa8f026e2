import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Consensus, ConsensusRanking } from '../../../../src/core/comparison/consensus.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);
const consensus = async (id: string, query = ''): Promise<Consensus> =>
  (await app.inject(`/v1/questions/${id}/consensus?${query}`)).json();

const rank = async (service: typeof app, query = ''): Promise<ConsensusRanking> =>
  (await service.inject(`/v1/consensus?${query}`)).json();

t.test('two support the red line and one opposes it: mean, spread and polarisation, of three', async (t) => {
  const { question, experts, scale } = await consensus('red-line');
  t.equal(experts, 6);
  t.equal(scale.id, 'support');
  const { distribution, answered, valued, mean, spread, polarisation } = question;
  t.strictSame([distribution.support, distribution.oppose, distribution.none], [2, 1, 3]);
  t.strictSame({ answered, valued }, { answered: 3, valued: 3 });
  t.ok(Math.abs((mean ?? 0) - 1 / 3) < 1e-12);
  t.ok(Math.abs((spread ?? 0) - Math.sqrt(8 / 9)) < 1e-12);
  // 4 · (4/9 · 1/3 + 1/9 · 2/3)
  t.ok(Math.abs((polarisation ?? 0) - 8 / 9) < 1e-12);
});

t.test('experts, rule and day can be chosen, as for a matrix', async (t) => {
  const { question, experts } = await consensus('red-line', 'expert=turner&expert=davis&asOf=2024-12&rule=all');
  t.strictSame([experts, question.valued, question.polarisation], [2, 2, 0]);
  const before = await consensus('red-line', 'asOf=2023');
  t.strictSame(
    [before.asOf, before.question.valued, before.question.mean, before.question.polarisation],
    ['2023', 0, null, null],
  );
});

t.test('the table of one question has a row for each option, for contested and for silence', async (t) => {
  const [head, ...rows]: string[][] = parse((await app.inject('/v1/questions/red-line/consensus.csv')).body);
  t.strictSame(head, [
    ...['question_id', 'question', 'option_id', 'option', 'value', 'experts', 'of'],
    ...['answered', 'valued', 'mean', 'spread', 'polarisation', 'minority'],
  ]);
  t.strictSame(
    rows.map(([, , option, , value, experts]) => `${option} ${value} ${experts}`),
    [
      ...['oppose -1 1', 'lean-oppose -0.5 0', 'mixed 0 0', 'lean-support 0.5 0', 'support 1 2', 'noncommittal  0'],
      ...['contested  0', 'none  3'],
    ],
  );
  const { body } = await app.inject('/v1/questions/red-line/consensus.md');
  t.match(body, '3 of 6 on record. Mean 0.33, spread 0.94, polarisation 0.89 (n = 3).');
  t.match(body, '| Nothing on record | 3 |');
  t.match(
    (await app.inject('/v1/questions/us-new-steps/consensus.md?expert=kirby')).body,
    '1 of 1 on record, and none took a place on the scale: there is nothing to measure (n = 0).',
  );
});

t.test('by organization, one table has a row for each question, group and option', async (t) => {
  const { groupBy, question } = await consensus('red-line', 'groupBy=affiliation&affiliation=defense+priorities');
  t.equal(groupBy, 'affiliation');
  const [group] = question.groups ?? [];
  t.strictSame(
    [question.groups?.length, group?.name, group?.experts, group?.answered, group?.mean, group?.minority],
    [1, 'Defense Priorities', 1, 1, -1, 0],
  );
  const ranking = await rank(app, 'groupBy=affiliation&minValued=1&limit=2');
  t.strictSame(
    [ranking.groupBy, ranking.items.map((item) => (item.groups ?? []).length > 0)],
    ['affiliation', [true, true]],
  );
  const [head, ...rows]: string[][] = parse(
    (await app.inject('/v1/consensus.csv?groupBy=affiliation&minValued=1')).body,
  );
  t.strictSame(head, [
    ...['question_id', 'question', 'group', 'option_id', 'option', 'value', 'experts', 'of'],
    ...['answered', 'valued', 'mean', 'spread', 'polarisation', 'minority'],
  ]);
  t.strictSame(
    rows.filter(([id, , name]) => id === 'red-line' && name === 'Defense Priorities').map((row) => row.slice(3, 8)),
    [
      ['oppose', 'Opposes', '-1', '1', '1'],
      ['lean-oppose', 'Leans against', '-0.5', '0', '1'],
      ['mixed', 'Sees both sides', '0', '0', '1'],
      ['lean-support', 'Leans in favour', '0.5', '0', '1'],
      ['support', 'Supports', '1', '0', '1'],
      ['noncommittal', 'Took no side', '', '0', '1'],
      ['contested', 'Contested', '', '0', '1'],
      ['none', 'Nothing on record', '', '0', '1'],
    ],
  );
  const one = await app.inject('/v1/questions/red-line/consensus.csv?groupBy=affiliation');
  t.strictSame(
    parse(one.body).slice(1),
    rows.filter(([id]) => id === 'red-line'),
    'the same rows as of all questions',
  );
  t.match(
    (await app.inject('/v1/questions/red-line/consensus.md?groupBy=affiliation')).body,
    '| Defense Priorities | 1 |',
  );
  t.match((await app.inject('/v1/consensus.md?groupBy=affiliation')).body, '| Question | Group | Polarisation | n |');
  isRefusedFor(t, await app.inject('/v1/consensus?groupBy=topic'), ['groupBy']);
});

/** Twelve experts on five questions: all for, all but one, a half, alone, nobody. */
const town = () => {
  const told = story()
    .question('silence', { topics: ['quiet'] })
    .question('whim')
    .question('quarrel', { topics: ['loud'] });
  for (let index = 0; index < 12; index += 1) {
    const id = `e${String(index).padStart(2, '0')}`;
    told
      .says(id, 'harmony', 'support')
      .says(id, 'oddity', index === 0 ? 'oppose' : 'support')
      .says(id, 'quarrel', index % 2 === 0 ? 'oppose' : 'support');
  }
  return told.says('e00', 'whim', 'support').says('e00', 'silence', 'noncommittal');
};

t.test('the most divisive come first, or the most agreed; what too few spoke on is left out and counted', async (t) => {
  const service = await serviceOver(t, await storeOf(t, town()));
  const { items, omitted, minValued, order, experts, next } = await rank(service);
  t.strictSame(
    { omitted, minValued, order, experts, next },
    {
      omitted: 2,
      minValued: 2,
      order: 'divisive',
      experts: 12,
      next: null,
    },
  );
  t.strictSame(
    items.map(({ id, polarisation }) => [id, polarisation]),
    [
      ['quarrel', 1],
      ['oddity', (4 * (121 * 1 + 1 * 11) * 2) / (2 * 12 ** 3)],
      ['harmony', 0],
    ],
  );
  const agreed = await rank(service, 'order=agreed&minValued=1');
  t.strictSame(
    agreed.items.map(({ id, valued }) => `${id} ${valued}`),
    ['harmony 12', 'whim 1', 'oddity 12', 'quarrel 12'],
    'of equals the one that rests on more',
  );
  t.equal(agreed.omitted, 1, 'nobody took a place on silence');
});

/** The ids of this page and of all that it leads to. */
async function idsByPage(service: typeof app, url: string): Promise<string[]> {
  const { headers, body } = await service.inject(url);
  const { items }: ConsensusRanking = JSON.parse(body);
  const ids = items.map(({ id }) => id);
  const next = /<([^>]+)>; rel="next"/.exec(String(headers.link ?? ''))?.[1];
  return next === undefined ? ids : [...ids, ...(await idsByPage(service, next))];
}

t.test('a ranking comes in pages, and every question once', async (t) => {
  const service = await serviceOver(t, await storeOf(t, town()));
  for (const order of ['divisive', 'agreed']) {
    const all = (await rank(service, `order=${order}&minValued=1`)).items.map(({ id }) => id);
    const paged = await idsByPage(service, `/v1/consensus?order=${order}&minValued=1&limit=1`);
    t.strictSame(paged, all);
    t.equal(all.length, 4);
  }
});

t.test('topics, questions, words and organizations narrow a ranking', async (t) => {
  const service = await serviceOver(t, await storeOf(t, town()));
  const ids = async (query: string) => (await rank(service, query)).items.map(({ id }) => id);
  t.strictSame(await ids('topic=loud'), ['quarrel']);
  t.strictSame(await ids('question=harmony&question=oddity'), ['oddity', 'harmony']);
  t.strictSame(await ids('q=oddity'), ['oddity']);
  t.strictSame(await ids('expert=e02&expert=e04'), ['harmony', 'oddity', 'quarrel']);
  t.strictSame(
    (await rank(app, 'affiliation=the+institute+for+world+politics&affiliation=defense+priorities')).experts,
    2,
  );
});

t.test('the tables of a ranking tell the sides, contested and silence apart', async (t) => {
  const service = await serviceOver(t, await storeOf(t, town()));
  const [head, first]: string[][] = parse((await service.inject('/v1/consensus.csv?limit=1')).body);
  t.strictSame(head, [
    ...['question_id', 'question', 'proposition', 'scale_id', 'polarisation', 'valued', 'mean', 'spread'],
    ...['minority', 'answered'],
    ...['support', 'oppose', 'neutral', 'no_side', 'contested', 'none'],
  ]);
  t.strictSame(first, [
    ...['quarrel', 'quarrel', 'There should be a quarrel.', 'support', '1', '12', '0', '1', '0.5', '12'],
    ...['6', '6', '0', '0', '0', '0'],
  ]);
  const { body } = await service.inject('/v1/consensus.md');
  t.match(body, '## The most divisive questions');
  t.match(body, '| quarrel | 1.00 | 12 | 0.00 | 1.00 | 0.50 | 6 | 6 | 0 | 0 | 0 | 0 |');
  t.match(body, '2 further questions on which fewer than 2 took a place.');
  t.equal((await service.inject('/v1/consensus.ndjson')).body.trim().split('\n').length, 3);
});

t.test('what is wrong is named', async (t) => {
  isProblem(t, await app.inject('/v1/questions/redline/consensus'), 'not-found');
  const cursor = (await rank(app, 'limit=1')).next;
  const refused: [string, string[]][] = [
    ['/v1/consensus?order=loud', ['order']],
    ['/v1/consensus?minValued=0', ['minValued']],
    ['/v1/consensus?limit=501', ['limit']],
    ['/v1/consensus?cursor=x', ['cursor']],
    [`/v1/consensus?order=agreed&cursor=${cursor}`, ['cursor']],
    ['/v1/consensus?affiliation=nowhere', ['affiliation']],
    ['/v1/consensus?expert=nobody', ['expert']],
    ['/v1/questions/red-line/consensus?question=red-line', ['question']],
    ['/v1/questions/red-line/consensus.csv?shape=wide', ['shape']],
  ];
  for (const [url, parameters] of refused) isRefusedFor(t, await app.inject(url), parameters);
});
