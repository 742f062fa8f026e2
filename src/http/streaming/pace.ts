/** Whether a reader takes what is sent at a fair pace: the time that they let us wait, against what they took. */
export class Pace {
  readonly #bytesPerMs: number;
  readonly #graceMs: number;
  readonly #now: () => number;
  /** Milliseconds for which they may still let us wait: more by what they take, and never more than the grace. */
  #credit: number;
  #waitingSince: number | null = null;

  constructor(bytesPerSecond: number, graceMs: number, now: () => number = () => performance.now()) {
    this.#bytesPerMs = bytesPerSecond / 1_000;
    this.#graceMs = graceMs;
    this.#credit = graceMs;
    this.#now = now;
  }

  /** Notes that so much was given to them, and that they are waited for. */
  gave(bytes: number): void {
    this.#credit = Math.min(this.#graceMs, this.#credit + bytes / this.#bytesPerMs);
    this.#waitingSince = this.#now();
  }

  /** Notes that they want more. */
  asked(): void {
    this.#credit -= this.#waited();
    this.#waitingSince = null;
  }

  get isSlow(): boolean {
    return this.#credit < this.#waited();
  }

  #waited(): number {
    return this.#waitingSince === null ? 0 : this.#now() - this.#waitingSince;
  }
}
