import fc from 'fast-check';
import t from 'tap';
import { INPUT_LIMITS } from '../../src/core/values/input-limits.ts';
import { JsonScan, type JsonShape } from '../../src/intake/json-scan.ts';
import { holds } from '../helpers/asserts/property.ts';
import { refusal } from '../helpers/asserts/refusal.ts';

/** Looks at the text in pieces of so many bytes. */
function scan(shape: JsonShape, text: string, size = 7): void {
  const bytes = Buffer.from(text);
  const it = new JsonScan(shape);
  for (let at = 0; at < bytes.length; at += size) it.take(bytes.subarray(at, at + size));
}

const refused = (shape: JsonShape, text: string) => refusal((async () => scan(shape, text, 64 * 1024))());

const { depth, recordValues, documentValues, textBytes } = INPUT_LIMITS;
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const listOf = (count: number) => `[${Array(count).fill('1').join(',')}]`;

t.test('what is as deep as is allowed passes, one more does not, closed or not', async (t) => {
  for (const shape of ['record', 'bundle', 'lines'] as const) {
    t.doesNotThrow(() => scan(shape, nested(depth)));
    t.match((await refused(shape, nested(depth + 1))).message, /goes deeper than 32 objects and lists/);
    t.match((await refused(shape, '{"a":'.repeat(depth + 1))).message, /goes deeper than 32/);
  }
});

t.test('brackets, commas and quotes within texts are text', async (t) => {
  const text = JSON.stringify({ a: '[{,'.repeat(recordValues), b: '\\"[[', c: '\\' });
  t.doesNotThrow(() => scan('record', text));
  t.match((await refused('record', `${text.slice(0, -1)},"d":${nested(depth)}}`)).message, /deeper/);
});

t.test('the values of a record are counted, and those of a bundle record by record', async (t) => {
  t.doesNotThrow(() => scan('record', listOf(recordValues - 2)));
  t.match((await refused('record', listOf(recordValues + 1))).message, /more than 20000 values in one record/);
  const record = `{"id":"a","aliases":${listOf(recordValues / 2)}}`;
  t.doesNotThrow(() => scan('bundle', `{"experts":[${Array(5).fill(record).join(',')}]}`, 1024));
  t.match((await refused('record', `{"experts":[${Array(5).fill(record).join(',')}]}`)).message, /in one record/);
  t.match((await refused('bundle', listOf(recordValues + 1))).message, /outside of its lists of records/);
  t.match((await refused('bundle', `{"experts":[{"aliases":${listOf(recordValues + 1)}}]}`)).message, /in one record/);
  t.match(
    (await refused('bundle', `{"experts":[${'1,'.repeat(documentValues)}1]}`)).message,
    /more than 2000000 values/,
  );
});

t.test('a text of any length is none', async (t) => {
  t.doesNotThrow(() => scan('record', `{"a":"${'x'.repeat(textBytes - 1)}"}`, 64 * 1024));
  t.match((await refused('record', `{"a":"${'x'.repeat(textBytes + 1)}"}`)).message, /text of more than 1048576 bytes/);
});

t.test('on lines each begins anew, also behind a text that is not closed, and a fault names its line', async (t) => {
  const line = `{"a":${listOf(recordValues / 2)}}\n`;
  t.doesNotThrow(() => scan('lines', line.repeat(3) + `"open\n`.repeat(3) + '[\n'.repeat(depth * 2), 1024));
  const { violations } = await refused('lines', `{"a":1}\n"open\n${nested(depth + 1)}\n`);
  t.strictSame(
    violations.map(({ line }) => line),
    [3],
  );
});

t.test('whatever is within the limits passes, however it is cut', async (t) => {
  holds(t, fc.tuple(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 1, max: 9 })), ([value, size]) => {
    for (const shape of ['record', 'bundle', 'lines'] as const) scan(shape, JSON.stringify(value), size);
    return true;
  });
});
