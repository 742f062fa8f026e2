import fc from 'fast-check';
import t from 'tap';
import { latestStatement, type StatementInput, toStatement } from '../../../src/core/records/statement.ts';
import { statementFaults } from '../../../src/core/records/statement-faults.ts';
import { wordsOf } from '../../../src/core/records/statement-words.ts';
import { holds } from '../../helpers/asserts/property.ts';
import { shows } from '../../helpers/asserts/shows.ts';

const input = (details: Partial<StatementInput>): StatementInput => ({
  id: 'ada-1',
  expert: 'ada',
  source: 'post',
  attribution: 'paraphrase',
  ...details,
});

t.test('words must be there, and of the kind the attribution says', async (t) => {
  const fault = (details: Partial<StatementInput>) => statementFaults(input(details))[0]?.field ?? null;
  t.equal(fault({ attribution: 'direct', quotes: ['“No.”'] }), null);
  t.equal(fault({ attribution: 'mixed', quotes: ['No'], paraphrase: 'She refused.' }), null);
  t.equal(fault({ attribution: 'paraphrase', paraphrase: 'She refused.' }), null);
  t.equal(fault({ attribution: 'paraphrase', quotes: ['No'], paraphrase: 'She refused.' }), 'attribution');
  t.equal(fault({ attribution: 'direct' }), 'quotes');
  t.equal(fault({ attribution: 'mixed', quotes: [], paraphrase: 'She refused.' }), 'quotes');
  t.equal(fault({ attribution: 'paraphrase' }), 'paraphrase');
});

t.test('an act on record has no words of the expert: what was done is told, and nothing else', async (t) => {
  const fault = (details: Partial<StatementInput>) =>
    statementFaults(input({ attribution: 'record', ...details }))[0] ?? null;
  const paraphrase = 'She voted for it.';
  t.equal(fault({ paraphrase }), null);
  t.equal(fault({ paraphrase, quotes: [] }), null);
  t.match(fault({ paraphrase, quotes: ['Aye'] }), {
    field: 'quotes',
    message: /^must be left out.*"direct" or "mixed"/,
  });
  t.match(fault({ paraphrase, selector: { prefix: 'a', suffix: 'b' } }), { field: 'selector', message: /left out/ });
  t.match(fault({}), { field: 'paraphrase', message: 'must say what was done, as the record has it' });
});

t.test('a statement counts on its own day where the source gives one', async (t) => {
  const statement = toStatement(input({ saidOn: '2024-06-12' }), [{ publishedOn: '2024-06' }]);
  shows(t, statement, { saidOn: '2024-06-12', saidOnFrom: 'statement' });
});

t.test('a statement without a day of its own counts on the day its source was published', async (t) => {
  const statement = toStatement(input({}), [{ publishedOn: '2024-06' }]);
  shows(t, statement, { saidOn: '2024-06', saidOnFrom: 'source' });
});

t.test('what was not told is null or an empty list', async (t) => {
  shows(t, toStatement(input({}), [{ publishedOn: '2024' }]), {
    quotes: [],
    paraphrase: null,
    selector: null,
    venue: null,
    reportedBy: null,
    language: null,
    translations: [],
    capacity: null,
  });
});

t.test('one is named alone or as the only one of a list; both say the same', async (t) => {
  const { expert: _, source: __, ...unnamed } = input({});
  const named = { ...unnamed, experts: ['ada', 'bo'], sources: ['post', 'herald'] };
  const printed = [{ publishedOn: '2024-06' }, { publishedOn: '2024-06-10' }];
  const statement = toStatement(named, printed);
  shows(t, statement, { expert: 'ada', experts: ['ada', 'bo'], source: 'post', sources: ['post', 'herald'] });
  shows(t, toStatement(input({}), [{ publishedOn: '2024' }]), { experts: ['ada'], sources: ['post'] });
  const words = { paraphrase: 'She refused.' };
  t.strictSame(statementFaults({ ...named, ...words }), []);
  t.strictSame(statementFaults({ ...named, ...words, expert: 'ada', source: 'post' }), [], 'as it is answered');
  t.match(statementFaults({ ...unnamed, ...words }), [
    { field: 'expert', message: /^is required, or "experts"/ },
    { field: 'source', message: /^is required, or "sources"/ },
  ]);
  t.match(statementFaults({ ...named, ...words, expert: 'bo' }), [
    { field: 'expert', message: /names "bo", but "experts" begins with "ada"/ },
  ]);
});

t.test('printed in several, it counts on the day of the first, whatever their order', async (t) => {
  const said = (...days: string[]) =>
    toStatement(
      input({}),
      days.map((publishedOn) => ({ publishedOn })),
    ).saidOn;
  t.equal(said('2024-06', '2024-06-10'), '2024-06-10', 'June counts from its last day');
  t.equal(said('2024-06-10', '2024-06'), '2024-06-10');
  t.equal(said('2024-06-30', '2024-06'), '2024-06-30', 'of the same day, the more precise');
  t.equal(said('2024-06', '2024-06-30'), '2024-06-30');
});

t.test('hearsay is never direct, nor an act on record, and is told as what it is', async (t) => {
  const heard = (details: Partial<StatementInput>) => statementFaults(input({ reportedBy: 'Bo Li', ...details }));
  t.match(heard({ attribution: 'direct', quotes: ['No'] }), [{ field: 'attribution', message: /it is hearsay/ }]);
  t.match(heard({ attribution: 'record', paraphrase: 'Voted.' }), [{ field: 'attribution' }]);
  const [retold, quoted] = [{ paraphrase: 'She refused.' }, { attribution: 'mixed' as const, quotes: ['No'] }];
  t.strictSame([heard(retold), heard(quoted)], [[], []]);
  const words = (details: Partial<StatementInput>) =>
    wordsOf(toStatement(input({ reportedBy: 'Bo Li', ...details }), [{ publishedOn: '2024' }]));
  t.equal(words(retold), '[paraphrase, as reported by Bo Li] She refused.');
  t.equal(words(quoted), '[as reported by Bo Li] “No”');
});

t.test('the latest of several statements is that of the last day', async (t) => {
  const latest = (...days: string[]) =>
    latestStatement(days.map((saidOn, index) => ({ id: `s${index}`, saidOn, saidAt: null })))?.saidOn;
  t.equal(latest('2024-06-12', '2024-06-30', '2024-06-01'), '2024-06-30');
  t.equal(latest('2024-06-29', '2024-06'), '2024-06', 'June counts from its last day');
  t.equal(latest('2024', '2024-12-30'), '2024');
  t.equal(latest('2024', '2025-01-01'), '2025-01-01');
  t.equal(latest(), undefined);
});

t.test('of statements of the same day the more precise date is taken, then the smaller id', async (t) => {
  t.equal(
    latestStatement([
      { id: 'a', saidOn: '2024-06', saidAt: null },
      { id: 'b', saidOn: '2024-06-30', saidAt: null },
    ])?.id,
    'b',
  );
  t.equal(
    latestStatement([
      { id: 'b', saidOn: '2024-06-30', saidAt: null },
      { id: 'a', saidOn: '2024-06-30', saidAt: null },
    ])?.id,
    'a',
  );
});

t.test(
  'of statements of the same day the one of the later time is taken, and one with a time before one without',
  async (t) => {
    const latest = (...times: (string | null)[]) =>
      latestStatement(times.map((saidAt, index) => ({ id: `s${index}`, saidOn: '2024-06-30', saidAt })))?.saidAt;
    t.equal(latest('09:30', '14:00', '12:00:30'), '14:00');
    t.equal(latest(null, '00:00', null), '00:00');
    t.equal(latest(null, null), null);
  },
);

t.test('the latest statement does not depend on the order in which they are cited', async (t) => {
  const saidOn = fc.constantFrom('2024', '2024-06', '2024-06-30', '2024-06-29', '2024-12-31', '2023');
  const saidAt = fc.constantFrom(null, '09:30', '09:30:20');
  const statements = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), saidOn, saidAt }), {
    selector: ({ id }) => id,
    minLength: 1,
  });
  const shuffled = statements.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  holds(t, shuffled, ([list, other]) => latestStatement(list)?.id === latestStatement(other)?.id);
});
