import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import t from 'tap';
import { deliverPieces } from '../../../src/cli/output/formatted.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { ended, SEED, Workplace } from '../../helpers/service/bin.ts';
import { tell } from '../../helpers/store/tell.ts';

const place = await new Workplace(t).seeded();

t.test('what was exported imports to the same records, in YAML, in JSON and in lines', async (t) => {
  const [yaml, json, lines] = await Promise.all([
    // In processes of their own: what goes through a pipe is whole when they end.
    place.run(['export']),
    place.run(['export', '--format', 'json']),
    place.run(['export', '--format', 'ndjson']),
  ]);
  t.match(yaml, { code: 0, stderr: '', stdout: /^bundleVersion: 1\n/ });
  t.match(JSON.parse(json.stdout), { bundleVersion: 1, positions: { length: 21 } });
  t.match(lines, { code: 0, stderr: '', stdout: /^\{"bundleVersion":1\}\n\{"kind":"scale","id":"support",/ });
  const copies = [yaml, json, lines].map(async ({ stdout }, index) => {
    const elsewhere = { STANDPOINT_DB: join(place.folder, `copy-${index}.sqlite`) };
    const { code, stderr } = await place.runHere(['import', '-'], { ...elsewhere, stdin: stdout });
    t.equal(code, 0, stderr);
    return place.runHere(['export'], elsewhere);
  });
  for (const { stdout } of await Promise.all(copies)) t.equal(stdout, yaml.stdout);
});

t.test('the first data set again changes nothing', async (t) => {
  const { code, stdout } = await place.runHere(['import', SEED]);
  t.equal(code, 0);
  t.notMatch(stdout, /[1-9]\d* (created|updated)/);
  t.match(stdout, 'positions: 0 created, 0 updated, 21 unchanged');
});

t.test('a reader that closes the pipe early, as head does, is no failure', async (t) => {
  const child = place.start(['export']);
  child.stdout?.destroy();
  t.match(await ended(child), { code: 0, stderr: '' });
});

t.test('an export is of one moment, however slowly it is read and whatever is written meanwhile', async (t) => {
  const busy = new Workplace(t);
  const store = openSqliteStore(busy.database);
  t.teardown(() => store.close());
  const told = story();
  for (let at = 0; at < 3_000; at += 1) told.statement(`s${at}`, 'ada', { paraphrase: 'What was said. '.repeat(20) });
  await tell(store, told.says('ada', 'bridge', 'support', { id: 'before' }));

  const child = busy.start(['export', '--format', 'ndjson']);
  await once(child.stdout ?? child, 'readable');
  await tell(store, story().expert('ada', { name: 'Ada Lind' }).says('ada', 'bridge', 'oppose', { id: 'after' }));
  const { code, stdout } = await ended(child);
  t.equal(code, 0);
  t.equal(
    stdout.split('\n').length,
    1 + 1 + 1 + 1 + 1 + 3_001 + 1 + 1,
    'frame, scale, expert, source, question, statements, position',
  );
  t.match(stdout, '"id":"before"');
  t.notMatch(stdout, /"id":"after"|Ada Lind/);
  t.match((await store.get('position', 'after'))?.option, 'oppose', 'who wrote did not wait for it');
});

t.test('a data package is a file that other programs open, and --public leaves drafts out of a bundle', async (t) => {
  const draft = new Workplace(t);
  const store = openSqliteStore(draft.database);
  await tell(
    store,
    story()
      .says('ada', 'bridge', 'support', { id: 'seen' })
      .says('bo', 'bridge', 'oppose', { id: 'hidden', status: 'draft' }),
  );
  await store.close();
  const file = join(draft.folder, 'all.zip');
  t.match(await draft.run(['export', '--format', 'zip', '--output', file]), { code: 0, stdout: '', stderr: '' });
  const names = Object.keys(unzipSync(new Uint8Array(readFileSync(file))));
  t.strictSame([names[0], names.at(-1), names.length], ['scales.csv', 'datapackage.json', 9]);
  t.match((await draft.runHere(['export'])).stdout, /hidden/);
  for (const format of ['yaml', 'json', 'ndjson']) {
    const { stdout } = await draft.runHere(['export', '--public', '--format', format]);
    t.match(stdout, /seen/);
    t.notMatch(stdout, /hidden/);
  }
  const full = await draft.runHere(['export', '--output', '/dev/full']);
  t.match(full, { code: 1, stderr: /^standpoint: \/dev\/full cannot be written: / });
  t.equal(existsSync('/dev/full'), true, 'a device stays');
  const nowhere = join(draft.folder, 'none', 'all.zip');
  t.match(await draft.runHere(['export', '--format', 'zip', '--output', nowhere]), {
    code: 1,
    stderr: /cannot be written/,
  });
});

t.test('what goes wrong while it is made is told as what it is, and leaves no file', async (t) => {
  const file = join(place.folder, 'torn.yaml');
  async function* torn() {
    yield 'bundleVersion: 1\n';
    throw new Error('the database is gone');
  }
  await t.rejects(deliverPieces({ stdout: process.stdout }, torn(), file), { message: 'the database is gone' });
  t.equal(existsSync(file), false);
});
