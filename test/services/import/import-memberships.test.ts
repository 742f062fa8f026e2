/** Tables with a party per row: members who change parties, and what counts for which. */
import t from 'tap';
import { csvOf, faultsOf, importText, type Row } from '../../helpers/fixtures/coded.ts';
import { storeWith } from '../../helpers/service/service.ts';

const sitting = (day: string): Row => ({
  ...{ question: `Motion of ${day}`, said_on: day, attribution: 'record', paraphrase: 'As the minutes record it.' },
  ...{ source: `minutes-${day}`, source_title: `Minutes of ${day}`, source_publisher: 'Parliament' },
  source_published_on: day,
});

const vote = (expert: string, party: string, day: string, rest: Row = {}): Row => ({
  ...sitting(day),
  ...{ expert, expert_affiliation: party, option: 'support' },
  ...rest,
});

const ROWS = [
  vote('Ana Kos', 'Red', '2021-03-01'),
  vote('Bo Li', 'Red', '2021-03-01'),
  vote('Ana Kos', 'Blue', '2023-06-10'),
  vote('Bo Li', 'Red', '2023-06-10', { option: 'oppose' }),
  vote('Ana Kos', 'Red', '2022-11-30'),
  vote('Bo Li', '', '2024-01-01'),
];

const KOS = [
  { organization: 'Red', role: null, from: null, to: '2023-06-09' },
  { organization: 'Blue', role: null, from: '2023-06-10', to: null },
];

t.test('who changed parties has both, each for its days, in whatever order the rows come', async (t) => {
  for (const rows of [
    ROWS,
    ROWS.toReversed(),
    ROWS.toSorted((a, b) => ((a.option ?? '') < (b.option ?? '') ? 1 : -1)),
  ]) {
    const store = await storeWith(t, []);
    const trial = await importText(store, csvOf(rows), { dryRun: true });
    t.strictSame(trial.report.expert, { created: 2, updated: 0, unchanged: 0 });
    t.equal(await store.revision(), 0);
    const { report } = await importText(store, csvOf(rows));
    t.strictSame(report.expert, trial.report.expert);
    t.strictSame((await store.get('expert', 'ana-kos'))?.affiliations, KOS);
    t.strictSame((await store.get('expert', 'bo-li'))?.affiliations, [
      { organization: 'Red', role: null, from: null, to: null },
    ]);
    t.strictSame(await store.publicly.changes(0, 100, { corrections: true }), [], 'nothing was corrected');
    t.strictSame(await store.check(), []);
  }
});

t.test('a vote counts for the party of its day', async (t) => {
  const store = await storeWith(t, []);
  await importText(store, csvOf(ROWS));
  const days = async (party: string) => {
    const { items } = await store.list('position', { expert: ['ana-kos'], affiliation: [party] }, { limit: 9 });
    return items.map(({ saidOn }) => saidOn);
  };
  t.strictSame(await days('Red'), ['2022-11-30', '2021-03-01']);
  t.strictSame(await days('Blue'), ['2023-06-10']);
});

t.test('who comes back to a party has it twice, and the same table again changes nothing', async (t) => {
  const store = await storeWith(t, []);
  const rows = [...ROWS, vote('Ana Kos', 'Red', '2024-05-01')];
  await importText(store, csvOf(rows));
  const [red, blue] = KOS;
  t.strictSame((await store.get('expert', 'ana-kos'))?.affiliations, [
    red,
    { ...blue, to: '2024-04-30' },
    { organization: 'Red', role: null, from: '2024-05-01', to: null },
  ]);
  const revision = await store.revision();
  t.match(await importText(store, csvOf(rows)), {
    report: { expert: { created: 0, updated: 0 }, position: { created: 0 } },
  });
  t.equal(await store.revision(), revision);
});

t.test('a party that only later rows name is that of the expert, without days', async (t) => {
  const store = await storeWith(t, []);
  await importText(store, csvOf([vote('Ana Kos', '', '2021-03-01'), vote('Ana Kos', 'Red', '2022-03-01')]));
  t.match((await store.get('expert', 'ana-kos'))?.affiliations, [{ organization: 'Red', from: null, to: null }]);
});

t.test('two parties on one day are a fault, and so is one that who is on record does not have', async (t) => {
  const store = await storeWith(t, []);
  const twice = [...ROWS, vote('Ana Kos', 'Green', '2023-06-10', { question: 'Motion 2' })];
  t.strictSame(await faultsOf(store, csvOf(twice)), [
    '8:10 expert_affiliation says "Green" of the expert "ana-kos", but line 4 says another one of the same day, 2023-06-10',
  ]);
  t.equal(await store.revision(), 0);
  await importText(store, csvOf(ROWS));
  const [fault] = await faultsOf(store, csvOf([vote('Ana Kos', 'Green', '2025-01-01')]));
  t.match(fault, /expert_affiliation says "Green" of the expert "ana-kos", but what is stored says "Red", "Blue"/);
});

const stay = (from: string, to = ''): Row => ({ expert_affiliation_from: from, expert_affiliation_to: to });

t.test('what rows say of the first and the last day in a party holds before what their days show', async (t) => {
  const rows = [
    vote('Ana Kos', 'Red', '2021-03-01', stay('2019-03')),
    vote('Ana Kos', 'Blue', '2023-06-10', stay('2023-02-01')),
    vote('Ana Kos', 'Red', '2022-11-30', stay('', '2022')),
    vote('Ana Kos', 'Green', '2025-01-15'),
    vote('Bo Li', 'Red', '2021-03-01', stay('2018')),
    vote('Cy Ng', 'Red', '2021-03-01', stay('2018', '2024')),
    vote('Cy Ng', 'Blue', '2022-03-01'),
    vote('Cy Ng', 'Red', '2023-03-01'),
  ];
  for (const those of [rows, rows.toReversed()]) {
    const store = await storeWith(t, []);
    const trial = await importText(store, csvOf(those), { dryRun: true });
    t.strictSame(trial.report.expert, { created: 3, updated: 0, unchanged: 0 });
    await importText(store, csvOf(those));
    const of = async (id: string) =>
      (await store.get('expert', id))?.affiliations.map(({ organization, from, to }) => [organization, from, to]);
    t.strictSame(await of('ana-kos'), [
      ['Red', '2019-03', '2022'],
      ['Blue', '2023-02-01', '2025-01-14'],
      ['Green', '2025-01-15', null],
    ]);
    t.strictSame(await of('bo-li'), [['Red', '2018', null]]);
    t.strictSame(
      await of('cy-ng'),
      [
        ['Red', '2018', '2024'],
        ['Blue', '2022-03-01', null],
      ],
      'who stayed meanwhile has it once',
    );
    t.strictSame(await store.check(), []);
    const revision = await store.revision();
    await importText(store, csvOf(those));
    t.equal(await store.revision(), revision, 'and again nothing changes');
  }
});

t.test('days of a party that cannot be are faults, each at its cell', async (t) => {
  const store = await storeWith(t, []);
  const fault = async (...rows: Row[]) => (await faultsOf(store, csvOf(rows))).join('\n');
  const red = (day: string, days: Row, rest: Row = {}) => vote('Ana Kos', 'Red', day, { ...days, ...rest });
  t.match(await fault(red('2021-03-01', stay('3/2019'))), /expert_affiliation_from must be a day, as "2024-10-23"/);
  t.match(
    await fault(red('2021-03-01', stay('2022', '2021'))),
    /_to must not be before "expert_affiliation_from", 2022/,
  );
  t.match(await fault(red('2021-03-01', stay('2022'))), /_from is not so on 2021-03-01, the day of the row/);
  t.match(
    await fault(red('2021-03-01', stay('2019'), { expert_affiliation: '' })),
    /_from says when, and not to which organization: fill "expert_affiliation"/,
  );
  t.match(
    await fault(red('2021-03-01', stay('2019')), red('2022-03-01', stay('2020'))),
    /3:\d+ expert_affiliation_from says other days of "Red" for the expert "ana-kos" than line 2/,
  );
  t.equal(await store.revision(), 0);
  await importText(store, csvOf([red('2021-03-01', stay('2019'))]));
  t.match(
    await fault(red('2024-03-01', stay('2020'))),
    /expert_affiliation_from says "2020" of the expert "ana-kos", but what is stored says "2019"/,
  );
  const { report } = await importText(store, csvOf([red('2024-03-01', stay('2019'))]));
  t.match(report.expert, { created: 0, updated: 0 });
});

t.test('of many who changed parties, none is forgotten', async (t) => {
  const store = await storeWith(t, []);
  const members = Array.from({ length: 250 }, (_, index) => `Member ${index}`);
  const rows = members.flatMap((member) => [vote(member, 'Red', '2021-03-01'), vote(member, 'Blue', '2023-06-10')]);
  await importText(store, csvOf(rows), { isNew: true });
  const { items } = await store.list('expert', {}, { limit: 500 });
  t.equal(items.length, members.length);
  for (const { affiliations } of items) t.strictSame(affiliations, KOS);
});
