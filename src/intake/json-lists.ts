/**
 * The lists of a bundle of JSON, found without holding more than a record: what stands around the records is kept as
 * a text with a 0 in place of each, which says whether the whole is JSON.
 */
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LINE_FEED = 0x0a;

/** Lists stand in the one object, and records in them. */
const LIST_DEPTH = 2;
/** Of what stands around the records, and of each of them. */
const MAX_AROUND_BYTES = 32 * 1024 * 1024;
/** Names of lists are shorter. */
const NAME_BYTES = 300;

/** A list: where it begins behind its bracket, in bytes and lines, and how many objects and lists stand in it. */
export type JsonList = { readonly name: string; readonly from: number; readonly line: number; records: number };

/** A record of a list: its bytes, and the line on which it begins. */
export type JsonRecord = { readonly bytes: Buffer; readonly line: number };

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_FEED;

/** Takes the bytes of a document one after the other, and tells each record of a list that it passes. */
export class JsonLists {
  readonly lists: JsonList[] = [];
  readonly #around: number[] = [];
  #depth: number;
  #line: number;
  #at = 0;
  #isText = false;
  #isEscaped = false;
  #wasBlank = false;
  #isInList: boolean;
  /** The beginning of a record in the bytes at hand; null outside of one. */
  #from: number | null = null;
  #begun: Buffer[] = [];
  #begunLine = 1;
  #bytes = 0;
  readonly #isKept: boolean;

  /** Of all of a document; or of what stands behind the bracket of one of its lists, the records of which are kept. */
  constructor(list: JsonList | null = null) {
    this.#depth = list === null ? 0 : LIST_DEPTH;
    this.#line = list?.line ?? 1;
    this.#isKept = list !== null;
    this.#isInList = this.#isKept;
    if (list !== null) this.lists.push({ ...list, records: 0 });
  }

  /** True behind the end of the list that it began in. */
  get isOver(): boolean {
    return this.#isKept && this.#depth < LIST_DEPTH;
  }

  /** What stands around the records. */
  get around(): string {
    return Buffer.from(this.#around).toString();
  }

  /** Those that end in these bytes. Fails with `invalid` where one of them, or what stands around them, is too long. */
  take(chunk: Buffer): JsonRecord[] {
    const records: JsonRecord[] = [];
    if (this.#from !== null) this.#from = 0;
    for (let at = 0; at < chunk.length && !this.isOver; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === LINE_FEED) this.#line += 1;
      if (this.#isText) this.#inText(byte);
      else if (this.#outside(byte, at)) records.push(this.#ended(chunk, at + 1));
    }
    this.#at += chunk.length;
    if (this.#from !== null) this.#keep(chunk.subarray(this.#from));
    return records;
  }

  #inText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
    this.#note(byte);
  }

  /** True where a record ends with the byte. */
  #outside(byte: number, at: number): boolean {
    if (byte === QUOTE) this.#isText = true;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open(byte, at);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      this.#depth -= 1;
      if (this.#from !== null && this.#depth === LIST_DEPTH) return true;
      if (this.#depth < LIST_DEPTH) this.#isInList = false;
      this.#note(byte);
    } else if (!isBlank(byte) || !this.#wasBlank) this.#note(byte);
    this.#wasBlank = isBlank(byte);
    return false;
  }

  #open(byte: number, at: number): void {
    this.#depth += 1;
    if (this.#isInList && this.#from === null && this.#depth === LIST_DEPTH + 1) {
      this.#note(0x30);
      this.#from = at;
      this.#begunLine = this.#line;
      return;
    }
    this.#note(byte);
    if (byte === OPEN_LIST && this.#depth === LIST_DEPTH) {
      const name =
        /"((?:[^"\\]|\\.)*)"\s*:\s*\[$/s.exec(Buffer.from(this.#around.slice(-NAME_BYTES)).toString())?.[1] ?? '';
      this.#isInList = true;
      this.lists.push({ name, from: this.#at + at + 1, line: this.#line, records: 0 });
    }
  }

  #note(byte: number): void {
    if (this.#from !== null || this.#isKept) return;
    this.#around.push(byte);
    if (this.#around.length > MAX_AROUND_BYTES)
      throw tooLong(
        'what stands around its records (two bytes or three for each, and all that is no record)',
        MAX_AROUND_BYTES,
        '; import a bundle of more than some 11 million records in parts, or in lines',
      );
  }

  #keep(bytes: Buffer): void {
    this.#bytes += bytes.length;
    if (this.#bytes > INPUT_LIMITS.rowBytes)
      throw tooLong(`the record in line ${this.#begunLine}`, INPUT_LIMITS.rowBytes);
    if (this.#isKept) this.#begun.push(Buffer.from(bytes));
  }

  #ended(chunk: Buffer, to: number): JsonRecord {
    this.#keep(chunk.subarray(this.#from ?? 0, to));
    const record = { bytes: Buffer.concat(this.#begun), line: this.#begunLine };
    const list = this.lists.at(-1);
    if (list !== undefined) list.records += 1;
    this.#from = null;
    this.#begun = [];
    this.#bytes = 0;
    return record;
  }
}

const tooLong = (what: string, most: number, remedy = ''): Failure =>
  new Failure('invalid', `${what} has more than ${most / 1024 / 1024} MiB${remedy}`);
