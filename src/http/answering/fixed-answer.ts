/** Answers that are not out of the cache, such as files: each coding is made when it is first asked for, and kept as long as the answer. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Bytes, toBytes } from './answer-cache.ts';
import { hasAlready } from './conditional.ts';
import { type ContentCoding, codingFor, encode, setCoding, vary } from './content-coding.ts';

/** `no-cache`: whoever keeps it asks before it is used again. */
type Keeping = 'no-cache' | 'max-age=31536000, immutable';

export class FixedAnswer {
  readonly #mediaType: string;
  readonly #content: string | Uint8Array;
  readonly #coded = new Map<ContentCoding, Promise<Bytes>>();

  constructor(mediaType: string, content: string | Uint8Array) {
    this.#mediaType = mediaType;
    this.#content = content;
  }

  /** With 304 where the client has it already. */
  async send(request: FastifyRequest, reply: FastifyReply, keeping: Keeping): Promise<FastifyReply> {
    const coding = codingFor(request, this.#mediaType);
    const coded = this.#coded.get(coding) ?? encode(this.#content, coding).then((content) => toBytes(content));
    this.#coded.set(coding, coded);
    const { etag, body } = await coded;
    setCoding(reply.type(this.#mediaType), coding);
    if (request.dependsOnKey) vary(reply, 'Authorization');
    reply.header('etag', etag).header('cache-control', `${request.isForAll ? 'public' : 'private'}, ${keeping}`);
    return hasAlready(request.headers, etag) ? reply.code(304).send() : reply.send(body);
  }
}
