import { parse } from 'csv-parse/sync';
import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const store = await storeOf(
  t,
  story()
    .expert('ada', { name: 'Ada Lind' })
    .question('bridge', { title: 'Bridge', topics: ['traffic'] })
    .question('tolls', { title: 'Tolls' })
    .source('post', { title: 'The Bridge', publisher: 'Harbour Post', url: 'https://example.org/1' })
    .says('ada', 'bridge', 'support', { id: 'p1', on: '2024-01-01', quote: 'Build it' })
    .says('ada', 'bridge', 'oppose', { id: 'p2', on: '2024-03', quote: '=Never' })
    .says('ada', 'tolls', 'mixed', { on: '2024-02-01' }),
);
const app = await serviceOver(t, store);

t.test('moves tell from what to what, between which days, on what evidence', async (t) => {
  const reply = await app.inject('/v1/experts/ada/moves');
  t.match(reply.json(), {
    asOf: null,
    knownAt: null,
    expert: { id: 'ada', name: 'Ada Lind' },
    onRecord: 2,
    moved: 1,
    moves: [
      {
        question: { id: 'bridge', title: 'Bridge' },
        kind: 'reversed',
        from: {
          position: 'p1',
          option: 'support',
          value: 1,
          saidOn: '2024-01-01',
          statements: [{ quotes: ['Build it'] }],
        },
        to: { position: 'p2', option: 'oppose', value: -1, saidOn: '2024-03', statements: [{ quotes: ['=Never'] }] },
        contested: [],
      },
    ],
  });
});

t.test('moves are narrowed by question, topic and day', async (t) => {
  const moved = async (query: string) => (await app.inject(`/v1/experts/ada/moves?${query}`)).json().moved;
  t.equal(await moved('topic=traffic'), 1);
  t.equal(await moved('question=tolls'), 0);
  t.equal(await moved('asOf=2024-03-30'), 0);
  t.equal(await moved('asOf=2024-03-31'), 1);
  isRefusedFor(t, await app.inject('/v1/experts/ada/moves?question=bridg&topic=x'), ['question', 'topic']);
  isRefusedFor(t, await app.inject('/v1/experts/ada/moves?rule=all'), ['rule']);
  isProblem(t, await app.inject('/v1/experts/adda/moves'), 'not-found');
});

t.test('moves are a table of one row each, guarded as every table is', async (t) => {
  const [row]: { [column: string]: string }[] = parse((await app.inject('/v1/experts/ada/moves.csv')).body, {
    columns: true,
  });
  t.match(row, {
    expert: 'Ada Lind',
    question: 'Bridge',
    kind: 'reversed',
    from_option: 'Supports',
    from_value: '1',
    from_quotes: 'Build it',
    to_option: 'Opposes',
    to_said_on: '2024-03',
    to_quotes: "'=Never",
    to_sources: 'Harbour Post, The Bridge (2024-06-30)',
    to_source_urls: 'https://example.org/1',
  });
  const markdown = (await app.inject('/v1/experts/ada/moves.md')).body;
  t.match(
    markdown,
    '| Bridge | Changed sides | Supports (2024-01-01)<br>“Build it” (Harbour Post, 2024-06-30) | Opposes (2024-03)<br>',
  );
  t.match(markdown, 'Changed their mind on 1 of 2 questions on record.');
});
