/** Plain text for a terminal. */
import type { Format } from '../format.ts';

const DEFAULT_COLUMNS = 120;

export const text: Format = {
  name: 'txt',
  mediaType: 'text/plain; charset=utf-8',
  needs: 'display',
  options: ['columns'],
  async render({ display }, { columns = DEFAULT_COLUMNS } = {}) {
    if (display === undefined) throw new TypeError('a table for a terminal is made from tables for people');
    // Loaded when it is needed: what measures text takes some 40 ms to load.
    const { boxed } = await import('./boxes.ts');
    return display()
      .map((table) => boxed(table, columns))
      .join('\n');
  },
};
