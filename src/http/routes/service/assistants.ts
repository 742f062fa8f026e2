/** /mcp: assistants' programs, one message of their protocol at a time. */
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Record } from '../../../core/values/schema.ts';
import { sendCoded } from '../../answering/content-coding.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { HttpProblem } from '../../problems/problems.ts';
import { originOf } from '../../public-url.ts';
import { MAX_RECORD_BYTES } from '../../writing/written-record.ts';

export function assistantRoutes(app: App, { store, publicUrl }: RouteContext, version: string): void {
  app.post(
    '/mcp',
    {
      // Each tool asks for its own right.
      config: { scope: 'read', drafts: true },
      bodyLimit: MAX_RECORD_BYTES,
      schema: { hide: true, querystring: Record({}) },
      onRequest: async (request) => refuseForeign(request, publicUrl),
    },
    async (request, reply) => {
      const { body, caller, log, headers } = request;
      if (!isMessage(body)) throw NO_MESSAGE;
      // Loaded when it is needed: most services are never asked.
      const { answerOverHttp } = await import('../../../mcp/over-http.ts');
      const origin = originOf(request, publicUrl);
      const response = await answerOverHttp(
        { store, version, origin, caller: async () => caller, report: (error) => log.error(error) },
        { url: `${origin}/mcp`, headers: protocolHeaders(headers), body },
      );
      const answer = await response.text();
      reply.code(response.status).header('cache-control', 'no-store');
      if (answer === '') return reply.send();
      return sendCoded(request, reply, response.headers.get('content-type') ?? 'application/json', answer);
    },
  );
}

const NO_MESSAGE = new HttpProblem(
  'invalid-request',
  'the body must be one message of JSON-RPC, as an object: several are sent one by one',
  [{ pointer: '', message: 'must be an object' }],
);

const isMessage = (body: unknown): body is object => typeof body === 'object' && body !== null && !Array.isArray(body);

/** What the protocol says in headers, and what a body is and may be. */
const protocolHeaders = (headers: FastifyRequest['headers']): Headers =>
  new Headers(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      /^(?:accept|content-type|mcp-.*)$/.test(name) && value !== undefined ? [[name, String(value)]] : [],
    ),
  );

/**
 * Fails with `forbidden` where a browser asks for a page of another site. What a request calls this service proves nothing
 * where it is a name, which anybody may have lead here; an address, or this machine's own name, it cannot borrow.
 */
function refuseForeign(request: FastifyRequest, publicUrl: string | null): void {
  const { origin } = request.headers;
  if (origin === undefined || origin === publicUrl) return;
  const isItself = request.hostname === 'localhost' || isIP(request.hostname.replace(/^\[|\]$/g, '')) !== 0;
  if (isItself && origin === originOf(request, null)) return;
  const detail = 'pages of other sites may not ask here; where this is the site itself, STANDPOINT_URL must name it';
  throw new HttpProblem('forbidden', detail);
}
