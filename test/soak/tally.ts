/** What came of everything that was asked of a service, and how long it took. */
import type { Asserts } from '../faults/sent.ts';

const MAX_TIMES = 200_000;
const MAX_LISTED = 20;

export class Tally implements Asserts {
  readonly counts = new Map<string, number>();
  readonly #times = new Map<string, number[]>();
  readonly #faults: string[] = [];
  #faultCount = 0;

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** How long an answer took, in milliseconds. */
  took(what: string, ms: number): void {
    const times = this.#times.get(what) ?? [];
    if (times.length < MAX_TIMES) times.push(ms);
    else times[Math.floor(ms * 1_000) % MAX_TIMES] = ms;
    this.#times.set(what, times);
  }

  /** The time within which 99 of 100 answers came, in milliseconds; null where there was none. */
  p99(what: string): number | null {
    const times = this.#times.get(what)?.toSorted((one, other) => one - other) ?? [];
    return times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? null;
  }

  fail(message: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < MAX_LISTED) this.#faults.push(message);
  }

  strictSame(found: unknown, wanted: unknown, message: string): void {
    const [one, other] = [found, wanted].map((each) => JSON.stringify(each));
    if (one !== other) this.fail(`${message}: ${one?.slice(0, 1_000)} is not ${other?.slice(0, 200)}`);
  }

  get faultCount(): number {
    return this.#faultCount;
  }

  get faults(): readonly string[] {
    return this.#faults;
  }
}
