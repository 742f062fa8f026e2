/** What the thread that reads a sheet says: its rows, in their order, or what keeps it from reading. */
import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';

export type SheetReport = { readonly rows: readonly (readonly unknown[])[] } | { readonly fault: string };

/** All reports, until the thread ends; fails as the thread does. */
export async function* reportsOf(worker: Worker): AsyncGenerator<SheetReport> {
  for await (const [report] of on(worker, 'message', { close: ['exit'] })) yield report as SheetReport;
}
