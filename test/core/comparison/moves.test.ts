import fc from 'fast-check';
import t from 'tap';
import { buildMoves, kindOfMove, MOVE_KINDS, type Move } from '../../../src/core/comparison/moves.ts';
import { judgeCell, sideOf } from '../../../src/core/matrix/cell.ts';
import type { MatrixMaterial } from '../../../src/core/matrix/material.ts';
import { lastDay } from '../../../src/core/values/date.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, shuffled, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';

const EVER = { asOf: null, knownAt: null };
const movesOf = (told: Story, asOf: string | null = null) => buildMoves(materialOf(told.bundle()), { ...EVER, asOf });
const words = ({ kind, from, to }: Move) => `${from.option} ${kind} ${to.option}`;

t.test('a move is where the option is another than before', async (t) => {
  const { moves, onRecord, moved } = movesOf(
    story()
      .says('ada', 'bridge', 'support', { on: '2024-01-01' })
      .says('ada', 'bridge', 'support', { on: '2024-02-01' })
      .says('ada', 'bridge', 'oppose', { on: '2024-03-01' })
      .says('ada', 'tolls', 'mixed', { on: '2024-03-01' }),
  );
  t.strictSame(moves.map(words), ['support reversed oppose']);
  t.strictSame([moves[0]?.from.saidOn, moves[0]?.to.saidOn], ['2024-02-01', '2024-03-01']);
  t.strictSame([onRecord, moved], [2, 1]);
});

t.test('a move is of one of four kinds', async (t) => {
  const kinds: readonly [number | null, number | null, string][] = [
    [1, -1, 'reversed'],
    [-0.25, 0.5, 'reversed'],
    [0, 1, 'took-side'],
    [null, -1, 'took-side'],
    [1, 0, 'left-side'],
    [-0.5, null, 'left-side'],
    [0.5, 1, 'shifted'],
    [-1, -0.5, 'shifted'],
    [0, null, 'shifted'],
    [null, null, 'shifted'],
  ];
  for (const [from, to, kind] of kinds) t.equal(kindOfMove(from, to), kind, `${from} to ${to}`);
});

t.test('positions are taken in the order in which they were said, however they were recorded', async (t) => {
  const { moves } = movesOf(
    story()
      .says('ada', 'bridge', 'oppose', { on: '2024-03-01', recordedAt: '2024-04-01T00:00:00Z' })
      .says('ada', 'bridge', 'support', { on: '2024-01-01', recordedAt: '2024-05-01T00:00:00Z' }),
  );
  t.strictSame(moves.map(words), ['support reversed oppose']);
});

t.test('a reduced date counts from its last day', async (t) => {
  const { moves } = movesOf(
    story().says('ada', 'bridge', 'oppose', { on: '2024-01' }).says('ada', 'bridge', 'support', { on: '2024-01-15' }),
  );
  t.strictSame(moves.map(words), ['support reversed oppose']);
});

t.test('of several on one day the one recorded last counts', async (t) => {
  const { moves } = movesOf(
    story()
      .says('ada', 'bridge', 'mixed', { on: '2024-01-01' })
      .says('ada', 'bridge', 'support', { on: '2024-02-01', recordedAt: '2024-03-02T00:00:00Z' })
      .says('ada', 'bridge', 'lean-support', { on: '2024-02-01', recordedAt: '2024-03-01T00:00:00Z' }),
  );
  t.strictSame(moves.map(words), ['mixed took-side support'], 'and from one to the other is no move');
});

t.test('a day that contradicts itself is no move, and is told between the two around it', async (t) => {
  const contradiction = story()
    .says('ada', 'bridge', 'support', { on: '2024-01-01' })
    .says('ada', 'bridge', 'support', { id: 'yes', on: '2024-02-01' })
    .says('ada', 'bridge', 'oppose', { id: 'no', on: '2024-02-01' });
  t.strictSame(movesOf(contradiction).moves, []);
  const { moves } = movesOf(contradiction.says('ada', 'bridge', 'oppose', { on: '2024-03-01' }));
  t.strictSame(moves.map(words), ['support reversed oppose']);
  t.strictSame(
    moves.map(({ from, to }) => [from.saidOn, to.saidOn]),
    [['2024-01-01', '2024-03-01']],
  );
  t.strictSame(new Set(moves[0]?.contested), new Set(['yes', 'no']));
});

t.test('drafts and what was retracted are no part of it', async (t) => {
  const { moves } = movesOf(
    story()
      .says('ada', 'bridge', 'support', { on: '2024-01-01' })
      .says('ada', 'bridge', 'oppose', { on: '2024-02-01', status: 'retracted' })
      .says('ada', 'bridge', 'mixed', { on: '2024-03-01', status: 'draft' })
      .says('ada', 'bridge', 'lean-support', { on: '2024-04-01' }),
  );
  t.strictSame(moves.map(words), ['support shifted lean-support']);
});

t.test('as of a day, what was said later has not been said', async (t) => {
  const told = story()
    .says('ada', 'bridge', 'support', { on: '2024-01-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-03-01' });
  t.strictSame(movesOf(told, '2024-02').moves, []);
  t.strictSame(movesOf(told, '2024-03').moves.map(words), ['support reversed oppose']);
  t.equal(movesOf(told, '2024-03').asOf, '2024-03');
});

t.test('both ends come with what was held, in which words, from which source', async (t) => {
  const { moves, expert } = movesOf(
    story()
      .expert('ada', { name: 'Ada Lind' })
      .question('bridge', { title: 'Bridge', proposition: 'Build it.' })
      .source('post', { title: 'The Bridge', publisher: 'Harbour Post', url: 'https://example.org/1' })
      .says('ada', 'bridge', 'support', { id: 'p1', on: '2024-01-01', quote: 'Build it' })
      .says('ada', 'bridge', 'noncommittal', { id: 'p2', on: '2024-03', quote: 'No comment', condition: 'for now' }),
  );
  t.strictSame(expert, { id: 'ada', name: 'Ada Lind' });
  t.match(moves, [
    {
      question: { id: 'bridge', title: 'Bridge', proposition: 'Build it.' },
      kind: 'left-side',
      from: { position: 'p1', option: 'support', label: 'Supports', value: 1, statements: [{ quotes: ['Build it'] }] },
      to: {
        ...{ position: 'p2', option: 'noncommittal', label: 'Took no side', value: null, condition: 'for now' },
        statements: [{ quotes: ['No comment'], source: { publisher: 'Harbour Post', url: 'https://example.org/1' } }],
      },
    },
  ]);
});

/** The material as far as it is about one expert. */
const about = (material: MatrixMaterial, id: string): MatrixMaterial => ({
  ...material,
  experts: material.experts.filter((expert) => expert.id === id),
  positions: material.positions.filter(({ expert }) => expert === id),
});

t.test('whatever was said, the moves are how the cell changed from day to day', async (t) => {
  holds(t, arbitraryRemarks, (remarks) => {
    const material = about(materialOf(toldBy(remarks)), 'ada');
    const { moves } = buildMoves(material, EVER);
    return material.questions.every((question) => {
      const scale = material.scales.find(({ id }) => id === question.scale) ?? { options: [] };
      const positions = material.positions.filter((it) => it.question === question.id);
      const days = [...new Set(positions.map(({ saidOn }) => lastDay(saidOn) ?? ''))].sort();
      const held = days.flatMap((day) => {
        const { cell } = judgeCell('ada', question.id, positions, scale, { rule: 'latest', asOf: day });
        return cell.state === 'position' ? [cell.option] : [];
      });
      const turns = held
        .slice(1)
        .flatMap((option, index) => (option === held[index] ? [] : [`${held[index]} ${option}`]));
      const mine = moves.filter((move) => move.question.id === question.id);
      return JSON.stringify(mine.map(({ from, to }) => `${from.option} ${to.option}`)) === JSON.stringify(turns);
    });
  });
});

t.test(
  'whatever was said, each move begins where the one before it led, later than it, with another option',
  async (t) => {
    const dayOf = (saidOn: string) => lastDay(saidOn) ?? '';
    holds(t, arbitraryRemarks, (remarks) => {
      const { moves, moved, onRecord } = buildMoves(about(materialOf(toldBy(remarks)), 'ada'), EVER);
      const chained = [...Map.groupBy(moves, ({ question }) => question.id).values()].every((mine) =>
        mine.every(({ from }, index) => index === 0 || from.option === mine[index - 1]?.to.option),
      );
      const apart = moves.every(
        ({ kind, from, to }) =>
          from.option !== to.option &&
          dayOf(from.saidOn) < dayOf(to.saidOn) &&
          MOVE_KINDS.includes(kind) &&
          (kind === 'reversed') ===
            (sideOf(from.value) !== sideOf(to.value) && Number(from.value) * Number(to.value) < 0),
      );
      return chained && apart && moved <= onRecord;
    });
  },
);

t.test('the moves do not depend on the order of writing', async (t) => {
  const scattered = arbitraryRemarks.chain((remarks) => {
    const material = about(materialOf(toldBy(remarks)), 'ada');
    return fc.record({ material: fc.constant(material), positions: shuffled(material.positions) });
  });
  holds(t, scattered, ({ material, positions }) => {
    const [one, other] = [buildMoves(material, EVER), buildMoves({ ...material, positions }, EVER)];
    return JSON.stringify(one) === JSON.stringify(other);
  });
});
