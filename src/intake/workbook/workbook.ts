/** Tables in workbooks, and what is read as they are: one sheet, row by row, in a thread of its own. */
import { on } from 'node:events';
import { extname } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { FileBatch, FileTable, FileText, Head } from '../../core/import/table/file-table.ts';
import { Failure } from '../../core/values/errors.ts';
import { INPUT_LIMITS } from '../../core/values/input-limits.ts';
import { SOURCE_COLUMN } from '../refi-qda/elements.ts';
import type { TableReading } from '../table-reading.ts';
import { TableRows } from '../table-rows.ts';
import { mistakenFor } from './mistaken.ts';
import type { SheetOrder, SheetReport } from './sheet-reader.ts';

/**
 * The memory that the thread may take: what needs more is refused. A project is held as a tree of its elements. Of what is
 * let go of again, little is kept: the rows come as they are asked for.
 */
const LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 2 };
const SHEET_READER = new URL(`./sheet-reader${extname(import.meta.url)}`, import.meta.url);

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
  order: Pick<SheetOrder, 'sheet' | 'kind'>,
  head: Head,
  texts: Map<string, FileText>,
): AsyncGenerator<FileBatch> {
  const workbook = await allOf(bytes);
  const mistaken = order.kind === 'xlsx' || order.kind === 'ods' ? mistakenFor(order.kind, workbook) : null;
  if (mistaken !== null) throw unreadable(mistaken);
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  // Nothing else that a start loads needs what threads are made with.
  const { Worker: Thread } = process.getBuiltinModule('node:worker_threads');
  const worker = new Thread(SHEET_READER, {
    workerData: { workbook, taken, ...order } satisfies SheetOrder,
    transferList: [workbook.buffer],
    resourceLimits: LIMITS,
  });
  const rows = new TableRows(head, 'as it fills');
  try {
    for await (const report of reportsOf(worker)) {
      if ('fault' in report) throw unreadable(report.fault);
      if ('texts' in report) for (const [id, text] of report.texts) texts.set(id, text);
      if ('columns' in report) rows.expect(report.columns);
      if (!('rows' in report)) continue;
      for (const { line, cells } of report.rows) rows.keep(cells, line);
      yield* rows.batches();
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
  } finally {
    await worker.terminate();
  }
  if (rows.columns === null) throw unreadable(rows.whyWithoutHead);
}

/** All that the thread says, until it ends; fails as it does. */
async function* reportsOf(worker: Worker): AsyncGenerator<SheetReport> {
  try {
    for await (const [report] of on(worker, 'message', { close: ['exit'] })) yield report as SheetReport;
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    throw isTooLarge ? unreadable('has more in it than is read at once; save the sheet as CSV') : error;
  }
}

const unreadable = (message: string): Failure => new Failure('invalid', message, [{ line: 1, message }]);

/** In memory of their own, which can be handed to the thread. */
async function allOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    length += piece.length;
    if (length > INPUT_LIMITS.workbookBytes)
      throw unreadable(
        `is a file of more than ${INPUT_LIMITS.workbookBytes} bytes, which is held; save a sheet as CSV, or export fewer sources`,
      );
    pieces.push(piece);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
