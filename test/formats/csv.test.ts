import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import t from 'tap';
import type { Value } from '../../src/answers/table.ts';
import { csv } from '../../src/formats/csv.ts';
import { tsv } from '../../src/formats/tsv.ts';
import { eventuallyHolds } from '../helpers/asserts/property.ts';
import { answerOf, rendered, tableOfRows } from '../helpers/fixtures/table.ts';

const csvOf = (head: readonly string[], rows: readonly (readonly Value[])[]): Promise<string> =>
  rendered(csv, answerOf(tableOfRows(head, rows)));

/** The cells as a reader of CSV gets them. */
const readBack = (text: string): string[][] => parse(text, { record_delimiter: '\r\n' });

const cell = async (value: Value): Promise<string | undefined> =>
  readBack(await csvOf(['a', 'b'], [[value, 'x']]))[1]?.[0];

t.test('the first row are the keys of the columns, and every row ends with CRLF', async (t) => {
  t.equal(await csvOf(['expert_id', 'value'], [['ada', 1]]), 'expert_id,value\r\nada,1\r\n');
});

t.test('a table without rows still has its header', async (t) => {
  t.equal(await csvOf(['expert_id', 'value'], []), 'expert_id,value\r\n');
});

t.test('the media type says that there is a header, and which encoding', async (t) => {
  t.equal(csv.mediaType, 'text/csv; charset=utf-8; header=present');
});

t.test('quotes, commas and line ends come out with the exact characters that went in', async (t) => {
  const texts = ['“It’s”, he said', 'a "quoted" word', 'two\nlines', 'two\r\nlines', ' spaced ', '"', ',', 'a\ttab'];
  for (const text of [...texts, '猫 🐈‍⬛', 'e\u0301 and é']) t.equal(await cell(text), text);
  t.equal(await cell('؀\u202ertl'), '\u2068؀\u202ertl\u2069', 'isolated, where they would turn the row');
});

t.test('nothing is an empty cell, numbers and yes or no are written as they are', async (t) => {
  t.equal(await csvOf(['a', 'b', 'c', 'd'], [[null, -0.5, true, false]]), 'a,b,c,d\r\n,-0.5,true,false\r\n');
});

t.test('text that a spreadsheet would run begins with an apostrophe', async (t) => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=cmd|" /C calc"!A0', '--', '-x'])
    t.equal(await cell(text), `'${text}`);
});

t.test('text that cannot run is left alone, also where a sign stands later', async (t) => {
  for (const text of ['-', '—', 'a=1', "'=1", ' =1', '1-2', '2024-10', '“=1”', '\n=1']) t.equal(await cell(text), text);
});

t.test('numbers are left alone, also those below 0', async (t) => {
  for (const value of [-1, -0.5, 0, 1]) t.equal(await cell(value), String(value));
});

t.test('whatever text goes in, it comes out, but for the apostrophe', async (t) => {
  const text = fc.string({ unit: 'grapheme' });
  await eventuallyHolds(t, fc.array(fc.tuple(text, text), { minLength: 1 }), async (rows) => {
    const read = readBack(await csvOf(['a', 'b'], rows)).slice(1);
    return rows.every((row, y) =>
      row.every((value, x) => {
        const found = read[y]?.[x];
        return /^[=+\-@\t\r]/.test(value) && value !== '-' ? found === `'${value}` : found === value;
      }),
    );
  });
});

t.test('a text with a line feed or a carriage return alone is quoted, as every reader of CSV expects it', async (t) => {
  t.equal(await csvOf(['a', 'b'], [['one\ntwo', 'one\rtwo']]), 'a,b\r\n"one\ntwo","one\rtwo"\r\n');
  const text = await csvOf(['a', 'b'], [['one\ntwo', 'x']]);
  t.strictSame(parse(text, { record_delimiter: ['\r\n', '\n'] })[1], ['one\ntwo', 'x']);
});

/** As a library that knows nothing of ours writes it; told to quote what it would not. */
const byLibrary = (rows: readonly (readonly Value[])[], delimiter: string): string =>
  stringify(
    rows.map((row) =>
      row.map((value) =>
        typeof value === 'string' && value !== '-' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value,
      ),
    ),
    { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/, cast: { boolean: String } },
  );

t.test('whatever is in the cells, the bytes are those that csv-stringify writes', async (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...[',', '"', "'", '\n', '\r', '\t', '=', '-', '+', '@', ' ', 'a', '—']) }),
  );
  const value = fc.oneof(text, fc.double({ noNaN: true }), fc.integer(), fc.boolean(), fc.constant(null));
  await eventuallyHolds(
    t,
    fc.array(fc.tuple(value, value, value)),
    async (rows) => {
      const head = ['a', 'b', 'c'];
      const answer = answerOf(tableOfRows(head, rows));
      return (
        (await rendered(csv, answer)) === byLibrary([head, ...rows], ',') &&
        (await rendered(tsv, answer)) === byLibrary([head, ...rows], '\t')
      );
    },
    { runs: 500 },
  );
});

t.test('portions one after the other are the whole', async (t) => {
  const rows = fc.array(fc.tuple(fc.string(), fc.string()));
  await eventuallyHolds(t, fc.tuple(rows, rows), async ([some, more]) => {
    const table = (part: [string, string][]) => answerOf(tableOfRows(['a', 'b'], part));
    for (const options of [{}, { bom: '1' as const }]) {
      const portions = [some, more, []].map(
        (part, index) => csv.renderPortion?.(table(part), options, index === 0) ?? '',
      );
      if (portions.join('') !== (await rendered(csv, table([...some, ...more]), options))) return false;
    }
    return true;
  });
});

t.test('an answer without records is a mistake of the program', async (t) => {
  await t.rejects(rendered(csv, { document: {} }), new TypeError('CSV is made from records'));
});
