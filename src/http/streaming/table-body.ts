/** The bytes of a large table, made as they are asked for; whoever takes them too slowly is cut off. */
import { Readable } from 'node:stream';
import type { Snapshot } from '../../core/ports/store.ts';
import type { Pause } from '../../services/slices.ts';
import { HttpProblem } from '../problems/problems.ts';
import type { FairTurns } from './fair-turns.ts';
import { Pace } from './pace.ts';
import type { TableLimits } from './table-limits.ts';

/** Makes the table from one state of the store, as texts, or bytes, that are sent one after the other. */
export type Texts = (snapshot: Snapshot, pause: Pause) => AsyncIterable<string | Uint8Array>;

/** How often it is looked whether others wait for the place of a slow reader. */
const WATCH_MS = 1_000;

type Making = {
  readonly snapshot: Snapshot;
  readonly texts: Texts;
  readonly turns: FairTurns;
  readonly limits: TableLimits;
  readonly closing: AbortSignal;
  /** True while somebody waits for the place of this table. */
  readonly isWanted: () => boolean;
};

/** Its snapshot is closed when it is, however that comes. */
export class TableBody extends Readable {
  readonly #snapshot: Snapshot;
  readonly #over = new AbortController();
  readonly #texts: AsyncIterator<string | Uint8Array>;
  readonly #stalled: ReturnType<typeof setTimeout>;
  readonly #late: ReturnType<typeof setTimeout>;
  readonly #watch: ReturnType<typeof setInterval>;
  readonly #pace: Pace;
  #first: string | Uint8Array | null | undefined;

  constructor({ snapshot, texts, turns, limits, closing, isWanted }: Making) {
    super();
    this.#snapshot = snapshot;
    const pause = async (): Promise<void> => {
      await turns.wait();
      this.#over.signal.throwIfAborted();
    };
    this.#texts = texts(snapshot, pause)[Symbol.asyncIterator]();
    const cutOff = (ms: number, why: string) => setTimeout(() => this.destroy(new Error(why)), ms);
    this.#stalled = cutOff(limits.stallMs, `the client took nothing for ${limits.stallMs} ms`);
    this.#late = cutOff(limits.lastMs, `it was not done in ${limits.lastMs} ms`);
    this.#pace = new Pace(limits.fairPace, limits.graceMs);
    this.#watch = setInterval(() => {
      if (this.#pace.isSlow && isWanted()) this.destroy(new Error('the client took it too slowly while others waited'));
    }, WATCH_MS);
    closing.addEventListener('abort', () => this.destroy(closing.reason), { signal: this.#over.signal });
  }

  /** Makes the first text, so that what cannot be begun is refused as anything else is; with 503 where it was cut off. */
  async begin(): Promise<void> {
    try {
      this.#first = await this.#next();
    } catch (error) {
      throw this.errored === null ? error : new HttpProblem('unavailable', this.errored.message);
    }
  }

  override _read(): void {
    this.#stalled.refresh();
    this.#pace.asked();
    this.#nextBytes().then(
      (bytes) => {
        this.#pace.gave(bytes?.byteLength ?? 0);
        this.push(bytes);
      },
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#stalled);
    clearTimeout(this.#late);
    clearInterval(this.#watch);
    this.#over.abort();
    this.#snapshot.close().then(
      () => done(error),
      (failure: Error) => done(error ?? failure),
    );
  }

  async #nextBytes(): Promise<Uint8Array | null> {
    const text = this.#first === undefined ? await this.#next() : this.#first;
    this.#first = undefined;
    return typeof text === 'string' ? Buffer.from(text) : text;
  }

  /** The next text that is not empty; null at the end. */
  async #next(): Promise<string | Uint8Array | null> {
    for (;;) {
      const { done, value } = await this.#texts.next();
      if (done === true) return null;
      if (value.length > 0) return value;
    }
  }
}
