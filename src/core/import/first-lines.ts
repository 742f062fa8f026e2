/**
 * The first line of every id in an import: a hash table of numbers, 12 bytes a slot, three eighths to three quarters of
 * the slots filled. A Map of a million ids would not fit into the memory that an import may take.
 */
import { fingerprint } from '../values/fingerprint.ts';

/** A power of two, as all that follow. */
const FIRST_CAPACITY = 1_024;
const FULL = 0.75;
/** What an empty place has for its line: lines begin with 1. */
const NO_LINE = 0;

export class FirstLines {
  #capacity = FIRST_CAPACITY;
  #count = 0;
  #high = new Uint32Array(FIRST_CAPACITY);
  #low = new Uint32Array(FIRST_CAPACITY);
  #line = new Uint32Array(FIRST_CAPACITY);

  /** The line in which that name was first noted, or undefined. */
  lineOf(name: string): number | undefined {
    const { high, low } = fingerprint(name);
    const line = this.#line[this.#placeOf(high, low)] ?? NO_LINE;
    return line === NO_LINE ? undefined : line;
  }

  /** Notes a name, in a line from 1 to 2³² - 1. Answers with the line where it was noted before, or undefined. */
  note(name: string, line: number): number | undefined {
    const { high, low } = fingerprint(name);
    const place = this.#placeOf(high, low);
    const before = this.#line[place] ?? NO_LINE;
    if (before !== NO_LINE) return before;
    this.#put(place, high, low, line);
    this.#count += 1;
    if (this.#count > this.#capacity * FULL) this.#grow();
    return undefined;
  }

  /** The place of that fingerprint, or the empty one where it would be. */
  #placeOf(high: number, low: number): number {
    const mask = this.#capacity - 1;
    let place = low & mask;
    while (this.#line[place] !== NO_LINE && (this.#low[place] !== low || this.#high[place] !== high))
      place = (place + 1) & mask;
    return place;
  }

  #put(place: number, high: number, low: number, line: number): void {
    this.#high[place] = high;
    this.#low[place] = low;
    this.#line[place] = line;
  }

  #grow(): void {
    const [highs, lows, lines] = [this.#high, this.#low, this.#line];
    this.#capacity *= 2;
    this.#high = new Uint32Array(this.#capacity);
    this.#low = new Uint32Array(this.#capacity);
    this.#line = new Uint32Array(this.#capacity);
    lines.forEach((line, at) => {
      if (line === NO_LINE) return;
      const [high = 0, low = 0] = [highs[at], lows[at]];
      this.#put(this.#placeOf(high, low), high, low, line);
    });
  }
}
