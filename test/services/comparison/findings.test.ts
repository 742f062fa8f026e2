import t from 'tap';
import type { StoreReading } from '../../../src/core/ports/store.ts';
import { askDivision } from '../../../src/services/comparison/consensus.ts';
import { askFindings, askLatest } from '../../../src/services/comparison/findings.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';

const store = await storeOf(
  t,
  story()
    .expert('quiet')
    .question('alone')
    .says('ada', 'bridge', 'support', { on: '2024-01-01', quote: 'Yes' })
    .says('ada', 'bridge', 'oppose', { on: '2024-03-01', quote: 'No' })
    .says('ben', 'bridge', 'support', { on: '2024-01-01' })
    .says('ada', 'tolls', 'support', { on: '2024-02-01' })
    .says('ben', 'tolls', 'support', { on: '2024-02-01' })
    .says('ada', 'ferry', 'lean-oppose', { on: '2024-02-02' })
    .says('ben', 'ferry', 'lean-support', { on: '2024-05-01' })
    .says('ben', 'ferry', 'oppose', { on: '2024-06-01', status: 'draft' }),
);

const dividedIn = async (of: StoreReading, limit: number) =>
  (await askFindings(of, READER, { questions: [], limit })).divided;

t.test('what divides most comes first, with the words of the first; where all agree nothing divides', async (t) => {
  const found = await dividedIn(store, 5);
  t.strictSame(
    found.map(({ questions }) => questions.map(({ id }) => id)),
    [['bridge'], ['ferry']],
  );
  const words = found.map(({ cells }) => cells.map(({ statements }) => statements?.flatMap(({ quotes }) => quotes)));
  t.strictSame(words[0]?.[0], ['No']);
  t.strictSame(words[1]?.[0], undefined);
  t.strictSame((await dividedIn(store, 1)).length, 1);
});

t.test('a split of five experts comes before a deeper one of two', async (t) => {
  const many = ['a', 'b', 'c', 'd', 'e'].reduce(
    (told, name, index) => told.says(name, 'wide', index < 2 ? 'lean-support' : 'lean-oppose'),
    story().says('a', 'deep', 'support').says('b', 'deep', 'oppose'),
  );
  const found = await dividedIn(await storeOf(t, many), 5);
  t.strictSame(
    found.map(({ questions }) => questions[0]?.id),
    ['wide', 'deep'],
  );
});

t.test(
  'the latest positions come by the day they were said, drafts left out, and who moved with both ends',
  async (t) => {
    const { positions, moves } = await askLatest(store, READER, { limit: 3 });
    t.strictSame(
      positions.map(({ expert, question, label }) => `${expert.id} ${question.id} ${label}`),
      ['ben ferry Leans in favour', 'ada bridge Opposes', 'ada ferry Leans against'],
    );
    t.strictSame(
      moves.map(({ expert, move }) => `${expert.id} ${move.question.id} ${move.from.option} ${move.to.option}`),
      ['ada bridge support oppose'],
    );
  },
);

t.test('of moves on one day the one that was recorded last comes first', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2023' })
    .says('ben', 'bridge', 'support', { on: '2023' })
    .says('ben', 'tolls', 'support', { on: '2023' })
    .says('ada', 'bridge', 'oppose', { on: '2024-03-01' })
    .says('ben', 'bridge', 'oppose', { on: '2024-03-01' })
    .says('ben', 'tolls', 'oppose', { on: '2024-03-01' });
  const { moves } = await askLatest(await storeOf(t, told), READER, { limit: 5 });
  t.strictSame(
    moves.map(({ expert, move }) => `${expert.id} ${move.question.id}`),
    ['ben tolls', 'ben bridge', 'ada bridge'],
  );
});

t.test('more experts than a matrix or a comparison holds leave the division, and nothing fails', async (t) => {
  const crowd = story();
  for (let n = 0; n <= 50_000; n += 1) crowd.expert(`e${n}`);
  crowd.says('e1', 'q0', 'support').says('e2', 'q0', 'oppose');
  const many = await storeOf(t, crowd);
  const few = await askFindings(many, READER, { questions: ['q0'], limit: 4 });
  t.strictSame(few.divided, []);
  t.match(few.division, { experts: 50_001, questions: [{ id: 'q0', valued: 2 }] });
  const more = story();
  for (let n = 1; n < 100; n += 1) more.question(`q${n}`);
  await tell(many, more);
  const ids = Array.from({ length: 100 }, (_, n) => `q${99 - n}`);
  const { division, divided, extent } = await askFindings(many, READER, { questions: ids, limit: 4 });
  t.strictSame(divided, []);
  t.strictSame(extent, { experts: 50_001, questions: 100 });
  t.equal(division.experts, 50_001);
  t.strictSame(
    division.questions.map(({ id }) => id),
    ids,
  );
  t.match(division.questions.at(-1), { valued: 2, mean: 0 });
});

t.test('whoever was absent said nothing new', async (t) => {
  const told = story()
    .scale('roll', { aye: 1, away: 'absent' })
    .question('vote', { scale: 'roll' })
    .says('ada', 'vote', 'aye')
    .says('ben', 'vote', 'away');
  const { positions } = await askLatest(await storeOf(t, told), READER, { limit: 3 });
  t.strictSame(
    positions.map(({ expert }) => expert.id),
    ['ada'],
  );
});

t.test('the division of questions comes in the order named', async (t) => {
  const { questions, experts } = await askDivision(store, READER, ['tolls', 'alone', 'bridge']);
  t.equal(experts, 3);
  t.strictSame(
    questions.map(({ id, valued }) => [id, valued]),
    [
      ['tolls', 2],
      ['alone', 0],
      ['bridge', 2],
    ],
  );
});
