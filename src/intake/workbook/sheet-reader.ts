/** The thread that reads a sheet of a workbook, or what was coded in a project: everything in it as text, a date as its day. */
import { parentPort, workerData } from 'node:worker_threads';
import { Unzip, UnzipInflate, type Zippable, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import type { FileText } from '../../core/import/table/file-table.ts';
import { inDigits } from '../../core/values/decimal.ts';
import { INPUT_LIMITS } from '../../core/values/input-limits.ts';
import { codebookRows } from '../refi-qda/codes.ts';
import { readProject } from '../refi-qda/project.ts';
import type { ProjectFiles } from '../refi-qda/source-folder.ts';
import { sheetRows } from './open-document.ts';

/** Bytes, what they are, and of a workbook the name of a sheet, or null for the first. */
export type SheetOrder = {
  readonly workbook: Uint8Array;
  readonly sheet: string | null;
  readonly kind: 'xlsx' | 'ods' | 'qdpx' | 'qdc';
};

/**
 * What it says: of a project first the texts of its sources, by their ids there; the rows, in their order, in several
 * parts; or what keeps it from reading.
 */
export type SheetReport =
  | { readonly rows: readonly (readonly unknown[])[] }
  | { readonly texts: ReadonlyMap<string, FileText> }
  | { readonly fault: string };

const ROWS_OF_A_REPORT = 1_000;
/** So much is unpacked at a time: deflate makes a thousand times as much of it at the most. */
const PIECE_BYTES = 16 * 1024;
const MIDNIGHT = 'T00:00:00.000Z';

const WHAT: { readonly [K in SheetOrder['kind']]: string } = {
  xlsx: 'Excel workbook (.xlsx)',
  ods: 'OpenDocument spreadsheet (.ods)',
  qdpx: 'REFI-QDA project (.qdpx)',
  qdc: 'REFI-QDA codebook (.qdc)',
};
const SMALLER: { readonly [K in SheetOrder['kind']]: string } = {
  xlsx: 'save the sheet as CSV',
  ods: 'save the sheet as CSV',
  qdpx: 'export a project without its recordings and pictures',
  qdc: 'export fewer codes',
};

const { workbook, sheet, kind } = workerData as SheetOrder;
const report = (it: SheetReport): void => parentPort?.postMessage(it);

try {
  const files = kind === 'qdc' ? {} : unpacked(workbook, INPUT_LIMITS.unpackedBytes);
  if (files === null) report({ fault: `unpacks to more than ${INPUT_LIMITS.unpackedBytes} bytes; ${SMALLER[kind]}` });
  else {
    const rows = await rowsOf(files);
    for (let from = 0; from < rows.length; from += ROWS_OF_A_REPORT)
      report({ rows: rows.slice(from, from + ROWS_OF_A_REPORT).map((cells) => cells.map(textOf)) });
  }
} catch (error) {
  report({ fault: whyUnreadable(error) });
}

async function rowsOf(files: Zippable & ProjectFiles): Promise<readonly (readonly unknown[])[]> {
  if (kind === 'qdc') return codebookRows(new TextDecoder('utf-8', { fatal: true }).decode(workbook));
  if (kind === 'qdpx') {
    const { rows, texts } = readProject(files);
    report({ texts });
    return rows;
  }
  if (kind === 'ods') return sheetRows(textIn(files, 'content.xml'), sheet);
  // What is read is what was counted, whatever else the archive says is in it.
  return readSheet(Buffer.from(zipSync(files, { level: 0 })), sheet ?? 1);
}

function textIn(files: ProjectFiles, name: string): string {
  const file = files[name];
  if (file === undefined) throw new Error(`there is no ${name} in it`);
  return new TextDecoder('utf-8', { fatal: true }).decode(file);
}

/** The files of the archive, by their names; null where they are more than that, and no more of them is unpacked then. */
function unpacked(archive: Uint8Array, mostBytes: number): ProjectFiles | null {
  const files: { [name: string]: Uint8Array } = {};
  let length = 0;
  const unzip = new Unzip((file) => {
    const pieces: Uint8Array[] = [];
    file.ondata = (error, piece, isLast) => {
      if (error !== null) throw error;
      length += piece.length;
      pieces.push(piece);
      if (isLast) files[file.name] = Buffer.concat(pieces);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let from = 0; from < archive.length; from += PIECE_BYTES) {
    unzip.push(archive.subarray(from, from + PIECE_BYTES), from + PIECE_BYTES >= archive.length);
    if (length > mostBytes) return null;
  }
  return files;
}

function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') return inDigits(cell);
  if (!(cell instanceof Date)) return String(cell);
  const instant = cell.toISOString();
  return instant.endsWith(MIDNIGHT) ? instant.slice(0, -MIDNIGHT.length) : instant.replace('.000Z', 'Z');
}

function whyUnreadable(error: unknown): string {
  if (error instanceof Error && 'sheets' in error && Array.isArray(error.sheets)) {
    const names = error.sheets.map((name) => JSON.stringify(name)).join(', ');
    return `has no sheet ${JSON.stringify(sheet)}; it has ${names}`;
  }
  return `is no ${WHAT[kind]} that can be read: ${error instanceof Error ? error.message : error}`;
}
