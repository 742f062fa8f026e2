/** Dates: the day on which something was said, from the words beside its verb: "on Tuesday", "on Oct. 23", "in May". */
import type { TextSpan } from '../core/capture/candidate.ts';
import { isFullDate } from '../core/values/date.ts';
import type { Article, TokenRange } from './article.ts';
import { monthOf } from './vocabulary.ts';

export type SpokenDate = { readonly date: string; readonly words: TextSpan };

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** May and March are verbs too: they count as months behind one of these alone, or before a number. */
const BEFORE_MONTH = /^(in|on|last|this|since|early|late|mid|of|earlier)$/;

/** The first date among the words that are no part of what was said; null where there is none, or it leads nowhere. */
export function spokenDate(
  article: Article,
  sentence: TokenRange,
  content: readonly TokenRange[],
  publishedOn: string | null,
): SpokenDate | null {
  for (let at = sentence.from; at < sentence.to; at++) {
    if (article.quoted(at) || content.some(({ from, to }) => from <= at && at < to)) continue;
    const found = dateAt(article, at, publishedOn);
    if (found !== null) return found;
  }
  return null;
}

function dateAt(article: Article, at: number, publishedOn: string | null): SpokenDate | null {
  const { lower } = article.at(at);
  const before = article.at(at - 1).lower;
  const from = /^(on|in|last|this|earlier)$/.test(before) ? at - 1 : at;
  const spoken = (date: string | null, to: number): SpokenDate | null =>
    date === null ? null : { date, words: article.spanOf({ from, to }) };
  if (DAYS.includes(lower) && before !== 'last' && before !== 'next')
    return spoken(weekdayBefore(publishedOn, DAYS.indexOf(lower)), at + 1);
  if (lower === 'yesterday') return spoken(daysBefore(publishedOn, 1), at + 1);
  if (lower === 'today') return spoken(daysBefore(publishedOn, 0), at + 1);
  if (/^(month|year)$/.test(lower) && /^(last|this)$/.test(before))
    return spoken(reduced(publishedOn, lower === 'month', before === 'last'), at + 1);
  const month = monthOf(lower);
  if (month !== null) return monthAt(article, at, month, publishedOn);
  if (/^(19|20)\d\d$/.test(lower) && before === 'in') return spoken(lower, at + 1);
  return null;
}

/** "Oct. 23", "Oct. 23, 2024", "23 October 2024", "in October", "October 2024". */
function monthAt(article: Article, at: number, month: number, publishedOn: string | null): SpokenDate | null {
  const [before, after] = [article.at(at - 1), article.at(at + 1)];
  const dayBefore = dayOf(before.text);
  const day = dayOf(after.text) ?? dayBefore;
  let to = dayOf(after.text) === null ? at + 1 : at + 2;
  const yearAt = article.at(to).text === ',' ? to + 1 : to;
  const hasYear = /^(19|20)\d\d$/.test(article.at(yearAt).text);
  const year = hasYear ? Number(article.at(yearAt).text) : null;
  if (hasYear) to = yearAt + 1;
  if (day === null && !hasYear && !BEFORE_MONTH.test(before.lower)) return null;
  const first = dayOf(after.text) === null && dayBefore !== null ? at - 1 : at;
  const from = /^(on|in|last|this)$/.test(article.at(first - 1).lower) ? first - 1 : first;
  const date = latestBefore(publishedOn, year, month, day);
  return date === null ? null : { date, words: article.spanOf({ from, to }) };
}

function dayOf(text: string): number | null {
  const day = /^(\d{1,2})(st|nd|rd|th)?$/.exec(text)?.[1];
  return day !== undefined && Number(day) >= 1 && Number(day) <= 31 ? Number(day) : null;
}

/** The latest day or month of that name that is not after the publication; null where no year can be told. */
function latestBefore(
  publishedOn: string | null,
  year: number | null,
  month: number,
  day: number | null,
): string | null {
  if (year !== null) return written(year, month, day);
  if (publishedOn === null) return null;
  const published = Number(publishedOn.slice(0, 4));
  const date = written(published, month, day);
  if (date === null) return written(published - 1, month, day);
  const length = Math.min(date.length, publishedOn.length);
  return date.slice(0, length) > publishedOn.slice(0, length) ? written(published - 1, month, day) : date;
}

/** ISO 8601, to the month where there is no day; null where there is no such day. */
function written(year: number, month: number, day: number | null): string | null {
  const date = `${year}-${String(month).padStart(2, '0')}`;
  if (day === null) return date;
  const whole = `${date}-${String(day).padStart(2, '0')}`;
  return isFullDate(whole) ? whole : null;
}

const isDay = (date: string | null): date is string => date !== null && date.length === 10;

function daysBefore(publishedOn: string | null, days: number): string | null {
  if (!isDay(publishedOn)) return null;
  return new Date(Date.parse(publishedOn) - days * 86_400_000).toISOString().slice(0, 10);
}

/** What was said has been said: "on Tuesday" is the last Tuesday up to the day of publication. */
function weekdayBefore(publishedOn: string | null, weekday: number): string | null {
  if (!isDay(publishedOn)) return null;
  return daysBefore(publishedOn, (new Date(publishedOn).getUTCDay() - weekday + 7) % 7);
}

/** "last month", "this year": no more precise than that. */
function reduced(publishedOn: string | null, month: boolean, last: boolean): string | null {
  if (publishedOn === null || (month && publishedOn.length < 7)) return null;
  const [year = 0, number = 1] = publishedOn.split('-').map(Number);
  if (!month) return String(last ? year - 1 : year);
  const before = number === 1 ? written(year - 1, 12, null) : written(year, number - 1, null);
  return last ? before : written(year, number, null);
}
