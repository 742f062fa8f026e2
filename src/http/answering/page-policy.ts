/** What browsers may do with a page: nothing from elsewhere is let in. */
import type { FastifyReply } from 'fastify';

export const PAGE_MEDIA_TYPE = 'text/html; charset=utf-8';

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
];

export type Framing = 'site' | 'embed';

/** Only an embed may stand in a frame of another site. */
export function secure(reply: FastifyReply, framing: Framing): void {
  const ancestors = framing === 'embed' ? '*' : "'none'";
  reply.header('content-security-policy', [...POLICY, `frame-ancestors ${ancestors}`].join('; '));
  if (framing === 'embed') reply.removeHeader('x-frame-options');
}
