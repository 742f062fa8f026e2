/** How far a long import is: one line that changes on a terminal, a line now and then elsewhere. */
import type { Output } from './context.ts';

const EVERY_MS = { terminal: 100, elsewhere: 10_000 };
const MS_PER_S = 1_000;
const S_PER_MIN = 60;

/** `total` is what there is to read, in bytes; null where nobody knows. */
export class Progress {
  readonly #output: Output;
  readonly #total: number | null;
  readonly #began = performance.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #isShown = false;
  bytes = 0;
  rows = 0;

  constructor(output: Output, total: number | null) {
    this.#output = output;
    this.#total = total;
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
    const line = progressInWords({ ...this, total: this.#total, ms: performance.now() - this.#began });
    this.#output.write(this.#output.isTTY === true ? `\r\u001b[2K${line}` : `standpoint: ${line}\n`);
  }
}

export type State = {
  readonly rows: number;
  readonly bytes: number;
  readonly total: number | null;
  readonly ms: number;
};

/** How much, how fast, and how long still, going by what was read so far. */
export function progressInWords({ rows, bytes, total, ms }: State): string {
  const rate = ms === 0 ? 0 : (rows / ms) * MS_PER_S;
  const done = `${count(rows)} rows, ${count(rate)} a second`;
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
