/**
 * Tables as separated values (RFC 4180): one header row of stable keys, CRLF, and no text a spreadsheet would run or that
 * would turn its row.
 * Written here and not by a library: csv-stringify takes five times as long over a million rows, which is more than
 * everything else about sending them, and does not quote a text for a line feed. The tests hold the two side by side.
 */
import type { Value } from '../answers/table.ts';
import type { Format } from './format.ts';
import { inPortions } from './in-portions.ts';
import { isolatedLines } from './isolation.ts';

/** A byte-order mark in front, as some programs need it to know UTF-8. */
const BOM = '\u{feff}';

/** The format of that name with `delimiter` between the cells; a cell that holds one is quoted. */
export function separatedValues(name: string, mediaType: string, delimiter: ',' | '\t'): Format {
  const lines = lineWriter(delimiter);
  return inPortions({
    name,
    mediaType,
    needs: 'records',
    options: ['bom', 'shape', 'values', 'cells'],
    renderPortion({ records, wide, stances }, { bom, shape, values }, isFirst) {
      const grid = values === undefined || stances === undefined ? wide : () => stances(values);
      const table = shape === 'wide' ? grid : records;
      if (table === undefined) throw new TypeError(`${name.toUpperCase()} is made from records`);
      const { columns, rows } = table();
      if (!isFirst) return lines(rows);
      return `${bom === '1' ? BOM : ''}${lines([columns.map(({ key }) => key)])}${lines(rows)}`;
    },
  });
}

/** Writes rows, each as a line. */
function lineWriter(delimiter: string): (rows: readonly (readonly Value[])[]) => string {
  const special = new RegExp(`["\\r\\n\\t\\u202a-\\u202e\\u2066-\\u2069${delimiter}]|^[=+\\-@]`);
  const quotable = new RegExp(`["\\r\\n${delimiter}]`);
  const cell = (value: Value): string => {
    if (value === null) return '';
    // Most cells are plain, and one look tells.
    if (typeof value !== 'string' || !special.test(value)) return String(value);
    const text = isolatedLines(guard(value));
    return quotable.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return (rows) => {
    let text = '';
    for (const row of rows) {
      let separator = '';
      for (const value of row) {
        text += separator + cell(value);
        separator = delimiter;
      }
      text += '\r\n';
    }
    return text;
  };
}

/**
 * A leading apostrophe before text that begins like a formula, as OWASP advises against CSV injection. Numbers, and a
 * lone dash, cannot run.
 */
const guard = (text: string): string => (text !== '-' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
