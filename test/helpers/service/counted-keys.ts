/** Somebody at the desk without a mouse: every key counts, but for the words that they write and paste. */
import type { Page } from 'playwright-core';

export class CountedKeys {
  readonly #page: Page;
  count = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#page.keyboard.press(key);
      this.count += 1;
    }
  }

  /** A sentence of one's own. */
  async write(words: string): Promise<void> {
    await this.#page.keyboard.insertText(words);
  }

  /** What was copied elsewhere: one chord. */
  async paste(words: string): Promise<void> {
    this.count += 1;
    await this.#page.keyboard.insertText(words);
  }

  /** The key that the page names for the question, or for the option of the one that is open. */
  async keyOf(what: 'summary' | '.answers details[open] label', words: string): Promise<string> {
    const found = this.#page.locator(what, { hasText: words });
    const named = what === 'summary' ? found : found.locator('[data-key]');
    return (await named.getAttribute('data-key')) ?? '';
  }
}

export const median = (counts: readonly number[]): number => {
  const sorted = counts.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
};
