/**
 * Dates as sources give them: ISO 8601 calendar dates, also with reduced precision
 * (`2024`, `2024-10`, `2024-10-23`). A reduced date counts from its last day.
 */

const PARTIAL_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

const FULL_DATE = '2024-10-23'.length;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Number of days in a month (1–12) of the proleptic Gregorian calendar. */
function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** True for a calendar date that exists, at year, month or day precision; years 0001 to 9999. */
export function isPartialDate(text: string): boolean {
  return lastDay(text) !== null;
}

/** True for a calendar date that exists, at day precision. */
export function isFullDate(text: string): boolean {
  return text.length === 10 && lastDay(text) !== null;
}

/** The last day (`YYYY-MM-DD`) that a date of any precision covers, or null where there is no such date. */
export function lastDay(text: string): string | null {
  const match = PARTIAL_DATE.exec(text);
  if (match === null) return null;
  const [, year = '', month = '12', day] = match;
  if (Number(year) < 1 || Number(month) < 1 || Number(month) > 12) return null;
  const last = daysInMonth(Number(year), Number(month));
  if (day === undefined) return `${year}-${month}-${last}`;
  return Number(day) >= 1 && Number(day) <= last ? text : null;
}

/** The last day that a valid date covers; a full date is its own. */
export const dayOf = (date: string): string => (date.length === FULL_DATE ? date : (lastDay(date) ?? date));

/** The first day that a date of any precision covers, or null where there is no such date. */
export function firstDay(text: string): string | null {
  return lastDay(text) === null ? null : `${text}${'-01-01'.slice(text.length - 4)}`;
}

/** The first day that a valid date covers; a full date is its own. */
export const firstDayOf = (date: string): string => (date.length === FULL_DATE ? date : (firstDay(date) ?? date));

/** The day before a full date. */
export function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, FULL_DATE);
}

/** True for a time of day as a clock on the wall shows it: `14:30`, `14:30:05`, up to nine digits of a second behind that. */
export function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/.test(text);
}

/** True for an RFC 3339 UTC instant as this project writes them: `2024-10-23T09:00:00Z`, fractions allowed. */
export function isInstant(text: string): boolean {
  const match = /^(.{10})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/.exec(text);
  return match !== null && isFullDate(match[1] ?? '');
}
