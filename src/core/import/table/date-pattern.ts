/** Patterns of dates: in which order year, month, day, hour, minute and second are written, and what stands between. */
import { isFullDate, isTimeOfDay } from '../../values/date.ts';

const FIELDS = {
  YYYY: { name: 'year', digits: '\\d{4}' },
  MM: { name: 'month', digits: '\\d{2}' },
  M: { name: 'month', digits: '\\d{1,2}' },
  DD: { name: 'day', digits: '\\d{2}' },
  D: { name: 'day', digits: '\\d{1,2}' },
  HH: { name: 'hour', digits: '\\d{2}' },
  H: { name: 'hour', digits: '\\d{1,2}' },
  mm: { name: 'minute', digits: '\\d{2}' },
  ss: { name: 'second', digits: '\\d{2}' },
} as const;

const FIELD = /YYYY|MM?|DD?|HH?|mm|ss/g;
const MAX_CHARACTERS = 60;

export type Pattern = { readonly text: string; readonly form: RegExp };

/** The pattern, such as `DD.MM.YYYY HH:mm`; null where it names a field twice, or neither a whole day nor a time. */
export function patternOf(text: string): Pattern | null {
  const fields = [...text.matchAll(FIELD)].map(([field]) => FIELDS[field as keyof typeof FIELDS].name);
  const names = new Set<string>(fields);
  const has = (...all: string[]) => all.every((name) => names.has(name));
  const isOnce = names.size === fields.length;
  const isDay = has('year', 'month', 'day');
  const isTime = has('hour', 'minute');
  const isPartly =
    (['year', 'month', 'day'].some((name) => names.has(name)) && !isDay) || (names.has('second') && !isTime);
  if (
    text.length > MAX_CHARACTERS ||
    !isOnce ||
    isPartly ||
    names.has('hour') !== names.has('minute') ||
    !(isDay || isTime)
  )
    return null;
  let form = '';
  let at = 0;
  for (const match of text.matchAll(FIELD)) {
    const { name, digits } = FIELDS[match[0] as keyof typeof FIELDS];
    form += `${literally(text.slice(at, match.index))}(?<${name}>${digits})`;
    at = match.index + match[0].length;
  }
  return { text, form: new RegExp(`^${form}${literally(text.slice(at))}$`) };
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The day and time that the text tells; null where it is not of the pattern, or there is no such day or time. */
export function read({ form }: Pattern, text: string): { readonly day?: string; readonly time?: string } | null {
  const { groups } = form.exec(text) ?? {};
  if (groups === undefined) return null;
  const { year, month = '', day = '', hour, minute, second } = groups;
  const date = year === undefined ? undefined : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  const time =
    hour === undefined
      ? undefined
      : [hour.padStart(2, '0'), minute, second].filter((part) => part !== undefined).join(':');
  if ((date !== undefined && !isFullDate(date)) || (time !== undefined && !isTimeOfDay(time))) return null;
  return { ...(date !== undefined && { day: date }), ...(time !== undefined && { time }) };
}
