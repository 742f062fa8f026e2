import { growingTo } from '../growing-cache.ts';

/** Requests that a client has made in its running minute, the last one included, and the milliseconds left of that minute. */
export type RequestCount = { readonly current: number; readonly ttl: number };

export const WINDOW_MS = 60_000;

/** Clients that are counted at a time; beyond that, the one that has been away longest begins anew. */
export const MAX_CLIENTS = 5_000;

/** A counter of requests by client. A client's minute begins with its first request, and the next one when that is over. */
export class RequestCounter {
  /** Requests that a client may make in a minute; 0 for no limit. */
  readonly max: number;
  readonly #windows = growingTo<string, { begun: number; requests: number }>(MAX_CLIENTS);

  constructor(max: number) {
    this.max = max;
  }

  count(client: string): RequestCount {
    const now = Date.now();
    const window = this.#windows.get(client);
    if (window === undefined || window.begun + WINDOW_MS <= now) {
      this.#windows.set(client, { begun: now, requests: 1 });
      return { current: 1, ttl: WINDOW_MS };
    }
    window.requests += 1;
    return { current: window.requests, ttl: WINDOW_MS - (now - window.begun) };
  }
}
