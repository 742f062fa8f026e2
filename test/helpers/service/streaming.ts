/** Services that send every table as it is made, however small, beside those that hold it. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import type { AppOptions } from '../../../src/http/app.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { TABLE_LIMITS, type TableLimits } from '../../../src/http/streaming/table-limits.ts';
import { serviceOver } from './service.ts';

/** No matrix is small enough to be held, and no list of more than one row. */
export const nothingHeld = (limits: Partial<TableLimits> = {}): Pick<AppOptions, 'tableLimits'> => ({
  tableLimits: { ...TABLE_LIMITS, held: { cells: -1, rows: 1 }, ...limits },
});

export type Both = { readonly held: App; readonly streamed: App };

/** The service twice over one store. */
export const bothOver = async (t: Test, store: Store): Promise<Both> => ({
  held: await serviceOver(t, store),
  streamed: await serviceOver(t, store, nothingHeld()),
});

/** The tags of tables that are sent as they are made begin so. */
export const isStreamTag = (etag: unknown): boolean => typeof etag === 'string' && etag.startsWith('"s.');

/** Are the answers to a request the same, byte for byte, and was the second one streamed? */
export async function answersAlike({ held, streamed }: Both, url: string): Promise<boolean> {
  const [one, other] = [await held.inject(url), await streamed.inject(url)];
  const same = (name: string) => one.headers[name] === other.headers[name];
  return (
    one.statusCode === other.statusCode &&
    Buffer.compare(one.rawPayload, other.rawPayload) === 0 &&
    (one.statusCode !== 200 ||
      (isStreamTag(other.headers.etag) && ['content-type', 'vary', 'cache-control'].every(same)))
  );
}

/** A download over a real connection, of which nothing is read until it is asked for. */
export async function download(
  url: string,
  headers: { readonly [name: string]: string } = {},
): Promise<IncomingMessage> {
  const request = get(url, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}
