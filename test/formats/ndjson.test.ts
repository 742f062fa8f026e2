import t from 'tap';
import { ndjson } from '../../src/formats/ndjson.ts';
import { rendered } from '../helpers/fixtures/table.ts';

const ndjsonOf = (items: readonly object[]) => rendered(ndjson, { document: {}, items: () => items });

t.test('every item is JSON on a line of its own', async (t) => {
  t.equal(await ndjsonOf([{ a: 1 }, { a: 2 }]), '{"a":1}\n{"a":2}\n');
});

t.test('a line end inside a text does not end the line', async (t) => {
  const items = [{ quote: 'one\ntwo\r\nthree' }, { quote: '\u2028 \u2029' }];
  const lines = (await ndjsonOf(items)).split('\n');
  t.equal(lines.pop(), '');
  t.strictSame(
    lines.map((line) => JSON.parse(line)),
    items,
  );
});

t.test('no items are no lines', async (t) => {
  t.equal(await ndjsonOf([]), '');
});
