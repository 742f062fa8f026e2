/** XLSX (ECMA-376): the table, what it rests on, its sources and its notes, each on a sheet of its own. */

import type { Answer } from '../../answers/answer.ts';
import { evidenceTable, sourcesTable } from '../../answers/matrix/evidence.ts';
import type { Table } from '../../answers/table.ts';
import type { Cited } from '../../core/matrix/citation.ts';
import type { Format } from '../format.ts';
import { notesSheet, tableSheet } from './sheets.ts';
import { withoutTimes } from './zip.ts';

/** What spreadsheets have for a default, and put another in its place where they do not have it. */
const FONT = { fontFamily: 'Calibri', fontSize: 11 } as const;

export const xlsx: Format = {
  name: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  needs: 'display',
  signed: true,
  evidence: true,
  binary: true,
  options: [],
  // All of it is held while it is made.
  wholeUpTo: 5_000,
  async render({ display, cited, basis, publisher }: Answer) {
    if (display === undefined) throw new TypeError('XLSX is made from tables for people');
    const tables = display();
    const taken = new Set<string>();
    const all = [...tables, ...(cited === undefined ? [] : groundsOf(await cited()))];
    const sheets = all.map((table) => tableSheet(table, taken));
    const extents = sheets.map(({ sheet, data, columns }) => ({ sheet, columns: columns.length, rows: data.length }));
    // Loaded when it is first needed: no other command should wait for it.
    const { default: writeXlsxFile } = await import('write-excel-file/node');
    const { pageSetUp } = await import('./page-set-up.ts');
    const options = { ...FONT, features: [pageSetUp(extents)] };
    const workbook = [...sheets, notesSheet(tables, { basis, publisher }, taken)];
    return withoutTimes(await writeXlsxFile(workbook, options).toBuffer());
  },
};

const groundsOf = (cited: Cited): Table[] => [
  ...(cited.positions.length === 0 ? [] : [evidenceTable(cited)]),
  ...(cited.statements.length === 0 ? [] : [sourcesTable(cited)]),
];
