/** /docs: the pages to read the OpenAPI documents with. Each is asked of the plugin once, and given like every other file. */

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import { once } from '../../core/values/once.ts';
import { FixedAnswer } from '../answering/fixed-answer.ts';
import type { App } from '../fastify-app.ts';

/** Leads to the page, which has an address of its own. */
const UNUSED = 'index.html';

type Documents = readonly { readonly path: string; readonly name: string }[];

type DocsPage = { readonly answer: FixedAnswer; readonly policy: string };

export function registerDocsPages(app: App, documents: Documents): void {
  // Few who start a service read these.
  const pages = once(() => loadPages(documents));
  const options = { config: { scope: null }, schema: { hide: true } };
  for (const path of ['/docs', '/docs/static/:file'])
    app.get<{ Params: { file?: string } }>(path, options, async (request, reply) => {
      const { file } = request.params;
      const page = (await pages()).get(file === undefined ? '/docs' : `/docs/static/${file}`);
      if (page === undefined) return reply.callNotFound();
      const { answer, policy } = await page();
      return answer.send(request, reply.header('content-security-policy', policy), 'no-cache');
    });
}

/** The pages and their files by their paths. */
async function loadPages(documents: Documents): Promise<ReadonlyMap<string, () => Promise<DocsPage>>> {
  const { default: swaggerUi } = await import('@fastify/swagger-ui');
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
  const folder = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static');
  const files = readdirSync(folder).filter((name) => name !== UNUSED);
  const paths = ['/docs', ...[...files, 'swagger-initializer.js'].map((name) => `/docs/static/${name}`)];
  return new Map(
    paths.map((path) => [
      path,
      once(async () => {
        const { headers, rawPayload } = await plugin.inject(path);
        const answer = new FixedAnswer(String(headers['content-type']), rawPayload);
        return { answer, policy: String(headers['content-security-policy']) };
      }),
    ]),
  );
}
