/** Plain text for a terminal. */
import type { Format } from '../format.ts';
import { boxed } from './boxes.ts';

const DEFAULT_COLUMNS = 120;

export const text: Format = {
  name: 'txt',
  mediaType: 'text/plain; charset=utf-8',
  needs: 'display',
  options: ['columns'],
  async render({ display }, { columns = DEFAULT_COLUMNS } = {}) {
    if (display === undefined) throw new TypeError('a table for a terminal is made from tables for people');
    const printed: string[] = [];
    for (const table of display()) printed.push(await boxed(table, columns));
    return printed.join('\n');
  },
};
