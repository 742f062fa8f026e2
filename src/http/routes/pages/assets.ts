/** /assets: what the pages need; an address never changes its content, so it may be kept for ever. */
import type { Asset } from '../../../pages/assets.ts';
import type { App } from '../../fastify-app.ts';

export function assetRoutes(app: App, files: readonly Asset[]): void {
  for (const { path, mediaType, body } of files)
    app.get(path, { config: { scope: null }, schema: { hide: true } }, async (_request, reply) =>
      reply.type(mediaType).header('cache-control', 'public, max-age=31536000, immutable').send(body),
    );
}
