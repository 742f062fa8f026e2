/** Server-sent events as a client reads them: over a real connection, by the grammar of the HTML standard. */
import type { Test } from 'tap';
import type { Change } from '../../../src/core/change-log/change.ts';

export type Received = { readonly id: string; readonly event: string; readonly data: Change };

export class EventReader {
  readonly response: Response;
  readonly events: Received[] = [];
  comments = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #rest = '';
  #ended = false;

  constructor(response: Response, reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.response = response;
    this.#reader = reader;
  }

  /** Reads until there are so many events, or the stream ends. */
  async until(count: number): Promise<readonly Received[]> {
    while (this.events.length < count && !this.#ended) await this.#more();
    return this.events;
  }

  /** Reads until the event with that id, or the end. */
  async untilId(id: number): Promise<readonly Received[]> {
    while (Number(this.events.at(-1)?.id ?? 0) < id && !this.#ended) await this.#more();
    return this.events;
  }

  async untilComment(): Promise<void> {
    const before = this.comments;
    while (this.comments === before && !this.#ended) await this.#more();
  }

  /** Reads until the service ends the stream. */
  async untilEnd(): Promise<readonly Received[]> {
    while (!this.#ended) await this.#more();
    return this.events;
  }

  close(): Promise<void> {
    return this.#reader.cancel().catch(() => undefined);
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#reader.read();
    this.#ended = done;
    const blocks = (this.#rest + this.#decoder.decode(value, { stream: !done })).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#take(block.split('\n'));
  }

  #take(lines: readonly string[]): void {
    const fields = new Map<string, string>();
    for (const line of lines) {
      if (line.startsWith(':')) this.comments += 1;
      const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
      fields.set(name, value);
    }
    const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
    if (id !== undefined && event !== undefined && data !== undefined)
      this.events.push({ id, event, data: JSON.parse(data) });
  }
}

/** Opens a stream of changes; it is closed when the test has ended. */
export async function follow(
  t: Test,
  url: string,
  headers: { readonly [name: string]: string } = {},
): Promise<EventReader> {
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers } });
  if (response.body === null || !response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const reader = new EventReader(response, response.body.getReader());
  t.teardown(() => reader.close());
  return reader;
}
