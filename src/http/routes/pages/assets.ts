/** /assets: what the pages need; an address never changes its content, so it may be kept for ever. */
import { once } from '../../../core/values/once.ts';
import type { Asset } from '../../../pages/assets.ts';
import { FixedAnswer } from '../../answering/fixed-answer.ts';
import type { App } from '../../fastify-app.ts';

export function assetRoutes(app: App, files: () => readonly Asset[]): void {
  const answers = once(
    () => new Map(files().map(({ path, mediaType, body }) => [path, new FixedAnswer(mediaType, body)])),
  );
  app.get<{ Params: { file: string } }>(
    '/assets/:file',
    { config: { scope: null }, schema: { hide: true } },
    (request, reply) => {
      const answer = answers().get(`/assets/${request.params.file}`);
      return answer === undefined ? reply.callNotFound() : answer.send(request, reply, 'max-age=31536000, immutable');
    },
  );
}
