/** Which format an answer is sent in: the suffix of the path, which wins, or the Accept header. */
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { once } from '../../core/values/once.ts';
import type { Format } from '../../formats/format.ts';
import { HttpProblem } from '../problems/problems.ts';

const SUFFIX = /^(\/(?:v1\/|problems\/)[^?#]*[^?#/])\.([a-z0-9]{1,12})(?=$|[?#])/i;

/** The address without the suffix that names a format; ids have no dot, so a dot is always a suffix. */
export const withoutSuffix = (url: string): string => url.replace(SUFFIX, '$1');

const suffixOf = (url: string): string | undefined => SUFFIX.exec(url)?.[2]?.toLowerCase();

const PARAMETER = /;\s*([^\s;,="]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;,"]*)/g;

const profileOf = (mediaType: string): string | undefined =>
  [...mediaType.matchAll(PARAMETER)].find(([, name]) => name?.toLowerCase() === 'profile')?.[2]?.replaceAll('"', '');

/** The media type with its profile (RFC 6906), which tells one kind of JSON-LD from another, and no other parameter. */
export function essenceOf(mediaType: string): string {
  const [type = mediaType] = mediaType.split(';', 1);
  const profile = profileOf(mediaType);
  return profile === undefined ? type : `${type}; profile="${profile}"`;
}

/** An Accept header with its weights and the profiles there are; other parameters say nothing of what is acceptable here. */
function wishes(accept: string, formats: readonly Named[]): string {
  const profiles = formats.flatMap(({ mediaType }) => profileOf(mediaType) ?? []);
  return accept.replaceAll(PARAMETER, (parameter: string, name: string, value: string) => {
    if (name.toLowerCase() === 'q') return parameter;
    const wanted = value.replaceAll('"', '').split(/\s+/);
    const profile = profiles.find((it) => name.toLowerCase() === 'profile' && wanted.includes(it));
    return profile === undefined ? '' : `; profile="${profile}"`;
  });
}

const listed = (formats: readonly Named[]): string =>
  formats.map(({ name, mediaType }) => `.${name} (${essenceOf(mediaType)})`).join(', ');

/** What a format is chosen by. */
type Named = Pick<Format, 'name' | 'mediaType'>;

type Chosen<F> = { readonly format: F; readonly negotiated: boolean };

/** Accept headers that are remembered with the format they lead to: programs send the same few. */
const MAX_REMEMBERED = 100;

/**
 * Chooses the format to send, and says whether the Accept header had a say. Fails with `not-found` on a suffix and
 * `not-acceptable` on an Accept header that none of the formats meets.
 */
export function formatChooser<F extends Named>(
  formats: readonly F[],
): (originalUrl: string, request: Pick<IncomingMessage, 'headers'>) => Chosen<F> {
  // Made when it is first needed: there is one for every route.
  const negotiation = once(() => ({
    available: formats.map(({ mediaType }) => essenceOf(mediaType)),
    remembered: new LRUCache<string, F>({ max: MAX_REMEMBERED }),
  }));
  const preferredBy = (accept: string | undefined): F => {
    const { available, remembered } = negotiation();
    const known = remembered.get(accept ?? '*/*');
    if (known !== undefined) return known;
    const headers = accept === undefined ? {} : { accept: wishes(accept, formats) };
    const format = formats[available.indexOf(new Negotiator({ headers }).mediaType(available) ?? '')];
    if (format === undefined)
      throw new HttpProblem('not-acceptable', `this cannot be had as ${accept}; it can be had as ${listed(formats)}`);
    remembered.set(accept ?? '*/*', format);
    return format;
  };
  return (originalUrl, { headers: { accept } }) => {
    const suffix = suffixOf(originalUrl);
    if (suffix === undefined) return { format: preferredBy(accept), negotiated: true };
    const format = formats.find(({ name }) => name === suffix);
    if (format === undefined)
      throw new HttpProblem('not-found', `this cannot be had as .${suffix}; it can be had as ${listed(formats)}`);
    return { format, negotiated: false };
  };
}
