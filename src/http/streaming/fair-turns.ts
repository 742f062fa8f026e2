/**
 * Turns for long work that goes in short pieces: one piece at each turn of the event loop, whoever's it is, so that ten
 * who ask for much together hold up the others for no longer than one.
 */
export class FairTurns {
  readonly #waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn: until it waits again, the event loop is its own. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    this.#waiting[0]?.();
    this.#waiting.shift();
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }
}

const WRITERS = new FairTurns();

/** Lets others have their turn while what is to be written is looked at, or figures are drawn for those who write. */
export const pauseOfWriters = (): Promise<void> => WRITERS.wait();
