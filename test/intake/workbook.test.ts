import { Zip, ZipDeflate, zipSync } from 'fflate';
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
  await stops(t, Buffer.from('expert,option\n'), /^is no Excel workbook/);
  await stops(t, Buffer.alloc(0), /^is no Excel workbook/);
  await stops(t, zipSync({ 'a.txt': Buffer.from('a') }), /^is no Excel workbook/);
  await stops(t, (await workbook({ A: [['a']] })).subarray(0, 900), /^is no Excel workbook/);
  await stops(t, await workbook({ A: [] }), /^is empty/);
});

t.test('an archive that unpacks to more than a workbook may have is given up at that point', async (t) => {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => pieces.push(piece));
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 1 });
  zip.add(sheet);
  const zeros = new Uint8Array(1024 * 1024);
  for (let at = 0; at < 130; at += 1) sheet.push(zeros);
  sheet.push(zeros, true);
  zip.end();
  await stops(t, Buffer.concat(pieces), /^unpacks to more than 134217728 bytes; save the sheet as CSV$/);
});
