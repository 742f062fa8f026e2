/** What a request must be before anybody looks at it: short enough, and with the name of a host. */
import type { App } from '../fastify-app.ts';
import { HttpProblem } from '../problems/problems.ts';

export const MAX_URL_CHARACTERS = 8_192;
export const MAX_BODY_BYTES = 64 * 1024;

export function registerRequestLimits(app: App): void {
  app.addHook('onRequest', async ({ originalUrl, headers, raw }) => {
    if (originalUrl.length > MAX_URL_CHARACTERS) throw tooLong(originalUrl);
    if (headers.host === undefined && raw.httpVersion === '1.1')
      throw new HttpProblem('malformed-request', 'the Host header is missing');
  });
  // RFC 9110 section 10.1.1: what a client expects beside 100-continue may be passed over.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
}

export const tooLong = (url: string): HttpProblem =>
  new HttpProblem(
    'uri-too-long',
    `the address has ${url.length} characters, and at most ${MAX_URL_CHARACTERS} are read`,
  );
