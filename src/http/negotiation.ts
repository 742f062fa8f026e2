/** Which format an answer is sent in: the suffix of the path, which wins, or the Accept header. */
import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import type { Format } from '../formats/format.ts';
import { HttpProblem } from './problems.ts';

const SUFFIX = /^(\/(?:v1\/|problems\/)[^?#]*[^?#/])\.([a-z0-9]{1,12})(?=$|[?#])/i;

/** The address without the suffix that names a format; ids have no dot, so a dot is always a suffix. */
export const withoutSuffix = (url: string): string => url.replace(SUFFIX, '$1');

const suffixOf = (url: string): string | undefined => SUFFIX.exec(url)?.[2]?.toLowerCase();

const essence = (mediaType: string): string => mediaType.split(';', 1)[0] ?? mediaType;

const listed = (formats: readonly Format[]): string =>
  formats.map(({ name, mediaType }) => `.${name} (${essence(mediaType)})`).join(', ');

/**
 * The format to send, and whether the Accept header had a say. Fails with `not-found` on a suffix and `not-acceptable`
 * on an Accept header that none of the formats meets.
 */
export function chooseFormat(
  originalUrl: string,
  request: IncomingMessage,
  formats: readonly Format[],
): { format: Format; negotiated: boolean } {
  const suffix = suffixOf(originalUrl);
  if (suffix !== undefined) {
    const format = formats.find(({ name }) => name === suffix);
    if (format === undefined)
      throw new HttpProblem('not-found', `this cannot be had as .${suffix}; it can be had as ${listed(formats)}`);
    return { format, negotiated: false };
  }
  const available = formats.map(({ mediaType }) => essence(mediaType));
  const chosen = new Negotiator(request).mediaType(available);
  const format = formats.find(({ mediaType }) => essence(mediaType) === chosen);
  if (format === undefined)
    throw new HttpProblem(
      'not-acceptable',
      `this cannot be had as ${request.headers.accept}; it can be had as ${listed(formats)}`,
    );
  return { format, negotiated: true };
}
