/** The thread that reads a sheet of a workbook, or what was coded in a project: everything in it as text, a date as its day. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FileText } from '../../core/import/table/file-table.ts';
import { INPUT_LIMITS } from '../../core/values/input-limits.ts';
import { codebookRows } from '../refi-qda/codes.ts';
import { readProject } from '../refi-qda/project.ts';
import { Archive, TooMuchInside } from './archive.ts';
import { openDocumentRows } from './open-document.ts';
import { openXmlRows } from './open-xml.ts';
import { NoSuchSheet, type SheetCell, type SheetRow } from './sheet.ts';

/** Bytes, what they are, and of a workbook the name of a sheet, or null for the first. */
export type SheetOrder = {
  readonly workbook: Uint8Array;
  readonly sheet: string | null;
  readonly kind: 'xlsx' | 'ods' | 'qdpx' | 'qdc';
  /** How many reports of rows have been taken, at 0 of it, in memory that both threads share: this one waits for the other. */
  readonly taken: Int32Array;
};

/**
 * What it says: of a project first the texts of its sources, by their ids there; how many columns there are, where that is
 * known; the rows, in their order, in several parts; or what keeps it from reading.
 */
export type SheetReport =
  | { readonly rows: readonly SheetRow[] }
  | { readonly columns: number }
  | { readonly texts: ReadonlyMap<string, FileText> }
  | { readonly fault: string };

const CELLS_OF_A_REPORT = 10_000;
/** So many reports may wait for the other thread. */
const AHEAD = 2;

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

const { workbook, sheet, kind, taken } = workerData as SheetOrder;
const report = (it: SheetReport): void => parentPort?.postMessage(it);

try {
  let reports = 0;
  let rows: SheetRow[] = [];
  let cells = 0;
  const hand = (): void => {
    report({ rows });
    reports += 1;
    rows = [];
    cells = 0;
    for (let so = Atomics.load(taken, 0); reports - so > AHEAD; so = Atomics.load(taken, 0)) Atomics.wait(taken, 0, so);
  };
  for (const row of rowsOf(new Archive(workbook, INPUT_LIMITS.unpackedBytes))) {
    rows.push(row);
    cells += row.cells.length;
    if (cells >= CELLS_OF_A_REPORT) hand();
  }
  hand();
} catch (error) {
  report({ fault: whyUnreadable(error) });
}

function* rowsOf(archive: Archive): Generator<SheetRow> {
  switch (kind) {
    case 'qdc':
      return yield* numbered(codebookRows(workbook));
    case 'qdpx': {
      const { rows, texts } = readProject(archive.files(() => true));
      report({ texts });
      return yield* numbered(rows);
    }
    case 'ods':
      return yield* openDocumentRows(archive.piecesOf('content.xml'), sheet);
    case 'xlsx':
      return yield* openXmlRows(archive, sheet, (columns) => report({ columns }));
  }
}

function numbered(rows: readonly (readonly SheetCell[])[]): readonly SheetRow[] {
  return rows.map((cells, index) => ({ line: index + 1, cells }));
}

function whyUnreadable(error: unknown): string {
  if (error instanceof TooMuchInside)
    return `unpacks to more than ${INPUT_LIMITS.unpackedBytes} bytes; ${SMALLER[kind]}`;
  if (error instanceof NoSuchSheet) {
    const names = error.sheets.map((name) => JSON.stringify(name)).join(', ');
    return `has no sheet ${JSON.stringify(sheet)}; it has ${names}`;
  }
  return `is no ${WHAT[kind]} that can be read: ${error instanceof Error ? error.message : error}`;
}
