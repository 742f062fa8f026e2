/** The address under which a reader reached the site, for links that must work elsewhere: cards, embeds, oEmbed. */
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from './problems/problems.ts';

/** Scheme and host without a slash at the end: the setting if there is one, else what the client sent (RFC 9110 7.2). */
export function originOf(request: FastifyRequest, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  const { host, protocol } = request;
  // An explicit ":80" and capitals are the same address, written otherwise.
  const url = /^[a-z0-9.[\]:-]{1,255}$/i.test(host) ? URL.parse(`${protocol}://${host}`) : null;
  if (url === null) throw new HttpProblem('invalid-request', 'the Host header must name a host');
  return url.origin;
}
