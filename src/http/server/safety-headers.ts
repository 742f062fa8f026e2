/** Safety headers: what browsers are told with every answer, also with those that are written on the bare socket. */
import type { OutgoingHttpHeader } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import helmet from 'helmet';
import { IncomingMessage, ServerResponse } from './node-http.ts';

const secure = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  // TLS ends at the reverse proxy, which is the one to promise it.
  strictTransportSecurity: false,
});

/** Names and values; the same for every request, so that helmet makes them once: @fastify/helmet would each time. */
export const SAFETY_HEADERS: readonly (readonly [name: string, value: OutgoingHttpHeader])[] = made();

/** Of a failure before the hooks that set them: which sites may read it, too. */
export function setSafetyHeaders({ raw }: FastifyReply): void {
  for (const [name, value] of SAFETY_HEADERS) raw.setHeader(name, value);
  raw.setHeader('access-control-allow-origin', '*');
}

function made(): (readonly [string, OutgoingHttpHeader])[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  secure(request, response, () => undefined);
  return response.getHeaderNames().flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, value] as const];
  });
}
