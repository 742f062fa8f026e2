import fc from 'fast-check';
import t from 'tap';
import type { Value } from '../../src/answers/table.ts';
import { markdown } from '../../src/formats/markdown.ts';
import { eventuallyHolds } from '../helpers/asserts/property.ts';
import { answerOf, rendered, tableOfRows } from '../helpers/fixtures/table.ts';

const markdownOf = (...args: Parameters<typeof tableOfRows>): Promise<string> =>
  rendered(markdown, answerOf(tableOfRows(...args)));

/** The cell as it is written between the bars. */
const cell = async (value: Value): Promise<string | undefined> =>
  (await markdownOf(['a', 'b'], [[value, 'x']]))
    .split('\n')
    .at(-2)
    ?.match(/^\| (.*) \| x \|$/)?.[1];

t.test('a table stands under its title and its notes, numbers on the right', async (t) => {
  t.equal(
    await markdownOf(['Expert', 'n'], [['Ada', 2]], { title: 'Stances', notes: ['First.', 'Second.'] }),
    '## Stances\n\nFirst.\n\nSecond.\n\n| Expert | n |\n| --- | ---: |\n| Ada | 2 |\n',
  );
});

t.test('a table without rows is its title and its notes', async (t) => {
  t.equal(await markdownOf(['a'], [], { title: 'Stances', notes: ['None.'] }), '## Stances\n\nNone.\n');
});

t.test('several tables follow each other with a blank line between', async (t) => {
  const table = tableOfRows(['a'], [['x']]);
  const one = await rendered(markdown, answerOf(table));
  t.equal(await rendered(markdown, { document: {}, display: () => [table, table] }), `${one}\n${one}`);
});

t.test('a bar, a backslash or a line end in a text makes no new cell and no new row', async (t) => {
  t.equal(await cell('a | b'), 'a \\| b');
  t.equal(await cell('a \\| b'), 'a \\\\\\| b');
  t.equal(await cell('one\ntwo\r\nthree\rfour'), 'one<br>two<br>three<br>four');
});

t.test('marks of emphasis, code and links are shown, not obeyed', async (t) => {
  t.equal(await cell('*a* _b_ ~~c~~'), '\\*a\\* \\_b\\_ \\~\\~c\\~\\~');
  t.equal(await cell('`code`'), '\\`code\\`');
  t.equal(await cell('[x](javascript:alert(1))'), '\\[x\\](javascript:alert(1))');
  t.equal(await cell('![x](y)'), '!\\[x\\](y)');
});

t.test('HTML and entities are shown, not obeyed', async (t) => {
  t.equal(await cell('<script>alert(1)</script>'), '\\<script\\>alert(1)\\</script\\>');
  t.equal(await cell('&lt;b&gt; & &amp;'), '&amp;lt;b&amp;gt; &amp; &amp;amp;');
});

t.test('the start of a text is no heading, list or rule', async (t) => {
  const starts = [
    ['# a', '\\# a'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['1. a', '1\\. a'],
    ['1) a', '1\\) a'],
    ['=== a', '\\=== a'],
    ['---', '\\---'],
    ['  - a', '  \\- a'],
  ] as const;
  for (const [text, written] of starts)
    t.equal(await markdownOf([], [], { title: 'T', notes: [text] }), `## T\n\n${written}\n`);
});

t.test('words between typographic quotation marks are written as they are', async (t) => {
  t.equal(await cell('“it’s not — right?”'), '“it’s not — right?”');
});

t.test('whatever text goes in, taking the escapes back gives it again, on one line', async (t) => {
  await eventuallyHolds(t, fc.string({ unit: 'binary' }), async (text) => {
    const written = await cell(`x${text}x`);
    if (written === undefined) return false;
    const read = written.replaceAll('<br>', '\n').replaceAll(/\\(?=[\\`*_[\]<>|~.)#+=-])(.)/g, '$1');
    return read.replaceAll('&amp;', '&') === `x${text}x`.replaceAll(/\r\n|\r/g, '\n');
  });
});

t.test('an answer without tables for people is a mistake of the program', async (t) => {
  await t.rejects(rendered(markdown, { document: {} }), TypeError);
});
