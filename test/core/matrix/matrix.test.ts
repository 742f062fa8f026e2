import t from 'tap';
import type { Rule } from '../../../src/core/matrix/cell.ts';
import type { MatrixMaterial } from '../../../src/core/matrix/material.ts';
import { buildMatrix } from '../../../src/core/matrix/matrix.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { materialOf } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';

/** Ada wants the bridge, Ben contradicts himself in one day, Cho takes no side, Dan is silent; only Ada speaks of tolls. */
const town = () =>
  story()
    .expert('ada', { affiliations: [{ organization: 'Port', from: '2024-06-02' }] })
    .says('ada', 'bridge', 'support', { on: '2024-06-01', quote: 'Build it.' })
    .says('ben', 'bridge', 'oppose', { on: '2024-06-03' })
    .says('ben', 'bridge', 'lean-support', { on: '2024-06-03' })
    .says('cho', 'bridge', 'noncommittal', { on: '2024-06-02' })
    .says('ada', 'tolls', 'lean-oppose', { on: '2024-06-04' })
    .expert('dan');

const matrixOf = (material: MatrixMaterial, asOf: string | null = null, rule: Rule = 'latest') =>
  buildMatrix(material, { rule, asOf, knownAt: null, evidence: false }).matrix;

t.test('a matrix is complete: a cell for every expert on every question, row by row', async (t) => {
  const { experts, questions, cells } = matrixOf(materialOf(town().bundle()));
  t.strictSame(
    experts.map(({ id }) => id),
    ['ada', 'ben', 'cho', 'dan'],
  );
  t.strictSame(
    questions.map(({ id }) => id),
    ['bridge', 'tolls'],
  );
  t.strictSame(
    cells.map(({ expert, question, option, state }) => `${expert} ${question} ${option ?? state}`),
    [
      'ada bridge support',
      'ada tolls lean-oppose',
      'ben bridge contested',
      'ben tolls none',
      'cho bridge noncommittal',
      'cho tolls none',
      'dan bridge none',
      'dan tolls none',
    ],
  );
});

t.test('the distribution counts every option and state; the mean is of those who took a place', async (t) => {
  const [bridge, tolls] = matrixOf(materialOf(town().bundle())).questions;
  shows(t, bridge, {
    distribution: {
      oppose: 0,
      'lean-oppose': 0,
      mixed: 0,
      'lean-support': 0,
      support: 1,
      noncommittal: 1,
      contested: 1,
      none: 1,
    },
    answered: 3,
    valued: 2,
    // Ada is at 1; Ben's -1 and 0.5 make -0.25; Cho took no side.
    mean: 0.375,
  });
  shows(t, tolls, { answered: 1, valued: 1, mean: -0.5 });
});

t.test('a question nobody answered has no mean', async (t) => {
  const [, , ferry] = matrixOf(materialOf(town().question('ferry').bundle())).questions;
  shows(t, ferry, { answered: 0, valued: 0, mean: null });
});

t.test('a question on which nobody took a side has answers and no mean', async (t) => {
  const [bridge] = matrixOf(materialOf(story().says('ada', 'bridge', 'noncommittal').bundle())).questions;
  shows(t, bridge, { answered: 1, valued: 0, mean: null });
});

t.test('a matrix says under which rule and as of which day it holds, as the day was asked for', async (t) => {
  shows(t, matrixOf(materialOf(town().bundle()), '2024-06', 'all'), { rule: 'all', asOf: '2024-06', knownAt: null });
  shows(t, matrixOf(materialOf(town().bundle())), { rule: 'latest', asOf: null, knownAt: null });
});

t.test('as of a month is as of its last day', async (t) => {
  const material = materialOf(town().bundle());
  t.strictSame(matrixOf(material, '2024-06').cells, matrixOf(material).cells);
  t.ok(matrixOf(material, '2024-05').cells.every(({ state }) => state === 'none'));
});

t.test('the affiliation beside a name is that of the day', async (t) => {
  const material = materialOf(town().bundle());
  t.equal(matrixOf(material, '2024-06-01').experts[0]?.affiliation, null);
  t.equal(matrixOf(material, '2024-06-02').experts[0]?.affiliation, 'Port');
});

t.test('experts and questions come out in the order in which they came in', async (t) => {
  const material = materialOf(town().bundle());
  const turned = { ...material, experts: material.experts.toReversed(), questions: material.questions.toReversed() };
  const { experts, questions, cells } = matrixOf(turned);
  t.equal(experts[0]?.id, 'dan');
  t.equal(questions[0]?.id, 'tolls');
  t.strictSame(cells.map(({ expert, question }) => `${expert} ${question}`).slice(-2), ['ada tolls', 'ada bridge']);
});

t.test('a matrix depends on the last change of all that it shows', async (t) => {
  const material = materialOf(town().bundle());
  const revised = (records: readonly object[], revision: number) => records.map((it) => ({ ...it, revision }));
  t.equal(matrixOf(material).revision, 0);
  for (const part of ['experts', 'questions', 'scales', 'positions', 'statements', 'sources'] as const)
    t.equal(matrixOf({ ...material, [part]: revised(material[part], 42) }).revision, 42, part);
});

const POST = {
  ...{ id: 'post', title: 'post', publisher: 'The Harbour Post', url: null },
  ...{ publishedOn: '2024-06-30', language: 'en' },
};

t.test('with evidence, each cell carries the statements of all that is current, with their sources', async (t) => {
  const { cells } = buildMatrix(materialOf(town().bundle()), {
    rule: 'latest',
    asOf: null,
    knownAt: null,
    evidence: true,
  }).matrix;
  t.strictSame(cells[0]?.statements, [
    {
      position: 'ada-bridge-1',
      option: 'support',
      statement: 'said-ada-bridge-1',
      experts: [{ id: 'ada', name: 'ada' }],
      attribution: 'direct',
      quotes: ['Build it.'],
      paraphrase: 'said-ada-bridge-1',
      saidOn: '2024-06-01',
      saidOnFrom: 'statement',
      saidAt: null,
      venue: null,
      reportedBy: null,
      language: 'en',
      translations: [],
      capacity: null,
      source: POST,
      sources: [POST],
    },
  ]);
  t.strictSame(
    cells[2]?.statements?.map(({ option }) => option),
    ['lean-support', 'oppose'],
    'a contested cell shows both sides, the later recorded first',
  );
  t.strictSame(cells[3]?.statements, []);
});

t.test('without evidence, cells carry no statements at all', async (t) => {
  t.ok(matrixOf(materialOf(town().bundle())).cells.every((cell) => !('statements' in cell)));
});

t.test('material with a part missing is refused, not shown as silence', async (t) => {
  const material = materialOf(town().bundle());
  t.throws(() => matrixOf({ ...material, scales: [] }), RangeError);
  for (const part of ['statements', 'sources'] as const)
    t.throws(
      () => buildMatrix({ ...material, [part]: [] }, { rule: 'latest', asOf: null, knownAt: null, evidence: true }),
      RangeError,
    );
});

t.test('a matrix of no experts or no questions is empty', async (t) => {
  const material = materialOf(town().bundle());
  t.strictSame(matrixOf({ ...material, questions: [] }).cells, []);
  shows(t, matrixOf({ ...material, experts: [] }).questions[0], { answered: 0, mean: null });
});
