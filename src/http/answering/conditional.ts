/** Conditional requests: whether the client has the answer already. */
import type { IncomingHttpHeaders } from 'node:http';

const TAG = /(?:W\/)?("[^"]*")/g;

/**
 * True where If-None-Match names the tag, or any by `*` (RFC 9110 section 13.1.2; weak and strong tags compare alike). The
 * `Cache-Control: no-cache` that fetch() adds to such a request is for caches on the way: here every tag is looked up anew.
 */
export function hasAlready({ 'if-none-match': given }: IncomingHttpHeaders, etag: string): boolean {
  if (given === undefined) return false;
  return given.trim() === '*' || [...given.matchAll(TAG)].some(([, tag]) => tag === etag);
}
