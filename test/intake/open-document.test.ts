/** Sheets of OpenDocument spreadsheets. What LibreOffice writes is read in own-lists-office.test.ts. */
import { strToU8, zipSync } from 'fflate';
import t, { type Test } from 'tap';
import { refusal } from '../helpers/asserts/refusal.ts';
import { allOf, tableFrom } from '../helpers/fixtures/coded.ts';

const document = (tables: string, files: { readonly [name: string]: string } = {}) =>
  zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
    'content.xml': strToU8(
      `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    ),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  });
const sheet = (name: string, rows: string) => `<table:table table:name="${name}">${rows}</table:table>`;
const row = (cells: string, times = 1) =>
  `<table:table-row${times > 1 ? ` table:number-rows-repeated="${times}"` : ''}>${cells}</table:table-row>`;
const text = (shown: string) =>
  `<table:table-cell office:value-type="string"><text:p>${shown}</text:p></table:table-cell>`;
const valued = (type: string, value: string, shown: string) =>
  `<table:table-cell office:value-type="${type}" office:${value}><text:p>${shown}</text:p></table:table-cell>`;
const blank = (times: number) => `<table:table-cell table:number-columns-repeated="${times}"/>`;
const HEAD = row(text('a') + text('b'));

const read = async (bytes: Uint8Array, reading: { sheet?: string } = {}) => {
  const { columns, rows } = await allOf(tableFrom(bytes, { format: 'ods', ...reading }));
  return { names: columns.map(({ name }) => name), rows: rows.map(({ line, cells }) => [line, ...cells]) };
};

async function stops(t: Test, bytes: Uint8Array, why: RegExp, reading: { sheet?: string } = {}): Promise<void> {
  const { kind, violations } = await refusal(read(bytes, reading));
  t.equal(kind, 'invalid');
  t.match(violations, [{ line: 1, message: why }]);
}

t.test('numbers are their digits and days their days, whatever is shown; all else is what is shown', async (t) => {
  const cells = [
    valued('float', 'value="1E-7"', '0'),
    valued('float', 'value="12345678901234567890"', '1.23E+19'),
    valued('percentage', 'value="0.5"', '50 %'),
    valued('date', 'date-value="2024-10-23"', '23.10.24'),
    valued('date', 'date-value="2024-10-23T00:00:00"', '23.10.24'),
    valued('date', 'date-value="2024-10-23T14:30:00"', 'in the afternoon'),
    valued('boolean', 'boolean-value="true"', 'WAHR'),
    valued('time', 'time-value="PT14H30M00S"', '14:30:00'),
  ];
  const bytes = document(sheet('A', row('abcdefgh'.split('').map(text).join('')) + row(cells.join(''))));
  t.strictSame((await read(bytes)).rows, [
    [
      2,
      '0.0000001',
      '12345678901234567890',
      '0.5',
      '2024-10-23',
      '2024-10-23',
      '2024-10-23T14:30:00Z',
      'true',
      '14:30:00',
    ],
  ]);
});

t.test('words are as they stand: blanks, tabs, lines and paragraphs, without the notes on them', async (t) => {
  const cell = `<table:table-cell><office:annotation><text:p>Look up!</text:p></office:annotation>
    <text:p>one<text:s text:c="2"/>two
      <text:span>three</text:span><text:tab/>four<text:line-break/>five &amp; six</text:p><text:p>seven</text:p></table:table-cell>`;
  const bytes = document(sheet('A', HEAD + row(text('x') + cell)));
  t.strictSame((await read(bytes)).rows, [[2, 'x', 'one  two three\tfour\nfive & six\nseven']]);
});

t.test('what is repeated is there as often, and blank rest of a sheet is not', async (t) => {
  const rows = [
    HEAD,
    row(blank(2), 3),
    row(
      text('x') +
        blank(1) +
        text('y').replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="2"'),
    ),
    row(text('z') + blank(16_383), 2),
    row(blank(16_384), 1_048_000),
  ];
  const bytes = document(sheet('A', rows.join('')));
  t.strictSame(await read(bytes), {
    names: ['a', 'b', '', ''],
    rows: [
      [5, 'x', null, 'y', 'y'],
      [6, 'z', null, null, null],
      [7, 'z', null, null, null],
    ],
  });
});

t.test('another sheet is read by its name; tables in cells and drawings are none', async (t) => {
  const within = `<table:table-cell><text:p>1</text:p><table:table table:name="Inner">${row(text('no'))}</table:table></table:table-cell>`;
  const bytes = document(sheet('Notes', row(text('nothing'))) + sheet('Votes', HEAD + row(within + text('2'))));
  t.strictSame(await read(bytes, { sheet: 'Votes' }), { names: ['a', 'b'], rows: [[2, '1', '2']] });
  t.strictSame((await read(bytes)).names, ['nothing']);
  await stops(t, bytes, /^has no sheet "Inner"; it has "Notes", "Votes"$/, { sheet: 'Inner' });
});

t.test('what is none, an empty one, or one that repeats without end is refused', async (t) => {
  await stops(t, Buffer.from('a,b\n'), /^is a text and no workbook/);
  await stops(t, zipSync({ 'a.txt': strToU8('a') }), /^is no OpenDocument spreadsheet .*there is no content.xml in it/);
  await stops(t, zipSync({ 'content.xml': strToU8('<a><b>') }), /is never closed/);
  await stops(t, document(''), /there is no table in it/);
  await stops(t, document(sheet('A', '')), /^is empty/);
  await stops(t, document(sheet('A', HEAD + row(text('x') + text('y'), 1_000_000_000))), /more than 20000000 cells/);
  await stops(
    t,
    document(sheet('A', HEAD + row(blank(1_000) + text('far')))),
    /something stands in column 1001 of line 2, and at most 1000 columns are read; delete what is not needed$/,
  );
});
