/** Those who write: drafts and what they rest on, published by somebody else. Everything has a key to be sent again with. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Sent } from '../faults/sent.ts';
import { story } from '../helpers/fixtures/story.ts';
import type { Random } from './random.ts';
import type { Tally } from './tally.ts';

/** Why a write may be refused: the service said that it cannot write at present. */
const REASONS = ['/problems/wrong-clock', '/problems/insufficient-storage', '/problems/unavailable'];

export type Reply = { readonly kind: 'acknowledged' | 'refused' | 'unheard'; readonly said: string };

export class Desk {
  readonly sent: Sent[] = [];
  /** Positions whose publication was acknowledged. */
  readonly published: string[] = [];
  readonly #options: { urlOf: () => string; writer: string; publisher: string; tally: Tally };

  constructor(options: { urlOf: () => string; writer: string; publisher: string; tally: Tally }) {
    this.#options = options;
  }

  /** Writes one thing after the other until it is told to stop. */
  async work(name: string, random: Random, stop: AbortSignal): Promise<void> {
    for (let at = 0; !stop.aborted; at += 1) {
      await this.#writeOnce(`${name}-${at}`, random, stop);
      await wait(random.between(20, 120));
    }
  }

  async #writeOnce(id: string, random: Random, stop: AbortSignal): Promise<void> {
    const isPosition = random.next() < 0.5;
    const records = isPosition
      ? (['expert', 'source', 'question', 'statement', 'position'] as const).map((kind) => ({ kind, id }))
      : [{ kind: 'expert' as const, id }];
    const [path, body] = isPosition ? ['/v1/import', draft(id)] : ['/v1/experts', { id, name: id }];
    const { writer, publisher } = this.#options;
    const reply = await this.#until(path, body, id, writer, stop);
    this.sent.push({ records, acknowledged: reply.kind === 'acknowledged', said: reply.said });
    if (reply.kind !== 'acknowledged' || !isPosition) return;
    const { kind } = await this.#until(`/v1/positions/${id}/publish`, {}, `${id}-publish`, publisher, stop);
    if (kind === 'acknowledged') this.published.push(id);
  }

  /** Asks until there is an answer: the same again, with the same key, when none came. */
  async #until(path: string, body: unknown, key: string, token: string, stop: AbortSignal): Promise<Reply> {
    for (;;) {
      const reply = await this.#ask(path, body, key, token);
      this.#options.tally.count(reply.kind === 'unheard' ? 'sent again, as no answer came' : reply.kind);
      if (reply.kind !== 'unheard' || stop.aborted) return reply;
      await wait(200);
    }
  }

  async #ask(path: string, body: unknown, key: string, token: string): Promise<Reply> {
    const { urlOf, tally } = this.#options;
    const begun = performance.now();
    try {
      const response = await fetch(`${urlOf()}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'if-match': '*',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
      const said = `${response.status} ${await response.text()}`;
      tally.took('write', performance.now() - begun);
      if (response.ok) return { kind: 'acknowledged', said };
      if (!REASONS.some((reason) => said.includes(reason))) tally.fail(`POST ${path} was answered ${said}`);
      return { kind: 'refused', said };
    } catch (error) {
      return { kind: 'unheard', said: String(error) };
    }
  }
}

const draft = (id: string) =>
  story()
    .expert(id)
    .source(id)
    .question(id)
    .statement(id, id, { source: id })
    .position(id, { expert: id, question: id, option: 'support', statements: [id], status: 'draft' })
    .bundle();
