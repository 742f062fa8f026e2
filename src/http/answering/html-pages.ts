/** Pages for people: rendered on the server, under a policy that lets in nothing from elsewhere. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { invalidParameter } from '../../core/values/errors.ts';
import { deskLayout } from '../../pages/desk/layout.ts';
import { deskProblemPage } from '../../pages/desk/problem.ts';
import { type Language, leadingOnIn, MESSAGES } from '../../pages/languages/languages.ts';
import { type Assets, embedLayout, type HtmlPage, layout, type Site, themeIn } from '../../pages/layout.ts';
import { PREVIEWED, placeOf, withParameters } from '../../pages/links.ts';
import { problemPage } from '../../pages/problem.ts';
import { signInPath } from '../plugins/desk.ts';
import type { ProblemView } from '../problems/problems.ts';
import { originOf } from '../public-url.ts';
import type { TypedHandler, TypedRequest } from '../typed-request.ts';
import type { Serving } from './cached-response.ts';
import { vary } from './content-coding.ts';
import { frameFor } from './desk-pages.ts';
import { knownLanguage, namedLanguage, preferredLanguage } from './language.ts';
import { type Framing, PAGE_MEDIA_TYPE, secure } from './page-policy.ts';

const FRAMES = { site: layout, embed: embedLayout } as const satisfies { [F in Framing]: unknown };

/** Makes the handler of a page. */
export type HtmlPages = <Params, Query>(
  make: (request: TypedRequest<Params, Query>, site: Site) => Promise<{ page: HtmlPage }>,
  framing?: Framing,
) => TypedHandler<Params, Query>;

/** What whoever runs the service says of it, as pages need it. */
type SiteSettings = Pick<Site, 'contact' | 'license' | 'own'> & { readonly publicUrl: string | null };

export function createHtmlPages(
  serving: Serving,
  assets: () => Assets,
  { publicUrl, ...settings }: SiteSettings,
): HtmlPages {
  return (make, framing = 'site') =>
    async (request, reply) => {
      const { originalUrl: url, headers } = request;
      const preview = framing === 'site' ? previewOf(request) : null;
      if (preview !== null) return reply.header('cache-control', 'no-store').redirect(preview, 303);
      secure(reply, framing);
      const named = namedLanguage(url);
      const language = named ?? unnamedLanguage(reply, headers, framing);
      const site = {
        origin: originOf(request, publicUrl),
        url,
        say: MESSAGES[language],
        assets: assets(),
        ...settings,
      };
      const variant = { name: `page ${language} ${site.origin}`, mediaType: PAGE_MEDIA_TYPE, isOfRelease: true };
      return serving(request, reply, variant, async () => {
        const { page } = await make(request, site);
        return { body: leadingOn(FRAMES[framing](site, page).text, named) };
      });
    };
}

/** Where the preview is that a page is asked for with `status=draft`; null where none is. Fails with `invalid` where it has none. */
function previewOf({ originalUrl, routeOptions, server }: FastifyRequest): string | null {
  const [path = '', query] = originalUrl.split('?', 2);
  const parameters = new URLSearchParams(query);
  if (!parameters.getAll('status').includes('draft')) return null;
  if (!server.hasRoute({ method: 'GET', url: placeOf(routeOptions.url ?? '', PREVIEWED) }))
    throw invalidParameter('status', 'cannot be "draft" here: this page has no preview');
  parameters.delete('status');
  return withParameters(placeOf(path, PREVIEWED), [...parameters]);
}

/** What the browser prefers; but a story that frames an embed has one language, whatever its readers prefer. */
function unnamedLanguage(reply: FastifyReply, headers: IncomingHttpHeaders, framing: Framing): Language {
  if (framing === 'embed') return 'en';
  vary(reply, 'Accept-Language');
  return preferredLanguage(headers);
}

/** Who asked for a language by the address goes on in it; the browser's own is preferred everywhere anyway. */
const leadingOn = (document: string, named: Language | null): string =>
  named === null ? document : leadingOnIn(document, named);

/** True for a browser that opens an address as a page, and not for a program that takes anything. */
export const prefersPage = (request: FastifyRequest): boolean =>
  new Negotiator(request.raw).mediaType(['application/json', 'text/plain', 'text/html']) === 'text/html';

/** Addresses whose failures are documents for programs, whoever asks. */
const FOR_PROGRAMS = /^\/(?:v1|healthz|readyz|metrics|openapi\.json|oembed|docs|assets)(?:[/.?]|$)/;

/** Addresses that stand in a frame of another site, also where there is nothing at them. */
const EMBEDDED = /^\/embed(?:[/?]|$)/;

/** Shows a failure as a page to a browser that asked for one; problem details to everybody else. */
export function createProblemView(assets: () => Assets, { publicUrl, ...settings }: SiteSettings): ProblemView {
  return (request, reply, { status, title, remedy }, detail) => {
    if (FOR_PROGRAMS.test(request.originalUrl) || !prefersPage(request)) return null;
    const framing = EMBEDDED.test(request.originalUrl) ? 'embed' : 'site';
    secure(reply, framing);
    const { originalUrl: url, headers } = request;
    if (request.routeOptions.config.desk === true) {
      const signIn = status === 401 ? signInPath('/desk') : null;
      return deskLayout({ assets: assets() }, deskProblemPage(title, detail, signIn), frameFor(request.caller)).text;
    }
    const named = knownLanguage(url);
    const say = MESSAGES[named ?? unnamedLanguage(reply, headers, framing)];
    const site = { origin: publicUrl ?? '', url, say, assets: assets(), ...settings };
    const theme = themeIn(new URLSearchParams(url.split('?', 2)[1]));
    const page = { ...problemPage({ status, title, remedy, detail, framing }, say), theme };
    return leadingOn(FRAMES[framing](site, page).text, named);
  };
}
