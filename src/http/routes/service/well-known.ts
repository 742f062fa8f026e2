/** What robots and finders of holes look for at addresses that everybody knows: robots.txt (RFC 9309) and security.txt (RFC 9116). */
import { Failure } from '../../../core/values/errors.ts';
import { SITEMAP } from '../../../pages/sitemap.ts';
import { FixedAnswer } from '../../answering/fixed-answer.ts';
import type { RouteContext } from '../../context.ts';
import type { App } from '../../fastify-app.ts';
import { originOf } from '../../public-url.ts';

const TEXT = 'text/plain; charset=utf-8';

/** Pages without end, those of frames, and the desk; pictures for cards are below /v1 and stay open. */
const NOT_FOR_ROBOTS = ['/desk', '/embed/', '/search', '/grid?', '/compare?', '/log/'];

const SECURITY = '/.well-known/security.txt';
/** RFC 9116 2.5.5: less than a year. */
const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

export function wellKnownRoutes(app: App, { publicUrl, contact }: RouteContext, publicRead: boolean): void {
  const schema = { hide: true } as const;
  const config = { scope: null } as const;

  app.get('/robots.txt', { config, schema }, (request, reply) => {
    const closed = (publicRead ? NOT_FOR_ROBOTS : ['/']).map((path) => `Disallow: ${path}`);
    const sitemap = publicRead ? ['', `Sitemap: ${originOf(request, publicUrl)}${SITEMAP}`] : [];
    const lines = ['User-agent: *', ...closed, ...sitemap, ''];
    return new FixedAnswer(TEXT, lines.join('\n')).send(request, reply, 'no-cache');
  });

  app.get(SECURITY, { config, schema }, (request, reply) => {
    if (contact === null)
      throw new Failure('not-found', 'no contact is named here; whoever runs the service sets STANDPOINT_CONTACT');
    const day = new Date(Math.floor(Date.now() / DAY_MS + VALID_DAYS) * DAY_MS);
    const lines = [
      `Contact: ${URL.canParse(contact) ? contact : `mailto:${contact}`}`,
      `Expires: ${day.toISOString()}`,
      `Canonical: ${originOf(request, publicUrl)}${SECURITY}`,
      '',
    ];
    return new FixedAnswer(TEXT, lines.join('\n')).send(request, reply, 'no-cache');
  });
}
