import t, { type Test } from 'tap';
import { lineOfCell } from '../../src/core/import/table/file-table.ts';
import { refusal } from '../helpers/asserts/refusal.ts';
import { allOf, piecesOf, tableFrom } from '../helpers/fixtures/coded.ts';

const names = async (text: string) => (await allOf(tableFrom(text))).columns.map(({ name }) => name);
const rows = async (text: string | Uint8Array, size?: number) =>
  (await allOf(tableFrom(text, size === undefined ? {} : { size }))).rows.map(({ line, cells }) => [line, ...cells]);

/** Asserts that the text cannot be read on from that line, for that reason. */
async function stops(t: Test, text: string | Uint8Array, line: number, why: string | RegExp): Promise<void> {
  const { kind, violations } = await refusal(allOf(tableFrom(text)));
  t.equal(kind, 'invalid');
  t.equal(violations.length, 1);
  t.equal(violations[0]?.line, line);
  t.match(violations[0]?.message, why);
}

t.test('the first line names the columns; each other row knows its line', async (t) => {
  t.strictSame(await names('a,b\n1,2\n'), ['a', 'b']);
  t.strictSame(await rows('a,b\n1,2\n3,4'), [
    [2, '1', '2'],
    [3, '3', '4'],
  ]);
});

t.test('lines end as they will, also differently in one file', async (t) => {
  for (const end of ['\n', '\r\n', '\r'])
    t.strictSame(await rows(`a,b${end}1,2${end}3,4${end}`, 1), [
      [2, '1', '2'],
      [3, '3', '4'],
    ]);
  t.strictSame(await rows('a,b\r\n1,2\n3,4\r\n', 1), [
    [2, '1', '2'],
    [3, '3', '4'],
  ]);
});

t.test('a cell may span lines, and those are counted as an editor counts them', async (t) => {
  for (const end of ['\n', '\r\n', '\r']) {
    const found = await rows(`a,b,c${end}"x${end}y","${end}${end}",z${end}1,2,3${end}`, 3);
    t.strictSame(found, [
      [2, `x${end}y`, `${end}${end}`, 'z'],
      [6, '1', '2', '3'],
    ]);
  }
  const [row] = (await allOf(tableFrom('a,b,c\n"x\r\ny","\n\n",z\n'))).rows;
  t.strictSame(row && [0, 1, 2].map((index) => lineOfCell(row, index)), [2, 3, 5]);
});

t.test('blank lines say nothing, and are counted', async (t) => {
  t.strictSame(await rows('\n\na,b\n\n1,2\n\n\n'), [[5, '1', '2']]);
});

t.test('a byte-order mark is no part of the first name', async (t) => {
  t.strictSame(await names('\u{feff}a,b\n'), ['a', 'b']);
  t.strictSame(await names('\u{feff}"a",b\n'), ['a', 'b']);
});

t.test('quotes keep every character, doubled quotes are one', async (t) => {
  t.strictSame(await rows('a,b\n" ""“so”"", ","\u00e9🚢"\n', 1), [[2, ' "“so”", ', 'é🚢']]);
});

t.test('rows of another length come as they are', async (t) => {
  t.strictSame(await rows('a,b\n1\n1,2,3\n'), [
    [2, '1'],
    [3, '1', '2', '3'],
  ]);
});

t.test('a header alone is a table without rows', async (t) => {
  t.strictSame(await names('a,b'), ['a', 'b']);
  t.strictSame(await rows('a,b\n'), []);
});

t.test('an empty file is none', async (t) => {
  await stops(t, '', 1, /^is empty: the first line must name the columns$/);
  await stops(t, '\n \n'.replace(' ', ''), 3, /^is empty/);
});

t.test('other separators are named', async (t) => {
  await stops(
    t,
    'a;b\n1;2\n',
    1,
    /^has semicolons between the names of its columns, and not commas; save it with commas$/,
  );
  await stops(t, '\na\tb\n', 2, /^has tabs .* read it as tsv$/);
  const { violations } = await refusal(allOf(tableFrom('a,b\n', { format: 'tsv' })));
  t.match(violations[0]?.message, /^has commas .* read it as csv$/);
});

t.test(
  'a quote that is not closed is told where its row begins, and so is one that stands in the middle',
  async (t) => {
    await stops(t, 'a,b\n"x\ny",2\n3,"4\n5,6\n', 4, /never closed/);
    await stops(t, 'a,b\n1,2\n"x"y,2\n', 3, /in the middle of a cell/);
    await stops(t, 'a,b\n1,2\nx"y,2\n', 3, /in the middle of a cell/);
  },
);

t.test('what was read before a quote that is wrong is not lost', async (t) => {
  const read: unknown[] = [];
  await refusal(
    (async () => {
      for await (const batch of tableFrom('a,b\n1,2\n3,"4\n', { size: 100 }).batches) read.push(...batch.rows);
    })(),
  );
  t.equal(read.length, 1);
});

t.test('a row without an end does not fill the memory', async (t) => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a,b\n1,"');
    for (;;) yield Buffer.alloc(64 * 1024, 'x');
  }
  const { separatedTable } = await import('../../src/intake/separated.ts');
  const { violations } = await refusal(allOf(separatedTable(null, endless(), ',')));
  t.match(violations, [{ line: 2, message: /more than 8 MiB; is a quote \("\) in it not closed\?$/ }]);
});

t.test('what is no UTF-8 is told with its line', async (t) => {
  await stops(
    t,
    Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.from([0x63, 0xe9, 0x2c, 0x0a])]),
    3,
    /^is not UTF-8; save the file as UTF-8$/,
  );
  await stops(
    t,
    Buffer.from('a,b\n1,2\n', 'utf16le'),
    1,
    /^has a NUL character in it; is it UTF-16\?; save the file as UTF-8$/,
  );
  await stops(t, 'a,b\n1,2\n3,\0\n', 3, /^has a NUL/);
  await stops(
    t,
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n', 'utf16le')]),
    1,
    /^is UTF-16; save the file as UTF-8$/,
  );
  await stops(t, Buffer.concat([Buffer.from('a,b\n1,2\n3,'), Buffer.from([0xe2, 0x82])]), 3, /^is not UTF-8/);
});

t.test('a reader may stop at any time', async (t) => {
  let given = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const piece of piecesOf('a,b\n1,2\n'.repeat(1_000), 16)) {
      given += 1;
      yield piece;
    }
  }
  const { separatedTable } = await import('../../src/intake/separated.ts');
  for await (const _ of separatedTable(null, bytes(), ',').batches) break;
  t.ok(given < 10);
});
