import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Agreement } from '../../../../src/core/comparison/agreement/agreement.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);
const agreement = async (query = ''): Promise<Agreement> => (await app.inject(`/v1/agreement?${query}`)).json();
const rowsOf = async (url: string): Promise<string[][]> => parse((await app.inject(url)).body);

t.test('unless something is asked for, there are only the pairs', async (t) => {
  const { groupBy, groups, by, parts, omitted, pairs } = await agreement();
  t.strictSame({ groupBy, groups, by, parts, omitted }, { groupBy: null, groups: [], by: null, parts: [], omitted: 0 });
  t.equal(pairs.length, 15);
});

t.test('the nearest and the farthest of one expert', async (t) => {
  t.strictSame((await agreement('of=dimino&nearest=1')).pairs, [
    { a: 'dimino', b: 'herbst', score: 0.5, shared: 1, same: 0, opposite: 1 },
  ]);
  const { pairs, omitted } = await agreement('of=dimino&farthest=1');
  t.strictSame(pairs, [{ a: 'dimino', b: 'turner', score: 0, shared: 1, same: 0, opposite: 1 }]);
  t.equal(omitted, 4);
});

t.test('one expert can be set against those of an organization they do not belong to', async (t) => {
  const { pairs } = await agreement('of=turner&affiliation=defense+priorities');
  t.strictSame(pairs, [{ a: 'turner', b: 'dimino', score: 0, shared: 1, same: 0, opposite: 1 }]);
});

t.test('organizations are groups, and affiliation chooses among them too', async (t) => {
  const { groups, pairs } = await agreement(
    'groupBy=affiliation&affiliation=the+institute+for+world+politics&affiliation=defense+priorities',
  );
  t.strictSame(groups, [
    { name: 'Defense Priorities', experts: ['dimino'] },
    { name: 'The Institute for World Politics', experts: ['davis'] },
  ]);
  t.strictSame(pairs[1], {
    a: 'Defense Priorities',
    b: 'The Institute for World Politics',
    score: 1 - (2 / 2 + 1.5 / 2) / 3,
    shared: 3,
    same: 1,
    opposite: 2,
  });
  t.strictSame((await rowsOf('/v1/agreement.csv?shape=wide&groupBy=affiliation&affiliation=defense+priorities'))[0], [
    'group_id',
    'group',
    'Defense Priorities',
  ]);
});

t.test('one expert can be set against organizations, as rows, as a column and as a graph', async (t) => {
  const query = 'of=davis&groupBy=affiliation&affiliation=defense+priorities';
  const { of, groups, pairs } = await agreement(query);
  t.equal(of, 'davis');
  t.strictSame(groups, [{ name: 'Defense Priorities', experts: ['dimino'] }]);
  const score = 1 - (2 / 2 + 1.5 / 2) / 3;
  t.strictSame(pairs, [{ a: 'davis', b: 'Defense Priorities', score, shared: 3, same: 1, opposite: 2 }]);
  t.strictSame((await rowsOf(`/v1/agreement.csv?${query}`))[1], [
    ...['davis', 'Paul Davis', 'Defense Priorities', 'Defense Priorities', String(score), '3', '1', '2'],
  ]);
  t.strictSame(await rowsOf(`/v1/agreement.csv?shape=wide&${query}`), [
    ['group_id', 'group', 'davis'],
    ['Defense Priorities', 'Defense Priorities', String(score)],
  ]);
  const { body } = await app.inject(`/v1/agreement.gexf?${query}`);
  t.match(body, '<node id="expert:davis" label="Paul Davis">');
  t.match(body, '<edge id="0" source="expert:davis" target="organization:1"');
  t.match((await app.inject(`/v1/agreement.md?${query}`)).body, 'every member who shares it, the expert aside.');
});

t.test('parts are a row each in tables, with their topic, month or year in front', async (t) => {
  const [head, first] = await rowsOf('/v1/agreement.csv?by=topic&topic=escalation&expert=davis&expert=turner');
  t.strictSame(head, ['topic', 'a_id', 'a', 'b_id', 'b', 'score', 'shared', 'same', 'opposite']);
  t.strictSame(first, ['escalation', 'davis', 'Paul Davis', 'turner', 'Mike Turner', '1', '1', '1', '0']);
  const { parts, by } = await agreement('by=month&expert=davis&expert=dimino');
  t.equal(by, 'month');
  t.strictSame(
    parts.map(({ part, pairs }) => [part, pairs.map(({ shared }) => shared)]),
    [['2024-10', [3]]],
  );
  const { body } = await app.inject('/v1/agreement.md?by=year&nearest=1');
  t.match(body, 'What was said in a year counts in that year only.');
  t.match(body, '14 further pairs were left out, as was asked.');
});

t.test('agreement is a graph too: the score is the weight, and who shares nothing has no edge', async (t) => {
  const { body } = await app.inject('/v1/agreement.gexf?expert=davis&expert=turner&expert=hargis');
  t.match(body, '<node id="expert:hargis" label="Shirley Martey Hargis">');
  t.match(
    body,
    '<edge id="0" source="expert:davis" target="expert:turner" weight="1"><attvalues><attvalue for="shared" value="1"/>',
  );
  t.notMatch(body, 'edge id="1"');
  const groups = await app.inject('/v1/agreement.graphml?groupBy=affiliation');
  t.match(groups.body, '<data key="node-kind">organization</data>');
  isRefusedFor(t, await app.inject('/v1/agreement.gexf?by=year'), ['by']);
});

t.test('a thousand questions and more are no obstacle', async (t) => {
  const told = story();
  for (let index = 0; index < 1_000; index += 1) told.question(`q${index}`);
  for (let index = 0; index < 60; index += 1) told.says(`e${index}`, 'q7', index % 2 === 0 ? 'support' : 'oppose');
  const service = await serviceOver(t, await storeOf(t, told));
  isProblem(t, await service.inject('/v1/matrix'), 'answer-too-large');
  const { pairs, questions } = (await service.inject('/v1/agreement?farthest=1')).json();
  t.strictSame(
    { pairs, questions },
    { pairs: [{ a: 'e0', b: 'e1', score: 0, shared: 1, same: 0, opposite: 1 }], questions: 1_000 },
  );
});

t.test('what is wrong is named', async (t) => {
  const refused: [string, string[]][] = [
    ['nearest=2&farthest=2', ['farthest']],
    ['of=davies', ['of']],
    ['of=davis&affiliation=nowhere', ['affiliation']],
    ['nearest=0', ['nearest']],
    ['minShared=x', ['minShared']],
    ['by=day', ['by']],
    ['groupBy=topic', ['groupBy']],
    ['nearby=2', ['nearby']],
  ];
  for (const [query, parameters] of refused) isRefusedFor(t, await app.inject(`/v1/agreement?${query}`), parameters);
  t.match(isRefusedFor(t, await app.inject('/v1/agreement?of=davies'), ['of']).detail, 'did you mean "davis"?');
});
