/** Bundles of JSON that are too large to be held. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import t, { type Test } from 'tap';
import { importFiles } from '../../../src/cli/input/import-files.ts';
import { HELD_BYTES, isLargeJson, openJsonBundle } from '../../../src/cli/input/json-bundle.ts';
import { Failure } from '../../../src/core/values/errors.ts';
import { CLOCK } from '../../helpers/fixtures/records.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { exported, exportedText } from '../../helpers/store/exported.ts';
import { storeInMemory } from '../../helpers/store/in-memory.ts';
import { storeOf } from '../../helpers/store/tell.ts';

/** Blanks are a part of JSON, and make any bundle as large as is wanted. */
const BLANKS = ' '.repeat(HELD_BYTES);

/** A bundle with its lists the wrong way round, each record on a line. */
const turned = (bundle: object): string =>
  `{${BLANKS}${Object.entries(bundle)
    .toReversed()
    .map(([name, list]) =>
      Array.isArray(list)
        ? `"${name}": [\n${list.map((record) => JSON.stringify(record)).join(',\n')}\n]`
        : `"${name}": ${JSON.stringify(list)}`,
    )
    .join(',\n')}}`;

function fileOf(t: Test, text: string): string {
  const path = join(t.testdir(), 'large.json');
  writeFileSync(path, text);
  return path;
}

function emptyStore(t: Test) {
  const store = storeInMemory(CLOCK);
  t.teardown(() => store.close());
  return store;
}

const importFile = (t: Test, store: ReturnType<typeof emptyStore>, text: string) =>
  importFiles(store, [fileOf(t, text)], { by: 'desk' }, { stdin: process.stdin, now: CLOCK.now });

t.test('a large bundle gives what the same one gives that is small, in whatever order its lists stand', async (t) => {
  const store = await storeOf(t, everything());
  const [small, large] = [emptyStore(t), emptyStore(t)];
  const bundle = await exported(store);
  const path = join(t.testdir(), 'small.json');
  writeFileSync(path, JSON.stringify(bundle));
  await importFiles(small, [path], { by: 'desk' }, { stdin: process.stdin, now: CLOCK.now });
  const { report } = await importFile(t, large, turned(bundle));
  t.ok(report.position.created > 0);
  t.equal(await exportedText(large, 'json'), await exportedText(small, 'json'));
});

t.test('which bundle is read so is known by its size and its first sign', async (t) => {
  const is = (text: string) => isLargeJson(fileOf(t, text));
  t.equal(await is(`\n {${BLANKS}}`), true);
  t.equal(await is('{"bundleVersion":1}'), false, 'small');
  t.equal(await is(`{"bundleVersion":1}\n${BLANKS}`), false, 'in lines');
  t.equal(await is(`experts:\n${BLANKS}`), false, 'YAML');
  t.equal(await isLargeJson('no such file'), false);
});

t.test('faults have their lines, and what is no bundle is said to be none', async (t) => {
  const refused = async (text: string): Promise<string[]> => {
    const store = emptyStore(t);
    const error: unknown = await importFile(t, store, text).catch((reason: unknown) => reason);
    t.equal(await store.isEmpty(), true);
    if (!(error instanceof Failure)) throw error;
    return [error.message, ...error.violations.map(({ pointer, message }) => `${pointer} ${message}`)].map((it) =>
      it.replaceAll(/\S*large\.json/g, 'F'),
    );
  };
  const frame = `{${BLANKS}"bundleVersion": 1,\n`;
  t.match(await refused(`${frame}"experts": [\n{"id": "ada"},\n{"id": bo}]}`), [
    /2 faults/,
    'F:3:1: /experts/0/name is required',
    /^F:4:1.* is not JSON: /,
  ]);
  t.match(await refused(`${frame}"experts": [{} {}]}`), [
    /^F is not JSON that can be read \(each record stands as 0\)/,
  ]);
  t.match(await refused(`${frame}"experts": [{}, 7]}`), [
    /no bundle/,
    'F: /experts has something in it that is no record: each is an object',
  ]);
  t.match(await refused(`${frame}"experts": [], "experts": []}`), [/no bundle/, 'F: /experts is there more than once']);
  t.match(await refused(`${frame}"persons": []}`), [/fault/, /persons/]);
  t.match(await refused(`${frame}"experts": {}}`), [/fault/, /\/experts must be/]);
});

t.test('what is read says how far it is, and nothing is held of what was', async (t) => {
  const path = fileOf(t, turned({ bundleVersion: 1, experts: [{ id: 'a' }, { id: 'b' }] }));
  const { frame, batches, readSoFar } = await openJsonBundle(path);
  t.strictSame(frame, { bundleVersion: 1 });
  for await (const batch of batches)
    t.strictSame(
      batch.map(({ line }) => line),
      [2, 3],
    );
  t.equal(readSoFar(), '{"id":"a"}{"id":"b"}'.length);
});

t.test('what must be read at once is refused where it is too large, and told what to do', async (t) => {
  const store = emptyStore(t);
  const comment = Buffer.from(`# ${'x'.repeat(1024 * 1024)}\n`);
  const stdin = Readable.from(Array.from({ length: 65 }, () => comment));
  await t.rejects(importFiles(store, ['-'], { by: 'desk' }, { stdin, now: CLOCK.now }), {
    kind: 'invalid',
    message: /^stdin has more than 64 Mi characters.*name a file of JSON, or write it in lines$/,
  });
});
