/** Finished answers, byte for byte, for as long as the store has not changed; bounded in bytes. */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export type Bytes = {
  readonly body: Buffer;
  /** A strong validator: the same bytes, and only they, have the same. */
  readonly etag: string;
  /** The Link header (RFC 8288), or null. */
  readonly link: string | null;
};

export function toBytes(content: string | Uint8Array, link: string | null = null): Bytes {
  const body =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return {
    body,
    etag: `"${hash('sha256', body, 'base64url').slice(0, 27)}"`,
    link,
  };
}

/** What an entry costs beside its body and key. */
const OVERHEAD_BYTES = 256;

export class AnswerCache {
  readonly #entries: LRUCache<string, Bytes> | null;
  #revision = -1;
  #hits = 0;
  #misses = 0;

  /** `maxBytes` 0 keeps nothing. */
  constructor(maxBytes: number) {
    this.#entries =
      maxBytes === 0
        ? null
        : new LRUCache({
            maxSize: maxBytes,
            sizeCalculation: ({ body }, key) => body.length + key.length * 2 + OVERHEAD_BYTES,
          });
  }

  /** The answer to the request `key`, if it was made at this very revision; otherwise it must be made, and that is counted. */
  get(revision: number, key: string): Bytes | undefined {
    const found = this.find(revision, key);
    if (found === undefined) this.#misses += 1;
    return found;
  }

  /** True where there is an answer to the request, of whatever revision: where there is none, nobody need ask which is the present one. */
  has(key: string): boolean {
    return this.#entries?.has(key) === true;
  }

  /** As `get`, for who will ask again where nothing is found. */
  find(revision: number, key: string): Bytes | undefined {
    this.#forgetBefore(revision);
    const found = this.#entries?.get(key);
    if (found !== undefined) this.#hits += 1;
    return found;
  }

  /** Keeps an answer whose making began at `revision`; one that was overtaken by a change is not kept. */
  set(revision: number, key: string, bytes: Bytes): void {
    if (revision === this.#revision) this.#entries?.set(key, bytes);
  }

  get stats(): { readonly bytes: number; readonly entries: number; readonly hits: number; readonly misses: number } {
    return {
      bytes: this.#entries?.calculatedSize ?? 0,
      entries: this.#entries?.size ?? 0,
      hits: this.#hits,
      misses: this.#misses,
    };
  }

  #forgetBefore(revision: number): void {
    if (revision === this.#revision) return;
    this.#entries?.clear();
    this.#revision = revision;
  }
}
