import fc from 'fast-check';
import stringWidth from 'string-width';
import t from 'tap';
import type { Value } from '../../../src/answers/table.ts';
import { text } from '../../../src/formats/text/text.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { answerOf, rendered, tableOfRows } from '../../helpers/fixtures/table.ts';

const textOf = (head: readonly string[], rows: readonly (readonly Value[])[], columns?: number): Promise<string> =>
  rendered(text, answerOf(tableOfRows(head, rows)), columns === undefined ? {} : { columns });

const widest = (printed: string): number => Math.max(...printed.split('\n').map((line) => stringWidth(line)));
const words = (cells: readonly (readonly Value[])[]): string[] =>
  cells.flatMap((row) => row.flatMap((value) => String(value ?? '').split(/\s+/))).filter((word) => word !== '');

t.test('a table is boxed under its title, with its notes below', async (t) => {
  const table = tableOfRows(['Expert', 'n'], [['Ada', 2]], { title: 'Stances', notes: ['A note.'] });
  t.equal(
    await rendered(text, answerOf(table)),
    ['Stances', '', '┌────────┬───┐', '│ Expert │ n │', '├────────┼───┤', '│ Ada    │ 2 │', '└────────┴───┘', '']
      .concat('A note.', '')
      .join('\n'),
  );
});

t.test('a table without rows is its title and its notes', async (t) => {
  const table = tableOfRows(['a'], [], { title: 'Stances', notes: ['None.'] });
  t.equal(await rendered(text, answerOf(table)), 'Stances\n\nNone.\n');
});

t.test('a long text is wrapped between words, and the table fits the width', async (t) => {
  const sentence = 'Sees a red line crossed once North Koreans are put straight into the war.';
  const printed = await textOf(['Expert', 'In short'], [['Paul Davis', sentence]], 40);
  t.ok(widest(printed) <= 40, printed);
  for (const word of words([[sentence]])) t.match(printed, word);
});

t.test('without a width, a line has at most 120 columns', async (t) => {
  const printed = await textOf(['a', 'b'], [['word '.repeat(100), 'word '.repeat(100)]]);
  t.ok(widest(printed) <= 120);
  t.ok(widest(printed) > 100, 'and uses them');
});

t.test('columns that do not fit come in blocks, each beginning with the first column', async (t) => {
  const head = ['Expert', ...Array.from({ length: 12 }, (_, index) => `question-number-${index}`)];
  const printed = await textOf(head, [head.map((name) => `of-${name}`)], 80);
  t.ok(widest(printed) <= 80, printed);
  const heads = printed.split('\n').filter((line) => line.startsWith('│ Expert'));
  t.ok(heads.length > 1);
  for (const name of head) t.equal(printed.includes(`of-${name}`), true, name);
  t.equal(printed.split('of-Expert').length - 1, heads.length, 'the first column is in every block');
});

t.test('wide characters are counted by the columns they take', async (t) => {
  const printed = await textOf(['名前', 'x'], [['猫'.repeat(30), 'y']], 40);
  t.ok(widest(printed) <= 40, printed);
  t.equal(printed.split('猫').length - 1, 30);
});

t.test('a character of several code points takes the columns it shows, and is never cut', async (t) => {
  const cat = '🐈‍⬛';
  const printed = await textOf(['a', 'x'], [[cat.repeat(40), 'y']], 30);
  t.equal(
    new Set(
      printed
        .split('\n')
        .slice(2, -2)
        .map((line) => stringWidth(line)),
    ).size,
    1,
    printed,
  );
  t.equal(printed.split(cat).length - 1, 40);
});

t.test('control characters that a terminal would obey are not printed', async (t) => {
  const printed = await textOf(['a'], [['x\u009b31my\tz']]);
  t.match(printed, '│ x\ufffd31my z │');
});

t.test('a word longer than the width is cut rather than lost', async (t) => {
  const word = 'abcdefghij'.repeat(10);
  const printed = await textOf(['a'], [[word]], 30);
  t.ok(widest(printed) <= 30, printed);
  t.equal(printed.replaceAll(/[^a-j]/g, '').endsWith(word), true);
});

t.test('a text of several lines keeps them', async (t) => {
  const rows = (await textOf(['a'], [['one\ntwo']])).split('\n');
  t.strictSame(rows.slice(5, 7), ['│ one │', '│ two │']);
});

t.test('whatever the table and the width, no word is lost and no line is too long', async (t) => {
  const word = fc.stringMatching(/^[a-z“”’—é猫]{1,9}$/u);
  const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(' '));
  const table = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
    .chain(([columns, rows]) =>
      fc.array(fc.array(sentence, { minLength: columns, maxLength: columns }), { minLength: 1 + rows }),
    );
  await eventuallyHolds(
    t,
    fc.tuple(table, fc.integer({ min: 45, max: 160 })),
    async ([[head = [], ...rows], width]) => {
      const printed = await textOf(head, rows, width);
      const shown = new Set(printed.split(/[\s│]+/));
      return widest(printed) <= width && words([head, ...rows]).every((each) => shown.has(each));
    },
  );
});

t.test('an answer without tables for people is a mistake of the program', async (t) => {
  await t.rejects(rendered(text, { document: {} }), TypeError);
});
