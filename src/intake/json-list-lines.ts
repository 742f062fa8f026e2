/**
 * The list of a JSON document as lines: an object of the list to each, beginning on the line on which it begins in the
 * document, unless two begin there. Nothing is held but the piece at hand.
 */
import { Failure } from '../core/values/errors.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPENING: ReadonlySet<number> = new Set([OPEN_LIST, OPEN_OBJECT]);
const CLOSING: ReadonlySet<number> = new Set([CLOSE_LIST, CLOSE_OBJECT]);
const LINE_FEED = 0x0a;
const BLANK = 0x20;
const BLANKS: ReadonlySet<number> = new Set([BLANK, 0x09, 0x0d, LINE_FEED]);
/** What stands behind a number or a text, and is no part of it. */
const BEHIND: ReadonlySet<number> = new Set([COMMA, ...CLOSING, ...BLANKS]);
const NOTHING = new Uint8Array();
/** Names of lists are shorter. */
const NAME_BYTES = 100;

/** Takes the bytes of a document one after the other, and gives its lines. */
export class JsonListLines {
  readonly #names: readonly string[];
  /** Before the document, around its list, between the elements of that, in one of these, and behind the list. */
  #place: 'before' | 'around' | 'list' | 'element' | 'behind' = 'before';
  /** Of the document; in an element, of that. */
  #depth = 0;
  /** Of the document, where its list stands: what is to be closed behind that. */
  #outer = 0;
  #line = 1;
  /** The line that is written. */
  #written = 1;
  #isText = false;
  #isEscaped = false;
  /** The last text around the list, which may be its name. */
  #name: number[] = [];
  /** What the list needs next. */
  #next: 'first' | 'another' | 'comma' = 'first';

  /** Of a document that is a list, or an object with a list under one of the names. */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** True where the list is one of an object. Known as soon as there is a line. */
  get isNamed(): boolean {
    return this.#outer > 0;
  }

  /**
   * What the objects are, and whether they are JSON, is for their reader to say. Fails with `invalid` and the line where
   * the document is no such thing, where commas are missing or doubled, and where something stands behind it.
   */
  take(chunk: Uint8Array): Buffer {
    const bytes = Buffer.from(chunk);
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; ) {
      const byte = bytes[at] ?? 0;
      if (this.#place === 'list') out.push(this.#between(byte));
      // What begins an element belongs to it.
      if (this.#place === 'element') {
        const end = this.#element(bytes, at);
        out.push(bytes.subarray(at, end));
        at = end;
        continue;
      }
      if (this.#place !== 'list') this.#outside(byte);
      if (byte === LINE_FEED) this.#line += 1;
      at += 1;
    }
    return Buffer.concat(out);
  }

  /** Fails where the document is cut short, or had no such list. */
  end(): void {
    if (this.#place === 'before') throw this.#fault('is empty');
    if (this.#place === 'list' || this.#place === 'element' || this.#depth > 0)
      throw this.#fault('is where it ends, cut short');
    if (this.#place === 'around') throw this.#fault(this.#whyNoList());
  }

  #outside(byte: number): void {
    if (this.#isText) this.#inName(byte);
    else if (byte === QUOTE && this.#depth > 0) {
      this.#isText = true;
      this.#name = [];
    } else if (OPENING.has(byte)) this.#open(byte);
    else if (CLOSING.has(byte) && this.#depth > 0) this.#depth -= 1;
    else if (BLANKS.has(byte) || this.#depth > 0) return;
    else if (this.#place === 'before') throw this.#fault('is no list of objects, as [{"expert": …}, …]');
    else throw this.#fault('goes on behind the end of the document');
  }

  #open(byte: number): void {
    if (this.#depth === 0 && this.#place !== 'before') throw this.#fault('goes on behind the end of the document');
    const isNamed = this.#depth === 1 && this.#names.includes(Buffer.from(this.#name).toString());
    if (byte === OPEN_LIST && this.#place !== 'behind' && (this.#depth === 0 || isNamed)) {
      this.#place = 'list';
      this.#outer = this.#depth;
      return;
    }
    if (this.#place === 'before') this.#place = 'around';
    this.#depth += 1;
  }

  #inName(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#isText = false;
      return;
    }
    if (this.#name.length < NAME_BYTES) this.#name.push(byte);
  }

  /** The ends of lines that stand before the element that begins with this byte; nothing before any other. */
  #between(byte: number): Uint8Array {
    if (byte === COMMA) {
      if (this.#next !== 'comma') throw this.#fault('has a comma where an object should be');
      this.#next = 'another';
    } else if (byte === CLOSE_LIST) {
      if (this.#next === 'another') throw this.#fault('has a comma before the end of the list');
      this.#place = 'behind';
      // What closes the list is seen behind it.
      this.#depth = this.#outer + 1;
    } else if (!BLANKS.has(byte)) {
      if (this.#next === 'comma') throw this.#fault('has no comma between two objects');
      const lines = Math.max(this.#line - this.#written, this.#next === 'first' ? 0 : 1);
      this.#written += lines;
      this.#place = 'element';
      this.#depth = 0;
      return new Uint8Array(lines).fill(LINE_FEED);
    }
    return NOTHING;
  }

  /** Where the element ends, or the bytes do; ends of lines in it are blanks now, but in texts. */
  #element(bytes: Buffer, from: number): number {
    let at = this.#isText ? this.#text(bytes, from) : from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        this.#isText = true;
        at = this.#text(bytes, at + 1) - 1;
      } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth += 1;
      else if (this.#depth === 0 && BEHIND.has(byte)) return this.#ended(at);
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
        this.#depth -= 1;
        if (this.#depth === 0) return this.#ended(at + 1);
      } else if (byte === LINE_FEED) {
        this.#line += 1;
        bytes[at] = BLANK;
      }
    }
    return at;
  }

  #ended(at: number): number {
    this.#place = 'list';
    this.#next = 'comma';
    return at;
  }

  /** Behind the end of the text, or of the bytes. */
  #text(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#isText = false;
        return at + 1;
      }
      if (byte !== LINE_FEED) continue;
      // No text of JSON has one: its reader is to see that.
      this.#line += 1;
      this.#written += 1;
    }
    return bytes.length;
  }

  #whyNoList(): string {
    const names = this.#names.map((name) => JSON.stringify(name)).join(' or ');
    return `has no list ${names} in it, as exports of Hypothes.is have, and is no list itself; a bundle is imported without a mapping`;
  }

  #fault(message: string): Failure {
    return new Failure('invalid', message, [{ line: this.#line, message }]);
  }
}
