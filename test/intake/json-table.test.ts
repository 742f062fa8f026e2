/** Tables as lists of JSON, and annotations of Hypothes.is. */
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { isJsonTable } from '../../src/intake/json-table.ts';
import { eventuallyHolds } from '../helpers/asserts/property.ts';
import { refusal } from '../helpers/asserts/refusal.ts';
import { allOf, tableFrom } from '../helpers/fixtures/coded.ts';

const read = async (text: string, size = 1_000) => {
  const { columns, rows } = await allOf(tableFrom(text, { format: 'json', size }));
  return {
    names: columns.map(({ name }) => name),
    rows: rows.map(({ line, cells, fault }) => [line, ...(fault ? [fault] : cells)]),
  };
};

t.test('a list of objects is a table, each with the line on which it begins', async (t) => {
  const text = '[\n  {"a": "x, [1]",\n   "b": [1, "}"]},\n\n  {"a": "\\"]"}\n]\n';
  for (const size of [1, 7, 1_000])
    t.strictSame(
      await read(text, size),
      {
        names: ['a', 'b'],
        rows: [
          [2, 'x, [1]', [1, '}']],
          [5, '"]'],
        ],
      },
      `by ${size}`,
    );
  t.strictSame(
    (await read('[{"a":1},{"a":2},\n{"a":3}]')).rows,
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
    'of two on a line the second is on the next',
  );
  t.strictSame((await read('[]')).rows, []);
});

t.test('whatever is in it, and however it is written, the objects are those of the list', async (t) => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.array(fc.string()));
  await eventuallyHolds(
    t,
    fc.tuple(
      fc.array(fc.record({ a: cell, b: cell })),
      fc.constantFrom(undefined, 1, '\t'),
      fc.integer({ min: 1, max: 50 }),
    ),
    async ([objects, indent, size]) => {
      const { rows } = await read(JSON.stringify(objects, null, indent), size);
      return JSON.stringify(rows.map(([, a, b]) => ({ a, b }))) === JSON.stringify(objects);
    },
    { runs: 300 },
  );
});

async function stops(t: Test, text: string, line: number, why: RegExp): Promise<void> {
  const { kind, violations } = await refusal(read(text, 3));
  t.equal(kind, 'invalid', text);
  t.match(violations, [{ line, message: why }], text);
}

t.test('what is no such list is refused at its line', async (t) => {
  await stops(t, '', 1, /^is empty$/);
  await stops(t, '\n"a"', 2, /^is no list of objects/);
  await stops(t, '[{"a":1}', 1, /cut short/);
  await stops(t, '[{"a":"1}]', 1, /cut short/);
  await stops(t, '[{"a":1}\n{"a":2}]', 2, /^has no comma/);
  await stops(t, '[{"a":1},\n,{"a":2}]', 2, /^has a comma where/);
  await stops(t, '[{"a":1},\n]', 2, /^has a comma before the end/);
  await stops(t, '[{"a":1}]\n[{"a":1}]', 2, /^goes on/);
  await stops(t, '{"notes":[{"a":1}]}', 1, /^has no list "annotations" or "rows"/);
  await stops(t, '{"rows":[{"a":1}]', 1, /cut short/);
});

t.test('what is in it and is no object is a fault of that row', async (t) => {
  const { rows } = await read('[1,\n"a,]",\n{"a":1},\n{a:1},\n{"a":"\n"}]');
  t.match(rows, [
    [1, /must be a JSON object/],
    [2, /must be a JSON object/],
    [3, 1],
    [4, /is not JSON/],
    [5, /is not JSON/],
    [6, /is not JSON/],
  ]);
});

const annotation = (more: object) => ({
  ...{
    id: 'A1',
    created: '2024-12-20T10:09:00.000000+00:00',
    user: 'acct:coder1@hypothes.is',
    uri: 'https://example.com/a',
  },
  ...{ group: 'lab', text: '', tags: [], document: { title: ['The levy'] } },
  target: [
    {
      source: 'https://example.com/a',
      selector: [{ type: 'RangeSelector' }, { type: 'TextQuoteSelector', exact: 'We may "pay"', prefix: 'x' }],
    },
  ],
  ...more,
});

t.test('annotations of Hypothes.is are rows with the columns of its CSV', async (t) => {
  const annotations = [
    annotation({ tags: ['Ana Kos', 'weir-levy'] }),
    annotation({ text: 'Firmly.', user_info: { display_name: 'Coder One' }, references: ['A1'] }),
    annotation({ target: [{ source: 'https://example.com/a' }] }),
    annotation({}),
  ];
  for (const document of [
    { export_date: '2024-12-21', annotations, client_version: '1' },
    { total: 4, rows: annotations },
  ]) {
    const { names, rows } = await read(JSON.stringify(document, null, 2));
    t.strictSame(names, [
      'Created at',
      'Author',
      'Page',
      'URL',
      'Group',
      'Type',
      'Quote',
      'Comment',
      'Tags',
      'Title',
      'Id',
    ]);
    const [from, at] = ['https://example.com/a', '2024-12-20T10:09:00.000000+00:00'];
    t.strictSame(
      rows.map(([, ...cells]) => cells),
      [
        [at, 'coder1', null, from, 'lab', 'Annotation', 'We may "pay"', null, 'Ana Kos,weir-levy', 'The levy', 'A1'],
        [at, 'Coder One', null, from, 'lab', 'Reply', 'We may "pay"', 'Firmly.', null, 'The levy', 'A1'],
        [at, 'coder1', null, from, 'lab', 'Page note', null, null, null, 'The levy', 'A1'],
        [at, 'coder1', null, from, 'lab', 'Highlight', 'We may "pay"', null, null, 'The levy', 'A1'],
      ],
    );
  }
});

t.test('a list, or annotations, is a table; any other object is a bundle', async (t) => {
  for (const text of ['[', '\uFEFF \n[{', '{"export_date":"x","annotations": [', '{"total":1,"rows":['])
    t.equal(isJsonTable(text), true, text);
  for (const text of ['', '{', '{"bundleVersion":1,"rows":[', '{"experts":[', 'bundleVersion: 1'])
    t.equal(isJsonTable(text), false, text);
});
