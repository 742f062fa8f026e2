/** Days and times as somebody's table writes them: calendar dates, stamps of a clock, or what a mapping says they are. */
import { isTimeOfDay } from '../../values/date.ts';
import { show } from '../../values/validation.ts';
import type { CodedColumn, CodedRow } from './columns.ts';
import { type Pattern, patternOf, read } from './date-pattern.ts';

/** The columns whose way of writing a mapping may tell. */
export const DATED_COLUMNS = [
  ...(['said_on', 'said_at', 'source_published_on'] as const),
  ...(['expert_affiliation_from', 'expert_affiliation_to'] as const),
] as const satisfies CodedColumn[];
export type DatedColumn = (typeof DATED_COLUMNS)[number];

/** Stamps that count from 1 January 1970, or days of a spreadsheet. */
const COUNTED = ['epoch-s', 'epoch-ms', 'excel'] as const;
type Counted = (typeof COUNTED)[number];

/** How a column is written: a count, or a pattern of year, month, day, hour, minute and second. */
export type DateFormat = { readonly counted: Counted } | { readonly pattern: Pattern };

/** The format that a mapping names; null where it is none. */
export function dateFormatOf(text: string): DateFormat | null {
  const counted = COUNTED.find((name) => name === text);
  if (counted !== undefined) return { counted };
  const pattern = patternOf(text);
  return pattern === null ? null : { pattern };
}

export type Dating = {
  readonly formats: ReadonlyMap<DatedColumn, DateFormat>;
  /** The IANA name of the zone in which the day of a stamp begins. */
  readonly timezone: string;
};

/** A day as precisely as it is told, and the time of that day; what is not told is missing. */
export type DayAndTime = { readonly day?: string; readonly time?: string };

/**
 * The row with days and times in our way: a stamp in `said_at` gives the day where `said_on` does not, and one in
 * `said_on` the time. What cannot be read is left as it is, with a fault.
 */
export function withDates(
  row: CodedRow,
  dating: Dating,
): { readonly row: CodedRow; readonly faults: readonly { readonly column: DatedColumn; readonly message: string }[] } {
  const faults: { column: DatedColumn; message: string }[] = [];
  const momentOf = (column: DatedColumn): DayAndTime => {
    const text = row[column];
    if (text === undefined) return {};
    const moment = readMoment(column, text, dating);
    if (typeof moment !== 'string') return moment;
    faults.push({ column, message: moment });
    return {};
  };
  const [on, at, published] = [momentOf('said_on'), momentOf('said_at'), momentOf('source_published_on')];
  const [from, to] = [momentOf('expert_affiliation_from'), momentOf('expert_affiliation_to')];
  if (on.day !== undefined && at.day !== undefined && on.day !== at.day)
    faults.push({ column: 'said_at', message: `is of ${at.day}, but "said_on" is ${on.day}` });
  const found = {
    said_on: on.day ?? at.day,
    said_at: at.time ?? on.time,
    source_published_on: published.day,
    expert_affiliation_from: from.day,
    expert_affiliation_to: to.day,
  };
  const given = Object.entries(found).filter(([, text]) => text !== undefined);
  return { row: { ...row, ...Object.fromEntries(given) }, faults };
}

/** An instant with its zone, or a day and a time without one. */
const STAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/;

function readMoment(column: DatedColumn, text: string, { formats, timezone }: Dating): DayAndTime | string {
  const format = formats.get(column);
  if (format !== undefined) {
    if ('pattern' in format)
      return read(format.pattern, text) ?? `must be written as ${show(format.pattern.text)}, not ${show(text)}`;
    return (
      counted(format.counted, text, timezone) ?? `must be a number, as "${format.counted}" has it, not ${show(text)}`
    );
  }
  const [, day = '', time = '', zone] = STAMP.exec(text) ?? [];
  if (day !== '') return zone === undefined ? { day, time } : zoned(day, time, zone, timezone);
  if (column !== 'said_at') return { day: text };
  if (isTimeOfDay(text)) return { time: text };
  const hint = /^\d{9,}(?:\.\d+)?$/.test(text)
    ? '; "dates" of the mapping says whether a number counts seconds ("epoch-s") or milliseconds ("epoch-ms")'
    : '; "dates" of the mapping says how else it is written';
  return `must be a time, as "14:30", or a day and its time, as "2024-10-23T14:30:05Z", not ${show(text)}${hint}`;
}

/** Numbers that are days as programs count them, of this century and the one before. */
const COUNTS = [
  { digits: /^\d{5}(?:\.\d+)?$/, format: 'excel' },
  { digits: /^\d{9,10}(?:\.\d+)?$/, format: 'epoch-s' },
  { digits: /^\d{12,13}$/, format: 'epoch-ms' },
] as const;

/** What is wrong with a day that is written in another way; nothing is guessed between day and month. */
export function notADay(column: string, text: string): string {
  const [, sign] = /^\d{1,2}([./-])\d{1,2}\1\d{4}/.exec(text) ?? [];
  const patterns = sign === undefined || sign === '.' ? ['D.M.YYYY'] : [`D${sign}M${sign}YYYY`, `M${sign}D${sign}YYYY`];
  const counts = COUNTS.find(({ digits }) => digits.test(text))?.format;
  const how =
    counts === undefined
      ? patterns.map((pattern) => `dates: { ${column}: "${pattern}" }`).join(' or ')
      : `dates: { ${column}: ${counts} } where it is a number that a program counts by`;
  return `must be a day, as "2024-10-23", "2024-10" or "2024", not ${show(text)}; a mapping says how else it is written, as ${how}`;
}

/** The day and time in the zone that is wanted, with as many digits as were told. */
function zoned(day: string, time: string, zone: string, timezone: string): DayAndTime | string {
  const [minutes = '', fraction] = time.split('.');
  const offset = zone === 'Z' ? zone : zone.replace(/(\d{2})$/, ':$1').replace('::', ':');
  const ms = Date.parse(`${day}T${minutes}${offset}`);
  if (Number.isNaN(ms)) return `must be a day and a time that exist, not ${show(`${day}T${time}${zone}`)}`;
  const there = inZone(ms, timezone);
  const seconds = there.time.slice(0, minutes.length);
  return { day: there.day, time: fraction === undefined ? seconds : `${seconds}.${fraction}` };
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,9})?$/;
const MS_A_SECOND = 1_000;
const MS_A_DAY = 86_400_000;
/** Day 1 of a spreadsheet is 1 January 1900, and it takes that year for a leap year. */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);

function counted(unit: Counted, text: string, timezone: string): DayAndTime | null {
  if (!NUMBER.test(text)) return null;
  const number = Number(text);
  if (unit === 'excel') {
    const there = inZone(SPREADSHEET_EPOCH + Math.round(number * MS_A_DAY), 'UTC');
    return Number.isInteger(number) ? { day: there.day } : { day: there.day, time: there.time };
  }
  if (unit === 'epoch-s') {
    const [whole = '', fraction] = text.split('.');
    const { day, time } = inZone(Number(whole) * MS_A_SECOND, timezone);
    return { day, time: fraction === undefined || number < 0 ? time : `${time}.${fraction}` };
  }
  const ms = Math.floor(number);
  const { day, time } = inZone(ms, timezone);
  const rest = ((ms % MS_A_SECOND) + MS_A_SECOND) % MS_A_SECOND;
  return { day, time: `${time}.${String(rest).padStart(3, '0')}` };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Whether there is a zone of that name. */
export function isTimezone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

function clockOf(timezone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timezone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: timezone, calendar: 'gregory', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  clocks.set(timezone, clock);
  return clock;
}

/** What clock and calendar of the zone show at that instant, to the second. */
function inZone(ms: number, timezone: string): { readonly day: string; readonly time: string } {
  const parts = new Map(
    clockOf(timezone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return {
    day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}
