/** Importing .dna files: through the rules of every import, again and again, beside what was done here since. */

import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import t, { type Test } from 'tap';
import { importFiles } from '../../../src/cli/input/import-files.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { shows } from '../../helpers/asserts/shows.ts';
import { DNA_SAMPLE, WITHOUT_SAMPLE } from '../../helpers/fixtures/dna.ts';
import { DnaFile } from '../../helpers/fixtures/dna-file.ts';
import { CLOCK } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { Workplace } from '../../helpers/service/bin.ts';
import { storeInMemory } from '../../helpers/store/in-memory.ts';
import { tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const BRIDGE = { person: 'Ada Lind', organization: 'Port', concept: 'Bridge', agreement: 1 };

function talks(t: Test): DnaFile {
  const file = new DnaFile(t);
  const document = file.document('Build it now, whatever it costs.');
  file.statement(document, 'Build it now', BRIDGE);
  file.statement(document, 'whatever it costs', { ...BRIDGE, concept: 'Costs' });
  file.statement(document, 'Build', { ...BRIDGE, person: '', organization: '' });
  return file;
}

function emptyStore(t: Test): Store {
  const store = storeInMemory(CLOCK);
  t.teardown(() => store.close());
  return store;
}

const importInto = (store: Store, ...paths: string[]) =>
  importFiles(store, paths, { by: 'desk' }, { stdin: new PassThrough().end(), now: CLOCK.now });
const positionsOf = async (store: Store) => (await store.list('position', {}, { limit: 100 })).items;
const idOn = async (store: Store, question: string): Promise<string> =>
  (await positionsOf(store)).find((it) => it.question === question)?.id ?? '';

t.test('a file is imported, and what does not count is told; again, it changes nothing', async (t) => {
  const place = new Workplace(t);
  const { path } = talks(t);
  const { code, stdout, stderr } = await place.runHere(['import', path, '--by', 'desk']);
  t.equal(code, 0, stderr);
  t.equal(
    stdout,
    [
      'scales: 1 created, 0 updated, 0 unchanged',
      'experts: 1 created, 0 updated, 0 unchanged',
      'sources: 1 created, 0 updated, 0 unchanged',
      'questions: 2 created, 0 updated, 0 unchanged',
      'statements: 2 created, 0 updated, 0 unchanged',
      'positions: 2 created, 0 updated, 0 unchanged',
      `${path}: statements left out, without a person or an organization: 1`,
      '',
    ].join('\n'),
  );
  const exported = await place.runHere(['export']);
  const again = await place.runHere(['import', path]);
  t.notMatch(again.stdout, /[1-9]\d* (created|updated)/);
  t.match(again.stdout, 'positions: 0 created, 0 updated, 2 unchanged');
  t.strictSame(await place.runHere(['export']), exported);
});

t.test('--format says what a file is, whatever it is called', async (t) => {
  const place = new Workplace(t);
  copyFileSync(talks(t).path, join(place.folder, 'talks'));
  t.match(await place.runHere(['import', 'talks']), { code: 1, stderr: /talks is not UTF-8|not YAML/ });
  t.match(await place.runHere(['import', '--format', 'dna', 'talks']), { code: 0, stdout: /positions: 2 created/ });
  t.match(await place.runHere(['import', '--format', 'dna', '-']), {
    code: 1,
    stderr: /cannot be read from standard input/,
  });
});

t.test('the coder is who recorded it, and the import gives the reason', async (t) => {
  const store = emptyStore(t);
  await importInto(store, talks(t).path);
  const [position] = await positionsOf(store);
  shows(t, position, { recordedBy: 'Cora', status: 'published', saidOn: '2024-06-01', saidOnFrom: 'source' });
  const [change] = await store.changes(0, 1);
  shows(t, change, { actor: 'desk', reason: 'Coded in the Discourse Network Analyzer.' });
  t.strictSame(await store.check(), []);
});

t.test('what was changed here is not undone by importing again', async (t) => {
  const store = emptyStore(t);
  const { path } = talks(t);
  await importInto(store, path);
  const [bridge, costs] = [await idOn(store, 'bridge'), await idOn(store, 'costs')];
  const bundle = await (async () => {
    const get = async (kind: 'expert' | 'question' | 'source') =>
      (await store.list(kind, {}, { limit: 1 })).items[0]?.id;
    const source = String(await get('source'));
    return story()
      .expert('ada-lind', { name: 'Captain Ada Lind', affiliations: [{ organization: 'Port', role: 'Pilot' }] })
      .source(source, { title: 'The talk', publisher: 'Harbour Radio', publishedOn: '2024-06-01', language: 'en' })
      .statement(bridge, 'ada-lind', { source, attribution: 'direct', quotes: ['Build it now'] })
      .statement(costs, 'ada-lind', { source, attribution: 'mixed', quotes: ['whatever it costs'] })
      .position(costs, {
        expert: 'ada-lind',
        question: 'costs',
        option: 'agree',
        summary: 'Agrees: Costs',
        statements: [costs],
        status: 'retracted',
        recordedBy: 'Cora',
      })
      .question('costs', { title: 'Costs, whatever', scale: 'agree-disagree' });
  })();
  await tell(store, bundle);
  const revision = await store.revision();
  const { report } = await importInto(store, path);
  t.equal(await store.revision(), revision, 'nothing was written');
  t.strictSame(report.position, { created: 0, updated: 0, unchanged: 2 });
  shows(t, await store.get('position', costs), { status: 'retracted' });
  shows(t, await store.get('statement', bridge), { attribution: 'direct' });
});

t.test('what was renamed here is found under its new id', async (t) => {
  const store = emptyStore(t);
  const { path } = talks(t);
  await importInto(store, path);
  const { revision = 0 } = (await store.get('expert', 'ada-lind')) ?? {};
  await rename(store, 'expert', 'ada-lind', 'lind', revision, { actor: 'desk', mayPublish: true, reason: 'Shorter.' });
  const before = await store.revision();
  await importInto(store, path);
  t.equal(await store.revision(), before);
  t.strictSame(await store.ids('expert'), ['lind']);
});

t.test('agreement that was changed in DNA is changed here, and a new organization is added', async (t) => {
  const store = emptyStore(t);
  const file = talks(t);
  await importInto(store, file.path);
  const bridge = await idOn(store, 'bridge');
  file.sql('UPDATE DATABOOLEAN SET Value = 0, StatementId = 1 WHERE StatementId = 1');
  file.statement(file.document('As a ferrywoman: no.', { on: '2024-07-01' }), 'no', {
    ...BRIDGE,
    organization: 'Guild',
  });
  const { report } = await importInto(store, file.path);
  t.strictSame(report.position, { created: 1, updated: 1, unchanged: 1 });
  shows(t, await store.get('position', bridge), { option: 'disagree', summary: 'Disagrees: Bridge' });
  t.strictSame(
    (await store.get('expert', 'ada-lind'))?.affiliations.map(({ organization, from }) => [organization, from]),
    [
      ['Port', null],
      ['Guild', '2024-07-01'],
    ],
  );
});

t.test(
  'a concept that is a question here already keeps its scale, and that is told where it does not fit',
  async (t) => {
    const store = emptyStore(t);
    await tell(store, story().question('bridge', { title: 'Bridge' }));
    const { path } = talks(t);
    const { violations } = await refusal(importInto(store, path));
    t.match(violations, [
      {
        pointer: `${path}: statement 1 of document 1: /positions/0/option`,
        message: /^"agree" is no option of the scale "support"/,
      },
    ]);
    t.strictSame(await store.ids('position'), [], 'nothing was imported');
  },
);

t.test('two files go one after the other, and share persons and concepts', async (t) => {
  const store = emptyStore(t);
  const [one, other] = [talks(t), new DnaFile(t, 'others.dna')];
  other.statement(other.document('Never.'), 'Never', { person: 'Ben', concept: 'Bridge', agreement: 0 });
  other.statement(other.document('Yes.'), 'Yes', { ...BRIDGE, organization: 'Guild' });
  t.match((await refusal(importInto(store, one.path, other.path))).message, /one after the other, not together/);
  await importInto(store, one.path);
  const { report } = await importInto(store, other.path);
  t.strictSame(
    [report.expert, report.question, report.position].map(({ created }) => created),
    [1, 0, 2],
  );
  t.equal((await positionsOf(store)).length, 4);
});

t.test('a .dna file and a bundle are one import: neither is there where the other has a fault', async (t) => {
  const store = emptyStore(t);
  const { path } = talks(t);
  const place = new Workplace(t, { 'more.json': '{"bundleVersion":1,"experts":[{"id":"ben"}]}' });
  t.match((await refusal(importInto(store, path, join(place.folder, 'more.json')))).violations, [
    { pointer: /more\.json:1:\d+: \/experts\/0\/name/ },
  ]);
  t.equal(await store.isEmpty(), true);
});

t.test('the sample is imported, and is sound; again, it changes nothing', { skip: WITHOUT_SAMPLE }, async (t) => {
  const store = emptyStore(t);
  const path = DNA_SAMPLE ?? '';
  const before = readFileSync(path);
  const { report, remarks } = await importInto(store, path);
  t.strictSame(
    [report.expert, report.question, report.source, report.position].map(({ created }) => created),
    [7, 6, 7, 40],
  );
  t.equal(remarks.length, 2);
  t.strictSame(await store.check(), []);
  const revision = await store.revision();
  await importInto(store, path);
  t.equal(await store.revision(), revision);
  t.ok(readFileSync(path).equals(before), 'the file is as it was');
});
