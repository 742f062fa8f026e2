import t from 'tap';
import { askDivision } from '../../../src/services/comparison/consensus.ts';
import { askLatest, askMostDivisive } from '../../../src/services/comparison/findings.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

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

t.test('what divides most comes first, with the words of the first; where all agree nothing divides', async (t) => {
  const found = await askMostDivisive(store, READER, 5);
  t.strictSame(
    found.map(({ questions }) => questions.map(({ id }) => id)),
    [['bridge'], ['ferry']],
  );
  const words = found.map(({ cells }) => cells.map(({ statements }) => statements?.flatMap(({ quotes }) => quotes)));
  t.strictSame(words[0]?.[0], ['No']);
  t.strictSame(words[1]?.[0], undefined);
  t.strictSame((await askMostDivisive(store, READER, 1)).length, 1);
});

t.test('a split of five experts comes before a deeper one of two', async (t) => {
  const many = ['a', 'b', 'c', 'd', 'e'].reduce(
    (told, name, index) => told.says(name, 'wide', index < 2 ? 'lean-support' : 'lean-oppose'),
    story().says('a', 'deep', 'support').says('b', 'deep', 'oppose'),
  );
  const found = await askMostDivisive(await storeOf(t, many), READER, 5);
  t.strictSame(
    found.map(({ questions }) => questions[0]?.id),
    ['wide', 'deep'],
  );
});

t.test(
  'the latest positions come by the day they were said, drafts left out, and who moved with both ends',
  async (t) => {
    const { positions, moves } = await askLatest(store, READER, 3);
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

t.test('whoever was absent said nothing new', async (t) => {
  const told = story()
    .scale('roll', { aye: 1, away: 'absent' })
    .question('vote', { scale: 'roll' })
    .says('ada', 'vote', 'aye')
    .says('ben', 'vote', 'away');
  const { positions } = await askLatest(await storeOf(t, told), READER, 3);
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
