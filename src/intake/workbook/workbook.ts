/** Tables in Excel workbooks (.xlsx, ECMA-376): one sheet, read in a thread of its own. */
import { on } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileBatch, FileTable, FileText, Head } from '../../core/import/table/file-table.ts';
import { Failure } from '../../core/values/errors.ts';
import { INPUT_LIMITS } from '../../core/values/input-limits.ts';
import { SOURCE_COLUMN } from '../refi-qda/elements.ts';
import type { TableReading } from '../table-reading.ts';
import { TableRows } from '../table-rows.ts';
import type { SheetOrder, SheetReport } from './sheet-reader.ts';

/** The memory that the thread may take: a workbook that needs more is refused. */
const MAX_HEAP_MB = 1024;
const SHEET_READER = new URL(`./sheet-reader${extname(import.meta.url)}`, import.meta.url);

/** Of a workbook, or of what else is read as one is: at once, and in a thread. */
export const workbookTable =
  (kind: SheetOrder['kind']) =>
  (name: string | null, bytes: AsyncIterable<Uint8Array>, { sheet }: TableReading): FileTable => {
    const texts = new Map<string, FileText>();
    return {
      ...{ name, hasHeader: true },
      batches: (head) => read(bytes, { sheet, kind }, head, texts),
      ...(kind === 'qdpx' && { texts: { column: SOURCE_COLUMN, named: texts } }),
    };
  };

async function* read(
  bytes: AsyncIterable<Uint8Array>,
  order: Omit<SheetOrder, 'workbook'>,
  head: Head,
  texts: Map<string, FileText>,
): AsyncGenerator<FileBatch> {
  const workbook = await allOf(bytes);
  const worker = new Worker(SHEET_READER, {
    workerData: { workbook, ...order } satisfies SheetOrder,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const rows = new TableRows(head);
  try {
    let line = 0;
    for await (const report of reportsOf(worker)) {
      if ('fault' in report) throw unreadable(report.fault);
      if ('texts' in report) {
        for (const [id, text] of report.texts) texts.set(id, text);
        continue;
      }
      for (const cells of report.rows) {
        line += 1;
        rows.keep(cells, line);
      }
      yield* rows.batches();
    }
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    throw isTooLarge ? unreadable('has more in it than is read at once; save the sheet as CSV') : error;
  } finally {
    await worker.terminate();
  }
  if (rows.columns === null) throw unreadable(rows.whyWithoutHead);
}

/** All that the thread says, until it ends; fails as it does. */
async function* reportsOf(worker: Worker): AsyncGenerator<SheetReport> {
  for await (const [report] of on(worker, 'message', { close: ['exit'] })) yield report as SheetReport;
}

const unreadable = (message: string): Failure => new Failure('invalid', message, [{ line: 1, message }]);

async function allOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > INPUT_LIMITS.workbookBytes)
      throw unreadable(
        `is a file of more than ${INPUT_LIMITS.workbookBytes} bytes, which is read at once; save a sheet as CSV, or export fewer sources`,
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
