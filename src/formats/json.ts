/** JSON (RFC 8259). */

import { JsonBytes } from '../answers/answer.ts';
import type { Format } from './format.ts';

export const json: Format = {
  name: 'json',
  mediaType: 'application/json; charset=utf-8',
  needs: null,
  options: ['cells'],
  render: ({ document }) => (document instanceof JsonBytes ? document.write() : `${JSON.stringify(document)}\n`),
};
