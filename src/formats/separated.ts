/** Tables as separated values (RFC 4180): one header row of stable keys, CRLF, and no text a spreadsheet would run. */
import { stringify } from 'csv-stringify/sync';
import type { Value } from '../core/table.ts';
import type { Format } from './format.ts';

/** A byte-order mark in front, as some programs need it to know UTF-8. */
const BOM = '\u{feff}';

/** The format of that name with `delimiter` between the cells; a cell that holds one is quoted. */
export const separatedValues = (name: string, mediaType: string, delimiter: string): Format => ({
  name,
  mediaType,
  needs: 'records',
  options: ['bom', 'shape'],
  render({ records, wide }, { bom, shape } = {}) {
    const table = shape === 'wide' ? wide : records;
    if (table === undefined) throw new TypeError(`${name.toUpperCase()} is made from records`);
    const { columns, rows } = table();
    const text = stringify([columns.map(({ key }) => key), ...rows.map((row) => row.map(guard))], {
      delimiter,
      record_delimiter: '\r\n',
      cast: { boolean: String },
    });
    return bom === '1' ? BOM + text : text;
  },
});

/**
 * A leading apostrophe before text that begins like a formula, as OWASP advises against CSV injection. Numbers, and a
 * lone dash, cannot run.
 */
function guard(value: Value): Value {
  return typeof value === 'string' && value !== '-' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
