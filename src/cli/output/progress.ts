/** How far a long import is: one line that changes on a terminal, a line now and then elsewhere. */
import { stat } from 'node:fs/promises';
import type { Output } from '../context.ts';

const EVERY_MS = { terminal: 100, elsewhere: 10_000 };
const MS_PER_S = 1_000;
const S_PER_MIN = 60;

/** `total` is what there is to read, in bytes; null where nobody knows. `unit` is what is counted. */
export class Progress {
  readonly #output: Output;
  readonly #total: number | null;
  readonly #unit: string;
  readonly #began = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #isShown = false;
  bytes = 0;
  rows = 0;

  constructor(output: Output, total: number | null, unit = 'rows') {
    this.#output = output;
    this.#total = total;
    this.#unit = unit;
    this.#timer = setInterval(() => this.#show(), output.isTTY === true ? EVERY_MS.terminal : EVERY_MS.elsewhere);
    this.#timer.unref();
  }

  /** Makes room for what is printed next. */
  end(): void {
    clearInterval(this.#timer);
    if (this.#isShown && this.#output.isTTY === true) this.#output.write('\r\u001b[2K');
  }

  #show(): void {
    this.#isShown = true;
    const line = progressInWords({ ...this, total: this.#total, ms: performance.now() - this.#began }, this.#unit);
    this.#output.write(this.#output.isTTY === true ? `\r\u001b[2K${line}` : `standpoint: ${line}\n`);
  }
}

export type ProgressState = {
  readonly rows: number;
  readonly bytes: number;
  readonly total: number | null;
  readonly ms: number;
};

/** How much, how fast, and how long still, going by what was read so far. */
export function progressInWords({ rows, bytes, total, ms }: ProgressState, unit = 'rows'): string {
  const rate = ms === 0 ? 0 : (rows / ms) * MS_PER_S;
  const done = `${count(rows)} ${unit}, ${count(rate)} a second`;
  if (total === null || bytes === 0) return done;
  if (bytes >= total) return `${done}; all is read, and being written`;
  const left = ((total - bytes) / bytes) * ms;
  return `${done}; ${Math.floor((bytes / total) * 100)} %, ${duration(left)} left`;
}

const count = (number: number): string => Math.round(number).toLocaleString('en');

function duration(ms: number): string {
  const seconds = Math.ceil(ms / MS_PER_S);
  const minutes = Math.floor(seconds / S_PER_MIN);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${String(seconds % S_PER_MIN).padStart(2, '0')} s`;
}

/** Of all files together, in bytes; null where one is no file. */
export async function sizeOf(paths: readonly string[]): Promise<number | null> {
  const sizes = await Promise.all(paths.map((path) => (path === '-' ? null : stat(path).catch(() => null))));
  return sizes.every((it) => it?.isFile() === true) ? sizes.reduce((sum, it) => sum + (it?.size ?? 0), 0) : null;
}
