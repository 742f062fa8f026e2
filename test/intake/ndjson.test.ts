import t from 'tap';
import { AS_IT_SAYS } from '../../src/intake/table-reading.ts';
import { refusal } from '../helpers/asserts/refusal.ts';
import { allOf, tableFrom } from '../helpers/fixtures/coded.ts';

const read = (text: string, size = 5) => allOf(tableFrom(text, { format: 'ndjson', size }));

t.test('every line is a row; its members are cells, wherever their names come up first', async (t) => {
  const { columns, rows } = await read('{"a":"1","b":null}\n{"c":["x","é🚢"],"a":2}\n');
  t.strictSame(columns, [
    { name: 'a', line: 1 },
    { name: 'b', line: 1 },
    { name: 'c', line: 2 },
  ]);
  t.strictSame(rows[0], { line: 1, cells: ['1', null] });
  t.strictSame(rows[1]?.line, 2);
  t.strictSame(Array.from(rows[1]?.cells ?? []), [2, undefined, ['x', 'é🚢']]);
});

t.test('lines may end in CRLF, the last without an end, and blank ones are counted', async (t) => {
  const { rows } = await read('\u{feff}{"a":"1"}\r\n\r\n\n{"a":"2"}');
  t.strictSame(
    rows.map(({ line, cells }) => [line, ...cells]),
    [
      [1, '1'],
      [4, '2'],
    ],
  );
});

t.test('what is no object is a fault of its line, and the rest is read on', async (t) => {
  const { rows } = await read('[1]\n{"a":\nnull\n"x"\n{"a":"1"}\n');
  t.strictSame(
    rows.map(({ line, fault }) => [line, fault?.split(':', 1)[0]]),
    [
      [1, 'must be a JSON object, with our columns for members'],
      [2, 'is not JSON'],
      [3, 'must be a JSON object, with our columns for members'],
      [4, 'must be a JSON object, with our columns for members'],
      [5, undefined],
    ],
  );
});

t.test('a number of more digits than it can hold is a fault, and never another number', async (t) => {
  const { rows } = await read(
    '{"a":12345678901234567890}\n{"a":{"b":[9007199254740993]}}\n{"a":"12345678901234567890","b":1234567890123456.5}\n',
  );
  t.strictSame(
    rows.map(({ fault }) => fault?.replace(/ of more digits than a number holds, read as/, '')),
    [
      'has a number 12345678901234567000; write it as a text, in quotes',
      'has a number 9007199254740992; write it as a text, in quotes',
      undefined,
    ],
  );
});

t.test('an empty file is a table without rows', async (t) => {
  t.strictSame((await read('')).rows, []);
});

t.test('a line without an end does not fill the memory', async (t) => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"a":1}\n{"a":"');
    for (;;) yield Buffer.alloc(64 * 1024, 'x');
  }
  const { ndjsonTable } = await import('../../src/intake/ndjson.ts');
  t.match((await refusal(allOf(ndjsonTable(null, endless(), AS_IT_SAYS)))).violations, [
    { line: 2, message: 'is longer than 8 MiB' },
  ]);
});
