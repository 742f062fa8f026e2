/** Our own lists: what goes out as a table comes back, and changes nothing; a changed cell changes that record. */
import t from 'tap';
import type { Bundle } from '../../../src/core/import/bundle/bundle.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import type { ImportReport } from '../../../src/core/writing/plan.ts';
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
import { MANIFOLD } from '../../helpers/fixtures/manifold.ts';
import { CLOCK, RECORDED } from '../../helpers/fixtures/records.ts';
import { readSeed } from '../../helpers/fixtures/seed.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { listOf } from '../../helpers/formats/list-of.ts';
import { exported } from '../../helpers/store/exported.ts';
import { storeInMemory } from '../../helpers/store/in-memory.ts';
import { storeOf } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const EVERY = 10_000;
/** The formats in which a list goes out and comes back. */
const LISTS = ['csv', 'tsv', 'xlsx', 'ndjson'] as const;

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

/** Something of everything, the first data set, the sample of another program where it is there, and 1,100 positions. */
async function stores(t: Tap): Promise<Store[]> {
  const sample = DNA_SAMPLE === null ? [] : [dnaToBundle(DNA_SAMPLE, readDna(DNA_SAMPLE)).bundle];
  return [
    ...[await filled(t, MANIFOLD), await storeOf(t, told()), await seeded(t), await storeOf(t, madeUp())],
    ...(await Promise.all(sample.map((bundle) => filled(t, bundle)))),
  ];
}

/** 1,100 positions, more than are read or written at a time: 50 experts on 20 questions, some of them twice. */
function madeUp(): Story {
  const told = story();
  const options = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support'];
  for (let n = 0; n < 1_100; n += 1) {
    const [expert, question, day] = [`e${n % 50}`, `q${Math.floor(n / 50) % 20}`, 1 + Math.floor(n / 1_000)];
    const said = { id: `p${n}`, on: `2024-0${day}-1${n % 10}`, quote: `Words, "number" ${n}` };
    told.says(expert, question, options[n % options.length] ?? 'mixed', said);
  }
  return told;
}

const seeded = (t: Tap): Promise<Store> => filled(t, readSeed());

async function filled(t: Tap, bundle: unknown): Promise<Store> {
  const store = storeInMemory(CLOCK);
  t.teardown(() => store.close());
  await importBundle(store, bundle, RECORDED);
  return store;
}
type Tap = Parameters<typeof storeOf>[0];

t.test('lists of every format make in an empty store what they were taken from', async (t) => {
  for (const store of await stores(t))
    for (const format of LISTS) await t.test(format, (t) => madeAnew(t, store, format));
});

async function madeAnew(t: Tap, store: Store, format: TableFormatName): Promise<void> {
  const empty = storeInMemory(CLOCK);
  t.teardown(() => empty.close());
  for (const kind of KINDS) await bringBack(empty, await listOf(store, kind, format), format, { create: true });
  const [there, here] = [await exported(store), await exported(empty)].map(({ positions = [], ...others }) => ({
    ...others,
    // They are recorded anew, in the order of the list.
    positions: positions.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }));
  if (format === 'ndjson') t.strictSame(here, there);
  else t.strictSame(inCells(here), inCells(there));
  const cells = await answered(store);
  t.strictSame(await answered(empty), cells);
  t.ok(cells.length > 0);
}

/** With what stands around quotes as cells hold it: without the blanks at its ends, and nothing where there is no more. */
function inCells(bundle: Pick<Bundle, 'statements'> | undefined): unknown {
  const statements = (bundle?.statements ?? []).map(({ selector, ...statement }) => {
    const [prefix, suffix] = [selector?.prefix.trim() ?? '', selector?.suffix.trim() ?? ''];
    return prefix === '' && suffix === '' ? statement : { ...statement, selector: { prefix, suffix } };
  });
  return { ...bundle, statements };
}

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
    /affiliation is "Guild of Ferrymen", and cannot be changed here to "Guild": change it under "affiliations"/,
  ]);
  t.match(await late(now.replace('\r\nada,', '\r\nadda,'), 'csv'), [
    /^\d+:1 id "adda" is not stored; "create" makes what is missing/,
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

t.test('a name beside an id is held against what is stored, and may follow a change of the id', async (t) => {
  const store = await filled(t, MANIFOLD);
  const list = Buffer.from(await listOf(store, 'position', 'csv')).toString();
  const late = async (text: string) =>
    inWords((await refusal(bringBack(store, text, 'csv', { reason: 'Misread.' }))).violations);
  t.match(await late(list.replaceAll(/,Ada Lind,Later/g, ',Ada Lund,Later')), [
    /^\d+:\d+ expert is "Ada Lind", and cannot be changed here to "Ada Lund": it is what the record is called whose id/,
  ]);
  t.match(await late(list.replace('Votes no (or is paired)', 'Votes yes')), [
    /option is "Votes no \(or is paired\)", and cannot be changed here to "Votes yes"/,
  ]);
  const other = list
    .replace('z-old,ada,c-first,no,', 'z-old,ada,c-first,yes,')
    .replace('Votes no (or is paired)', 'Votes yes');
  const { report } = await bringBack(store, other, 'csv', { reason: 'Misread.' });
  t.match(report.position, { created: 0, updated: 1 });
  t.equal((await store.get('position', 'z-old'))?.option, 'yes');
});

t.test('a cell that would make something else than it says is a fault', async (t) => {
  const store = await filled(t, MANIFOLD);
  const into = async (kind: Kind, change: (list: string) => string) => {
    const empty = storeInMemory(CLOCK);
    t.teardown(() => empty.close());
    for (const before of KINDS.slice(0, KINDS.indexOf(kind)))
      await bringBack(empty, await listOf(store, before, 'csv'), 'csv', { create: true });
    const list = change(Buffer.from(await listOf(store, kind, 'csv')).toString());
    return inWords((await refusal(bringBack(empty, list, 'csv', { create: true }))).violations);
  };
  t.match(await into('scale', (list) => list.replace('half: In part: yes (0.25)', 'half: In part: yes')), [
    /^2:3 options must be an id: .*, not "half: In part: yes"$/,
  ]);
  t.match(await into('statement', (list) => list.replace('"Two, ""too""."', '').replace(/,2(\r\n)/, ',3$1')), [
    /^\d+:\d+ quote_count would be "2", and is "3": it follows from "quotes"/,
  ]);
});
