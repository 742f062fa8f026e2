/** Sends messages as they fall due: looks at the change log and at the line of deliveries, again and again. */

import { setImmediate as pause } from 'node:timers/promises';
import { SERVICE } from '../core/access/caller.ts';
import type { Store } from '../core/ports/store.ts';
import type { ClaimedDelivery } from '../core/ports/webhook-store.ts';
import { judge, type Verdict } from '../core/webhooks/retry.ts';
import { fanOut } from '../services/webhooks/fan-out.ts';
import { SEND_TIMEOUT_MS, type Sender, type Sent } from './sender.ts';
import { signedHeaders } from './signing.ts';

/** As pino's. No URL and no secret is ever logged. */
export type Log = { readonly [level in 'info' | 'warn' | 'error']: (details: object, message: string) => void };

export type DispatcherOptions = {
  readonly store: Store;
  readonly send: Sender;
  readonly log: Log;
  /** Names the sender to receivers. */
  readonly userAgent: string;
  readonly now?: () => Date;
  /** Milliseconds since some moment: what goes on whatever the clock is set to. */
  readonly uptime?: () => number;
  /** From 0 up to 1. */
  readonly random?: () => number;
  /** How many messages are under way at once, and how many of them to one subscription. */
  readonly concurrency?: number;
  readonly perWebhook?: number;
};

/** How often to look for what other processes wrote, and for what falls due. */
const POLL_MS = 1_000;
/** After that another process may send a message whose sender is not heard of. */
const LEASE_MS = SEND_TIMEOUT_MS + 5_000;
const STOP_WITHIN_MS = 5_000;
/** A clock that went further while it was looked at was set meanwhile. */
const LEAP_MS = 5_000;
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;
const PRUNE_EVERY_MS = 60 * 60 * 1_000;
const PRUNE_BATCH = 500;

export class Dispatcher {
  readonly #options: Required<DispatcherOptions>;
  readonly #running = new Set<Promise<void>>();
  readonly #cut = new AbortController();
  #loop: Promise<void> | null = null;
  #stopping = false;
  #prunedAt = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => undefined;

  constructor(options: DispatcherOptions) {
    this.#options = {
      ...{ now: () => new Date(), uptime: () => performance.now(), random: Math.random },
      ...{ concurrency: 16, perWebhook: 4, ...options },
    };
  }

  /** Begins to look for messages, and goes on until it is stopped. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** There may be something to send. */
  wake(): void {
    this.#wake();
  }

  /** Sends nothing more, waits for what is under way, and cuts off and gives back what takes longer than that. */
  async stop(withinMs = STOP_WITHIN_MS): Promise<void> {
    this.#stopping = true;
    this.#wake();
    await this.#loop;
    const cut = setTimeout(() => this.#cut.abort(), withinMs);
    await Promise.all(this.#running);
    clearTimeout(cut);
  }

  /** Sends everything that is due, what falls due meanwhile included, and resolves when it has been sent. */
  async drain(): Promise<void> {
    while ((await this.#begin()) > 0 || this.#running.size > 0) await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const woken = this.#nextWake();
      try {
        await this.#begin();
        await this.#prune();
      } catch (error) {
        // The disk may be full or the file locked: what is due stays due.
        this.#options.log.error({ err: error }, 'webhooks could not be looked after; trying again');
      }
      await woken;
    }
  }

  /** Resolves when it is time to look again. */
  #nextWake(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Makes messages of what is new, and begins to send as many of those that are due as there is room for. */
  async #begin(): Promise<number> {
    const { store, concurrency, perWebhook } = this.#options;
    const since = await this.#rightTime();
    if (since === null) return 0;
    // Others are served between one batch of a long log and the next.
    while (!this.#stopping && (await fanOut(store, SERVICE, since()))) await pause();
    if (this.#stopping) return 0;
    const at = since();
    const until = new Date(at.getTime() + LEASE_MS).toISOString();
    const limit = concurrency - this.#running.size;
    const claimed = await store.webhooks.claim({ now: at.toISOString(), until, limit, perWebhook });
    for (const message of claimed) this.#track(this.#deliver(message, since));
    return claimed.length;
  }

  /**
   * The time from now on, counted from a clock that is right; null while it is not. By a wrong one, and by one that is
   * set between two looks at it, a message would be made, claimed or put off for years ahead.
   */
  async #rightTime(): Promise<(() => Date) | null> {
    const { store, now, uptime } = this.#options;
    const before = now().getTime();
    if ((await store.ready()) !== null) return null;
    const [right, read] = [now().getTime(), uptime()];
    if (Math.abs(right - before) > LEAP_MS) return null;
    return () => new Date(right + uptime() - read);
  }

  #track(delivery: Promise<void>): void {
    const ended = delivery
      .catch((error: unknown) => {
        // Not noted, so it is sent again when the claim has run out: at least once.
        this.#options.log.error({ err: error }, 'a delivery could not be noted');
      })
      .finally(() => {
        this.#running.delete(ended);
        this.#wake();
      });
    this.#running.add(ended);
  }

  async #deliver(message: ClaimedDelivery, since: () => Date): Promise<void> {
    const { store, send, random, userAgent } = this.#options;
    const at = since();
    const began = performance.now();
    const headers = { 'user-agent': userAgent, ...signedHeaders(message, at) };
    const sent = await send({ url: message.url, headers, body: message.body }, this.#cut.signal);
    if (sent.status === null && this.#cut.signal.aborted) return store.webhooks.release(message);
    const { status, error } = sent;
    const attempt = { at: at.toISOString(), status, error, ms: Math.round(performance.now() - began) };
    const verdict = judge(sent, message.attempts + 1, since(), random());
    if (verdict.kind !== 'delivered' && (await store.ready()) !== null) return store.webhooks.release(message);
    await store.webhooks.recordAttempt(message, attempt, verdict, since().toISOString());
    this.#tell(message, sent, verdict);
  }

  #tell({ id, webhook, attempts }: ClaimedDelivery, { status, error }: Sent, { kind }: Verdict): void {
    const { log } = this.#options;
    const details = { webhook, delivery: id, attempt: attempts + 1, status };
    if (kind === 'delivered') log.info(details, 'a webhook message was delivered');
    else if (kind === 'retry') log.info({ ...details, error }, 'a webhook message was not delivered');
    else log.warn({ ...details, error }, 'a webhook was disabled');
  }

  /** Forgets what was delivered long ago, so that the log of deliveries does not grow for ever. */
  async #prune(): Promise<void> {
    const { store, uptime } = this.#options;
    const begun = uptime();
    if (begun - this.#prunedAt < PRUNE_EVERY_MS) return;
    const time = (await this.#rightTime())?.().getTime();
    if (time === undefined) return;
    const before = new Date(time - KEPT_MS).toISOString();
    while ((await store.webhooks.prune(before, PRUNE_BATCH)) === PRUNE_BATCH) await pause();
    this.#prunedAt = begun;
  }
}
