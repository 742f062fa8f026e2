/** The thread that reads a sheet of a workbook: everything in it as text, a date as its day. */
import { parentPort, workerData } from 'node:worker_threads';
import { Unzip, UnzipInflate } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { INPUT_LIMITS } from '../../core/values/input-limits.ts';
import type { SheetReport } from './reports.ts';

const ROWS_OF_A_REPORT = 1_000;
const MIDNIGHT = 'T00:00:00.000Z';

const { workbook, sheet } = workerData as { readonly workbook: Uint8Array; readonly sheet: string | null };
const report = (it: SheetReport): void => parentPort?.postMessage(it);

try {
  if (unpacksToMore(workbook, INPUT_LIMITS.unpackedBytes))
    report({ fault: `unpacks to more than ${INPUT_LIMITS.unpackedBytes} bytes; save the sheet as CSV` });
  else {
    const rows = await readSheet(Buffer.from(workbook), sheet ?? 1);
    for (let from = 0; from < rows.length; from += ROWS_OF_A_REPORT)
      report({ rows: rows.slice(from, from + ROWS_OF_A_REPORT).map((cells) => cells.map(textOf)) });
  }
} catch (error) {
  report({ fault: whyUnreadable(error) });
}

/** Counted as it is unpacked, and no further than that: what an archive says of itself need not be so. */
function unpacksToMore(archive: Uint8Array, most: number): boolean {
  let length = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, data) => {
      if (error !== null) throw error;
      length += data.length;
      if (length > most) file.terminate();
    };
    if (length <= most) file.start();
  });
  unzip.register(UnzipInflate);
  unzip.push(archive, true);
  return length > most;
}

function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  if (!(cell instanceof Date)) return String(cell);
  const instant = cell.toISOString();
  return instant.endsWith(MIDNIGHT) ? instant.slice(0, -MIDNIGHT.length) : instant.replace('.000Z', 'Z');
}

function whyUnreadable(error: unknown): string {
  if (error instanceof Error && 'sheets' in error && Array.isArray(error.sheets)) {
    const names = error.sheets.map((name) => JSON.stringify(name)).join(', ');
    return `has no sheet ${JSON.stringify(sheet)}; it has ${names}`;
  }
  return `is no Excel workbook (.xlsx) that can be read: ${error instanceof Error ? error.message : error}`;
}
