import { Readable } from 'node:stream';
import t, { type Test } from 'tap';
import { importFiles } from '../../src/cli/input/import-files.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { Failure } from '../../src/core/values/errors.ts';
import { CLOCK } from '../helpers/fixtures/records.ts';
import { everything } from '../helpers/fixtures/stories.ts';
import { exportedText } from '../helpers/store/exported.ts';
import { storeInMemory } from '../helpers/store/in-memory.ts';
import { storeOf } from '../helpers/store/tell.ts';

function emptyStore(t: Test): Store {
  const store = storeInMemory(CLOCK);
  t.teardown(() => store.close());
  return store;
}

/** Imports text from standard input, in chunks of so many bytes. */
const importText = (store: Store, text: string | Buffer, bytes = 7) => {
  const all = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(all.length / bytes) }, (_, at) =>
    all.subarray(at * bytes, (at + 1) * bytes),
  );
  return importFiles(store, ['-'], { by: 'desk' }, { stdin: Readable.from(chunks), now: CLOCK.now });
};

/** Each fault with its place; what was imported nevertheless would be one too. */
async function faults(t: Test, text: string | Buffer): Promise<string[]> {
  const store = emptyStore(t);
  try {
    await importText(store, text);
    return ['it was imported'];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    t.equal(await store.isEmpty(), true);
    return error.violations.length === 0
      ? [error.message]
      : error.violations.map(({ pointer, message }) => `${pointer} ${message}`);
  }
}

const FRAME = '{"bundleVersion":1}';
const ADA = '{"kind":"expert","id":"ada","name":"Ada"}';

t.test('a bundle in lines is known by its first, however it is cut, ended and spaced', async (t) => {
  for (const text of [`${FRAME}\n${ADA}\n`, `${FRAME}\r\n\r\n${ADA}\r\n`, `\ufeff${FRAME}\n\n${ADA}`]) {
    const store = emptyStore(t);
    await importText(store, text);
    t.strictSame(await store.ids('expert'), ['ada'], JSON.stringify(text));
  }
});

t.test('a bundle of one line is still a bundle, and so is one of many', async (t) => {
  const bundle = { bundleVersion: 1, experts: [{ id: 'ada', name: 'Ada' }] };
  for (const text of [JSON.stringify(bundle), `${JSON.stringify(bundle)}\n`, JSON.stringify(bundle, null, 1), FRAME]) {
    const store = emptyStore(t);
    await importText(store, text);
    t.equal((await store.ids('expert')).length, text === FRAME ? 0 : 1, text);
  }
});

t.test('records may stand in any order, and the frame gives reason, coder and time', async (t) => {
  const text = await exportedText(await storeOf(t, everything()), 'ndjson');
  const [frame = '', ...lines] = text.trimEnd().split('\n');
  const store = emptyStore(t);
  const head = { ...JSON.parse(frame), reason: 'Moved.' };
  await importText(store, [JSON.stringify(head), ...lines.toReversed()].join('\n'), 1_000);
  const inOrder = (of: string) => of.split('\n').sort();
  // Positions come in the order in which they were recorded.
  t.strictSame(inOrder(await exportedText(store, 'ndjson')), inOrder(text));
  t.match(await store.changes(0, 1), [{ reason: 'Moved.' }]);
});

t.test('characters outside of ASCII come through, wherever a chunk ends', async (t) => {
  const name = 'Zoë\u2028“猫” 🌉\\n';
  const store = emptyStore(t);
  await importText(store, `${FRAME}\n${JSON.stringify({ kind: 'expert', id: 'zoë', name })}\n`, 1);
  t.equal((await store.get('expert', 'zoë'))?.name, name);
});

t.test('every line that is no record is told, with its number', async (t) => {
  t.strictSame(
    await faults(
      t,
      [FRAME, ADA, '{"kind":"expert"', '7', '', '{"id":"x"}', '{"kind":"expret","id":"x"}', '[]'].join('\n'),
    ),
    [
      'stdin:3:1 is not JSON',
      'stdin:4:1 must be a record: an object with its "kind"',
      'stdin:6:1 has no "kind"; known: scale, expert, source, question, statement, position',
      'stdin:7:1 is of a kind that is not known: "expret"; did you mean "expert"?',
      'stdin:8:1 must be a record: an object with its "kind"',
    ],
  );
});

t.test('a fault of a record has the number of its line', async (t) => {
  const statement = '{"kind":"statement","id":"s","expert":"ada","source":"nowhere","attribution":"record"}';
  t.strictSame(await faults(t, [FRAME, ADA, '', '{"kind":"expert","id":"ben","nmae":"Ben"}', statement].join('\n')), [
    'stdin:4:1: /experts/1/name is required',
    'stdin:4:1: /experts/1/nmae is not known here; did you mean "name"?',
    'stdin:5:1: /statements/0/paraphrase must say what was done, as the record has it',
    'stdin:5:1: /statements/0/source names the source "nowhere", which is neither here nor stored',
  ]);
  t.strictSame(await faults(t, `{"bundleVersion":2}\n${ADA}`), ['stdin:1:1: /bundleVersion must be 1, not 2']);
  t.match(await faults(t, `{"bundleVersion":1,"expert":[]}\n${ADA}`), [/^stdin:1:1: \/expert is not known here/]);
});

t.test('what is not UTF-8 is refused', async (t) => {
  t.strictSame(await faults(t, Buffer.concat([Buffer.from(`${FRAME}\n`), Buffer.from([0xff, 0x0a])])), [
    'stdin is not UTF-8',
  ]);
  t.strictSame(await faults(t, Buffer.from([0x7b, 0xc3])), ['stdin is not UTF-8']);
});
