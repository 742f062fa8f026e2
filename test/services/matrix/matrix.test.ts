import t from 'tap';
import { MAX_CELLS } from '../../../src/core/matrix/matrix.ts';
import { askAgreement } from '../../../src/services/comparison/agreement.ts';
import { askMatrix, compareExperts, type MatrixRequest } from '../../../src/services/matrix/matrix.ts';
import { refusal, refused } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const town = () =>
  story()
    .expert('turner', { name: 'Mike Turner', sortName: 'Turner', affiliations: [{ organization: 'Port Authority' }] })
    .expert('davis', { sortName: 'Davis' })
    .question('western-troops', { title: 'Western troops', aliases: ['boots on the ground'], topics: ['nato'] })
    .question('red-line', { title: 'Red line', topics: ['escalation', 'nato'] })
    .says('turner', 'red-line', 'support', { on: '2024-06-10', quote: 'A red line.' })
    .says('turner', 'red-line', 'oppose', { on: '2024-06-01' })
    .says('davis', 'red-line', 'support', { on: '2024-06-05' });

const ask = (request: Partial<MatrixRequest> = {}): MatrixRequest => ({
  rule: 'latest',
  asOf: null,
  knownAt: null,
  statements: false,
  ...request,
});

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

t.test('without a choice, a matrix is of everyone on everything, by name and title', async (t) => {
  const { experts, questions, cells, nearest } = await askMatrix(await storeOf(t, town()), READER, ask());
  t.strictSame(ids(experts), ['davis', 'turner']);
  t.strictSame(ids(questions), ['red-line', 'western-troops']);
  t.equal(cells.length, 4);
  t.strictSame(nearest, []);
});

t.test('experts and questions named come in the order named, each once', async (t) => {
  const store = await storeOf(t, town());
  const request = ask({ experts: ['turner', 'davis', 'turner'], questions: ['western-troops', 'red-line'] });
  const { experts, questions } = await askMatrix(store, READER, request);
  t.strictSame(ids(experts), ['turner', 'davis']);
  t.strictSame(ids(questions), ['western-troops', 'red-line']);
});

t.test('a question is found by the words a person would type', async (t) => {
  const store = await storeOf(t, town());
  for (const q of ['boots on the ground', 'Should there be boots on the ground?', 'western TROOPS', 'troop'])
    t.strictSame(ids((await askMatrix(store, READER, ask({ q }))).questions), ['western-troops'], q);
});

t.test('where no question has all the words, the matrix has no columns and names the nearest', async (t) => {
  const store = await storeOf(t, town());
  const { questions, cells, nearest, experts } = await askMatrix(store, READER, ask({ q: 'red boots' }));
  t.strictSame({ questions, cells, experts: ids(experts) }, { questions: [], cells: [], experts: ['davis', 'turner'] });
  t.strictSame(ids(nearest).sort(), ['red-line', 'western-troops']);
  t.strictSame(Object.keys(nearest[0] ?? {}), ['id', 'title', 'proposition']);
});

t.test('where no question has any of the words there is nothing near, and nothing made up', async (t) => {
  const { questions, nearest } = await askMatrix(await storeOf(t, town()), READER, ask({ q: 'bananas' }));
  t.strictSame({ questions, nearest }, { questions: [], nearest: [] });
});

t.test('topics and affiliations choose, and what nobody has is refused', async (t) => {
  const store = await storeOf(t, town());
  t.strictSame(ids((await askMatrix(store, READER, ask({ topics: ['escalation'] }))).questions), ['red-line']);
  t.strictSame(ids((await askMatrix(store, READER, ask({ affiliations: ['PORT authority'] }))).experts), ['turner']);
  await refused(t, askMatrix(store, READER, ask({ topics: ['nito'] })), {
    kind: 'invalid',
    violations: [{ parameter: 'topic', message: '"nito" does not exist; did you mean "nato"?' }],
  });
  await refused(t, askMatrix(store, READER, ask({ affiliations: ['guild'] })), {
    kind: 'invalid',
    violations: [
      { parameter: 'affiliation', message: '"guild" is no organization that is recorded; known: Port Authority' },
    ],
  });
  await refused(t, askMatrix(store, READER, ask({ affiliations: ['port'] })), {
    kind: 'invalid',
    violations: [
      {
        parameter: 'affiliation',
        message: '"port" is no organization that is recorded; did you mean "Port Authority"?',
      },
    ],
  });
  await refused(t, askMatrix(store, READER, ask({ affiliations: ['%'] })), { kind: 'invalid' });
});

t.test('experts and questions that do not exist are refused with their nearest', async (t) => {
  const store = await storeOf(t, town());
  const { violations } = await refusal(askMatrix(store, READER, ask({ experts: ['tuner'], questions: ['redline'] })));
  t.strictSame(violations, [
    { parameter: 'expert', message: '"tuner" does not exist; did you mean "turner"?' },
    { parameter: 'question', message: '"redline" does not exist; did you mean "red-line"?' },
  ]);
});

t.test('the rule, the day and the evidence are those asked for', async (t) => {
  const store = await storeOf(t, town());
  const cell = async (request: Partial<MatrixRequest>) =>
    (await askMatrix(store, READER, ask({ experts: ['turner'], questions: ['red-line'], ...request }))).cells[0];
  t.equal((await cell({}))?.option, 'support');
  t.equal((await cell({ rule: 'all' }))?.state, 'contested');
  t.equal((await cell({ asOf: '2024-06-09' }))?.option, 'oppose');
  t.equal((await cell({}))?.statements, undefined);
  t.strictSame((await cell({ statements: true }))?.statements?.[0]?.quotes, ['A red line.']);
});

/** What is said where fewer than two experts are to be compared. */
const TOO_FEW = [
  { parameter: 'expert', message: 'must name at least two different experts, as expert=turner&expert=davis' },
];

t.test('experts are compared two or more at a time', async (t) => {
  const store = await storeOf(t, town());
  const { experts, questions, agreement } = await compareExperts(store, READER, ask({ experts: ['turner', 'davis'] }));
  t.strictSame(ids(experts), ['turner', 'davis']);
  t.strictSame(
    questions.map(({ id, relation }) => `${id} ${relation}`),
    ['red-line agree'],
  );
  t.strictSame(agreement, [{ a: 'turner', b: 'davis', score: 1, shared: 1, same: 1, opposite: 0 }]);
  for (const experts of [[], ['turner'], ['turner', 'turner']])
    await refused(t, compareExperts(store, READER, ask({ experts })), {
      kind: 'invalid',
      violations: TOO_FEW,
    });
  await refused(t, compareExperts(store, READER, ask()), { kind: 'invalid', violations: TOO_FEW });
});

t.test('the agreement of all pairs is over the questions asked for', async (t) => {
  const store = await storeOf(t, town());
  const { pairs, questions } = await askAgreement(store, READER, ask({ questions: ['red-line'] }));
  t.strictSame(
    { pairs, questions },
    { pairs: [{ a: 'davis', b: 'turner', score: 1, shared: 1, same: 1, opposite: 0 }], questions: 1 },
  );
});

t.test('more than one answer can hold is refused with a way out', async (t) => {
  const told = story();
  for (let index = 0; index < 320; index += 1) told.expert(`e${index}`);
  for (let index = 0; index < Math.ceil(MAX_CELLS / 320) + 1; index += 1) told.question(`q${index}`);
  const store = await storeOf(t, told);
  await refused(t, askMatrix(store, READER, ask()), {
    kind: 'too-large',
    message:
      '320 experts × 158 questions are 50560 cells, and one answer holds at most 50000; ' +
      'choose fewer with expert=, affiliation=, question= or topic=, ' +
      'or ask for CSV, TSV or NDJSON, which may be of any size',
  });
  await refused(t, askAgreement(store, READER, ask({ questions: ['q1'] })), {
    kind: 'too-large',
    message:
      'the answer has 51040 pairs in all its parts, and holds at most 50000; choose fewer with expert=, affiliation=, ' +
      'of=, nearest= or minShared=',
  });
  await t.resolves(askMatrix(store, READER, ask({ questions: ['q1'] })));
});
