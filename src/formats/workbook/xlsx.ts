/** XLSX (ECMA-376): the table, what it rests on, its sources and its notes, each on a sheet of its own. */

import type { Answer } from '../../answers/answer.ts';
import { evidenceTable, sourcesTable } from '../../answers/matrix/evidence.ts';
import type { Table } from '../../answers/table.ts';
import type { Cited } from '../../core/matrix/citation.ts';
import type { Format } from '../format.ts';
import { notesSheet, tableSheet } from './sheets.ts';
import { withoutTimes } from './zip.ts';

export const xlsx: Format = {
  name: 'xlsx',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  needs: 'display',
  signed: true,
  evidence: true,
  binary: true,
  options: [],
  async render({ display, cited, basis, publisher }: Answer) {
    if (display === undefined) throw new TypeError('XLSX is made from tables for people');
    const tables = display();
    const taken = new Set<string>();
    const sheets = [
      ...[...tables, ...(cited === undefined ? [] : groundsOf(await cited()))].map((table) => tableSheet(table, taken)),
      notesSheet(tables, { basis, publisher }, taken),
    ];
    // Loaded when it is first needed: no other command should wait for it.
    const { default: writeXlsxFile } = await import('write-excel-file/node');
    return withoutTimes(await writeXlsxFile(sheets).toBuffer());
  },
};

const groundsOf = (cited: Cited): Table[] => [
  ...(cited.positions.length === 0 ? [] : [evidenceTable(cited)]),
  ...(cited.statements.length === 0 ? [] : [sourcesTable(cited)]),
];
