/** The desk: its cookie, what its answers say of themselves, and that its forms come from itself. */
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_MS } from '../../core/access/desk-session.ts';
import type { App } from '../fastify-app.ts';
import { HttpProblem } from '../problems/problems.ts';
import { originOf } from '../public-url.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True at the desk: who asks is known by the cookie of a session, and by nothing else. */
    desk?: boolean;
  }
}

export const DESK = '/desk';
export const SIGN_IN = '/desk/session';

/** Marks every answer of the desk, refusals too, and refuses forms of other sites. Ahead of whatever asks who it is. */
export function registerDesk(app: App, publicUrl: string | null): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.desk !== true) return;
    reply.headers({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      // Without a referrer at all, browsers do not say from where a form was sent either.
      'referrer-policy': 'same-origin',
    });
    if (request.method !== 'GET' && request.method !== 'HEAD') refuseForeign(request, publicUrl);
  });
}

/** Where it is said under which address the desk is reached, no other name that leads to this machine will do, but that of the machine itself. */
function refuseForeign(request: FastifyRequest, publicUrl: string | null): void {
  const own = publicUrl !== null && !LOCAL.test(request.hostname) ? publicUrl : originOf(request, null);
  if ([own, publicUrl].includes(request.headers.origin ?? '')) return;
  throw new HttpProblem('forbidden', 'a form of the desk is taken from the desk only: open it there and send it again');
}

const LOCAL = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

type SessionCookie = { readonly name: string; readonly secure: boolean };

/** The cookie as it is over https, or on this machine itself; null where a key would travel in the open. */
function cookieOf(request: FastifyRequest, publicUrl: string | null): SessionCookie | null {
  const isPublic = publicUrl?.startsWith('https:') === true && originOf(request, null).endsWith(publicUrl.slice(6));
  if (request.protocol === 'https' || isPublic) return { name: '__Secure-desk', secure: true };
  return LOCAL.test(request.hostname) ? { name: 'desk', secure: false } : null;
}

/** The token of the session that the request came with; null where it came with none. */
export function sessionTokenOf(request: FastifyRequest, publicUrl: string | null): string | null {
  const cookie = cookieOf(request, publicUrl);
  return cookie === null ? null : (parseCookie(request.headers.cookie ?? '')[cookie.name] ?? null);
}

/** Fails with `forbidden` where a key would travel in the open. */
export function requireSafeWay(request: FastifyRequest, publicUrl: string | null): void {
  if (cookieOf(request, publicUrl) === null)
    throw new HttpProblem(
      'forbidden',
      'the desk is open over https, or on the machine that it runs on: behind a proxy that speaks https, set STANDPOINT_URL',
    );
}

/** Has the browser keep the token of a session, or forget it where there is none. */
export function setSession(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | null,
  token: string | null,
): void {
  const cookie = cookieOf(request, publicUrl);
  if (cookie === null) return;
  const maxAge = token === null ? 0 : SESSION_MS / 1_000;
  const how = { httpOnly: true, sameSite: 'strict', path: DESK, maxAge } as const;
  reply.header('set-cookie', stringifySetCookie({ ...cookie, value: token ?? '', ...how }));
}

/** Where to sign in, and to come back from there. */
export const signInPath = (back: string): string => `${SIGN_IN}?${new URLSearchParams({ to: back })}`;

/** A place of the desk that somebody is sent back to; the desk itself where it is another place. */
export const placeAtDesk = (to: string): string => (/^\/desk(?:[/?][!-[\]-~]*)?$/.test(to) ? to : DESK);
