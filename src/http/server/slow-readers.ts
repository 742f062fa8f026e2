/**
 * Readers who take nothing: of what was sent to them some must arrive within so long, and all of an answer that is made
 * within longer, or their connection is ended, with all answers that wait behind it. Whoever waits for us is left alone.
 */
import type { ServerResponse } from 'node:http';
import type { App } from '../fastify-app.ts';

export type ReaderLimits = {
  /** For so long a client may take nothing of what was sent. */
  readonly stallMs: number;
  /** So long a client may take for the rest of an answer, once all of it is made. */
  readonly lastMs: number;
};

export const READER_LIMITS: ReaderLimits = { stallMs: 30_000, lastMs: 15 * 60_000 };

export function endSlowReaders({ server }: Pick<App, 'server'>, { stallMs, lastMs }: ReaderLimits): void {
  // Ahead of the fast path as well, which answers without Fastify.
  server.prependListener('request', (_request, response: ServerResponse) => {
    // Node counts anew whenever some of it was taken.
    response.setTimeout(stallMs, () => endUntaken(response));
    response.once('prefinish', () => {
      if (!isUntaken(response)) return;
      const late = setTimeout(() => endUntaken(response), lastMs);
      response.once('close', () => clearTimeout(late));
    });
  });
}

const isUntaken = ({ socket }: ServerResponse): boolean => socket !== null && socket.writableLength > 0;

function endUntaken(response: ServerResponse): void {
  if (isUntaken(response)) response.socket?.destroy();
}
