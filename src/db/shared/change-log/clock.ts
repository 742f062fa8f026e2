/**
 * The clock of the change log: an entry is never dated before the one before it, and never more than a second ahead of
 * the machine's clock. Where the machine's clock is not to be believed nothing is dated, so that one wrong moment does
 * not stand in the log for ever.
 */
import { Failure } from '../../../core/values/errors.ts';

export type ClockOptions = {
  readonly now?: () => Date;
  /** How far the clock may have leapt ahead since it was last known to be right; without it, however far. */
  readonly maxLeapMs?: number;
  /** Milliseconds of a clock that nobody can set. */
  readonly elapsed?: () => number;
};

const MAX_AHEAD_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

export class LogClock {
  readonly now: () => Date;
  readonly #maxLeapMs: number;
  readonly #elapsed: () => number;
  /** When this clock was made, by the machine's clock and by the one that nobody can set. */
  readonly #began: { readonly at: number; readonly elapsed: number };

  constructor({
    now = () => new Date(),
    maxLeapMs = Number.POSITIVE_INFINITY,
    elapsed = () => performance.now(),
  }: ClockOptions = {}) {
    this.now = now;
    this.#maxLeapMs = maxLeapMs;
    this.#elapsed = elapsed;
    this.#began = { at: now().getTime(), elapsed: elapsed() };
  }

  /** The instant of what follows an entry of `last`, or begins the log. Fails with `wrong-clock`. */
  after(last: string | undefined): string {
    const now = this.now();
    const refusal = this.#refusal(last, now);
    if (refusal !== null) throw refusal;
    const at = now.toISOString();
    return last !== undefined && last > at ? last : at;
  }

  /** Why nothing can be dated after an entry of `last`; null where it can. */
  refusal(last: string | undefined): Failure | null {
    return this.#refusal(last, this.now());
  }

  #refusal(last: string | undefined, now: Date): Failure | null {
    if (last !== undefined && Date.parse(last) > now.getTime() + MAX_AHEAD_MS) return behind(last, now);
    const known = this.#lastKnownRight(last);
    return now.getTime() - known > this.#maxLeapMs ? ahead(new Date(known), now, this.#maxLeapMs) : null;
  }

  /**
   * The later of the last entry and the time that has passed since this process began, as long as it began within a leap
   * of that entry: a service in which nobody wrote for a year is no wrong clock.
   */
  #lastKnownRight(last: string | undefined): number {
    const { at, elapsed } = this.#began;
    const counted = at + (this.#elapsed() - elapsed);
    if (last === undefined) return counted;
    const entry = Date.parse(last);
    return at - entry > this.#maxLeapMs ? entry : Math.max(entry, counted);
  }
}

const behind = (last: string, now: Date): Failure =>
  new Failure(
    'wrong-clock',
    `the last entry of the change log is of ${last}, and the clock of this machine says ` +
      `${now.toISOString()}, so nothing can be written; if the clock is wrong, set it right; if the entry is wrong, see "When the clock is wrong" in docs/run/operations.md`,
  );

const ahead = (known: Date, now: Date, maxLeapMs: number): Failure =>
  new Failure(
    'wrong-clock',
    `the clock of this machine says ${now.toISOString()}, more than ${maxLeapMs / DAY_MS} days after ` +
      `${known.toISOString()}, when it was last known to be right, so nothing can be written; if it is wrong, set it right; ` +
      'if it is right, start once with a larger STANDPOINT_MAX_CLOCK_LEAP',
  );
