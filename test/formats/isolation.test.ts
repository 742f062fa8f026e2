import fc from 'fast-check';
import t from 'tap';
import { csv } from '../../src/formats/csv.ts';
import { isolatedLines } from '../../src/formats/isolation.ts';
import { markdown } from '../../src/formats/markdown.ts';
import { text } from '../../src/formats/text/text.ts';
import { tsv } from '../../src/formats/tsv.ts';
import { eventuallyHolds } from '../helpers/asserts/property.ts';
import { answerOf, rendered, tableOfRows } from '../helpers/fixtures/table.ts';

const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/;
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * Characters of a line that stand outside of every isolate (Unicode Standard Annex 9, rules X5a to X6a): what is open at
 * one of them, or at the end, reaches into what is printed behind it.
 */
function outsideIsolates(line: string): { outside: string; open: number } {
  let open = 0;
  let outside = '';
  for (const character of line) {
    if (/[\u2066-\u2068]/.test(character)) open += 1;
    else if (character === '\u2069' && open > 0) open -= 1;
    else if (open === 0) outside += character;
  }
  return { outside, open };
}

const isKept = (printed: string): boolean =>
  printed.split(LINE_END).every((line) => {
    const { outside, open } = outsideIsolates(line);
    return open === 0 && !TURNING.test(outside);
  });

const piece = fc.constantFrom(
  '\u202e',
  '\u202b',
  '\u202c',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  'a',
  'א',
  '1',
  '\n',
  '\r\n',
  '\u2029',
  ' ',
);
const words = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

t.test('text without turning characters is left as it is', async (t) => {
  for (const plain of ['', 'one\ntwo', 'محمد عبد الله', 'יעל\u200f!']) t.equal(isolatedLines(plain), plain);
});

t.test('an override that is never ended stays within its line', async (t) => {
  t.equal(isolatedLines('one\nright \u202eto left'), 'one\n\u2068right \u202eto left\u2069');
  t.equal(isolatedLines('\u2067open'), '\u2068\u2067open\u2069\u2069');
  t.equal(isolatedLines('\u2069\u202eout'), '\u2068\u2068\u2069\u202eout\u2069');
});

t.test('whatever turns, nothing is open behind it, and its own characters stay in one piece', async (t) => {
  await eventuallyHolds(t, words, async (it) => {
    const lines = isolatedLines(it).split(LINE_END);
    return (
      isKept(`${isolatedLines(it)},next`) && it.split(LINE_END).every((line, y) => lines[y]?.includes(line) === true)
    );
  });
});

t.test('no row of a table is turned, in any format of text', async (t) => {
  await eventuallyHolds(t, fc.tuple(words, words, words), async ([name, quote, note]) => {
    const table = tableOfRows(['Expert', 'Quote', 'n'], [[name, quote, 1]], {
      title: name,
      notes: [note],
    });
    const printed = await Promise.all(
      [csv, tsv, markdown, text].map((format) =>
        rendered(format, answerOf(table), format === text ? { columns: 24 } : {}),
      ),
    );
    return printed.every((it) => it.split(/<br>/).every(isKept));
  });
});
