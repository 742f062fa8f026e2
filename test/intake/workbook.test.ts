import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';
import t, { type Test } from 'tap';
import writeXlsxFile from 'write-excel-file/node';
import { refusal } from '../helpers/asserts/refusal.ts';
import { allOf, tableFrom } from '../helpers/fixtures/coded.ts';

type Cell = string | number | boolean | Date | null;
const cellOf = (value: Cell) =>
  value === null ? null : value instanceof Date ? { type: Date, value, format: 'dd.mm.yyyy' as const } : { value };

/** A workbook of such sheets. */
const workbook = (sheets: { readonly [name: string]: readonly (readonly Cell[])[] }): Promise<Buffer> =>
  writeXlsxFile(
    Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map((row) => row.map(cellOf)) })),
  ).toBuffer();

const read = async (bytes: Uint8Array, reading: { sheet?: string } = {}, head: 'none' | number | null = null) => {
  const { columns, rows } = await allOf(tableFrom(bytes, { format: 'xlsx', ...reading }), head);
  return { names: columns.map(({ name }) => name), rows: rows.map(({ line, cells }) => [line, ...cells]) };
};

async function stops(t: Test, bytes: Uint8Array, why: RegExp, reading: { sheet?: string } = {}): Promise<void> {
  const { kind, violations } = await refusal(read(bytes, reading));
  t.equal(kind, 'invalid');
  t.match(violations, [{ line: 1, message: why }]);
}

t.test('a sheet is a table: days are days, numbers as they are written, rows know their line', async (t) => {
  const bytes = await workbook({
    Positions: [
      ['expert', 'said_on', 'weight'],
      ['Élise', new Date('2024-10-23T00:00:00Z'), 0.1],
      [null, null, null],
      ['李明', new Date('2024-10-23T14:30:00Z'), 1_000_000],
    ],
  });
  t.strictSame(await read(bytes), {
    names: ['expert', 'said_on', 'weight'],
    rows: [
      [2, 'Élise', '2024-10-23', '0.1'],
      [4, '李明', '2024-10-23T14:30:00Z', '1000000'],
    ],
  });
});

t.test('another sheet is read by its name, and a head line further down', async (t) => {
  const bytes = await workbook({ Notes: [['nothing']], Votes: [['Votes of 2013'], [], ['a', 'b'], [1, true]] });
  t.strictSame(await read(bytes, { sheet: 'Votes' }, 3), { names: ['a', 'b'], rows: [[4, '1', 'true']] });
  await stops(t, bytes, /^has no sheet "Vote"; it has "Notes", "Votes"$/, { sheet: 'Vote' });
});

t.test('what is no workbook, or an empty one, is refused', async (t) => {
  await stops(t, Buffer.from('expert,option\n'), /^is a text and no workbook, beginning "expert,option\\n"; .+ \.csv/);
  await stops(
    t,
    Buffer.from(' <html><table>'),
    /^is a web page or XML and no workbook, beginning "<html><table>"; open it/,
  );
  await stops(
    t,
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
    /^is an Excel workbook with a password, or one of the old/,
  );
  const openDocument = { mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet') };
  await stops(
    t,
    zipSync(openDocument, { level: 0 }),
    /^is an OpenDocument spreadsheet and no Excel workbook; call it \.ods$/,
  );
  await stops(t, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x00]), /^is no Excel workbook/);
  await stops(t, Buffer.alloc(0), /^is no Excel workbook/);
  await stops(t, zipSync({ 'a.txt': Buffer.from('a') }), /^is no Excel workbook/);
  await stops(t, (await workbook({ A: [['a']] })).subarray(0, 900), /^is no Excel workbook/);
  await stops(t, await workbook({ A: [] }), /^is empty/);
});

const WORKBOOK = {
  'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/relationships/sharedStrings" Target="/xl/texts.xml"/><Relationship Id="r3" Type="http://x/relationships/styles" Target="styles.xml"/></Relationships>',
};

/** A workbook of one sheet, as other programs than ours may write it. */
const written = (sheet: string, files: { readonly [name: string]: string } = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        ...WORKBOOK,
        'xl/texts.xml': '<sst/>',
        'xl/styles.xml': '<styleSheet/>',
        'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
        ...files,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
const HEAD = '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>';

t.test(
  'texts are those of the workbook: with runs, escapes and signs of all kinds, without how they are spoken',
  async (t) => {
    const texts =
      '<sst><si><t>one &amp; _x000D_two</t></si><si><r><t xml:space="preserve">Éli</t></r><r><t>se 李</t></r><rPh><t>no</t></rPh></si><si><t/></si></sst>';
    const row =
      '<row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" t="s"><v>0</v></c><c r="C5" t="s"><v>2</v></c></row><row><c t="str"><f>A1</f><v>came to _x005F_x0041_</v></c><c t="e"><v>#N/A</v></c></row>';
    t.strictSame((await read(written(`<sheetData>${HEAD}${row}</sheetData>`, { 'xl/texts.xml': texts }))).rows, [
      [5, 'Élise 李', 'one & \rtwo'],
      [6, 'came to _x0041_', '#N/A'],
    ]);
  },
);

t.test('a number is a day or a time where its format says so', async (t) => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-407]d\\. mmmm yyyy"/><numFmt numFmtId="171" formatCode="0.0&quot; days&quot;"/><numFmt numFmtId="172" formatCode="[h]:mm"/><numFmt numFmtId="173" formatCode="[Red]#,##0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/></cellXfs></styleSheet>';
  const cell = (value: string, style: number) => `<c s="${style}"><v>${value}</v></c>`;
  const row = (cells: readonly string[]) => `<row>${cells.join('')}</row>`;
  const rows = row([
    cell('45588', 0),
    cell('45588', 1),
    cell('45588.604166666664', 2),
    cell('1.5', 3),
    cell('0.604166666', 4),
    cell('45588', 5),
  ]);
  const files = { 'xl/styles.xml': styles };
  t.strictSame((await read(written(`<sheetData>${HEAD}${rows}</sheetData>`, files))).rows, [
    [2, '45588', '2024-10-23', '2024-10-23T14:30:00Z', '1.5', '14:30:00', '45588'],
  ]);
  const since1904 = {
    'xl/workbook.xml': WORKBOOK['xl/workbook.xml'].replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
  };
  t.strictSame(
    (
      await read(
        written(`<sheetData>${HEAD}${row([cell('44126', 1), cell('1', 0)])}</sheetData>`, { ...files, ...since1904 }),
      )
    ).rows,
    [[2, '2024-10-23', '1']],
  );
});

t.test('a sheet is as wide as something stands in it, and each row with it', async (t) => {
  const rows = '<row><c><v>1</v></c></row><row><c r="D3"><v>4</v></c></row>';
  t.strictSame(await read(written(`<sheetData>${HEAD}${rows}</sheetData>`)), {
    names: ['a', 'b', '', ''],
    rows: [
      [2, '1', null, null, null],
      [3, null, null, null, '4'],
    ],
  });
  const early = written(`<dimension ref="A1:C2"/><sheetData>${HEAD}<row><c><v>1</v></c></row></sheetData>`);
  t.strictSame(await read(early), { names: ['a', 'b', ''], rows: [[2, '1', null, null]] });
  t.strictSame((await read(early, {}, 'none')).names, ['#1', '#2', '#3']);
  const formatted = written(`<dimension ref="A1:XFD1048576"/><sheetData>${HEAD}</sheetData>`);
  t.strictSame((await read(formatted)).names, ['a', 'b']);
});

t.test('many rows come as they are asked for, all of them or as many as are wanted', async (t) => {
  const count = 30_000;
  const rows = Array.from({ length: count }, (_, at) => `<row><c><v>${at}</v></c><c><v>0</v></c></row>`).join('');
  const bytes = written(`<sheetData>${HEAD}${rows}</sheetData>`);
  const all = await read(bytes);
  t.equal(all.rows.length, count);
  t.strictSame(all.rows.at(-1), [count + 1, String(count - 1), '0']);
  let first = 0;
  for await (const batch of tableFrom(bytes, { format: 'xlsx' }).batches(null)) {
    first = batch.rows.length;
    // The thread waits for whoever leaves here, and must be ended.
    break;
  }
  t.ok(first > 0 && first < count);
});

t.test('what cannot be as it is written is refused', async (t) => {
  const sheet = (rows: string) => written(`<sheetData>${HEAD}${rows}</sheetData>`);
  await stops(t, sheet('<row><c t="s"><v>7</v></c></row>'), /a cell has the text 7, and there are 0$/);
  await stops(t, sheet('<row r="1"><c><v>1</v></c></row>'), /the row 1 stands behind the row 1$/);
  await stops(t, sheet('<row><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>'), /the cell A2 stands behind others/);
  await stops(t, sheet('<row><c r="A2"><v>one</v></c></row>'), /the cell A2 holds no number$/);
  await stops(t, sheet('<row><c r="XFD2"><v>1</v></c></row>'), /something stands in column 16384 of line 2/);
  const short = { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c>' };
  await stops(t, written('', short), /<c> is never closed$/);
});

t.test('an archive that unpacks to more than a workbook may have is given up at that point', async (t) => {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => pieces.push(piece));
  for (const [name, text] of Object.entries(WORKBOOK)) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(text), true);
  }
  const sheet = new ZipDeflate('xl/texts.xml', { level: 1 });
  zip.add(sheet);
  sheet.push(strToU8('<sst>'));
  const blanks = new Uint8Array(1024 * 1024).fill(0x20);
  for (let at = 0; at < 130; at += 1) sheet.push(blanks);
  sheet.push(blanks, true);
  zip.end();
  await stops(t, Buffer.concat(pieces), /^unpacks to more than 134217728 bytes; save the sheet as CSV$/);
});
