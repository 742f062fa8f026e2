/** Bundles in lines that are too long for one part: what one part may know of the others. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { importFiles } from '../../../src/cli/input/import-files.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { CLOCK } from '../../helpers/fixtures/records.ts';

type Json = { readonly [field: string]: unknown };

const expert = (id: string, more: Json = {}) => ({ kind: 'expert', id, name: id, ...more });
const source = { kind: 'source', id: 'minutes', title: 'M', publisher: 'P', publishedOn: '2024-03', language: 'en' };
const question = { kind: 'question', id: 'weir', title: 'Weir', proposition: 'Build it.', codingRule: 'By name.' };
const statement = (id: string, by: string) => ({
  ...{ kind: 'statement', id, expert: by, source: 'minutes', attribution: 'direct', quotes: ['Yes.'] },
});
const position = (id: string, by: string, more: Json = {}) => ({
  ...{ kind: 'position', id, expert: by, question: 'weir', option: 'support', summary: 'For it.' },
  ...{ basis: 'stated', statements: [id] },
  ...more,
});

/** More records than are planned together. */
const filler = (name: string, count = 600) => Array.from({ length: count }, (_, at) => expert(`${name}-${at}`));

const linesOf = (records: readonly Json[], frame: Json = {}) =>
  [{ bundleVersion: 1, ...frame }, ...records].map((it) => JSON.stringify(it)).join('\n');

/** A store in a file, where parts are planned one after the other as they are read. */
function emptyStore(t: Test): Store {
  const store = openSqliteStore(join(t.testdir(), 'store.sqlite'), CLOCK);
  t.teardown(() => store.close());
  return store;
}

const importText = (store: Store, text: string, options: { dryRun?: boolean } = {}) =>
  importFiles(store, ['-'], { by: 'desk', ...options }, { stdin: Readable.from([Buffer.from(text)]), now: CLOCK.now });

/** What an import is refused for, after its first line. */
async function faultsOf(t: Test, text: string): Promise<{ message: string; faults: string[] }> {
  const store = emptyStore(t);
  const { message, violations } = await refusal(importText(store, text));
  t.equal(await store.isEmpty(), true);
  return { message, faults: violations.map(({ pointer, message: fault }) => `${pointer} ${fault}`) };
}

const good = () => [
  ...[source, question, ...filler('a')],
  ...[statement('s1', 'a-1'), ...filler('b'), position('s1', 'a-1'), position('s2', 'b-1', { statements: ['s2'] })],
];

t.test('records refer to others that stand far before them, and importing again changes nothing', async (t) => {
  const store = emptyStore(t);
  const records = [...good().slice(0, -1), statement('s2', 'b-1'), ...good().slice(-1)];
  const text = linesOf(records, { recordedAt: '2020-01-01T00:00:00Z', recordedBy: 'coder', reason: 'Coded.' });
  const { report } = await importText(store, text);
  t.match(report, { expert: { created: 1_200 }, scale: { created: 1 }, position: { created: 2 } });
  t.match(await store.get('position', 's1'), { recordedAt: '2020-01-01T00:00:00Z', recordedBy: 'coder' });
  t.match(await store.changes(0, 1), [{ reason: 'Coded.', actor: 'desk' }]);
  const revision = await store.revision();
  t.match((await importText(store, text)).report, { expert: { created: 0, updated: 0, unchanged: 1_200 } });
  t.equal(await store.revision(), revision);
  t.strictSame(await store.check(), []);
});

t.test('a trial tells what would be written, and writes nothing', async (t) => {
  const store = emptyStore(t);
  const { report } = await importText(store, linesOf(filler('a')), { dryRun: true });
  t.equal(report.expert.created, 600);
  t.equal(await store.isEmpty(), true);
});

t.test('on a terminal it is told how far it is, and nothing of that is left', async (t) => {
  const written: string[] = [];
  const stderr = { write: (text: string) => written.push(text) > 0, isTTY: true };
  async function* slowly() {
    yield Buffer.from(`${linesOf(filler('a'))}\n`);
    while (!written.some((text) => text.includes('500 records, '))) await wait(20);
    yield Buffer.from(JSON.stringify(expert('ada')));
  }
  const stdin = Readable.from(slowly());
  const { report } = await importFiles(emptyStore(t), ['-'], { by: 'desk' }, { stdin, stderr, now: CLOCK.now });
  t.equal(report.expert.created, 601);
  t.equal(written.at(-1), '\r\u001b[2K');
});

t.test('what comes far behind what refers to it is told with its line', async (t) => {
  const late = [source, question, statement('s1', 'ada'), position('s1', 'ada'), ...filler('a'), expert('ada')];
  const { faults } = await faultsOf(t, linesOf(late));
  t.strictSame(faults, [
    'stdin:4:1: /statements/0/expert names the expert "ada", which comes only in line 606; put it before what refers to it',
    'stdin:5:1: /positions/0/expert names the expert "ada", which comes only in line 606; put it before what refers to it',
  ]);
});

t.test('what nobody has is told as ever, and what rests on a broken record has no fault of its own', async (t) => {
  const { faults } = await faultsOf(
    t,
    linesOf([
      ...[source, question, expert('ada', { nmae: 'x' }), expert('ben'), ...filler('a')],
      ...[statement('s1', 'ada'), statement('s2', 'eve'), statement('s3', 'ben'), ...filler('b')],
      ...[position('s1', 'ada'), position('s2', 'eve'), position('s3', 'ben', { option: 'suport' })],
    ]),
  );
  t.equal(faults.length, 4, faults.join('\n'));
  t.match(faults, [
    /^stdin:4:1: \/experts\/0\/nmae is not known here/,
    /^stdin:607:1: \/statements\/1\/expert names the expert "eve", which is neither here nor stored/,
    /^stdin:1210:1: \/positions\/1\/expert names the expert "eve", which is neither here nor stored/,
    /^stdin:1211:1: \/positions\/2\/option "suport" is no option of the scale "support"; did you mean "support"/,
  ]);
});

t.test('an id that is taken twice is told with the line that took it, near or far, stored before or not', async (t) => {
  const records = [expert('ada'), expert('ada', { name: 'Eve' }), ...filler('a'), expert('ada'), ...filler('b', 1)];
  const wanted = [
    'stdin:3:1: /experts/1/id "ada" is taken already, by line 2; every expert needs an id of its own',
    'stdin:604:1: /experts/602/id "ada" is taken already, by line 2; every expert needs an id of its own',
  ];
  t.strictSame((await faultsOf(t, linesOf(records))).faults, wanted);
  const store = emptyStore(t);
  await importText(store, linesOf([expert('ada')]));
  const { violations } = await refusal(importText(store, linesOf(records)));
  t.strictSame(
    violations.map(({ pointer, message }) => `${pointer} ${message}`),
    wanted,
  );
});

t.test('the first thousand faults are listed in their order, and the others counted', async (t) => {
  const broken = Array.from({ length: 1_300 }, (_, at) => ({ kind: 'expert', id: `e-${at}` }));
  const { message, faults } = await faultsOf(t, `${linesOf(broken)}\nnonsense`);
  t.equal(message, 'there are 1301 faults; nothing was imported; the first 1000 are listed, and 301 more are not');
  t.equal(faults.length, 1_000);
  t.equal(faults[0], 'stdin:2:1: /experts/0/name is required');
  t.equal(faults[999], 'stdin:1001:1: /experts/999/name is required');
});

t.test('a fault in a stored scale or a public statement leaves the other faults to be told', async (t) => {
  const store = emptyStore(t);
  const vote = {
    kind: 'scale',
    id: 'vote',
    label: 'Vote',
    options: ['no', 'yes'].map((id) => ({ id, label: id, value: 0 })),
  };
  const records = [vote, source, { ...question, scale: 'vote' }, expert('ada'), statement('s1', 'ada')];
  await importText(store, linesOf([...records, position('s1', 'ada', { option: 'yes' })]));
  const revision = await store.revision();
  const { violations } = await refusal(
    importText(
      store,
      linesOf([
        ...[{ ...vote, options: vote.options.slice(1) }, expert('ben', { id: 'Ben' }), ...filler('a')],
        ...[{ ...statement('s1', 'ada'), quotes: ['No.'] }, position('s1', 'ada', { option: 'perhaps' })],
      ]),
    ),
  );
  t.match(
    violations.map(({ pointer, message }) => `${pointer} ${message}`),
    [
      /^stdin:2:1: \/scales\/0\/options must keep the options the stored scale has: "no"/,
      /^stdin:3:1: \/experts\/0\/id must be an id/,
      /^stdin:605:1: \/positions\/0\/option "perhaps" is no option of the scale "vote"/,
    ],
  );
  t.equal(await store.revision(), revision);
});

t.test('files are taken in the order in which they are named, whatever they are', async (t) => {
  const folder = t.testdir();
  const at = (name: string) => join(folder, name);
  const store = openSqliteStore(at('store.sqlite'), CLOCK);
  t.teardown(() => store.close());
  const whole = { bundleVersion: 1, experts: [{ id: 'ada', name: 'Ada' }, { id: 'Ben' }] };
  await writeFile(at('whole.json'), JSON.stringify(whole, null, 1));
  await writeFile(at('more.ndjson'), linesOf([source, question, expert('ada'), statement('s1', 'ada')]));
  await writeFile(at('last.ndjson'), linesOf([position('s1', 'ada'), expert('ada'), position('s2', 'ada')]));
  const run = (...names: string[]) =>
    importFiles(store, names.map(at), { by: 'desk' }, { stdin: Readable.from([]), now: CLOCK.now });
  const told = async (...names: string[]) =>
    (await refusal(run(...names))).violations.map(({ pointer = '', message }) =>
      `${pointer} ${message}`.replaceAll(`${folder}/`, ''),
    );
  t.strictSame(await told('whole.json', 'more.ndjson', 'last.ndjson'), [
    'whole.json:8:3: /experts/1/name is required',
    'whole.json:9:10: /experts/1/id must be an id: lower-case letters and digits, joined by "-" or "_" (such as "red-line"), not "Ben"',
    'more.ndjson:4:1: /experts/0/id "ada" is taken already, by whole.json; every expert needs an id of its own',
    'last.ndjson:3:1: /experts/0/id "ada" is taken already, by whole.json; every expert needs an id of its own',
    'last.ndjson:4:1: /positions/1/statements/0 names the statement "s2", which is neither here nor stored; did you mean "s1"?',
  ]);
  t.match(await told('last.ndjson', 'more.ndjson'), [
    /^last\.ndjson:2:1: \/positions\/0\/question names the question "weir", which comes only in line 3 of more\.ndjson/,
    /^last\.ndjson:2:1: \/positions\/0\/statements\/0 names the statement "s1", which comes only in line 5 of more/,
    /^last\.ndjson:4:1: \/positions\/1\/question/,
    /^last\.ndjson:4:1: \/positions\/1\/statements\/0/,
    /^more\.ndjson:4:1: \/experts\/0\/id "ada" is taken already, by line 3 of last\.ndjson/,
  ]);
});
