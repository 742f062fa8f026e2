/** The texts that the cells of an Excel workbook share, held as their bytes: strings of them would take twice to four times as much. */
import { bare, readTags, type XmlReader } from '../xml.ts';

const FIRST_BYTES = 64 * 1024;

export class SharedTexts implements XmlReader {
  #bytes = Buffer.alloc(FIRST_BYTES);
  /** Where each text ends. */
  #ends = new Uint32Array(1024);
  #count = 0;
  #text = '';
  #isInText = false;
  /** How a word is spoken stands beside it in some languages. */
  #phonetics = 0;

  takeIn(pieces: Iterable<Uint8Array>): void {
    const tags = readTags(pieces, this);
    while (tags.next().done !== true);
  }

  /** Fails where there is no text of that number, from 0. */
  at(index: number): string {
    const end = index < this.#count ? this.#ends[index] : undefined;
    if (end === undefined) throw new Error(`a cell has the text ${index}, and there are ${this.#count}`);
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], end);
  }

  open(prefixed: string): void {
    const name = bare(prefixed);
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#phonetics += 1;
    else if (name === 't') this.#isInText = this.#phonetics === 0;
  }

  text(text: string): void {
    if (this.#isInText) this.#text += text;
  }

  close(prefixed: string): void {
    const name = bare(prefixed);
    if (name === 't') this.#isInText = false;
    else if (name === 'rPh') this.#phonetics -= 1;
    else if (name === 'si') this.#keep(unescaped(this.#text));
  }

  #keep(text: string): void {
    const from = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] ?? 0);
    const length = Buffer.byteLength(text);
    if (from + length > this.#bytes.length) {
      const more = Buffer.alloc(Math.max(this.#bytes.length * 2, from + length));
      this.#bytes.copy(more, 0, 0, from);
      this.#bytes = more;
    }
    if (this.#count === this.#ends.length) {
      const more = new Uint32Array(this.#ends.length * 2);
      more.set(this.#ends);
      this.#ends = more;
    }
    this.#bytes.write(text, from);
    this.#ends[this.#count] = from + length;
    this.#count += 1;
  }
}

/** Signs that XML does not have are written as `_x000D_` (ECMA-376, part 1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
