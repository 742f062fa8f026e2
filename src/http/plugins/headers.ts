/** Headers that every answer has: what browsers may do with it, and which sites may read it. */
import cors from '@fastify/cors';
import helmet from 'helmet';
import type { App } from '../fastify-app.ts';

export async function registerHeaders(app: App): Promise<void> {
  const secure = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // TLS ends at the reverse proxy, which is the one to promise it.
    strictTransportSecurity: false,
  });
  // Not by @fastify/helmet, which makes all of it anew for each request.
  app.addHook('onRequest', (request, reply, done) => secure(request.raw, reply.raw, () => done()));
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    // A key is what a script was given, not what a browser sends by itself: any site may send one, and has it or not.
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
      'Prefer',
    ],
    // OPTIONS that is no preflight is answered too, and not with a failure in plain text.
    strictPreflight: false,
    exposedHeaders: ['ETag', 'Link', 'Last-Modified', 'Location', 'Retry-After', 'WWW-Authenticate'],
  });
}
