import t from 'tap';
import { type Bundle, readBundle } from '../../../src/core/import/bundle/bundle.ts';
import { idsIn } from '../../../src/core/import/ids-in.ts';
import { faultsOf } from '../../helpers/asserts/faults.ts';
import { recordsOf } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';

const harbour = () => story().says('ada', 'bridge', 'support', { id: 'ada-bridge', on: '2024-06-12' });

/** The harbour's bundle with the first record of one list changed. */
const altered = (list: 'questions' | 'statements' | 'positions', change: object) => {
  const bundle = harbour().bundle();
  return { ...bundle, [list]: bundle[list]?.map((record) => ({ ...record, ...change })) };
};

t.test('a bundle that refers only to what it holds has no fault', async (t) => {
  t.strictSame(faultsOf(harbour().bundle()), []);
});

t.test('a bundle may refer to what is stored', async (t) => {
  const { positions = [] } = harbour().bundle();
  t.strictSame(faultsOf({ bundleVersion: 1, positions }, recordsOf(harbour().bundle())), []);
});

t.test('whatever is referred to and is neither here nor stored is a fault at the place that names it', async (t) => {
  t.strictSame(faultsOf(altered('questions', { scale: 'yes-no' })).slice(0, 1), [
    '/questions/0/scale names the scale "yes-no", which is neither here nor stored',
  ]);
  t.strictSame(faultsOf(altered('statements', { expert: 'adam', source: 'gazette' })).slice(0, 2), [
    '/statements/0/expert names the expert "adam", which is neither here nor stored; did you mean "ada"?',
    '/statements/0/source names the source "gazette", which is neither here nor stored; known: post',
  ]);
  t.strictSame(faultsOf(altered('positions', { expert: 'zoe' })).slice(0, 1), [
    '/positions/0/expert names the expert "zoe", which is neither here nor stored; known: ada',
  ]);
  t.strictSame(faultsOf(altered('positions', { question: 'fridge' })), [
    '/positions/0/question names the question "fridge", which is neither here nor stored; did you mean "bridge"?',
  ]);
  t.strictSame(faultsOf(altered('positions', { statements: ['said-ada-bridge', 'said-nothing'] })), [
    '/positions/0/statements/1 names the statement "said-nothing", which is neither here nor stored; known: said-ada-bridge',
  ]);
});

t.test('a question succeeds another that is here or stored, and none that comes of it', async (t) => {
  const bundle = (succeeds: { readonly [id: string]: string }): Bundle => ({
    bundleVersion: 1,
    questions: ['c', 'b', 'a'].map((id) => ({
      ...{ id, title: id, proposition: `About ${id}.`, codingRule: 'As said.' },
      ...(succeeds[id] !== undefined && { succeeds: succeeds[id] }),
    })),
  });
  t.strictSame(faultsOf(bundle({ c: 'b', b: 'a' })), [], 'in whatever order');
  t.strictSame(faultsOf(bundle({ c: 'd' })), [
    '/questions/0/succeeds names the question "d", which is neither here nor stored',
  ]);
  const circular = 'must name another question, which does not come of this one';
  t.strictSame(faultsOf(bundle({ b: 'b' })), [`/questions/1/succeeds ${circular}`]);
  t.strictSame(faultsOf(bundle({ c: 'b', b: 'a', a: 'c' })), [
    `/questions/2/succeeds ${circular}`,
    `/questions/0/succeeds ${circular}`,
  ]);
  const stored = recordsOf(bundle({ c: 'b', b: 'a' }));
  const { questions = [] } = bundle({ a: 'c', b: 'a', c: 'b' });
  t.strictSame(faultsOf({ bundleVersion: 1, questions: questions.slice(2) }, stored), [
    `/questions/0/succeeds ${circular}`,
  ]);
  t.match(faultsOf({ bundleVersion: 1, questions }, stored), [circular]);
  const turned = bundle({ a: 'b', b: 'c' });
  t.strictSame(faultsOf(turned, stored), [], 'all of them may be turned round at once');
});

t.test('all faults of a bundle are found at once', async (t) => {
  const bundle = harbour().says('ben', 'tunnel', 'maybe').says('cho', 'tunnel', 'perhaps').bundle();
  t.strictSame(
    faultsOf(bundle).map((fault) => fault.split(' ')[0]),
    ['/positions/1/option', '/positions/2/option'],
  );
});

t.test('a record is not blamed for the fault of another that it refers to', async (t) => {
  t.strictSame(faultsOf(altered('statements', { source: 'gazette' })), [
    '/statements/0/source names the source "gazette", which is neither here nor stored; known: post',
  ]);
});

t.test('no position without evidence by the same expert', async (t) => {
  const bundle = harbour().statement('ben-said', 'ben').bundle();
  const [position] = bundle.positions ?? [];
  t.strictSame(faultsOf({ ...bundle, positions: position ? [{ ...position, statements: ['ben-said'] }] : [] }), [
    '/positions/0/statements/0 "ben-said" is a statement of "ben", not of "ada"',
  ]);
});

t.test('an option must be one of the scale of its question', async (t) => {
  t.strictSame(faultsOf(altered('positions', { option: 'suport' })), [
    '/positions/0/option "suport" is no option of the scale "support"; did you mean "support"?',
  ]);
  t.strictSame(
    faultsOf(
      story()
        .scale('votes', { aye: 1, nay: -1 })
        .question('bridge', { scale: 'votes' })
        .says('ada', 'bridge', 'support')
        .bundle(),
    ),
    ['/positions/0/option "support" is no option of the scale "votes"; known: aye, nay'],
  );
});

t.test('an id is given once per kind, and the second taker is at fault', async (t) => {
  const bundle = harbour().bundle();
  const twice = Object.fromEntries(
    (['experts', 'sources', 'questions', 'statements', 'positions'] as const).map((list) => [
      list,
      [...(bundle[list] ?? []), ...(bundle[list] ?? [])],
    ]),
  );
  t.strictSame(
    faultsOf({ ...bundle, ...twice }).map((fault) => fault.split(' is taken')[0]),
    [
      '/experts/1/id "ada"',
      '/sources/1/id "post"',
      '/questions/1/id "bridge"',
      '/statements/1/id "said-ada-bridge"',
      '/positions/1/id "ada-bridge"',
    ],
  );
  t.match(faultsOf({ ...bundle, ...twice })[0], 'is taken already; every expert needs an id of its own');
});

t.test('records of different kinds may share an id', async (t) => {
  t.strictSame(faultsOf(story().says('ada', 'ada', 'support', { id: 'ada', source: 'ada' }).bundle()), []);
});

t.test('what must be looked up before an import is every id a bundle holds or refers to', async (t) => {
  const bundle = harbour().bundle();
  const ids = idsIn(readBundle({ ...bundle, experts: [], sources: [], scales: [] }, '').content);
  t.strictSame(Object.fromEntries(Object.entries(ids).map(([kind, names]) => [kind, [...names]])), {
    scale: ['support'],
    expert: ['ada'],
    source: ['post'],
    question: ['bridge'],
    statement: ['said-ada-bridge'],
    position: ['ada-bridge'],
  });
});
