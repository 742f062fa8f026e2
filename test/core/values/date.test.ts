import fc from 'fast-check';
import t from 'tap';
import {
  dayOf,
  firstDay,
  firstDayOf,
  isFullDate,
  isInstant,
  isPartialDate,
  lastDay,
} from '../../../src/core/values/date.ts';
import { holds } from '../../helpers/asserts/property.ts';

const NO_DATES = [
  ...['', '24', '024', '20241', '-2024', '0000', '0000-01-01', '2024-1', '2024-00', '2024-13', '2024-10-00'],
  ...['2024-10-32', '2023-02-29', '1900-02-29', '2024-02-30', '2024-04-31', '2024-10-3', ' 2024', '2024 ', '2024\n'],
  ...['2024/10/23', '2024-10-23T00:00:00Z', '２０２４', 'today'],
];

t.test('a date of reduced precision counts from the last day it covers', async (t) => {
  t.equal(lastDay('2024'), '2024-12-31');
  t.equal(lastDay('2024-10'), '2024-10-31');
  t.equal(lastDay('2024-04'), '2024-04-30');
  t.equal(lastDay('2024-10-23'), '2024-10-23');
});

t.test('February ends as the Gregorian calendar says, in every century', async (t) => {
  t.equal(lastDay('2024-02'), '2024-02-29');
  t.equal(lastDay('2023-02'), '2023-02-28');
  t.equal(lastDay('2000-02'), '2000-02-29');
  t.equal(lastDay('1900-02'), '1900-02-28');
  t.equal(lastDay('0096-02'), '0096-02-29');
});

t.test('a date of reduced precision begins on the first day it covers', async (t) => {
  t.equal(firstDay('2024'), '2024-01-01');
  t.equal(firstDay('2024-10'), '2024-10-01');
  t.equal(firstDay('2024-10-23'), '2024-10-23');
});

t.test('the first and the last day of a date that is known to be valid are those of any date', async (t) => {
  for (const date of ['0001', '2024', '2024-02', '2023-02', '2024-02-29', '9999-12-31']) {
    t.equal(firstDayOf(date), firstDay(date));
    t.equal(dayOf(date), lastDay(date));
  }
});

t.test('what is no date of the calendar is refused', async (t) => {
  for (const text of NO_DATES) {
    t.equal(isPartialDate(text), false, JSON.stringify(text));
    t.equal(lastDay(text), null);
    t.equal(firstDay(text), null);
    t.equal(isFullDate(text), false);
  }
});

t.test('only a date with its day is a full date', async (t) => {
  t.equal(isFullDate('2024-10-23'), true);
  t.equal(isFullDate('2024-10'), false);
  t.equal(isFullDate('2024'), false);
});

t.test('every day there ever was from year 1 to 9999 is a date, and its own first and last day', async (t) => {
  const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  holds(t, days, (date) => {
    const day = date.toISOString().slice(0, 10);
    return isFullDate(day) && firstDay(day) === day && lastDay(day) === day;
  });
});

t.test('the month before a first day ends on the day before it', async (t) => {
  const months = fc.date({ min: new Date('0001-02-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  holds(t, months, (date) => {
    const first = new Date(`${date.toISOString().slice(0, 7)}-01T00:00:00Z`);
    const eve = new Date(first.getTime() - 86_400_000).toISOString().slice(0, 10);
    return lastDay(eve.slice(0, 7)) === eve;
  });
});

t.test('an instant is a moment that exists, in UTC', async (t) => {
  for (const text of ['2024-10-23T09:00:00Z', '2024-02-29T23:59:59.123456789Z']) t.equal(isInstant(text), true, text);
  const wrong = ['2024-10-23', '2024-10-23T09:00Z', '2024-10-23T09:00:00', '2024-10-23T09:00:00+02:00'];
  const absent = ['2024-02-30T09:00:00Z', '2023-02-29T09:00:00Z', '2024-10-23T24:00:00Z', '2024-10-23T09:60:00Z'];
  const other = ['2024-13-01T09:00:00Z', '2024-10-23t09:00:00z', '2024-10-23T09:00:00.Z', ''];
  for (const text of [...wrong, ...absent, ...other]) t.equal(isInstant(text), false, text);
});
