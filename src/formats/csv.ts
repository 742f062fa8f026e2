/** CSV (RFC 4180): one header row of stable keys, CRLF, and no text that a spreadsheet would run as a formula. */
import { stringify } from 'csv-stringify/sync';
import type { Value } from '../core/table.ts';
import type { Format } from './format.ts';

export const csv: Format = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  needs: 'records',
  options: [],
  render({ records }) {
    if (records === undefined) throw new TypeError('CSV is made from records');
    const { columns, rows } = records();
    return stringify([columns.map(({ key }) => key), ...rows.map((row) => row.map(guard))], {
      record_delimiter: '\r\n',
      cast: { boolean: String },
    });
  },
};

/**
 * A leading apostrophe before text that begins like a formula, as OWASP advises against CSV injection. Numbers, and a
 * lone dash, cannot run.
 */
function guard(value: Value): Value {
  return typeof value === 'string' && value !== '-' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
