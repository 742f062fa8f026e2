/**
 * What a request must be before anybody looks at it: short enough, and what HTTP/1.1 demands where Node's parser leaves it
 * to those who use it (RFC 9112 sections 3.2 and 6.1).
 */
import type { IncomingMessage } from 'node:http';
import type { App } from '../fastify-app.ts';
import { HttpProblem } from '../problems/problems.ts';
import { answerOnSocket } from './client-error.ts';
import { setSafetyHeaders } from './safety-headers.ts';

export const MAX_URL_CHARACTERS = 8_192;
export const MAX_BODY_BYTES = 64 * 1024;

const HOST = /^[^\s/?#@\\]*$/;

/** Refuses what breaks a rule, and answers the methods that Node has no request for. */
export function registerRequestLimits(app: App): void {
  app.addHook('onRequest', async ({ originalUrl, raw }, reply) => {
    const broken = originalUrl.length > MAX_URL_CHARACTERS ? tooLong(originalUrl) : brokenRule(raw);
    if (broken === null) return;
    setSafetyHeaders(reply);
    // Where the next request begins may not be where it seems to.
    if (broken.kind !== 'uri-too-long') reply.header('connection', 'close');
    throw broken;
  });
  // RFC 9110 section 10.1.1: what a client expects beside 100-continue may be passed over.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.server.on('connect', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    answerOnSocket(socket, 'method-not-allowed', ['Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS']);
  });
}

export const tooLong = (url: string): HttpProblem =>
  new HttpProblem(
    'uri-too-long',
    `the address has ${url.length} characters, and at most ${MAX_URL_CHARACTERS} are read`,
  );

/** What is wrong with the head of the request; null where nothing is. */
export function brokenRule({ headers, httpVersion, rawHeaders }: IncomingMessage): HttpProblem | null {
  const { host, 'transfer-encoding': coding } = headers;
  if (host === undefined)
    return httpVersion === '1.1' ? new HttpProblem('malformed-request', 'the Host header is missing') : null;
  // Of several, Node tells the first only.
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at])) hosts += 1;
  if (hosts > 1) return new HttpProblem('malformed-request', 'the Host header must be sent once');
  if (!HOST.test(host)) return new HttpProblem('malformed-request', 'the Host header is no host');
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked')
    return new HttpProblem('not-implemented', 'of the transfer codings only "chunked" is read');
  return null;
}

const isHost = (name: string | undefined): boolean => name?.length === 4 && name.toLowerCase() === 'host';
