/** JSON (RFC 8259). */
import { type Format, JsonText } from './format.ts';

export const json: Format = {
  name: 'json',
  mediaType: 'application/json; charset=utf-8',
  needs: null,
  options: [],
  render: ({ document }) => `${document instanceof JsonText ? document.write() : JSON.stringify(document)}\n`,
};
