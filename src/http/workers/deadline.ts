/** The time that an answer may take, in which the beginning of threads does not count. */

/** Beginnings of more than so long count all the same. */
const MOST_PASSED_OVER_MS = 1_500;

/** Milliseconds that went by while anything of a kind was under way; what overlaps counts once. */
export class Stopwatch {
  readonly #now: () => number;
  #running = 0;
  #since = 0;
  #before = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get ms(): number {
    return this.#before + (this.#running > 0 ? this.#now() - this.#since : 0);
  }

  /** Runs while the work does, whether that fails or not. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running === 0) this.#since = this.#now();
    this.#running += 1;
    try {
      return await work();
    } finally {
      if (this.#running === 1) this.#before = this.ms;
      this.#running -= 1;
    }
  }
}

export class Deadline {
  readonly #controller = new AbortController();
  readonly #passedOver: Pick<Stopwatch, 'ms'>;
  readonly #start: number;
  #granted = 0;
  #timer: NodeJS.Timeout;

  /** So many milliseconds from now, and as many as the watch runs meanwhile. Keeps no process running. */
  constructor(ms: number, passedOver: Pick<Stopwatch, 'ms'>) {
    this.#passedOver = passedOver;
    this.#start = passedOver.ms;
    this.#timer = this.#endAfter(ms);
  }

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** For what has been done: it is not missed any more. */
  clear(): void {
    clearTimeout(this.#timer);
  }

  #endAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const more = Math.min(MOST_PASSED_OVER_MS, this.#passedOver.ms - this.#start) - this.#granted;
      if (more <= 0) return this.#controller.abort();
      this.#granted += more;
      this.#timer = this.#endAfter(more);
    }, ms).unref();
  }
}
