/** Content codings: in which form text is sent, by what the client can unpack (RFC 9110 section 12.5.3). */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** The best first. */
const CODING_NAMES = ['br', 'gzip', 'identity'] as const;
export type ContentCoding = (typeof CODING_NAMES)[number];

type Content = string | Uint8Array;

// Quick rather than small: what is hot is compressed once and kept.
const BROTLI_QUALITY = 5;
const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const CODINGS: { readonly [C in ContentCoding]: (content: Content) => Promise<Content> } = {
  br: (content) => compressBrotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (content) => compressGzip(content),
  identity: async (content) => content,
};

export const encode = (content: Content, coding: ContentCoding): Promise<Content> => CODINGS[coding](content);

/** The coding to send; text is worth compressing, pictures and workbooks are not. */
export function codingFor(request: FastifyRequest, mediaType: string): ContentCoding {
  if (!/^text\/|json|xml|javascript/.test(mediaType)) return 'identity';
  if (request.headers['accept-encoding'] === undefined) return 'identity';
  const wanted = new Negotiator(request.raw).encoding([...CODING_NAMES]);
  return CODING_NAMES.find((name) => name === wanted) ?? 'identity';
}

export function setCoding(reply: FastifyReply, coding: ContentCoding): void {
  vary(reply, 'Accept-Encoding');
  if (coding !== 'identity') reply.header('content-encoding', coding);
}

/** Sends what nobody keeps, such as metrics, in the coding that the client wants. */
export async function sendCoded(
  request: FastifyRequest,
  reply: FastifyReply,
  mediaType: string,
  content: string,
): Promise<FastifyReply> {
  const coding = codingFor(request, mediaType);
  setCoding(reply.type(mediaType), coding);
  return reply.send(await encode(content, coding));
}

/** Adds a header's name to Vary. */
export function vary(reply: FastifyReply, name: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? name : `${before}, ${name}`);
}
