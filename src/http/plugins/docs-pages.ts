/** /docs: the pages to read the OpenAPI document with, compressed and validated like every other answer. */

import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyRequest } from 'fastify';
import { FixedAnswer } from '../answering/fixed-answer.ts';
import type { App } from '../fastify-app.ts';

/** What the plugin would judge by rules of its own. */
const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-range', 'range'] as const;

export async function registerDocsPages(app: App): Promise<void> {
  const answers = new Map<string, FixedAnswer>();
  const tags = new WeakMap<FastifyRequest, string>();
  await app.register((docs, _options, done) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, scope: null };
    });
    docs.addHook('onRequest', async (request) => {
      const { headers } = request.raw;
      const tag = headers['if-none-match'];
      if (tag !== undefined) tags.set(request, tag);
      for (const name of CONDITIONS) delete headers[name];
    });
    docs.addHook('onSend', async (request, reply, payload) => {
      if (request.method !== 'GET' || reply.statusCode !== 200) return payload;
      const path = request.originalUrl.split('?', 1)[0] ?? '';
      const made = answers.get(path) ?? new FixedAnswer(String(reply.getHeader('content-type')), await whole(payload));
      if (payload instanceof Readable) payload.destroy();
      answers.set(path, made);
      const tag = tags.get(request);
      if (tag !== undefined) request.raw.headers['if-none-match'] = tag;
      reply.removeHeader('content-length').removeHeader('last-modified').removeHeader('accept-ranges');
      return made.give(request, reply, 'no-cache');
    });
    docs.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      // Without TLS here, a browser that was asked to upgrade could load nothing of the page.
      transformStaticCSP: (policy) => policy.replace('upgrade-insecure-requests;', '').trimEnd(),
      uiConfig: { validatorUrl: null, docExpansion: 'list', tryItOutEnabled: true },
    });
    done();
  });
}

async function whole(payload: unknown): Promise<string | Uint8Array> {
  if (payload instanceof Readable) return buffer(payload);
  if (typeof payload === 'string' || payload instanceof Uint8Array) return payload;
  throw new TypeError('a page of the documents is neither text nor bytes');
}
