/** /assets: what the pages need; an address never changes its content, so it may be kept for ever. */
import type { Asset } from '../../../pages/assets.ts';
import { FixedAnswer } from '../../answering/fixed-answer.ts';
import type { App } from '../../fastify-app.ts';

export function assetRoutes(app: App, files: readonly Asset[]): void {
  for (const { path, mediaType, body } of files) {
    const answer = new FixedAnswer(mediaType, body);
    app.get(path, { config: { scope: null }, schema: { hide: true } }, (request, reply) =>
      answer.send(request, reply, 'max-age=31536000, immutable'),
    );
  }
}
