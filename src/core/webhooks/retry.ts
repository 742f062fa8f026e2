/** When a message is sent again, and what an answer means. Pure: the clock and chance are the caller's. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The wait before each attempt, counted from the end of the one before it (the first: from the making of the message). */
export const WAITS_MS = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** A wait is up to this part longer, so that what failed together is not sent again all at once. */
export const JITTER = 0.1;

/** A receiver may ask for more patience, but for no more than this. */
export const MAX_RETRY_AFTER_MS = 24 * HOUR_MS;

/** How long to wait when that many attempts have failed, or null after the last. `random` is from 0 up to 1. */
export function waitAfter(attempts: number, random: number): number | null {
  const wait = WAITS_MS[attempts];
  return wait === undefined ? null : Math.round(wait * (1 + JITTER * random));
}

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The wait that a Retry-After header asks for (RFC 9110 section 10.2.3), within its bound; null where it asks for none. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const wait = /^\d{1,10}$/.test(header)
    ? Number(header) * SECOND_MS
    : HTTP_DATE.test(header)
      ? Date.parse(header) - now.getTime()
      : Number.NaN;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS);
}

/** What an attempt met with: the status of an answer, or the reason why there was none. */
export type ReceiverResponse = { readonly status: number | null; readonly retryAfter: string | null };

/** What follows from it. `gone` and `failed`: the subscription is disabled. */
export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly at: Date }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed' };

export const isSuccess = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

const GONE = 410;

/** Judges an attempt that has ended `now`; `attempts` counts it and those before it. */
export function judge({ status, retryAfter }: ReceiverResponse, attempts: number, now: Date, random: number): Verdict {
  if (isSuccess(status)) return { kind: 'delivered' };
  if (status === GONE) return { kind: 'gone' };
  const wait = waitAfter(attempts, random);
  if (wait === null) return { kind: 'failed' };
  const asked = retryAfterMs(retryAfter, now) ?? 0;
  return { kind: 'retry', at: new Date(now.getTime() + Math.max(wait, asked)) };
}
