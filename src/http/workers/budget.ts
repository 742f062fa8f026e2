/** How much work each client may cause: the time that answers took to make, not how many they were. */
import { growingTo } from '../growing-cache.ts';
import { MAX_CLIENTS, WINDOW_MS } from '../plugins/request-counter.ts';

export class WorkBudget {
  /** Milliseconds of work in a minute; 0 for no limit. */
  readonly #perMinute: number;
  readonly #now: () => number;
  /** Work that is not forgotten yet: each client's drains as fast as it may cause more. */
  readonly #used = growingTo<string, { ms: number; at: number }>(MAX_CLIENTS);

  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Notes that the client causes so much work; answers the seconds after which to ask again where it may not. */
  take(client: string, ms: number): number | null {
    if (this.#perMinute === 0) return null;
    const used = this.#usedBy(client);
    // Whoever has used nothing may ask for the dearest answer there is.
    const over = used.ms === 0 ? 0 : used.ms + ms - this.#perMinute;
    if (over > 0) return Math.ceil((Math.min(over, used.ms) / this.#perMinute) * (WINDOW_MS / 1_000));
    used.ms += ms;
    return null;
  }

  /** Sets right what was taken, once it is known how much it was. */
  settle(client: string, taken: number, ms: number): void {
    if (this.#perMinute === 0) return;
    const used = this.#usedBy(client);
    used.ms = Math.max(0, used.ms + ms - taken);
  }

  #usedBy(client: string): { ms: number; at: number } {
    const now = this.#now();
    const used = this.#used.get(client) ?? { ms: 0, at: now };
    used.ms = Math.max(0, used.ms - ((now - used.at) * this.#perMinute) / WINDOW_MS);
    used.at = now;
    this.#used.set(client, used);
    return used;
  }
}
