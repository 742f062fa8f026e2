/** One line in the log for every answer, without its query. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import type { App } from '../fastify-app.ts';

/** What was answered, and how long it took. */
export type AnsweredRequest = {
  readonly method: string;
  readonly path: string;
  /** The pattern of the route. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
};

/** A version, the id of a trace, that of the span that asks, flags: https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What every line about a request says of the trace it is part of; nothing where its header names none, or in another form. */
export const traceOf = ({ traceparent }: IncomingHttpHeaders): { readonly traceparent?: string } =>
  typeof traceparent === 'string' && TRACEPARENT.test(traceparent) ? { traceparent } : {};

/** Logs every answer of Fastify's. */
export function registerLog(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, originalUrl, routeOptions, caller } = request;
    const path = originalUrl.split('?', 1)[0] ?? '';
    const route = routeOptions.url ?? 'unknown';
    logAnswered(request.log, { method, path, route, status: reply.statusCode, ms: reply.elapsedTime }, caller.key);
  });
}

/** Writes the line; `key` is the id of the key that the request came with, or null. */
export const logAnswered = (
  log: FastifyBaseLogger,
  { method, path, status, ms }: AnsweredRequest,
  key: string | null,
): void => log.info({ method, path, status, ms: Math.round(ms * 10) / 10, ...(key !== null && { key }) }, 'answered');
