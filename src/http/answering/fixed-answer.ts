/** Answers that are not out of the cache, such as files: each coding is made when it is first asked for, and kept as long as the answer. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Bytes, toBytes } from './answer-cache.ts';
import { hasAlready } from './conditional.ts';
import { type ContentCoding, codingFor, encode, setCoding, vary } from './content-coding.ts';

/** `no-cache`: whoever keeps it asks before it is used again. */
type Keeping = 'no-cache' | 'max-age=31536000, immutable' | `max-age=${number}`;

export class FixedAnswer {
  readonly #mediaType: string;
  readonly #content: string | Uint8Array;
  readonly #coded = new Map<ContentCoding, Promise<Bytes>>();

  constructor(mediaType: string, content: string | Uint8Array) {
    this.#mediaType = mediaType;
    this.#content = content;
  }

  /** Sets the headers; the bytes to send, or null where the client has them already, and the status is 304. */
  async give(request: FastifyRequest, reply: FastifyReply, keeping: Keeping): Promise<Buffer | null> {
    const coding = codingFor(request, this.#mediaType);
    const coded = this.#coded.get(coding) ?? encode(this.#content, coding).then((content) => toBytes(content));
    this.#coded.set(coding, coded);
    const { etag, body } = await coded;
    setCoding(reply.type(this.#mediaType), coding);
    if (request.dependsOnKey) vary(reply, 'Authorization');
    reply.header('etag', etag).header('cache-control', `${request.isForAll ? 'public' : 'private'}, ${keeping}`);
    if (!hasAlready(request.headers, etag)) return body;
    reply.code(304);
    return null;
  }

  async send(request: FastifyRequest, reply: FastifyReply, keeping: Keeping): Promise<FastifyReply> {
    return reply.send((await this.give(request, reply, keeping)) ?? undefined);
  }
}
