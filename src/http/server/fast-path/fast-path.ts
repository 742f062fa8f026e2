/**
 * The fast path: an answer that was given before, without a key, is sent again by the listener of the server while the
 * store is as it was; Fastify does not see the request. It is counted, logged and measured all the same. Whatever it does
 * not know, and whatever fails, goes the ordinary way. Without this folder and its line in app.ts every answer is the same.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Store } from '../../../core/ports/store.ts';
import type { AnswerCache, Bytes } from '../../answering/answer-cache.ts';
import { hasAlready } from '../../answering/conditional.ts';
import type { App } from '../../fastify-app.ts';
import type { Metrics } from '../../plugins/metrics.ts';
import type { TrustProxy } from '../../plugins/rate-limit.ts';
import type { RequestCounter } from '../../plugins/request-counter.ts';
import { logAnswered, traceOf } from '../../plugins/request-log.ts';
import { brokenRule } from '../request-limits.ts';
import { type KnownAnswer, KnownRequests } from './known-requests.ts';
import { createLimit } from './limit.ts';

type Parts = {
  readonly store: Store;
  readonly cache: AnswerCache;
  readonly counter: RequestCounter;
  readonly trustProxy: TrustProxy;
  readonly metrics: Metrics;
};

/** Puts the fast path before the server's listener. A further server, as Fastify opens one for a second address, has none. */
export function registerFastPath(app: App, { store, cache, counter, trustProxy, metrics }: Parts): void {
  const known = new KnownRequests();
  const count = createLimit(counter, trustProxy);
  const currentRevision = oncePerTurn(() => store.publicly.revision());
  let isClosing = false;
  app.addHook('onSend', async (request, reply) => known.remember(request, reply));
  app.addHook('preClose', async () => {
    isClosing = true;
  });

  const find = async (request: IncomingMessage, { key, etag, headers }: KnownAnswer) => {
    if (!cache.has(key)) return null;
    const bytes = cache.find(await currentRevision(), key);
    if (bytes === undefined || bytes.etag !== etag) return null;
    const left = count(request);
    return left === null ? null : { bytes, headers: [...headers, ...left] };
  };

  app.server.removeListener('request', app.routing);
  app.server.on('request', (request, response) => {
    const answer = isClosing || brokenRule(request) !== null ? undefined : known.find(request);
    if (answer === undefined) return app.routing(request, response);
    const start = performance.now();
    find(request, answer).then(
      (found) => {
        if (found === null) return app.routing(request, response);
        const status = send(request, response, found.bytes, found.headers);
        const { path, route } = answer;
        const told = { method: 'GET', path, route, status, ms: performance.now() - start };
        logAnswered(app.log.child(traceOf(request.headers)), told, null);
        metrics.observe(told);
      },
      // What is wrong with the store is told the ordinary way.
      () => app.routing(request, response),
    );
  });
}

/**
 * Asks once for all requests of one turn of the event loop, which arrived together. What one of them may miss is what
 * another process wrote within that turn, while the request was there already.
 */
function oncePerTurn<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    if (asked === null) {
      asked = ask();
      setImmediate(() => {
        asked = null;
      });
    }
    return asked;
  };
}

/** Sends the bytes, or says that the client has them already; the status that was sent. */
function send(request: IncomingMessage, response: ServerResponse, { body, etag }: Bytes, headers: string[]): 200 | 304 {
  if (hasAlready(request.headers, etag)) {
    response.writeHead(304, headers).end();
    return 304;
  }
  response.writeHead(200, [...headers, 'content-length', String(body.length)]).end(body);
  return 200;
}
