/** /v1/match: a reader's own answers against what each expert holds. */
import t from 'tap';
import type { Match, OwnAnswer } from '../../../../src/core/comparison/match.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const told = story()
  .scale('five', { no: -1, less: -0.5, between: 0, more: 0.5, yes: 1, silent: null })
  .expert('ada', { affiliations: [{ organization: 'Guild' }] })
  .expert('eve', { name: 'eve' });
for (const question of ['a', 'b', 'c']) told.question(question, { scale: 'five' });
told
  .says('ada', 'a', 'yes', { on: '2023-05-01' })
  .says('ada', 'b', 'no', { on: '2023-05-01' })
  .says('ada', 'b', 'yes', { on: '2024-05-01' })
  .says('bo', 'a', 'more')
  .says('bo', 'c', 'silent')
  .says('cho', 'a', 'yes', { on: '2023-05-01' })
  .says('dan', 'a', 'no', { on: '2023-05-01' })
  .says('dan', 'a', 'yes', { on: '2023-05-01' })
  .says('eve', 'a', 'yes', { status: 'draft' });
const app = await serviceOver(t, await storeOf(t, told));

const send = (answers: readonly object[], query = '') =>
  app.inject({ method: 'POST', url: `/v1/match${query}`, payload: { answers } });

async function match(answers: readonly OwnAnswer[], query = ''): Promise<Match> {
  const reply = await send(answers, query);
  t.equal(reply.statusCode, 200, reply.body);
  t.equal(reply.headers['cache-control'], 'no-store');
  return reply.json();
}

const MINE = [
  { question: 'a', option: 'yes' },
  { question: 'b', option: 'yes' },
  { question: 'c', option: 'silent' },
];
const rows = ({ experts }: Match) =>
  experts.map(({ id, score, shared, same, opposite }) => [id, score, shared, same, opposite]);

t.test('the nearest come first, each score with its n; of drafts nothing is told', async (t) => {
  const found = await match(MINE);
  t.match(found, { rule: 'latest', asOf: null, knownAt: null, answers: 3, valued: 2 });
  const all = [
    ['ada', 1, 2, 2, 0],
    ['cho', 1, 1, 1, 0],
    ['bo', 0.75, 1, 0, 0],
    ['dan', 0.5, 1, 0, 0],
    ['eve', null, 0, 0, 0],
  ];
  t.strictSame(rows(found), all);
  t.strictSame(rows(await match(MINE, '?asOf=2030')), all, 'read from the positions, it is what the stored cells say');
  t.strictSame(found.experts[0]?.affiliation, 'Guild');
});

t.test('it is what the agreement says of an expert who holds the same', async (t) => {
  const { pairs } = (await app.inject('/v1/agreement?of=ada')).json();
  const asAda = rows(await match(MINE.slice(0, 2)));
  for (const { b, score, shared, same, opposite } of pairs)
    t.strictSame(
      asAda.find(([id]) => id === b),
      [b, score, shared, same, opposite],
    );
  t.equal(pairs.length, 4);
});

t.test('the selection, the day and the rule count as everywhere', async (t) => {
  t.strictSame(rows(await match(MINE, '?expert=bo&expert=cho&excludeExpert=cho')), [['bo', 0.75, 1, 0, 0]]);
  t.strictSame(rows(await match(MINE, '?affiliation=guild&asOf=2023')), [['ada', 0.5, 2, 1, 1]]);
  t.strictSame(rows(await match(MINE, '?affiliation=guild&rule=all')), [['ada', 0.75, 2, 1, 0]]);
  isRefusedFor(t, await send(MINE, '?expert=add'), ['expert']);
  isRefusedFor(t, await send(MINE, '?affiliation=Nowhere'), ['affiliation']);
  isRefusedFor(t, await send(MINE, '?minShared=2'), ['minShared']);
});

t.test('what is wrong with an answer is told at its place', async (t) => {
  const pointers = async (answers: readonly object[]) =>
    isProblem(t, await send(answers), 'invalid-request').errors.map(({ pointer }) => pointer);
  t.strictSame(await pointers([...MINE, { question: 'd', option: 'yes' }]), ['/answers/3/question']);
  t.strictSame(await pointers([...MINE, { question: 'a', option: 'no' }]), ['/answers/3/question']);
  t.strictSame(
    await pointers([
      { question: 'a', option: 'yess' },
      { question: 'b', option: 'maybe' },
    ]),
    [...['/answers/0/option', '/answers/1/option']],
  );
  t.match(isProblem(t, await send([{ question: 'a', option: 'silentt' }]), 'invalid-request').detail, 'mean "silent"');
  t.strictSame(await pointers([{ question: 'a', option: 'yes', name: 'me' }]), ['/answers/0/name']);
  t.strictSame(await pointers([]), ['/answers']);
  t.strictSame(await pointers(Array.from({ length: 201 }, (_, n) => ({ question: `q${n}`, option: 'yes' }))), [
    '/answers',
  ]);
  const keyed = await app.inject({
    method: 'POST',
    url: '/v1/match',
    headers: { 'idempotency-key': 'once' },
    payload: { answers: MINE },
  });
  isRefusedFor(t, keyed, ['Idempotency-Key']);
});

t.test('nothing of the answers is written or logged', async (t) => {
  const lines: string[] = [];
  const store = await storeOf(t, told);
  const logging = await serviceOver(t, store, {
    logger: { level: 'trace', stream: { write: (line: string) => lines.push(line) } },
  });
  const before = await store.revision();
  const ask = (answers: readonly object[]) =>
    logging.inject({ method: 'POST', url: '/v1/match', payload: { answers } });
  t.equal((await ask(MINE)).statusCode, 200);
  const refused = isProblem(t, await ask([{ question: 'a', option: 'zebra-crossing' }]), 'invalid-request');
  t.match(JSON.stringify(refused), 'zebra-crossing', 'the reader is told which');
  t.equal(await store.revision(), before);
  t.match(lines.join(''), '/v1/match', 'the request is');
  t.notMatch(lines.join(''), 'yes');
  t.notMatch(lines.join(''), 'zebra');
});
