/** A desk that writes over HTTP, with a key of its own. */
import { openSqliteStore } from '../../src/db/sqlite/store.ts';

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
