import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { STORY } from '../../helpers/fixtures/bundle-text.ts';
import { csvOf, ROW } from '../../helpers/fixtures/coded.ts';
import { Workplace } from '../../helpers/service/bin.ts';

const CSV = csvOf([ROW, { ...ROW, expert: 'Ben Okafor', option: 'oppose', quote: 'Not\na coin' }]);
const CREATED = [
  'rows: 2 read, 0 left out',
  'scales: 1 created, 0 updated, 0 unchanged',
  'experts: 2 created, 0 updated, 0 unchanged',
  'sources: 1 created, 0 updated, 0 unchanged',
  'questions: 1 created, 0 updated, 0 unchanged',
  'statements: 2 created, 0 updated, 0 unchanged',
  'positions: 2 created, 0 updated, 0 unchanged',
  '',
].join('\n');
const UNCHANGED = [
  'rows: 2 read, 0 left out',
  'statements: 0 created, 0 updated, 2 unchanged',
  'positions: 0 created, 0 updated, 2 unchanged',
  '',
].join('\n');

const place = (t: Test, files: { readonly [name: string]: string } = {}) => new Workplace(t, files);
const at = (workplace: Workplace) => ({ run: (...args: string[]) => workplace.runHere(args) });

t.test('tables, bundles and lines come as drafts where that is asked for, and a trial says so', async (t) => {
  const lines = [{ bundleVersion: 1 }, { kind: 'expert', id: 'dee', name: 'Dee' }]
    .map((it) => JSON.stringify(it))
    .join('\n');
  const { run } = at(place(t, { 'a.csv': CSV, 'a.yaml': STORY, 'a.ndjson': lines }));
  const asDrafts = CREATED.replaceAll(/ ([1-9]) created/g, ' $1 created as drafts');
  const args = ['import', 'a.csv', '--create', '--draft'];
  t.match(await run(...args, '--dry-run'), {
    code: 0,
    stdout: asDrafts,
    stderr: 'standpoint: this was a trial; nothing was written\n',
  });
  t.match(await run(...args), { code: 0, stdout: asDrafts, stderr: '' });
  t.match(await run('import', 'a.yaml', '--draft'), { code: 0, stdout: /positions: 1 created as drafts/ });
  t.match(await run('import', 'a.ndjson', '--draft'), { code: 0, stdout: /experts: 1 created as drafts/ });
  const matrix = await run('matrix', '--format', 'csv');
  t.equal(matrix.stdout.trim().split('\n').length, 1, 'nothing of it is public');
  t.match(await run('import', 'a.csv'), { code: 0, stdout: /positions: 0 created, 2 updated/ });
  t.match((await run('matrix', '--format', 'csv')).stdout, /Ben Okafor/, 'until it is imported without asking');
});

t.test('a table is imported, and again without effect, under every name that tells its format', async (t) => {
  const ndjson = [ROW, { ...ROW, expert: 'Ben Okafor', option: 'oppose', quote: 'Not\na coin' }]
    .map((row) => JSON.stringify(row))
    .join('\n');
  const workplace = place(t, {
    'a.csv': CSV,
    'a.jsonl': ndjson,
    'a.json': `[${ndjson.split('\n').join(',')}]`,
    'a.txt': CSV,
  });
  await writeFile(join(workplace.folder, 'a.CSV.gz'), gzipSync(CSV));
  const { run } = at(workplace);
  t.match(await run('import', 'a.csv'), {
    code: 1,
    stdout: '',
    stderr: /there are 4 faults; nothing was imported\n {2}a\.csv:2:1: expert names/,
  });
  t.match(await run('import', 'a.csv', '--create', '--dry-run'), {
    code: 0,
    stdout: CREATED,
    stderr: 'standpoint: this was a trial; nothing was written\n',
  });
  t.match(await run('import', 'a.csv', '--create', '--by', 'desk'), { code: 0, stdout: CREATED, stderr: '' });
  for (const args of [['a.CSV.gz'], ['a.jsonl'], ['a.json'], ['a.txt', '--format', 'csv']])
    t.match(await run('import', ...args), { code: 0, stdout: UNCHANGED, stderr: '' }, args.join(' '));
  t.match(await workplace.runHere(['import', '-', '--format', 'csv'], { stdin: CSV }), {
    code: 0,
    stdout: UNCHANGED,
    stderr: '',
  });
  const store = openSqliteStore(workplace.database);
  t.match(await store.changes(0, 1), [{ actor: 'desk' }]);
  t.strictSame(await store.check(), []);
  await store.close();
});

t.test(
  'several tables are one import: a fault in one keeps all from being written, each told with its file',
  async (t) => {
    const { run } = at(
      place(t, {
        'a.csv': CSV,
        'b.csv': csvOf([
          { ...ROW, option: 'x', quote: 'y\nz' },
          { ...ROW, quote: 'w', basis: 'guess' },
        ]),
      }),
    );
    const { code, stdout, stderr } = await run('import', 'a.csv', 'b.csv', '--create');
    t.strictSame({ code, stdout }, { code: 1, stdout: '' });
    t.strictSame(stderr.split('\n'), [
      'standpoint: there are 2 faults; nothing was imported',
      '  b.csv:2:4: option "x" is neither an id nor a label of the scale "support"; its options are "Opposes", "Leans against", "Sees both sides", "Leans in favour", "Supports", "Took no side"',
      '  b.csv:4:11: basis must be one of "stated", "inferred", not "guess"',
      '',
    ]);
    t.match(await run('import', 'a.csv', '--create'), { code: 0, stdout: CREATED });
  },
);

t.test('one cause is one fault, with how often and where, and hides no other', async (t) => {
  const many = Array.from({ length: 1_100 }, (_, index) => ({ ...ROW, quote: `${index}`, option: 'x' }));
  const last = { ...ROW, quote: 'last', basis: 'guess' };
  const { code, stderr } = await at(place(t, { 'a.csv': csvOf([...many, last]) })).run('import', 'a.csv', '--create');
  t.equal(code, 1);
  t.strictSame(stderr.trimEnd().split('\n'), [
    'standpoint: there are 2 faults, in 1,101 places; nothing was imported',
    '  a.csv:2:4: option "x" is neither an id nor a label of the scale "support"; its options are "Opposes", "Leans against", "Sees both sides", "Leans in favour", "Supports", "Took no side"; 1,100 times, next in lines 3 and 4',
    '  a.csv:1102:11: basis must be one of "stated", "inferred", not "guess"',
  ]);
});

t.test('faults of a mapping and of a scale are told in their own files', async (t) => {
  const { run } = at(
    place(t, {
      'a.csv': CSV,
      'map.yaml': 'columns:\n  expert: "{expert}"\n  opton: "{option}"\nvalues:\n  option: { a: 1 }\n',
      'uses.yaml': 'columns:\n  expert: "{who}"\n',
      'broken.yaml': 'columns: [\n',
      'scale.yaml': 'id: vote\nlabel: Vote\noptions:\n  - { id: yes, label: Yes, value: 2 }\n',
    }),
  );
  t.match(await run('import', 'a.csv', '--mapping', 'map.yaml'), {
    code: 1,
    stderr: [
      'standpoint: the mapping cannot be used; nothing was imported',
      '  map.yaml:3:10: /columns/opton is not known here; did you mean "option"?',
      '  map.yaml:5:16: /values/option/a must be a string or null, not 1',
      '',
    ].join('\n'),
  });
  t.match(
    (await run('import', 'a.csv', '--mapping', 'uses.yaml')).stderr,
    /\n {2}uses\.yaml:2:11: \/columns\/expert uses the column "who", which the table does not have/,
  );
  t.match(
    (await run('import', 'a.csv', '--mapping', 'broken.yaml')).stderr,
    /broken\.yaml is not YAML or JSON that can be read; nothing was imported\n {2}broken\.yaml:\d+:\d+ /,
  );
  t.match(await run('import', 'a.csv', '--create', '--scale', 'scale.yaml'), {
    code: 1,
    stderr:
      'standpoint: the scale cannot be used; nothing was imported\n  scale.yaml:4:35: /options/0/value must be at most 1, not 2\n',
  });
  t.match(await run('import', 'a.csv', '--create', '--scale', 'vtoe'), {
    code: 1,
    stderr: /\n {2}--scale "vtoe" is not stored\n$/,
  });
});

t.test('a correction of what is public needs a reason', async (t) => {
  const { run } = at(
    place(t, {
      'a.csv': CSV,
      'b.csv': CSV.replace('oppose', 'lean-oppose'),
      'story.yaml': STORY,
      'other.yaml': STORY.replace('summary: Wants a bridge.', 'summary: Wants it.'),
    }),
  );
  await run('import', 'a.csv', '--create');
  t.match(await run('import', 'b.csv'), {
    code: 1,
    stderr: /changing it needs a reason; nothing was written\n {2}--reason is required: say why/,
  });
  t.match(await run('import', 'b.csv', '--reason', 'Misread.'), {
    code: 0,
    stdout: /positions: 0 created, 1 updated, 1 unchanged/,
  });
  await run('import', 'story.yaml', '--reason', 'The question in our words.');
  t.match(await run('import', 'other.yaml', '--reason', 'Misread.', '--dry-run'), {
    code: 0,
    stdout: /positions: 0 created, 1 updated/,
  });
  t.match(await run('import', 'other.yaml', '--reason', 'Misread.'), {
    code: 0,
    stdout: /positions: 0 created, 1 updated/,
  });
});

t.test('what does not fit together is wrong usage', async (t) => {
  const { run } = at(place(t, { 'a.csv': CSV, 'story.yaml': STORY }));
  const wrong: [string[], RegExp][] = [
    [['a.csv', 'story.yaml'], /bundles and tables are imported one after the other/],
    [
      ['story.yaml', '--create', '--encoding', 'latin1'],
      /--create, --encoding: only for tables, and story.yaml is taken for a bundle/,
    ],
    [['a.csv', '--encoding', 'morse'], /It is no encoding that is known/],
    [['a.csv', '--delimiter', 'x'], /Allowed choices are ,, ;, \|, tab/],
    [['a.csv', '--scale', 'vote'], /--scale is the scale of questions that are made, and needs --create/],
    [['a.csv', '--format', 'xml'], /Allowed choices are bundle, dna, csv, tsv, xlsx, ods, qdpx, qdc, ndjson, json/],
  ];
  for (const [args, message] of wrong)
    t.match(await run('import', ...args), { code: 2, stdout: '', stderr: message }, args.join(' '));
});

t.test('files that cannot be read are told apart', async (t) => {
  const workplace = place(t, { 'empty.csv': '', 'semicolons.csv': CSV.replaceAll(',', ';') });
  await writeFile(join(workplace.folder, 'latin.csv'), Buffer.from(CSV.replace('coin', 'c\u00f6in'), 'latin1'));
  await writeFile(join(workplace.folder, 'cut.csv.gz'), gzipSync(CSV).subarray(0, -9));
  const { run } = at(workplace);
  const told = async (...args: string[]) => {
    const { code, stderr } = await run('import', ...args, '--create');
    t.equal(code, 1, args.join(' '));
    t.notMatch(stderr, /\n {4}at /);
    return stderr;
  };
  t.match(await told('missing.csv'), /^standpoint: missing\.csv cannot be read: ENOENT/);
  t.match(await told('empty.csv'), /\n {2}empty\.csv:1: is empty: the first line must name the columns\n$/);
  t.match(
    await told('latin.csv'),
    /\n {2}latin\.csv:4: is not UTF-8; save the file as UTF-8, or say how it is encoded, as "windows-1252"\n$/,
  );
  t.match(await told('cut.csv.gz'), /^standpoint: cut\.csv\.gz cannot be unpacked: it is no gzip, or cut short$/m);
  for (const args of [
    ['semicolons.csv', '--delimiter', ';'],
    ['latin.csv', '--encoding', 'windows-1252'],
  ])
    t.match(await run('import', ...args, '--create', '--dry-run'), { code: 0 }, args.join(' '));
});
