/** XLSX (ECMA-376): the table, what it rests on, its sources and its notes, each on a sheet of its own. */

import type { Answer } from '../../answers/answer.ts';
import { evidenceTable, sourcesTable } from '../../answers/matrix/evidence.ts';
import type { Table } from '../../answers/table.ts';
import type { Cited } from '../../core/matrix/citation.ts';
import type { Format } from '../format.ts';
import { notesSheet, tableSheet } from './sheets.ts';

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
    // Loaded when they are first needed: no other command should wait for them.
    const { zipOf } = await import('../archive/zip-stream.ts');
    const { workbookParts } = await import('./parts.ts');
    const notes = notesSheet(tables, { basis, publisher }, taken);
    const packed: Uint8Array[] = [];
    for await (const piece of zipOf(workbookParts([...sheets, notes]))) packed.push(piece);
    return Buffer.concat(packed);
  },
};

const groundsOf = (cited: Cited): Table[] => [
  ...(cited.positions.length === 0 ? [] : [evidenceTable(cited)]),
  ...(cited.statements.length === 0 ? [] : [sourcesTable(cited)]),
];
