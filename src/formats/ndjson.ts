/** Newline-delimited JSON: one item of a list on each line. */
import { inPortions } from './in-portions.ts';

export const ndjson = inPortions({
  name: 'ndjson',
  mediaType: 'application/x-ndjson; charset=utf-8',
  needs: 'items',
  options: ['cells'],
  renderPortion: ({ items }) => {
    if (items === undefined) throw new TypeError('NDJSON is made from items');
    let lines = '';
    for (const item of items()) lines += `${JSON.stringify(item)}\n`;
    return lines;
  },
});
