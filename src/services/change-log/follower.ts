/**
 * Following the change log. Each follower reads it from where they are, so that between what was and what comes nothing
 * can be lost or told twice; followers at the same place share one reading, and one watch tells all that there is more.
 */
import { type Caller, seesDrafts } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import type { Reading } from '../../core/ports/store.ts';
import { readableBy } from '../access/sight.ts';
import type { About } from './changes.ts';

/** What is followed: those who see drafts follow another log than those who do not. */
export type Channel = { readonly about: About; readonly caller: Caller };

/** A part of the log, made ready once for all who are sent it. */
export type LogPiece<T> = {
  /** Null where nothing of this part passes the filter. */
  readonly content: T | null;
  /** The last entry that was looked at: where to go on. */
  readonly upTo: number;
  /** True where more may follow at once. */
  readonly isFull: boolean;
};

type Waiting = { readonly seq: number; readonly resume: () => void };

/** How often the log is looked at for what other processes write, in milliseconds. */
const EVERY_MS = 250;
const ENTRIES_OF_A_PIECE = 100;
/** Parts that are kept for others, so many at a time. */
const KEPT_PIECES = 16;

export class Follower<T> {
  readonly #store: Reading;
  readonly #prepare: (changes: readonly Change[]) => T;
  readonly #waiting = new Set<Waiting>();
  readonly #pieces = new Map<string, Promise<LogPiece<T>>>();
  #head = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isLooking = false;
  #lookAgain = false;

  /** `prepare` makes what is sent of some entries. */
  constructor(store: Reading, prepare: (changes: readonly Change[]) => T) {
    this.#store = store;
    this.#prepare = prepare;
  }

  /** The part of the log after the entry number `after`. Fails with `forbidden` where the caller may not read. */
  async read(channel: Channel, after: number): Promise<LogPiece<T>> {
    const store = readableBy(channel.caller, this.#store);
    const key = JSON.stringify([seesDrafts(channel.caller), channel.about, after]);
    const kept = this.#pieces.get(key);
    if (kept !== undefined) return kept;
    const piece = this.#make(store, channel.about, after);
    this.#pieces.set(key, piece);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > KEPT_PIECES && oldest !== undefined) this.#pieces.delete(oldest);
    piece.catch(() => this.#pieces.delete(key));
    return piece;
  }

  /** Resolves once there are entries after the one number `seq`, and when the signal is given. */
  beyond(seq: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.#head > seq) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = { seq, resume: () => this.#resume(waiting, resolve, signal) };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', waiting.resume, { once: true });
      this.#timer ??= setInterval(() => this.wake(), EVERY_MS);
    });
  }

  /** Looks at once whether there is more: for whoever has just written. */
  wake(): void {
    this.#lookAgain = true;
    if (this.#isLooking || this.#waiting.size === 0) return;
    this.#isLooking = true;
    const looked = () => {
      this.#isLooking = false;
    };
    this.#look().then(looked, looked);
  }

  async #make(store: Reading, about: About, after: number): Promise<LogPiece<T>> {
    // What is read now is at least all of this.
    const head = this.#head;
    const found = await store.changes(after, ENTRIES_OF_A_PIECE, about);
    const isFull = found.length === ENTRIES_OF_A_PIECE;
    const last = found.at(-1)?.seq ?? after;
    return {
      content: found.length === 0 ? null : this.#prepare(found),
      upTo: isFull ? last : Math.max(last, head),
      isFull,
    };
  }

  async #look(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      // A store that cannot be read now is looked at again; who reads from it is told of the failure.
      const head = await this.#store.revision().catch(() => this.#head);
      if (head <= this.#head) continue;
      this.#head = head;
      this.#pieces.clear();
      for (const { seq, resume } of [...this.#waiting]) if (head > seq) resume();
    }
  }

  #resume(waiting: Waiting, resolve: () => void, signal: AbortSignal): void {
    signal.removeEventListener('abort', waiting.resume);
    this.#waiting.delete(waiting);
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    resolve();
  }
}
