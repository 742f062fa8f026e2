/** Our own lists: what goes out as a table comes back, and changes nothing; a changed cell changes that record. */
import t from 'tap';
import { recordsAnswer } from '../../../src/answers/records/records.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import type { ImportReport } from '../../../src/core/writing/plan.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { FORMATS } from '../../../src/formats/registry.ts';
import { dnaToBundle } from '../../../src/intake/dna/bundle.ts';
import { readDna } from '../../../src/intake/dna/read.ts';
import type { TableFormatName } from '../../../src/intake/formats.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { importTables } from '../../../src/services/import/import-tables.ts';
import { askMatrix } from '../../../src/services/matrix/matrix.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { inWords, tableFrom } from '../../helpers/fixtures/coded.ts';
import { DNA_SAMPLE } from '../../helpers/fixtures/dna.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { CLOCK, RECORDED } from '../../helpers/fixtures/records.ts';
import { readSeed } from '../../helpers/fixtures/seed.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { exported } from '../../helpers/store/exported.ts';
import { storeOf } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const EVERY = 10_000;
/** The formats in which a list goes out and comes back. */
const LISTS = ['csv', 'tsv', 'xlsx', 'ndjson'] as const;

async function listOf(store: Store, kind: Kind, name: TableFormatName): Promise<Uint8Array> {
  const format = FORMATS.find((it) => it.name === name);
  if (format === undefined) throw new Error(name);
  const answer = recordsAnswer(kind, { ...(await store.list(kind, {}, { limit: EVERY })), next: null });
  return Buffer.from(await format.render(answer, {}));
}

const bringBack = (
  store: Store,
  list: string | Uint8Array,
  format: TableFormatName,
  {
    reason = null,
    dryRun = false,
    create = false,
  }: { reason?: string | null; dryRun?: boolean; create?: boolean } = {},
) => importTables(store, [tableFrom(list, { format })], { create }, { ...RECORDED, reason, dryRun });

const counts = (report: ImportReport) => KINDS.flatMap((kind) => [report[kind].created, report[kind].updated]);
const NOTHING = KINDS.flatMap(() => [0, 0]);

/** Words that formats guard or isolate, and lines within them. */
const told = () =>
  harbour()
    .expert('eve', { name: '=Eve', description: '-2 degrees\nand "quoted"', aliases: ['E. One', 'E. Two'] })
    .says('eve', 'bridge', 'oppose', { quote: '@all \u202eturned\nsecond line', on: '2024-01', confidence: 1e-7 });

t.test('every list of every kind comes back in every format of tables, and nothing changes', async (t) => {
  for (const store of await stores(t))
    for (const kind of KINDS)
      for (const format of LISTS) {
        const { report, rows } = await bringBack(store, await listOf(store, kind, format), format);
        t.strictSame(counts(report), NOTHING, `${kind} ${format}`);
        t.equal(report[kind].unchanged, rows);
        t.equal(rows, (await store.ids(kind)).length);
      }
});

/** Something of everything, the first data set, the sample of another program where it is there, and 5,000 positions. */
async function stores(t: Tap): Promise<Store[]> {
  const sample = DNA_SAMPLE === null ? [] : [dnaToBundle(DNA_SAMPLE, readDna(DNA_SAMPLE)).bundle];
  return [
    ...[await storeOf(t, told()), await seeded(t), await storeOf(t, madeUp())],
    ...(await Promise.all(sample.map((bundle) => filled(t, bundle)))),
  ];
}

/** 5,000 positions: 50 experts on 20 questions, on five days each. */
function madeUp(): Story {
  const told = story();
  const options = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support'];
  for (let n = 0; n < 5_000; n += 1) {
    const [expert, question, day] = [`e${n % 50}`, `q${Math.floor(n / 50) % 20}`, 1 + Math.floor(n / 1_000)];
    const said = { id: `p${n}`, on: `2024-0${day}-1${n % 10}`, quote: `Words, "number" ${n}` };
    told.says(expert, question, options[n % options.length] ?? 'mixed', said);
  }
  return told;
}

const seeded = (t: Tap): Promise<Store> => filled(t, readSeed());

async function filled(t: Tap, bundle: unknown): Promise<Store> {
  const store = openSqliteStore(':memory:', CLOCK);
  t.teardown(() => store.close());
  await importBundle(store, bundle, RECORDED);
  return store;
}
type Tap = Parameters<typeof storeOf>[0];

t.test('lists as NDJSON make in an empty store what they were taken from', async (t) => {
  for (const store of await stores(t)) {
    const empty = openSqliteStore(':memory:', CLOCK);
    t.teardown(() => empty.close());
    for (const kind of KINDS) await bringBack(empty, await listOf(store, kind, 'ndjson'), 'ndjson');
    const [there, here] = [await exported(store), await exported(empty)].map(({ positions = [], ...others }) => ({
      ...others,
      // They are recorded anew, in the order of the list.
      positions: positions.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    }));
    t.strictSame(here, there);
    const cells = await answered(store);
    t.strictSame(await answered(empty), cells);
    t.ok(cells.length > 0);
  }
});

/** What each holds on each question, and by which positions. */
async function answered(store: Store): Promise<readonly unknown[]> {
  const request = { rule: 'latest', asOf: null, knownAt: null, statements: false } as const;
  const { cells } = await askMatrix(store, OPERATOR, request);
  return JSON.parse(JSON.stringify(cells, (name, value) => (name === 'revision' ? undefined : value)));
}

t.test('a changed cell changes that record, and no other; what is public, with a reason', async (t) => {
  const store = await storeOf(t, told());
  const before = Buffer.from(await listOf(store, 'position', 'csv')).toString();
  const mended = before.replace('if the ferries stop', 'if all ferries stop');
  t.not(mended, before);
  t.strictSame(inWords((await refusal(bringBack(store, mended, 'csv'))).violations), [
    'reason is required: say why, for the record of corrections',
  ]);
  const { report } = await bringBack(store, mended, 'csv', { reason: 'Misread.' });
  t.match(report.position, { created: 0, updated: 1 });
  t.equal(report.statement.updated, 0);
  const changed = (await store.list('position', {}, { limit: EVERY })).items.filter((it) => it.condition !== null);
  t.strictSame(
    changed.map(({ condition }) => condition),
    ['if all ferries stop'],
  );
});

t.test('what was changed meanwhile is a fault that shows both, and so is what cannot be changed there', async (t) => {
  const store = await storeOf(t, told());
  const [csv, ndjson] = [await listOf(store, 'expert', 'csv'), await listOf(store, 'expert', 'ndjson')].map((it) =>
    Buffer.from(it).toString(),
  );
  await bringBack(store, (csv ?? '').replace('Ben Okafor', 'Ben A. Okafor'), 'csv', { reason: 'Full name.' });
  const late = async (list: string, format: TableFormatName) =>
    inWords((await refusal(bringBack(store, list, format, { reason: 'x' }))).violations);
  const [fault] = await late((csv ?? '').replace('Ben Okafor', 'Benjamin Okafor'), 'csv');
  t.match(
    fault,
    /^\d+:\d+ revision "ben" was changed since this list went out: it is at revision \d+ now; name is "Ben A. Okafor", here "Benjamin Okafor"/,
  );
  const [same] = await late((ndjson ?? '').replace('Ben Okafor', 'Benjamin Okafor'), 'ndjson');
  t.match(same, /revision "ben" was changed .* name is "Ben A. Okafor", here "Benjamin Okafor"/);
  const now = Buffer.from(await listOf(store, 'expert', 'csv')).toString();
  t.match(await late(now.replace('Guild of Ferrymen', 'Guild'), 'csv'), [
    /affiliation is "Guild of Ferrymen", and cannot be changed here to "Guild": change affiliations with PATCH/,
  ]);
  t.match(await late(now.replace('\r\nada,', '\r\nadda,'), 'csv'), [
    /^\d+:1 id "adda" is not stored: .* bundle or NDJSON/,
  ]);
  t.match(await late(now.replace('sort_name', 'sort_nam,sort_name'), 'csv'), [
    /sort_nam is no column of the list of experts; did you mean "sort_name"/,
  ]);
  t.match(await late(now.replace(',person,', ',robot,'), 'csv'), [
    /^\d+:\d+ kind must be one of "person", "organization", not "robot"/,
  ]);
});

t.test('what only follows from a change elsewhere is no change of the row', async (t) => {
  const store = await storeOf(t, told());
  const [positions, sources] = [await listOf(store, 'position', 'ndjson'), await listOf(store, 'source', 'csv')];
  const dated = (await store.list('position', {}, { limit: EVERY })).items.find((it) => it.saidOnFrom === 'source');
  const statement = await store.get('statement', dated?.statements[0] ?? '');
  const source = await store.get('source', statement?.source ?? '');
  const later = Buffer.from(sources)
    .toString()
    .split('\r\n')
    .map((row) => (row.startsWith(`${source?.id},`) ? row.replace(source?.publishedOn ?? '', '2025-03') : row))
    .join('\r\n');
  await bringBack(store, later, 'csv', { reason: 'Misdated.' });
  t.not((await store.get('position', dated?.id ?? ''))?.revision, dated?.revision, 'it is dated otherwise');
  t.strictSame(counts((await bringBack(store, positions, 'ndjson')).report), NOTHING);
});

t.test('a list that went out before a renaming comes back, and changes nothing', async (t) => {
  for (const format of LISTS) {
    const store = await storeOf(t, told());
    const lists = new Map<Kind, Uint8Array>();
    for (const kind of KINDS) lists.set(kind, await listOf(store, kind, format));
    for (const kind of KINDS) {
      const [id = ''] = await store.ids(kind);
      const expect = (await store.get(kind, id))?.revision ?? 0;
      await rename(store, kind, id, `${id}-renamed`, expect, {
        ...{ actor: 'me', mayPublish: true, reason: 'Nicer.' },
      });
    }
    for (const [kind, list] of lists)
      t.strictSame(counts((await bringBack(store, list, format)).report), NOTHING, `${kind} ${format}`);
  }
});

t.test('an option for tables of coded positions is refused by name', async (t) => {
  const store = await storeOf(t, told());
  for (const format of ['csv', 'ndjson'] as const)
    t.strictSame(
      inWords(
        (await refusal(bringBack(store, await listOf(store, 'expert', format), format, { create: true }))).violations,
      ),
      ['create is for tables of coded positions, and this is a list of experts'],
    );
});
