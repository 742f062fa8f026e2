/** Newline-delimited JSON: one item of a list on each line. */
import type { Format } from './format.ts';

export const ndjson: Format = {
  name: 'ndjson',
  mediaType: 'application/x-ndjson; charset=utf-8',
  needs: 'items',
  options: [],
  render: ({ items = [] }) => items.map((item) => `${JSON.stringify(item)}\n`).join(''),
};
