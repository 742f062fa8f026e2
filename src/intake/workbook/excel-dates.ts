/** Days and times of Excel workbooks: numbers that are shown as such (ECMA-376, part 1, 18.8.30 and 18.17.4). */
import { child, named, type XmlElement } from '../xml.ts';

/** Of the formats that have a number and are not written out, those of days and times; from 27 on they are of East Asia. */
const BUILT_IN: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
];
const MS_PER_DAY = 24 * 60 * 60 * 1000;
/** The day 0, as days since 1 January 1970: 30 December 1899, as Excel counts a 29 February 1900; or 1 January 1904. */
const DAY_0 = { since1900: -25_569, since1904: -24_107 } as const;

/** Which styles, by their numbers, are of days or times. */
export function dateFormatsIn(styles: XmlElement | undefined): (style: string) => boolean {
  const written = new Map(
    named(child(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [attributes.numFmtId, attributes.formatCode]),
  );
  const isDate = named(child(styles, 'cellXfs'), 'xf').map(({ attributes: { numFmtId } }) => {
    const code = written.get(numFmtId);
    if (code !== undefined) return isDateFormat(code);
    return BUILT_IN.some(([first, last]) => first <= Number(numFmtId) && Number(numFmtId) <= last);
  });
  return (style) => isDate[Number(style)] === true;
}

/** Are there letters of a day or a time in it, beside quoted and escaped signs, colours, conditions and languages? */
function isDateFormat(code: string): boolean {
  const letters = code
    .replace(/"[^"]*"|[\\_*]./g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/general/gi, '');
  return /[dmyhs]/i.test(letters);
}

/** `2024-10-23`, an instant `2024-10-23T14:30:00Z`, or of a part of day 0 its time, `14:30:00`. */
export function dayOrTime(days: number, since1904: boolean): string {
  const ms = Math.round((days + (since1904 ? DAY_0.since1904 : DAY_0.since1900)) * MS_PER_DAY);
  const date = new Date(ms);
  if (Number.isNaN(ms) || Number.isNaN(date.getTime())) return String(days);
  const instant = date.toISOString().replace('.000Z', 'Z');
  if (days >= 0 && days < 1) return instant.slice('1899-12-30T'.length, -1);
  return instant.endsWith('T00:00:00Z') ? instant.slice(0, -'T00:00:00Z'.length) : instant;
}
