/** Archives (ZIP) of which files are unpacked as they are wanted, and so many bytes of all of them at the most. */
import { Unzip, UnzipInflate } from 'fflate';

/** So much is unpacked at a time: deflate makes a thousand times as much of it at the most. */
const PIECE_BYTES = 16 * 1024;

/** What has been unpacked is more than may be. */
export class TooMuchInside extends Error {}

export class Archive {
  readonly #bytes: Uint8Array;
  #left: number;

  /** `mostBytes`: of all that is unpacked of it, however often. */
  constructor(bytes: Uint8Array, mostBytes: number) {
    this.#bytes = bytes;
    this.#left = mostBytes;
  }

  /** The pieces of the file of that name, the next of which is unpacked when it is asked for. Fails where there is none. */
  *piecesOf(name: string): Generator<Uint8Array> {
    let isThere = false;
    for (const it of this.#unpacked((found) => found === name)) {
      isThere = true;
      if (it.piece.length > 0) yield it.piece;
      if (it.isLast) return;
    }
    throw new Error(isThere ? `${name} ends too early` : `there is no ${name} in it`);
  }

  /** The file of that name; null where there is none. */
  file(name: string): Uint8Array | null {
    return this.files((found) => found === name)[name] ?? null;
  }

  /** The files that are wanted, by their names. */
  files(isWanted: (name: string) => boolean): { readonly [name: string]: Uint8Array } {
    const pieces = new Map<string, Uint8Array[]>();
    const whole: { [name: string]: Uint8Array } = {};
    for (const { name, piece, isLast } of this.#unpacked(isWanted)) {
      const some = pieces.get(name) ?? [];
      some.push(piece);
      pieces.set(name, some);
      if (isLast) whole[name] = Buffer.concat(some);
    }
    return whole;
  }

  *#unpacked(isWanted: (name: string) => boolean): Generator<{ name: string; piece: Uint8Array; isLast: boolean }> {
    const waiting: { name: string; piece: Uint8Array; isLast: boolean }[] = [];
    const unzip = new Unzip((file) => {
      if (!isWanted(file.name)) return;
      file.ondata = (error, piece, isLast) => {
        if (error !== null) throw error;
        this.#left -= piece.length;
        waiting.push({ name: file.name, piece, isLast });
      };
      file.start();
    });
    unzip.register(UnzipInflate);
    for (let from = 0; from < this.#bytes.length; from += PIECE_BYTES) {
      unzip.push(this.#bytes.subarray(from, from + PIECE_BYTES), from + PIECE_BYTES >= this.#bytes.length);
      if (this.#left < 0) throw new TooMuchInside();
      yield* waiting.splice(0);
    }
  }
}
