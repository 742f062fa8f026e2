/** The sitemap (https://www.sitemaps.org/protocol.html): the addresses of pages, or, of more than a file may hold, where their parts are. */
import { Failure } from '../core/values/errors.ts';
import { type Markup, markup } from '../formats/markup.ts';

/** So many addresses a file may hold by the protocol. */
const MOST = 50_000;
const SCHEMA = 'http://www.sitemaps.org/schemas/sitemap/0.9';

export const SITEMAP = '/sitemap.xml';

type Asked = { readonly origin: string; readonly part?: number | undefined };

/** The whole, or the part with that number, from 1. Fails with `not-found` where there is no such part. */
export function sitemap(paths: readonly string[], { origin, part }: Asked, most = MOST): string {
  const parts = Math.max(1, Math.ceil(paths.length / most));
  if (part === undefined && parts > 1) {
    const addresses = Array.from({ length: parts }, (_, at) => `${origin}${SITEMAP}?part=${at + 1}`);
    return document(markup`<sitemapindex xmlns="${SCHEMA}">
${addresses.map((address) => markup`<sitemap><loc>${address}</loc></sitemap>\n`)}</sitemapindex>`);
  }
  const at = part ?? 1;
  if (at > parts) throw new Failure('not-found', `there is no part ${at} of the sitemap: it has ${parts}`);
  return document(markup`<urlset xmlns="${SCHEMA}">
${paths.slice((at - 1) * most, at * most).map((path) => markup`<url><loc>${origin}${path}</loc></url>\n`)}</urlset>`);
}

const document = ({ text }: Markup): string => `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`;
