/** A newsroom at work: the service over a store, asked by people with keys. */

import type { Test } from 'tap';
import type { Scope } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import type { AppOptions } from '../../../src/http/app.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { createKey } from '../../../src/services/access/keys.ts';
import { OPERATOR } from '../fixtures/callers.ts';
import { serviceOver } from './service.ts';

type Reply = Awaited<ReturnType<App['inject']>>;
/** `body` is sent as JSON, `payload` as it is. */
type Sent = {
  readonly body?: unknown;
  readonly payload?: string | Buffer;
  readonly headers?: { readonly [name: string]: string };
};
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Newsroom = {
  readonly app: App;
  readonly store: Store;
  /** Sends a request with the key of somebody who may do that; without a scope, with none. */
  readonly send: (scope: Scope | null, method: Method, url: string, sent?: Sent) => Promise<Reply>;
  /** The ETag of a record, as a writer reads it. */
  readonly tagOf: (url: string) => Promise<string>;
  /** Changes what is at the address as it is now. */
  readonly patch: (scope: Scope, url: string, body: unknown) => Promise<Reply>;
};

export async function newsroomOver(t: Test, store: Store, options: Partial<AppOptions> = {}): Promise<Newsroom> {
  const app = await serviceOver(t, store, options);
  const tokens = new Map<Scope, string>();
  for (const scope of ['read', 'write', 'publish', 'admin'] as const) {
    const { token } = await createKey(store, OPERATOR, { name: `a ${scope}r`, scopes: [scope] }, new Date());
    tokens.set(scope, token);
  }
  const send: Newsroom['send'] = (scope, method, url, { body, payload, headers = {} } = {}) =>
    app.inject({
      method,
      url,
      headers: {
        ...(scope !== null && { authorization: `Bearer ${tokens.get(scope)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(payload !== undefined && { payload }),
    });
  const tagOf = async (url: string) => String((await send('write', 'GET', url)).headers.etag);
  return {
    app,
    store,
    send,
    tagOf,
    patch: async (scope, url, body) => send(scope, 'PATCH', url, { body, headers: { 'if-match': await tagOf(url) } }),
  };
}
