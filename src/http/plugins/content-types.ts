/** What a body may be, beside JSON; a route that takes more says so itself. */
import type { App } from '../fastify-app.ts';

export function registerContentTypes(app: App): void {
  app.removeContentTypeParser('text/plain');
  // RFC 7396: a merge patch is JSON.
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
}
