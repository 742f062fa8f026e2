/** A client of the Standpoint API: for Node, browsers and Deno; it needs nothing but `fetch`. */
import { type Change, REPEATABLE } from './api.ts';
import { eventsIn, type ServerEvent, Silence } from './events.ts';
import { KeptAnswers } from './kept-answers.ts';
import { Problem, problemOf } from './problem.ts';
import type {
  Answer,
  Asked,
  Body,
  Item,
  ListPath,
  Parameters,
  ReadParameters,
  ReadPath,
  Sent,
  Writing,
} from './types.ts';

export type Options = {
  /** Token of a key; none where reading is public and nothing is written. */
  readonly key?: string;
  /** Sends the requests; that of the platform unless it is given. */
  readonly fetch?: typeof fetch;
  /** How many answers are kept with their ETags, to be sent again only if they changed; 100 unless it is given. */
  readonly keep?: number;
};

export type Until = { readonly signal?: AbortSignal };

/** How a change is sent. */
export type How<O extends Writing> = Until & {
  /** The record, or whatever the operation takes; a Blob is sent as it is, with its type: a table to import. */
  readonly body?: Body<O> | Blob;
  /** ETag of the record as it was read: where it has changed since, nothing is written (`precondition-failed`). */
  readonly ifMatch?: string;
  /** Where it is not given, one is made for each call, and sent again where the connection breaks. */
  readonly idempotencyKey?: string;
};

/** The service gives a sign of life every 15 seconds. */
const PATIENCE_MS = 45_000;

export class Standpoint {
  readonly #base: string;
  readonly #key: string | undefined;
  readonly #fetch: typeof fetch;
  readonly #kept: KeptAnswers;

  /** `url` is where the service is: https://stances.example. */
  constructor(url: string, { key, fetch: send = globalThis.fetch.bind(globalThis), keep = 100 }: Options = {}) {
    this.#base = url.replace(/\/$/, '');
    this.#key = key;
    this.#fetch = send;
    this.#kept = new KeptAnswers(keep);
  }

  /** What an address answers, as JSON. Fails with `Problem`. */
  async get<P extends ReadPath>(path: P, ...asked: Asked<ReadParameters<P>, Until>): Promise<Answer<P>> {
    return (await this.read(path, ...asked)).answer;
  }

  /** As `get`, with the ETag that `ifMatch` of a change wants. */
  async read<P extends ReadPath>(
    path: P,
    ...[parameters, until]: Asked<ReadParameters<P>, Until>
  ): Promise<{ readonly answer: Answer<P>; readonly etag: string }> {
    const { text, etag } = await this.#received(addressOf(path, parameters), 'application/json', until);
    return { answer: JSON.parse(text), etag };
  }

  /** A table in another format, by its suffix: csv, tsv, md, html, ndjson … */
  async text<P extends ReadPath>(
    path: P,
    format: string,
    ...[parameters, until]: Asked<ReadParameters<P>, Until>
  ): Promise<string> {
    return (await this.#received(addressOf(path, parameters, `.${format}`), '*/*', until)).text;
  }

  /** Every item of a list, page after page, as they are wanted. */
  async *all<P extends ListPath>(
    path: P,
    ...[parameters, until]: Asked<ReadParameters<P>, Until>
  ): AsyncGenerator<Item<P>> {
    let address: string | null = addressOf(path, { limit: 500, ...parameters });
    while (address !== null) {
      const { text, link }: { text: string; link: string | null } = await this.#received(
        address,
        'application/json',
        until,
      );
      yield* JSON.parse(text).items;
      address = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1] ?? null;
    }
  }

  /**
   * Every change after the number `after` as it is made, from the beginning of the log where none is given. Goes on where
   * it was when the connection breaks; ends when `signal` does. Fails with `Problem` where asking again would not help.
   */
  async *changes(
    { after, ...filter }: Pick<ReadParameters<'/v1/changes'>, 'after' | 'expert' | 'question' | 'topic'> = {},
    { signal }: Until = {},
  ): AsyncGenerator<Change> {
    let last = after === undefined ? {} : { after };
    let wait = 1_000;
    const isOver = () => signal?.aborted === true;
    while (!isOver()) {
      let pause: number | null = null;
      try {
        for await (const event of this.#events(addressOf('/v1/changes', { ...filter, ...last }), signal)) {
          wait = event.retry ?? wait;
          last = event.id === null ? last : { after: Number(event.id) };
          if (event.name === 'change') yield JSON.parse(event.data);
        }
      } catch (error) {
        if (isOver()) return;
        pause = pauseAfter(error);
      }
      await passed(pause ?? wait, signal);
    }
  }

  /** Makes a change: `send('PATCH /v1/positions/{id}', { id }, { body, ifMatch })`. Fails with `Problem`. */
  async send<O extends Writing>(operation: O, parameters: Parameters<O>, how: How<O> = {}): Promise<Sent<O>> {
    const [method = '', path = ''] = operation.split(' ', 2);
    const { body, ifMatch, signal } = how;
    const isRepeatable = REPEATABLE.includes(operation);
    const key = how.idempotencyKey ?? (isRepeatable ? crypto.randomUUID() : undefined);
    const headers = {
      accept: 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined || body instanceof Blob ? {} : { 'content-type': 'application/json' }),
    };
    const ask = () => this.#ask(method, addressOf(path, parameters), headers, { signal, body: sentAs(body) });
    const response = await ask().catch((error: unknown) => {
      // Whether it arrived is not known; with the key it is carried out once all the same.
      if (isRepeatable && error instanceof TypeError && signal?.aborted !== true) return ask();
      throw error;
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    // Which of the answers documented it is, its status says.
    return {
      status,
      answer: text === '' ? null : JSON.parse(text),
      etag: answered.get('etag'),
      location: answered.get('location'),
    } as Sent<O>;
  }

  async *#events(address: string, signal: AbortSignal | undefined): AsyncGenerator<ServerEvent> {
    const { body } = await this.#ask('GET', address, { accept: 'text/event-stream' }, { signal });
    if (body === null) throw new TypeError('the stream has no body');
    yield* eventsIn(body, PATIENCE_MS);
  }

  async #received(address: string, accept: string, { signal }: Until = {}) {
    const kept = this.#kept.get(address);
    const condition = kept === undefined ? {} : { 'if-none-match': kept.etag };
    const response = await this.#ask('GET', address, { accept, ...condition }, { signal });
    if (response.status === 304 && kept !== undefined) {
      this.#kept.keep(address, kept);
      return kept;
    }
    const { headers } = response;
    const answer = { text: await response.text(), etag: headers.get('etag') ?? '', link: headers.get('link') };
    if (answer.etag !== '') this.#kept.keep(address, answer);
    return answer;
  }

  async #ask(
    method: string,
    address: string,
    headers: { readonly [name: string]: string },
    { signal, body }: { readonly signal?: AbortSignal | undefined; readonly body?: Blob | string | undefined },
  ): Promise<Response> {
    const response = await this.#fetch(`${this.#base}${address}`, {
      method,
      headers: { ...headers, ...(this.#key === undefined ? {} : { authorization: `Bearer ${this.#key}` }) },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.ok || response.status === 304) return response;
    throw await problemOf(response);
  }
}

/** `{id}` filled in, everything else as the query, a parameter with several values repeated. */
function addressOf(path: string, parameters: object = {}, suffix = ''): string {
  const rest = new Map<string, unknown>(Object.entries(parameters));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of rest)
    for (const each of [value].flat()) if (each !== undefined) query.append(name, String(each));
  return `${filled}${suffix}${query.size === 0 ? '' : `?${query}`}`;
}

const sentAs = (body: unknown): Blob | string | undefined =>
  body === undefined || body instanceof Blob ? body : JSON.stringify(body);

/** True where the same request may succeed later: the connection broke, or the service was busy. */
const isPassing = (error: unknown): boolean =>
  error instanceof Problem
    ? error.status === 429 || error.status >= 500
    : error instanceof TypeError || error instanceof Silence;

/** Milliseconds to wait, null where the failure does not say. Fails with it where asking again would not help. */
function pauseAfter(error: unknown): number | null {
  if (!isPassing(error)) throw error;
  return error instanceof Problem && error.retryAfter !== null ? error.retryAfter * 1_000 : null;
}

/** Waits so many milliseconds, or until the signal. */
const passed = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
