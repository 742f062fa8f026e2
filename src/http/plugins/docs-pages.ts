/** /docs: the pages to read the OpenAPI documents with. Each is asked of the plugin once, and given like every other file. */

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify from 'fastify';
import { once } from '../../core/values/once.ts';
import { FixedAnswer } from '../answering/fixed-answer.ts';
import type { App } from '../fastify-app.ts';

const FILES = fileURLToPath(new URL('static/', import.meta.resolve('@fastify/swagger-ui')));
/** Leads to the page, which has an address of its own. */
const UNUSED = 'index.html';

export function registerDocsPages(app: App, documents: readonly { path: string; name: string }[]): void {
  const plugin = Fastify();
  plugin.register(swagger);
  plugin.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    // Without TLS here, a browser that was asked to upgrade could load nothing of the page.
    transformStaticCSP: (policy) => policy.replace('upgrade-insecure-requests;', '').trimEnd(),
    uiConfig: {
      urls: documents.map(({ path, name }) => ({ url: path, name })),
      validatorUrl: null,
      docExpansion: 'list',
      tryItOutEnabled: true,
    },
  });
  const files = readdirSync(FILES).filter((name) => name !== UNUSED);
  for (const path of ['/docs', ...[...files, 'swagger-initializer.js'].map((name) => `/docs/static/${name}`)]) {
    const ask = once(async () => {
      const { headers, rawPayload } = await plugin.inject(path);
      const answer = new FixedAnswer(String(headers['content-type']), rawPayload);
      return { answer, policy: String(headers['content-security-policy']) };
    });
    app.get(path, { config: { scope: null }, schema: { hide: true } }, async (request, reply) => {
      const { answer, policy } = await ask();
      return answer.send(request, reply.header('content-security-policy', policy), 'no-cache');
    });
  }
}
