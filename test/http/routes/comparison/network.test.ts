import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Network } from '../../../../src/core/comparison/network/network.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);
const network = async (query = ''): Promise<Network> => (await app.inject(`/v1/network?${query}`)).json();
const rowsOf = async (url: string): Promise<string[][]> => parse((await app.inject(url)).body);

t.test('without parameters it is the congruence less the conflict of every two experts', async (t) => {
  const { mode, actor, aggregation, normalisation, duplicates, rule, from, asOf, actors, pairs, ties } =
    await network();
  t.strictSame(
    { mode, actor, aggregation, normalisation, duplicates, rule, from, asOf },
    {
      mode: 'one-mode',
      actor: 'expert',
      aggregation: 'subtract',
      normalisation: 'none',
      duplicates: 'include',
      rule: 'all',
      from: null,
      asOf: null,
    },
  );
  t.equal(actors.length, 6);
  t.strictSame(ties, []);
  t.strictSame(pairs[0], { a: 'davis', b: 'dimino', weight: -1, shared: 3, congruence: 1, conflict: 2 });
});

t.test('two modes tie experts to questions', async (t) => {
  const { ties, pairs, questions } = await network('mode=two-mode&question=red-line');
  t.strictSame(pairs, []);
  t.strictSame(
    ties.map(({ actor, question, weight }) => `${actor} ${question} ${weight}`),
    ['davis red-line 1', 'dimino red-line -1', 'turner red-line 1'],
  );
  t.strictSame(questions, [{ id: 'red-line', title: 'Red line', positions: 3 }]);
});

t.test('the CSV is a list of edges or, wide, the matrix with its zeros', async (t) => {
  t.strictSame(await rowsOf('/v1/network.csv?question=red-line'), [
    ['a_id', 'a', 'b_id', 'b', 'weight', 'shared', 'congruence', 'conflict'],
    ['davis', 'Paul Davis', 'dimino', 'Michael DiMino', '-1', '1', '0', '1'],
    ['davis', 'Paul Davis', 'turner', 'Mike Turner', '1', '1', '1', '0'],
    ['dimino', 'Michael DiMino', 'turner', 'Mike Turner', '-1', '1', '0', '1'],
  ]);
  t.strictSame(await rowsOf('/v1/network.csv?shape=wide&question=red-line'), [
    ['id', 'name', 'davis', 'dimino', 'turner'],
    ['davis', 'Paul Davis', '0', '-1', '1'],
    ['dimino', 'Michael DiMino', '-1', '0', '-1'],
    ['turner', 'Mike Turner', '1', '-1', '0'],
  ]);
  t.strictSame(await rowsOf('/v1/network.csv?mode=two-mode&question=red-line&expert=turner&aggregation=combine'), [
    ['actor_id', 'actor', 'question_id', 'question', 'weight', 'agree', 'disagree'],
    ['turner', 'Mike Turner', 'red-line', 'Red line', '1', '1', '0'],
  ]);
});

t.test('the table for people tells a balance from a silence', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support')
    .says('ada', 'bridge', 'oppose')
    .says('ben', 'bridge', 'support')
    .says('cho', 'tolls', 'support')
    .says('cho', 'tolls', 'mixed');
  const service = await serviceOver(t, await storeOf(t, told));
  const { body } = await service.inject('/v1/network.md');
  t.match(body, '| Name | ada | ben | cho |');
  t.match(body, '| ada | — | 0 | — |');
  t.match(body, '1 further position: took no side.');
});

t.test('experts, questions, topics and organizations can be chosen and left out', async (t) => {
  const names = async (query: string) => (await network(query)).actors.map(({ id }) => id);
  t.strictSame(await names('expert=turner&expert=davis'), ['turner', 'davis'], 'in the order named');
  t.strictSame(await names('question=red-line&excludeExpert=davis'), ['dimino', 'turner']);
  t.strictSame(await names('topic=escalation&excludeQuestion=red-line&excludeTopic=escalation'), []);
  t.strictSame(await names('question=red-line&excludeAffiliation=CIA'), ['davis', 'turner']);
  t.strictSame(await names('question=red-line&affiliation=defense+priorities'), ['dimino']);
  t.strictSame(await names('actor=organization&question=red-line&affiliation=defense+priorities'), [
    'Defense Priorities',
  ]);
  t.strictSame(await names('actor=organization&question=red-line&expert=dimino&excludeAffiliation=CIA'), [
    'Defense Priorities',
  ]);
});

t.test('what is wrong is named, with what would be right', async (t) => {
  const refused: [string, string[]][] = [
    ['aggregation=combine', ['aggregation']],
    ['mode=two-mode&aggregation=congruence&normalisation=jaccard', ['aggregation', 'normalisation']],
    ['mode=two-mode&aggregation=combine&normalisation=activity', ['normalisation']],
    ['mode=three-mode', ['mode']],
    ['normalization=none', ['normalization']],
    ['duplicates=document', ['duplicates']],
    ['from=2024&to=2023', ['from']],
    ['to=2024-13', ['to']],
    ['expert=nobody', ['expert']],
    ['excludeExpert=nobody&excludeTopic=nothing', ['excludeExpert', 'excludeTopic']],
    ['excludeQuestion=redline', ['excludeQuestion']],
    ['affiliation=nowhere', ['affiliation']],
    ['excludeAffiliation=nowhere', ['excludeAffiliation']],
    ['asOf=2024', ['asOf']],
  ];
  for (const [query, parameters] of refused) isRefusedFor(t, await app.inject(`/v1/network?${query}`), parameters);
  const { detail } = isRefusedFor(t, await app.inject('/v1/network?excludeQuestion=redline'), ['excludeQuestion']);
  t.match(detail, 'did you mean "red-line"?');
  isProblem(t, await app.inject('/v1/network.svg'), 'not-found');
});

t.test('a range without positions is a network without actors', async (t) => {
  const { actors, questions, pairs } = await network('to=1999');
  t.strictSame({ actors, questions, pairs }, { actors: [], questions: [], pairs: [] });
  t.equal((await app.inject('/v1/network.md?to=1999')).statusCode, 200);
});

t.test('drafts and retracted positions are in no network', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support')
    .says('ben', 'bridge', 'support', { status: 'draft' })
    .says('cho', 'bridge', 'support', { status: 'retracted' });
  const service = await serviceOver(t, await storeOf(t, told));
  const { actors, left } = (await service.inject('/v1/network')).json();
  t.strictSame(actors, [{ id: 'ada', name: 'ada', positions: 1 }]);
  t.strictSame(left, { withoutSide: 0, withoutOrganization: 0, duplicates: 0 });
});
