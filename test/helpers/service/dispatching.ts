/** Senders of webhooks whose clock stands still until it is moved. */

import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import type { WebhookInput, WebhookWithSecret } from '../../../src/core/webhooks/webhook.ts';
import { createWebhook } from '../../../src/services/webhooks/webhooks.ts';
import { Dispatcher, type DispatcherOptions } from '../../../src/webhooks/dispatcher.ts';
import { createSender } from '../../../src/webhooks/sender.ts';
import { createTargetRule } from '../../../src/webhooks/target.ts';
import { OPERATOR } from '../fixtures/callers.ts';
import { RECORDED } from '../fixtures/records.ts';

export type Logged = { readonly level: string; readonly details: object; readonly message: string };

export class Dispatching {
  readonly dispatcher: Dispatcher;
  readonly logged: Logged[] = [];
  #time = Date.parse(RECORDED.at);

  constructor(store: Store, options: Partial<DispatcherOptions> = {}) {
    const level = (name: string) => (details: object, message: string) => {
      this.logged.push({ level: name, details, message });
    };
    this.dispatcher = new Dispatcher({
      store,
      send: createSender({ allowPrivate: true }),
      log: { info: level('info'), warn: level('warn'), error: level('error') },
      userAgent: 'Standpoint/0.0.0',
      now: () => new Date(this.#time),
      uptime: () => this.#time,
      random: () => 0,
      ...options,
    });
  }

  /** Lets so many milliseconds pass, and sends what is due then. */
  async after(ms: number): Promise<void> {
    this.#time += ms;
    await this.dispatcher.drain();
  }
}

/** A sender over a store; stopped when the test ends. */
export function dispatching(t: Test, store: Store, options: Partial<DispatcherOptions> = {}): Dispatching {
  const made = new Dispatching(store, options);
  t.teardown(() => made.dispatcher.stop(0));
  return made;
}

/** A subscription to a receiver on this machine. */
export const subscribeTo = (
  store: Store,
  { url }: { readonly url: string },
  wanted: Omit<WebhookInput, 'url'> = {},
): Promise<WebhookWithSecret> =>
  createWebhook(store, OPERATOR, { url, ...wanted }, { now: new Date(RECORDED.at), targets: createTargetRule(true) });
