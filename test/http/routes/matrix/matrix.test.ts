import t from 'tap';
import type { Cell } from '../../../../src/core/matrix/cell.ts';
import type { Matrix } from '../../../../src/core/matrix/matrix.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { shows } from '../../../helpers/asserts/shows.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);
const ask = async (url: string): Promise<Matrix> => (await app.inject(url)).json();
const cellOf = (matrix: Matrix, expert: string, question: string): Cell | undefined =>
  matrix.cells.find((cell) => cell.expert === expert && cell.question === question);

/** Who stands where, as "expert: option". */
const stances = ({ cells }: Matrix): string[] =>
  cells.map(({ expert, option, state }) => `${expert}: ${option ?? state}`);

t.test('the red line: two see one, one does not, and three have not spoken', async (t) => {
  const matrix = await ask('/v1/questions/red-line/matrix');
  t.strictSame(stances(matrix), [
    'davis: support',
    'dimino: oppose',
    'hargis: none',
    'herbst: none',
    'kirby: none',
    'turner: support',
  ]);
  const [question] = matrix.questions;
  shows(t, question, { id: 'red-line', title: 'Red line', scale: 'support', answered: 3, valued: 3, mean: 1 / 3 });
  t.strictSame(question?.distribution, {
    ...{ oppose: 1, 'lean-oppose': 0, mixed: 0, 'lean-support': 0, support: 2, noncommittal: 0 },
    ...{ contested: 0, none: 3 },
  });
  shows(t, matrix, { rule: 'latest', asOf: null, knownAt: null, nearest: [] });
});

t.test('a cell tells what is held, on what basis, said when, and how that day is known', async (t) => {
  const matrix = await ask('/v1/questions/red-line/matrix');
  shows(t, cellOf(matrix, 'dimino', 'red-line'), {
    state: 'position',
    option: 'oppose',
    value: -1,
    position: 'dimino-red-line',
    basis: 'inferred',
    saidOn: '2024-10',
    saidOnFrom: 'source',
    changed: false,
  });
  shows(t, cellOf(matrix, 'kirby', 'red-line'), { state: 'none', option: null, value: null, position: null });
});

t.test('being asked and taking no side is a position, and not silence', async (t) => {
  const matrix = await ask('/v1/questions/us-new-steps/matrix');
  shows(t, cellOf(matrix, 'kirby', 'us-new-steps'), { state: 'position', option: 'noncommittal', value: null });
  shows(t, cellOf(matrix, 'herbst', 'us-new-steps'), { state: 'none', option: null, value: null });
  shows(t, matrix.questions[0], { answered: 2, valued: 1 });
});

t.test('the whole matrix is six experts by fifteen questions, row by row, with 21 positions', async (t) => {
  const matrix = await ask('/v1/matrix');
  t.equal(matrix.cells.length, 90);
  t.equal(matrix.cells.filter(({ state }) => state === 'position').length, 21);
  const crossings = matrix.experts.flatMap(({ id }) => matrix.questions.map((question) => `${id} ${question.id}`));
  t.strictSame(
    matrix.cells.map(({ expert, question }) => `${expert} ${question}`),
    crossings,
  );
});

t.test('experts and questions named by id come in the order named', async (t) => {
  const matrix = await ask('/v1/matrix?expert=turner&expert=davis&question=western-troops&question=red-line');
  t.strictSame(
    matrix.cells.map(({ expert, question, option }) => [expert, question, option]),
    [
      ['turner', 'western-troops', null],
      ['turner', 'red-line', 'support'],
      ['davis', 'western-troops', 'lean-support'],
      ['davis', 'red-line', 'support'],
    ],
  );
});

t.test('before anything was said, every cell is silence', async (t) => {
  for (const asOf of ['2023', '2024-09', '2024-09-30', '2024-10-22']) {
    const matrix = await ask(`/v1/matrix?asOf=${asOf}`);
    t.equal(matrix.asOf, asOf);
    t.equal(matrix.cells.length, 90);
    t.strictSame(new Set(matrix.cells.map(({ state }) => state)), new Set(['none']), asOf);
  }
});

t.test(
  'a statement with a day of its own counts from that day, one dated by its source from the end of the month',
  async (t) => {
    const said = async (asOf: string) =>
      (await ask(`/v1/matrix?asOf=${asOf}`)).cells
        .filter(({ state }) => state !== 'none')
        .map(({ position }) => position);
    t.strictSame(await said('2024-10-23'), ['kirby-russian-weakness', 'turner-us-weapons-limits']);
    t.equal((await said('2024-10-31')).length, 21);
    t.equal((await said('2024-10')).length, 21);
  },
);

const mindChanged = () =>
  story()
    .says('ada', 'bridge', 'support', { on: '2024-06-01' })
    .says('ada', 'bridge', 'oppose', { on: '2024-06-02', quote: 'No bridge.' })
    .says('ben', 'bridge', 'support', { on: '2024-06-01' });

t.test(
  'by the rule "latest" the newest position counts, by "all" every one, and the answer names its rule',
  async (t) => {
    const service = await serviceOver(t, await storeOf(t, mindChanged()));
    const under = async (query: string): Promise<Matrix> =>
      (await service.inject(`/v1/questions/bridge/matrix?${query}`)).json();
    const latest = await under('');
    t.equal(latest.rule, 'latest');
    shows(t, cellOf(latest, 'ada', 'bridge'), { state: 'position', option: 'oppose', changed: true });
    const all = await under('rule=all');
    t.equal(all.rule, 'all');
    shows(t, cellOf(all, 'ada', 'bridge'), {
      state: 'contested',
      option: null,
      value: null,
      counts: { support: 1, oppose: 1, neutral: 0, noSide: 0 },
    });
    shows(t, cellOf(all, 'ben', 'bridge'), { state: 'position', option: 'support' });
    shows(t, all.questions[0], { answered: 2, mean: 0.5 });
    shows(t, cellOf(await under('asOf=2024-06-01'), 'ada', 'bridge'), { option: 'support', changed: false });
  },
);

t.test('the statements come with the cells only where they are asked for', async (t) => {
  const without = await ask('/v1/questions/western-troops/matrix');
  t.equal(
    without.cells.some((cell) => 'statements' in cell),
    false,
  );
  const { cells } = await ask('/v1/questions/western-troops/matrix?include=statements');
  t.strictSame(
    cells.map(({ expert, statements }) => [expert, statements?.length]),
    [
      ...[
        ['davis', 2],
        ['dimino', 2],
        ['hargis', 0],
      ],
      ...[
        ['herbst', 0],
        ['kirby', 0],
        ['turner', 0],
      ],
    ],
  );
});

t.test('filters narrow experts and questions', async (t) => {
  t.strictSame((await ask('/v1/matrix?topic=nato')).questions.map(({ id }) => id).sort(), [
    'escalation',
    'western-troops',
  ]);
  t.strictSame(
    (
      await ask('/v1/matrix?affiliation=atlantic+COUNCIL+eurasia+center&affiliation=Atlantic+Council+Global+China+Hub')
    ).experts
      .map(({ id }) => id)
      .sort(),
    ['hargis', 'herbst'],
  );
  const both = await ask(
    '/v1/matrix?topic=nato&topic=china&affiliation=white+house+national+security+council&affiliation=CIA',
  );
  t.strictSame(both.experts.map(({ id }) => id).sort(), ['dimino', 'kirby']);
  t.strictSame(both.questions.map(({ id }) => id).sort(), [
    'china-hedge',
    'escalation',
    'overreaction-risk',
    'western-troops',
  ]);
});

t.test('a filter that names nothing there is, is told rather than answered with an empty table', async (t) => {
  isRefusedFor(t, await app.inject('/v1/matrix?expert=tuner'), ['expert']);
  isRefusedFor(t, await app.inject('/v1/matrix?topic=weather'), ['topic']);
  isRefusedFor(t, await app.inject('/v1/matrix?affiliation=nowhere'), ['affiliation']);
  isProblem(t, await app.inject('/v1/questions/weather/matrix'), 'not-found');
  isRefusedFor(t, await app.inject('/v1/questions/red-line/matrix?question=red-line'), ['question']);
});
