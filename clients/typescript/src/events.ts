/** Server-sent events out of the body of a response, as the HTML standard has them. */

export type ServerEvent = {
  readonly name: string;
  readonly id: string | null;
  readonly data: string;
  /** Milliseconds to wait before connecting again; null where the event does not say. */
  readonly retry: number | null;
};

/** Nothing came for so long, not even a sign of life. */
export class Silence extends Error {}

/** Events as they come. Fails with `Silence` where nothing at all comes for `patience` milliseconds. */
export async function* eventsIn(body: ReadableStream<Uint8Array>, patience: number): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), patience);
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield eventOf(block);
    }
  } finally {
    // What is broken already cannot be cancelled, and need not be.
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): ServerEvent {
  const fields = block.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
  });
  const last = (name: string) => fields.findLast(([field]) => field === name)?.[1] ?? null;
  const data = fields.flatMap(([field, value = '']) => (field === 'data' ? [value] : [])).join('\n');
  const retry = last('retry');
  return { name: last('event') ?? 'message', id: last('id'), data, retry: retry === null ? null : Number(retry) };
}

async function within<T>(promise: Promise<T>, patience: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(`nothing came for ${patience} ms`)), patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
