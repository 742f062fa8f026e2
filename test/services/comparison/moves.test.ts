import t from 'tap';
import { listMoves } from '../../../src/services/comparison/moves.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const store = await storeOf(
  t,
  story()
    .question('bridge', { topics: ['traffic'] })
    .question('tolls', { topics: ['money'] })
    .expert('quiet')
    .says('ada', 'bridge', 'support', { on: '2024-01-01', quote: 'Yes' })
    .says('ada', 'bridge', 'oppose', { on: '2024-03-01', quote: 'No' })
    .says('ada', 'tolls', 'mixed', { on: '2024-01-01' })
    .says('ada', 'tolls', 'support', { on: '2024-02-01' })
    .says('ada', 'tolls', 'oppose', { on: '2024-04-01', status: 'draft' })
    .says('ben', 'bridge', 'oppose', { on: '2024-01-01' })
    .says('ben', 'bridge', 'support', { on: '2024-02-01' }),
);
const NOW = { asOf: null, knownAt: null };
const told = async (about: object) =>
  (await listMoves(store, READER, 'ada', { ...NOW, ...about })).moves.map(
    ({ question, to }) => `${question.id} ${to.option}`,
  );

t.test('moves are those of the expert, by title of the question, with their words', async (t) => {
  t.strictSame(await told({}), ['bridge oppose', 'tolls support']);
  const { moves } = await listMoves(store, READER, 'ada', NOW);
  t.strictSame(
    moves[0]?.to.statements.map(({ quotes }) => quotes),
    [['No']],
  );
});

t.test('moves are narrowed by question, topic and day', async (t) => {
  t.strictSame(await told({ question: ['bridge'] }), ['bridge oppose']);
  t.strictSame(await told({ topic: ['money'] }), ['tolls support']);
  t.strictSame(await told({ asOf: '2024-02' }), ['tolls support']);
  t.strictSame(await told({ topic: ['money'], question: ['bridge'] }), []);
});

t.test('who never moved has no moves, and the n is there nonetheless', async (t) => {
  const { moves, moved, onRecord } = await listMoves(store, READER, 'quiet', NOW);
  t.strictSame([moves, moved, onRecord], [[], 0, 0]);
});

t.test('who and what does not exist is refused', async (t) => {
  await refused(t, listMoves(store, READER, 'adda', NOW), { kind: 'not-found' });
  await refused(t, listMoves(store, READER, 'ada', { ...NOW, question: ['brigde'] }), { kind: 'invalid' });
  await refused(t, listMoves(store, READER, 'ada', { ...NOW, topic: ['trafic'] }), { kind: 'invalid' });
});
