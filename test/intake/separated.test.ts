import t, { type Test } from 'tap';
import { lineOfCell } from '../../src/core/import/table/file-table.ts';
import { AS_IT_SAYS } from '../../src/intake/table-reading.ts';
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

t.test('the separator is found in the line that names the columns, whatever the format is called', async (t) => {
  for (const format of ['csv', 'tsv'] as const)
    for (const separator of [',', ';', '\t', '|']) {
      const text = [
        '',
        ['a', '"b,;|"', 'c'].join(separator),
        ['1,2', '"3;4"', '5|6'].map((it) => `"${it.replaceAll('"', '')}"`).join(separator),
      ].join('\n');
      const { columns, rows } = await allOf(tableFrom(text, { format, size: 1 }));
      t.strictSame(
        columns.map(({ name }) => name),
        ['a', 'b,;|', 'c'],
      );
      t.strictSame(rows[0]?.cells, ['1,2', '3;4', '5|6']);
    }
});

t.test('as many of two are those of the format; one that is given is that one', async (t) => {
  t.strictSame(await names('a,b;c\n'), ['a', 'b;c']);
  const { columns } = await allOf(tableFrom('a,b;c,d\n', { delimiter: ';' }));
  t.strictSame(
    columns.map(({ name }) => name),
    ['a,b', 'c,d'],
  );
});

t.test('a sign with a blank behind it is part of a head, unless nothing else stands between them', async (t) => {
  const asked = 'Name;Should the town, this year, build?;And, if so, at the weir?\n';
  t.strictSame(await names(asked), ['Name', 'Should the town, this year, build?', 'And, if so, at the weir?']);
  t.equal((await names('expert, question, option\n')).length, 3);
});

t.test('a first line may declare the separator, and is counted', async (t) => {
  const { columns, rows } = await allOf(tableFrom('sep=;\r\na,b,c;d\r\n1;2\r\n', { size: 2 }));
  t.strictSame(
    columns.map(({ name, line }) => [name, line]),
    [
      ['a,b,c', 2],
      ['d', 2],
    ],
  );
  t.strictSame(
    rows.map(({ line, cells }) => [line, ...cells]),
    [[3, '1', '2']],
  );
});

t.test('a line that is told names the columns, or none does', async (t) => {
  const text = 'Results of 2013,,\n,,\na,b,c\n1,2,3\n';
  const third = await allOf(tableFrom(text), 3);
  t.strictSame(
    third.columns.map(({ name, line }) => [name, line]),
    [
      ['a', 3],
      ['b', 3],
      ['c', 3],
    ],
  );
  t.strictSame(
    third.rows.map(({ line, cells }) => [line, ...cells]),
    [[4, '1', '2', '3']],
  );
  const none = await allOf(tableFrom('1,2\n3,4\n'), 'none');
  t.strictSame(
    none.columns.map(({ name }) => name),
    ['#1', '#2'],
  );
  t.strictSame(
    none.rows.map(({ line, cells }) => [line, ...cells]),
    [
      [1, '1', '2'],
      [2, '3', '4'],
    ],
  );
  const { violations } = await refusal(allOf(tableFrom('a,b\n'), 7));
  t.match(violations, [{ line: 2, message: /^is behind the last row, and line 7 was to name the columns$/ }]);
});

t.test('rows of blank cells say nothing, and are counted', async (t) => {
  t.strictSame(await rows('a,b\n,\n 1,2\n"\n",\u00a0\n,,,\n3,4\n'), [
    [3, ' 1', '2'],
    [7, '3', '4'],
  ]);
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
      for await (const batch of tableFrom('a,b\n1,2\n3,"4\n', { size: 100 }).batches(null)) read.push(...batch.rows);
    })(),
  );
  t.equal(read.length, 1);
});

/** Bytes that go on for ever after the start of a table. */
async function* endless(start: string, more: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(start);
  for (;;) yield Buffer.from(more);
}

t.test('a row without an end does not fill the memory', async (t) => {
  const { separatedTable } = await import('../../src/intake/separated.ts');
  const refusalOf = (bytes: AsyncGenerator<Uint8Array>) => refusal(allOf(separatedTable(null, bytes, AS_IT_SAYS, ',')));
  const row = await refusalOf(endless('a,b\n', `${'x'.repeat(64 * 1024)},`));
  t.match(row.violations, [{ line: 2, message: /more than 8 MiB; is a quote \("\) in it not closed\?$/ }]);
  const head = await refusalOf(endless('a,', 'x'.repeat(64 * 1024)));
  t.match(head.violations, [{ line: 1, message: /longer than 256 KiB, and has to name the columns/ }]);
  const { violations } = await refusalOf(endless('a,b\n1,"', 'x'.repeat(64 * 1024)));
  t.match(violations, [
    { line: 2, message: /cell of more than 2097152 characters; is a quote \("\) in it not closed\?$/ },
  ]);
});

t.test('what is no UTF-8 is told with its line', async (t) => {
  const inParts = (text: string, ...bytes: number[]) => Buffer.concat([Buffer.from(text), Buffer.from(bytes)]);
  const remedy = /; save the file as UTF-8, or say how it is encoded, as "windows-1252"$/;
  await stops(t, inParts('a,b\n1,2\n', 0x63, 0xe9, 0x2c, 0x0a), 3, /^is not UTF-8;/);
  await stops(t, inParts('a,b\n1,2\n', 0x63, 0xe9, 0x2c, 0x0a), 3, remedy);
  await stops(t, Buffer.from('a,b\n1,2\n', 'utf16le'), 1, /is it UTF-16\?; .+, as "utf-16le"$/);
  await stops(t, Buffer.from('é,b\n1,2\n', 'utf16le'), 1, /^is not UTF-8; is it UTF-16\?; .+, as "utf-16le"$/);
  await stops(t, Buffer.from('é,b\n1,2\n', 'utf16le').swap16(), 1, /^is not UTF-8; is it UTF-16\?; .+, as "utf-16be"$/);
  await stops(t, 'a,b\n1,2\n3,\0\n', 3, /^has a NUL/);
  await stops(t, inParts('a,b\n1,2\n3,', 0xe2, 0x82), 3, /^is not UTF-8/);
});

t.test('another encoding is read where it is told, and UTF-16 by its mark', async (t) => {
  const text = 'a,b\nœuf – “Łódź”,ż\n';
  const read = async (bytes: Uint8Array, encoding: string | null) =>
    (await allOf(tableFrom(bytes, { encoding, size: 1 }))).rows[0]?.cells;
  const little = Buffer.from(`\u{feff}${text}`, 'utf16le');
  t.strictSame(await read(little, null), ['œuf – “Łódź”', 'ż']);
  t.strictSame(await read(Buffer.from(little).swap16(), null), ['œuf – “Łódź”', 'ż']);
  t.strictSame(await read(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x93, 0x80, 0x94, 0x2c, 0xe9]), 'windows-1252'), [
    '“€”',
    'é',
  ]);
  t.strictSame(
    await read(Buffer.from(`\u{feff}${text}`), 'windows-1252'),
    ['œuf – “Łódź”', 'ż'],
    'a mark counts for more',
  );
  const { violations } = await refusal(
    allOf(tableFrom(Buffer.from([0x61, 0x0a, 0xff, 0xff]), { encoding: 'shift_jis' })),
  );
  t.match(violations, [{ line: 1, message: /not shift_jis/ }]);
});

t.test('what is no text is told for what it is, and what to do', async (t) => {
  await stops(t, Buffer.from('PK\u0003\u0004 more'), 1, /^is a zip archive and no text; call an Excel workbook \.xlsx/);
  await stops(t, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 1, /old binary kind/);
  await stops(t, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), 1, /packed by gzip/);
  await stops(t, '%PDF-1.7', 1, /is a PDF/);
  await stops(t, Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 1, /is a picture and no table/);
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
  for await (const _ of separatedTable(null, bytes(), AS_IT_SAYS, ',').batches(null)) break;
  t.ok(given < 10);
});
