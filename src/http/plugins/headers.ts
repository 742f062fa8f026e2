/** Headers that every answer has: what browsers may do with it, and which sites may read it. */
import cors from '@fastify/cors';
import type { App } from '../fastify-app.ts';
import { SAFETY_HEADERS } from '../server/safety-headers.ts';

export async function registerHeaders(app: App): Promise<void> {
  app.addHook('onRequest', async (_request, { raw }) => {
    for (const [name, value] of SAFETY_HEADERS) raw.setHeader(name, value);
  });
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    // A key is what a script was given, not what a browser sends by itself: any site may send one, and has it or not.
    // Of some values browsers ask first even where the header is one that any script may send.
    allowedHeaders: [
      'Accept',
      'Accept-Language',
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'Prefer',
      'Standpoint-Revision',
      'traceparent',
      'tracestate',
    ],
    // OPTIONS that is no preflight is answered too, and not with a failure in plain text.
    strictPreflight: false,
    exposedHeaders: [
      'ETag',
      'Link',
      'Location',
      'Preference-Applied',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'Standpoint-Revision',
      'WWW-Authenticate',
    ],
    // The longest that a browser takes.
    maxAge: 7_200,
  });
}
