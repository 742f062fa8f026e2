/**
 * JSON looked at as bytes before anything is made of it: how deep it goes, and of how many values it is. It does not say
 * whether the bytes are JSON at all; what follows is bounded, whatever they are.
 */
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LINE_FEED = 0x0a;

/** The lists of a bundle stand in its one object. */
const LISTS_DEPTH = 2;

/** Where a byte comes next: each of the bytes is searched once, however often it is asked for. */
class Next {
  readonly #bytes: Uint8Array;
  readonly #byte: number;
  #at = -1;

  constructor(bytes: Uint8Array, byte: number) {
    this.#bytes = bytes;
    this.#byte = byte;
  }

  /** The first at `from` or behind it; infinite where there is none. */
  from(from: number): number {
    if (this.#at < from) {
      const found = this.#bytes.indexOf(this.#byte, from);
      this.#at = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#at;
  }
}

type Marks = { readonly quote: Next; readonly backslash: Next; readonly end: Next };

/** What the bytes are: one record, a bundle of many in its lists, or a record on each line. */
export type JsonShape = 'record' | 'bundle' | 'lines';

export class JsonScan {
  readonly #shape: JsonShape;
  #depth = 0;
  /** Values at most: what opens and what stands behind a comma, and one. */
  #values = 1;
  #recordValues = 1;
  #textBytes = 0;
  #isText = false;
  #isEscaped = false;
  #isInObject = false;
  #isInRecords = false;
  #line = 1;

  constructor(shape: JsonShape) {
    this.#shape = shape;
  }

  /** Looks at the bytes that come next. Fails with `invalid` at the first that goes beyond INPUT_LIMITS. */
  take(bytes: Uint8Array): void {
    const marks = {
      quote: new Next(bytes, QUOTE),
      backslash: new Next(bytes, BACKSLASH),
      end: new Next(bytes, LINE_FEED),
    };
    for (let at = 0; at < bytes.length; ) at = this.#isText ? this.#skipText(bytes, marks, at) : this.#look(bytes, at);
  }

  /** Looks at one byte outside of texts; where the next is. */
  #look(bytes: Uint8Array, at: number): number {
    const byte = bytes[at];
    if (byte === QUOTE) {
      this.#isText = true;
      this.#textBytes = 0;
    } else if (byte === COMMA) {
      if (this.#isInRecords && this.#depth === LISTS_DEPTH) this.#recordValues = 0;
      this.#count();
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#open(byte);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#close();
    else if (byte === LINE_FEED) this.#endLine();
    return at + 1;
  }

  /** Goes on to what ends the text, or as far as the bytes are of it. */
  #skipText(bytes: Uint8Array, { quote, backslash, end }: Marks, from: number): number {
    if (this.#isEscaped && bytes[from] !== LINE_FEED) {
      this.#isEscaped = false;
      this.#textBytes += 1;
      return from + 1;
    }
    const at = Math.min(quote.from(from), backslash.from(from), end.from(from));
    this.#textBytes += Math.min(at, bytes.length) - from;
    // A row has a limit of its own.
    if (this.#textBytes > INPUT_LIMITS.textBytes && this.#shape !== 'lines')
      throw this.#refusal(`has a text of more than ${INPUT_LIMITS.textBytes} bytes`, 'shorten it');
    const byte = bytes[at];
    // No text of JSON goes on behind the end of its line.
    if (byte === LINE_FEED) this.#endLine();
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
    return at + 1;
  }

  #open(byte: number): void {
    this.#depth += 1;
    if (this.#depth === 1) this.#isInObject = byte === OPEN_OBJECT;
    if (this.#depth === LISTS_DEPTH && this.#shape === 'bundle' && this.#isInObject && byte === OPEN_LIST) {
      this.#isInRecords = true;
      this.#recordValues = 0;
    }
    if (this.#depth > INPUT_LIMITS.depth)
      throw this.#refusal(
        `goes deeper than ${INPUT_LIMITS.depth} objects and lists within each other`,
        'no record is that deep',
      );
    this.#count();
  }

  #close(): void {
    if (this.#depth === LISTS_DEPTH && this.#isInRecords) this.#isInRecords = false;
    this.#depth = Math.max(0, this.#depth - 1);
  }

  #count(): void {
    this.#values += 1;
    this.#recordValues += 1;
    if (this.#recordValues > INPUT_LIMITS.recordValues)
      throw this.#refusal(
        `has more than ${INPUT_LIMITS.recordValues} values in ${this.#shape === 'bundle' ? 'one record, or outside of its lists of records' : 'one record'}`,
        'send less in one record',
      );
    if (this.#values > INPUT_LIMITS.documentValues)
      throw this.#refusal(
        `has more than ${INPUT_LIMITS.documentValues} values`,
        'send it in parts, or import it at the command line, as NDJSON',
      );
  }

  #endLine(): void {
    this.#line += 1;
    if (this.#shape !== 'lines') return;
    this.#depth = 0;
    this.#values = 1;
    this.#recordValues = 1;
    this.#isText = false;
    this.#isEscaped = false;
  }

  #refusal(what: string, remedy: string): Failure {
    const message = `${what}; ${remedy}`;
    if (this.#shape === 'lines')
      return new Failure('invalid', `line ${this.#line} ${message}`, [{ line: this.#line, message }]);
    return new Failure('invalid', `the body ${message}`, [{ pointer: '', message }]);
  }
}
