/** What an answer costs grows with what it shows: no statement on the way of a selection looks at rows that it does not have. */
import Database from 'better-sqlite3';
import t from 'tap';
import { operator } from '../../../../src/core/access/caller.ts';
import { NETWORK_DEFAULTS } from '../../../../src/core/comparison/network/network.ts';
import type { Store } from '../../../../src/core/ports/store.ts';
import { LogClock } from '../../../../src/db/shared/change-log/clock.ts';
import { createStore } from '../../../../src/db/sqlite/store.ts';
import { askAgreement } from '../../../../src/services/comparison/agreement.ts';
import { askConsensus, rankConsensus } from '../../../../src/services/comparison/consensus.ts';
import { askFindings } from '../../../../src/services/comparison/findings.ts';
import { askNetwork } from '../../../../src/services/comparison/network.ts';
import { getDossier } from '../../../../src/services/matrix/dossier.ts';
import {
  askExtent,
  askGrounds,
  askMadeMatrix,
  askMatrix,
  compareExperts,
} from '../../../../src/services/matrix/matrix.ts';
import { listRecords } from '../../../../src/services/records/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOf } from '../../../helpers/store/database.ts';

const READER = operator('a reader');
const NOW = { rule: 'latest', asOf: null, knownAt: null } as const;

const told = story()
  .expert('ada', { affiliations: [{ organization: 'Guild', from: '2023' }] })
  .expert('ben', { affiliations: [{ organization: 'Guild' }] })
  .question('bridge', { topics: ['traffic'] });
for (const expert of ['ada', 'ben', 'cho', 'dan'])
  for (const question of ['bridge', 'tolls', 'ferry']) told.says(expert, question, 'support');
told.says('ada', 'bridge', 'support', { on: '2024-06-01' }).says('ada', 'bridge', 'oppose', { on: '2024-06-01' });
// On opposite sides on one day: contested.
for (const option of ['support', 'oppose']) told.says('eve', 'dam', option, { on: '2024-06-01' });
const path = await fileOf(t, told);

const executed: string[] = [];
const connection = new Database(path, {
  verbose: (sql) => {
    if (!String(sql).startsWith('EXPLAIN')) executed.push(String(sql));
  },
});
connection.function('fold', { deterministic: true }, (text: unknown) => String(text));
const store = createStore(connection, path, new LogClock());
t.teardown(() => store.close());

/** How the engine goes about each statement that it was given. */
async function plansOf(ask: (store: Store) => Promise<unknown>): Promise<string[]> {
  executed.length = 0;
  await ask(store);
  const statements = [...new Set(executed)].filter((sql) => /^\s*(\/\*.*\*\/)?\s*SELECT/.test(sql));
  return statements.flatMap((sql) =>
    connection
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail),
  );
}

const RECORDS = ['experts', 'questions', 'scales', 'scale_options', 'sources', 'statements', 'positions', 'evidence'];
const STORED = [...RECORDS, 'cells', 'changes', 'search_documents'];
const tableIn = (detail: string): string | undefined => /^(?:SCAN|SEARCH) (\w+)/.exec(detail)?.[1];

/** The tables that are looked at from end to end. */
const scanned = (plans: readonly string[]): string[] =>
  [...new Set(plans.filter((it) => it.startsWith('SCAN')).map((it) => tableIn(it) ?? ''))]
    .filter((table) => STORED.includes(table))
    .sort();

/** By which columns rows of the table are gone to. */
const soughtIn = (plans: readonly string[], table: string): string[] =>
  [...new Set(plans.filter((it) => it.startsWith('SEARCH') && tableIn(it) === table))]
    .map((it) => /\(([^()]*)\)$/.exec(it)?.[1] ?? it)
    .sort();

const BOTH = ['question=? AND expert=?'];
const NETWORK = {
  ...NETWORK_DEFAULTS,
  ...{ from: null, to: null, knownAt: null },
  excluded: { experts: [], questions: [], topics: [], affiliations: [] },
};
const one = { questions: ['bridge'] };
const two = { experts: ['ada', 'ben'] };

t.test('what shows one question reads that question, and two experts on it their cells alone', async (t) => {
  const asked: [string, (store: Store) => Promise<unknown>, { [table: string]: string[] }, string[]][] = [
    [
      'a matrix as stored',
      (it) => askMadeMatrix(it, READER, { ...NOW, ...one, statements: false }),
      { cells: BOTH },
      ['experts'],
    ],
    ['a matrix', (it) => askMatrix(it, READER, { ...NOW, ...one, ...two, statements: false }), { cells: BOTH }, []],
    [
      'a day',
      (it) => askMatrix(it, READER, { ...NOW, ...one, ...two, asOf: '2024', statements: true }),
      { positions: BOTH },
      [],
    ],
    [
      'its evidence',
      (it) => askGrounds(it, READER, { ...NOW, ...one, statements: true }),
      { positions: BOTH },
      ['experts'],
    ],
    ['its extent', (it) => askExtent(it, READER, { ...one, ...two, knownAt: null }), {}, []],
    ['two experts', (it) => compareExperts(it, READER, { ...NOW, ...one, ...two, statements: false }), {}, []],
    ['an agreement', (it) => askAgreement(it, READER, { ...NOW, ...one, ...two }), { cells: BOTH }, []],
    ['a year', (it) => askAgreement(it, READER, { ...NOW, ...one, ...two, by: 'year' }), { positions: BOTH }, []],
    ['a consensus', (it) => askConsensus(it, READER, 'bridge', { ...NOW }), { cells: ['question=?'] }, ['experts']],
    ['some of it', (it) => askConsensus(it, READER, 'bridge', { ...NOW, ...two }), { cells: BOTH }, []],
    [
      'a ranking',
      (it) => rankConsensus(it, READER, { ...NOW, ...one, ...two, order: 'agreed', minValued: 1, limit: 9 }),
      { cells: BOTH },
      [],
    ],
    ['a network', (it) => askNetwork(it, READER, { ...NETWORK, ...one, ...two }), { positions: BOTH }, []],
    ['a dossier', (it) => getDossier(it, READER, 'ada', NOW, 'bridge'), { positions: BOTH }, []],
    [
      'positions',
      (it) => listRecords(it, READER, 'position', { question: ['bridge'], expert: ['ada'], limit: 5 }),
      {},
      [],
    ],
  ];
  for (const [what, ask, sought, wholes] of asked) {
    const plans = await plansOf(ask);
    t.ok(plans.length > 0, what);
    t.strictSame(scanned(plans), wholes, `${what}: tables that are looked at from end to end`);
    for (const [table, columns] of Object.entries(sought))
      t.strictSame(soughtIn(plans, table), columns, `${what}: ${table}`);
  }
});

t.test('what is contested is looked up once more, by its place', async (t) => {
  const plans = await plansOf((it) => askMadeMatrix(it, READER, { ...NOW, questions: ['dam'], statements: false }));
  t.strictSame(soughtIn(plans, 'cells'), ['expert=? AND question=?', ...BOTH]);
});

t.test(
  'what shows one expert on everything reads all questions, and of cells and positions those of the expert',
  async (t) => {
    const asked: [string, (store: Store) => Promise<unknown>][] = [
      ['a matrix', (it) => askMatrix(it, READER, { ...NOW, experts: ['ada'], statements: true })],
      ['two compared', (it) => compareExperts(it, READER, { ...NOW, ...two, statements: false })],
      ['an agreement', (it) => askAgreement(it, READER, { ...NOW, ...two })],
      ['a dossier', (it) => getDossier(it, READER, 'ada', NOW)],
    ];
    for (const [what, ask] of asked) t.strictSame(scanned(await plansOf(ask)), ['questions'], what);
  },
);

t.test('organizations are looked up once, in an index, also where stored cells will not do', async (t) => {
  const affiliated = { ...NOW, affiliations: ['Guild'], statements: false };
  const lookUps = () => executed.filter((sql) => sql.includes('capacity IS NOT NULL')).length;
  await askMatrix(store, READER, affiliated);
  for (const [what, ask] of [
    ['a matrix', () => askMatrix(store, READER, affiliated)],
    ['a comparison', () => compareExperts(store, READER, { ...affiliated, ...two })],
  ] as const) {
    const plans = await plansOf(ask);
    t.equal(lookUps(), 1, what);
    t.ok(soughtIn(plans, 'positions').length > 0, `${what} of one who joined`);
    t.notOk(scanned(plans.filter((it) => !it.includes('statements_by_capacity'))).includes('statements'), what);
    t.equal(executed.filter((sql) => sql.includes('correction')).length, 1, `${what}: corrections`);
  }
  for (const sight of [store, store.publicly]) {
    const plans = await plansOf(() => sight.organizations());
    t.ok(plans.some((it) => it.includes('statements USING COVERING INDEX statements_by_capacity')));
  }
});

t.test('for the home page nothing is read of the cells but those on the questions that it shows', async (t) => {
  const plans = await plansOf((it) => askFindings(it, READER, { questions: ['bridge'], limit: 4 }));
  const ofCells = executed.filter((sql) => / cells /.test(sql));
  t.equal(ofCells.length, 1, 'the column of the question');
  t.notOk(scanned(plans).includes('cells'));
  t.ok(plans.some((it) => it.includes('divisions_by_rank')));
});

t.test('all of everything is read once, by the index of what is held', async (t) => {
  const plans = await plansOf((it) => askAgreement(it, READER, NOW));
  t.strictSame(scanned(plans), ['experts', 'questions']);
  t.ok(plans.some((it) => it.includes('COVERING INDEX cells_by_question')));
  t.notOk(plans.some((it) => tableIn(it) === 'positions'));
});
