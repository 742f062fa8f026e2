import t from 'tap';
import { buildMatrix } from '../../src/core/matrix/matrix.ts';
import { actOn, type GridState, orderOf, sortAfter } from '../../src/pages/grid-state.ts';
import { materialOf } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';

const ALL: GridState = {
  rule: 'latest',
  asOf: null,
  knownAt: null,
  experts: [],
  questions: [],
  sortExperts: null,
  sortQuestions: null,
};
const SHOWN = { expert: ['ada', 'ben', 'cem'], question: ['bridge', 'ferry'] };

t.test('a dropped row or column is gone, and what is left is named', async (t) => {
  t.strictSame(actOn(ALL, SHOWN, { drop: 'expert:ben' }), { ...ALL, experts: ['ada', 'cem'] });
  t.strictSame(actOn(ALL, SHOWN, { drop: 'question:bridge' }), { ...ALL, questions: ['ferry'] });
});

t.test('the last row or column stays: without it all would be shown', async (t) => {
  t.strictSame(actOn(ALL, { ...SHOWN, question: ['ferry'] }, { drop: 'question:ferry' }), ALL);
});

t.test('a row or column moves by one place, and not past the end', async (t) => {
  t.strictSame(actOn(ALL, SHOWN, { move: 'expert:ben:-1' }).experts, ['ben', 'ada', 'cem']);
  t.strictSame(actOn(ALL, SHOWN, { move: 'expert:ben:1' }).experts, ['ada', 'cem', 'ben']);
  t.strictSame(actOn(ALL, SHOWN, { move: 'expert:ada:-1' }).experts, SHOWN.expert);
  t.strictSame(actOn(ALL, SHOWN, { move: 'question:ferry:1' }).questions, SHOWN.question);
});

t.test('what is unknown or no button changes nothing', async (t) => {
  for (const action of [{ drop: 'expert:eve' }, { move: 'expert:eve:1' }, { drop: 'scale:ada' }, { drop: '' }, {}])
    t.strictSame(actOn(ALL, SHOWN, action), ALL, JSON.stringify(action));
  t.strictSame(actOn(ALL, SHOWN, { move: 'expert:ben:0.5' }).experts, SHOWN.expert);
  t.strictSame(actOn(ALL, SHOWN, { move: 'expert:ben:x' }).experts, SHOWN.expert);
});

t.test('moving by hand ends the sort along that axis, and only that', async (t) => {
  const sorted = { ...ALL, sortExperts: 'bridge', sortQuestions: '-ada' };
  const after = actOn(sorted, SHOWN, { move: 'expert:ben:-1' });
  t.match(after, { sortExperts: null, sortQuestions: '-ada' });
  t.match(actOn(sorted, SHOWN, { drop: 'expert:ben' }), { sortExperts: 'bridge', sortQuestions: '-ada' });
});

t.test('a sort by what was dropped is over, and the order it had made stays', async (t) => {
  const sorted = { ...ALL, sortQuestions: '-ada', sortExperts: 'ferry' };
  t.strictSame(actOn(sorted, { ...SHOWN, question: ['ferry', 'bridge'] }, { drop: 'expert:ada' }), {
    ...ALL,
    sortExperts: 'ferry',
    experts: ['ben', 'cem'],
    questions: ['ferry', 'bridge'],
  });
});

t.test('the button of a sort goes from sorted to turned round to as it was', async (t) => {
  t.equal(sortAfter(null, 'bridge'), 'bridge');
  t.equal(sortAfter('ferry', 'bridge'), 'bridge');
  t.equal(sortAfter('bridge', 'bridge'), '-bridge');
  t.equal(sortAfter('-bridge', 'bridge'), '');
});

const told = story()
  .scale('votes', { aye: 1, half: 0.5, nay: -1, absent: null })
  .question('bridge', { scale: 'votes' })
  .question('ferry', { scale: 'votes' })
  .expert('silent')
  .says('absent', 'bridge', 'absent')
  .says('both', 'bridge', 'aye', { on: '2024-06-12' })
  .says('both', 'bridge', 'nay', { on: '2024-06-12' })
  .says('nay', 'bridge', 'nay')
  .says('half', 'bridge', 'half')
  .says('aye', 'bridge', 'aye')
  .says('aye', 'ferry', 'nay');
const { matrix } = buildMatrix(materialOf(told.bundle()), {
  rule: 'latest',
  asOf: null,
  knownAt: null,
  evidence: false,
});
const rows = (sortExperts: string | null) => orderOf(matrix, { ...ALL, sortExperts }).expert;

t.test(
  'rows are sorted by value, either way round; contradiction, no side and silence come last in this order',
  async (t) => {
    t.strictSame(rows('bridge'), ['aye', 'half', 'nay', 'both', 'absent', 'silent']);
    t.strictSame(rows('-bridge'), ['nay', 'half', 'aye', 'both', 'absent', 'silent']);
  },
);

t.test('columns are sorted too', async (t) => {
  const columns = (sortQuestions: string) => orderOf(matrix, { ...ALL, sortQuestions }).question;
  t.strictSame(columns('aye'), ['bridge', 'ferry']);
  t.strictSame(columns('-aye'), ['ferry', 'bridge']);
});

t.test('rows that are equal keep their order, and a sort by nobody sorts nothing', async (t) => {
  const given = matrix.experts.map(({ id }) => id);
  t.strictSame(rows(null), given);
  t.strictSame(rows('tunnel'), given);
  t.strictSame(rows('-'), given);
  t.strictSame(rows('ferry'), ['aye', ...given.filter((id) => id !== 'aye')]);
});
