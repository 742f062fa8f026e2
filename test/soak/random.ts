/** Chance that several can draw from without changing what the others draw. */
import { numbersFrom } from '../helpers/chance.ts';

export class Random {
  /** From 0 up to 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = numbersFrom(seed);
  }

  /** From the first to the second. */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.next() * choices.length)] ?? choices[0];
  }

  /** Another source of numbers, which does not depend on how many this one has given since. */
  fork(): Random {
    return new Random(Math.floor(this.next() * 2 ** 32));
  }
}
