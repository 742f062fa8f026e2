/** A desk that writes over HTTP, with a key of its own. */
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { story } from '../helpers/story.ts';
import type { Sent } from './sent.ts';

export type Reply = { readonly status: number; readonly body: ReturnType<typeof JSON.parse>; readonly etag: string };

export type Send = (
  method: string,
  path: string,
  body: unknown,
  headers?: { readonly [name: string]: string },
) => Promise<Reply>;

/** A key that may publish, made in the database while nobody serves it. */
export async function makeKey(database: string): Promise<string> {
  const store = openSqliteStore(database);
  const { token } = await store.keys.create({ name: 'desk', scopes: ['publish'], createdBy: 'ada', expiresAt: null });
  await store.close();
  return token;
}

/** Sends requests to the service at `url`, as whoever has the key. */
export const sender =
  (url: string, token: string): Send =>
  async (method, path, body, headers = {}) => {
    const reply = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: reply.status, body: await reply.json(), etag: reply.headers.get('etag') ?? '' };
  };

/** Makes an expert, or imports five records at once; the name is the idempotency key, so that it can be sent again. */
export async function writeOver(send: Send, name: string): Promise<Sent> {
  const single = /[02468]$/.test(name);
  const expert = { id: `${name}-expert`, name };
  const told = story().says(expert.id, `${name}-question`, 'support', { id: name, source: `${name}-source` });
  const key = { 'idempotency-key': name };
  const records = single
    ? [{ kind: 'expert' as const, id: expert.id }]
    : [
        { kind: 'expert' as const, id: expert.id },
        { kind: 'source' as const, id: `${name}-source` },
        { kind: 'question' as const, id: `${name}-question` },
        { kind: 'statement' as const, id: `said-${name}` },
        { kind: 'position' as const, id: name },
      ];
  try {
    const { status, body } = single
      ? await send('POST', '/v1/experts', expert, key)
      : await send('POST', '/v1/import', told.bundle(), key);
    return { records, acknowledged: status < 300, said: `${status} ${JSON.stringify(body)}` };
  } catch (error) {
    return { records, acknowledged: false, said: String(error) };
  }
}
