import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Shape } from '../../src/answers/answer.ts';
import { agreementWide } from '../../src/answers/comparison/agreement.ts';
import { NETWORK_SHAPES } from '../../src/answers/comparison/network.ts';
import { comparisonWide } from '../../src/answers/comparison/side-by-side.ts';
import { MATRIX_SHAPES } from '../../src/answers/matrix/matrix.ts';
import { csv } from '../../src/formats/csv.ts';
import type { FormatOptions } from '../../src/formats/format.ts';
import { isolatedLines } from '../../src/formats/isolation.ts';
import { refusedOptions } from '../../src/formats/options.ts';
import { tsv } from '../../src/formats/tsv.ts';
import { answerOfBundle } from '../helpers/fixtures/grounds.ts';
import { harbour } from '../helpers/fixtures/harbour.ts';
import { HOSTILE } from '../helpers/fixtures/hostile.ts';
import { answerOf, rendered, tableOfRows } from '../helpers/fixtures/table.ts';
import { isGolden } from '../helpers/formats/golden.ts';

const answer = answerOfBundle(harbour().bundle());

t.test('the wide shape is a grid of ids, in which silence and contradiction differ from every option', async (t) => {
  const text = await rendered(csv, answer, { shape: 'wide' });
  isGolden(t, 'harbour-wide.csv', text);
  t.strictSame(parse(text), [
    ['expert_id', 'expert', 'bridge', 'tolls', 'corrected', 'corrections'],
    ['ada', 'Ada Lind', 'support', 'noncommittal', '', ''],
    ['ben', 'Ben Okafor', 'lean-oppose', 'oppose', '', ''],
    ['cho', 'Cho Min-ji', 'contested', '—', '', ''],
    ['dan', 'Dan Silva', '—', 'mixed', '', ''],
  ]);
});

t.test('the long shape is the default', async (t) => {
  t.equal(await rendered(csv, answer, { shape: 'long' }), await rendered(csv, answer));
});

t.test('a comparison has a column for each expert, agreement a row and a column', async (t) => {
  const { document } = answer;
  const matrix = document as Parameters<typeof agreementWide>[0];
  const pairs = [
    { a: 'ada', b: 'ben', score: 0.25, shared: 1, same: 0, opposite: 1 },
    { a: 'ada', b: 'cho', score: null, shared: 0, same: 0, opposite: 0 },
    { a: 'ben', b: 'cho', score: 1, shared: 2, same: 2, opposite: 0 },
  ];
  const whole = { of: null, groupBy: null, groups: [], omitted: 0, by: null, parts: [] };
  const wide = agreementWide({ ...matrix, ...whole, experts: matrix.experts.slice(0, 3), questions: 2, pairs });
  t.strictSame(
    wide.rows.map((row) => row.slice(2)),
    [
      [null, 0.25, null],
      [0.25, null, 1],
      [null, 1, null],
    ],
  );
  const parts = [{ part: '2024', questions: 1, pairs: pairs.slice(0, 1) }];
  const byYear = agreementWide({
    ...matrix,
    ...whole,
    experts: matrix.experts.slice(0, 2),
    questions: 2,
    pairs,
    by: 'year',
    parts,
  });
  t.strictSame(
    byYear.columns.map(({ key }) => key),
    ['year', 'expert_id', 'expert', 'ada', 'ben'],
  );
  t.strictSame(byYear.rows, [
    ['2024', 'ada', 'Ada Lind', null, 0.25],
    ['2024', 'ben', 'Ben Okafor', 0.25, null],
  ]);
  t.strictSame(
    comparisonWide({ experts: matrix.experts, questions: [], scales: [] } as never).columns.map(({ key }) => key),
    ['question_id', 'question', 'relation', 'ada', 'ben', 'cho', 'dan', 'corrected', 'corrections'],
  );
});

t.test('a byte-order mark comes when it is asked for, and only then', async (t) => {
  for (const format of [csv, tsv]) {
    t.equal((await rendered(format, answer, { bom: '1' })).charCodeAt(0), 0xfeff);
    t.equal((await rendered(format, answer, { bom: '0' })).startsWith('expert_id'), true);
  }
});

t.test('TSV holds what CSV holds, read by somebody else', async (t) => {
  const text = await rendered(tsv, answer);
  isGolden(t, 'harbour.tsv', text);
  t.strictSame(parse(text, { delimiter: '\t' }), parse(await rendered(csv, answer)));
});

t.test(
  'text comes out of TSV with its exact characters, but for the apostrophe before what would run, and the isolate around what would turn its row',
  async (t) => {
    const text = await rendered(
      tsv,
      answerOf(
        tableOfRows(
          ['a', 'b'],
          HOSTILE.map((value) => [value, 'x']),
        ),
      ),
    );
    const read: string[][] = parse(text, { delimiter: '\t', record_delimiter: '\r\n' });
    t.strictSame(
      read.slice(1).map(([value]) => value),
      HOSTILE.map((value) => isolatedLines(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)),
    );
  },
);

t.test('an option that a format does not take, or that the answer has no shape for, is refused by name', async (t) => {
  t.strictSame(refusedOptions(csv, ['records', 'wide'], { shape: 'wide', bom: '1' }), []);
  t.strictSame(refusedOptions(csv, ['records'], { shape: 'wide' }), [
    { option: 'shape', message: 'is not known here' },
  ]);
  t.strictSame(refusedOptions(csv, ['records', 'picture'], { width: 400 }), [
    { option: 'width', message: 'is for .png, .svg only, not for .csv' },
  ]);
});

t.test('the cells of a grid of stances hold labels or values instead of ids, and say what has none', async (t) => {
  const cells = async (values: 'id' | 'label' | 'value') =>
    (parse(await rendered(csv, answer, { shape: 'wide', values })) as string[][])
      .slice(1)
      .map((row) => row.slice(2, -2));
  t.equal(await rendered(csv, answer, { shape: 'wide', values: 'id' }), await rendered(csv, answer, { shape: 'wide' }));
  t.strictSame(await cells('label'), [
    ['Supports', 'Took no side'],
    ['Leans against', 'Opposes'],
    ['contested', '—'],
    ['—', 'Sees both sides'],
  ]);
  t.strictSame(await cells('value'), [
    ['1', 'noncommittal'],
    ['-0.5', '-1'],
    ['contested', '—'],
    ['—', '0'],
  ]);
});

t.test('what stands in the cells of a grid can be chosen of a grid of stances only', (t) => {
  const refusals = (given: FormatOptions, shapes: readonly Shape[] = MATRIX_SHAPES) =>
    refusedOptions(csv, shapes, given);
  t.strictSame(refusals({ shape: 'wide', values: 'label' }), []);
  t.match(refusals({ values: 'label' }), [{ option: 'values', message: /needs shape=wide/ }]);
  t.match(refusals({ shape: 'long', values: 'label' }), [{ option: 'values', message: /needs shape=wide/ }]);
  t.match(refusals({ shape: 'wide', values: 'label' }, NETWORK_SHAPES), [
    { option: 'values', message: 'is not known here' },
  ]);
  t.end();
});
