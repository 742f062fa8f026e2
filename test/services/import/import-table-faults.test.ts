import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { importTables } from '../../../src/services/import/import-tables.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { csvOf, faultsOf, importText, inWords, ROW, tableFrom } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const empty = (t: Test): Promise<Store> => storeOf(t, story());

t.test('the same words twice in one table are a fault that names both lines, however they are coded', async (t) => {
  const store = await empty(t);
  t.strictSame(await faultsOf(store, csvOf([ROW, { ...ROW, quote: 'Other' }, ROW, { ...ROW, option: 'oppose' }])), [
    '4:6 quote codes the same words as line 2, on the same question; one of the two must go, or "said_at" or "recorded_by" tell them apart; 2 times, next in line 5',
  ]);
  t.strictSame(
    await faultsOf(
      store,
      csvOf([
        { ...ROW, position: 'p' },
        { ...ROW, position: 'p' },
      ]),
    ),
    ['3:11 position "p" is the id of line 2 already'],
  );
  t.equal(await store.revision(), 0);
});

t.test(
  'they are found however far apart, and in another table of the same import, also where they are stored',
  async (t) => {
    const store = await empty(t);
    const many = Array.from({ length: 900 }, (_, at) => ({ ...ROW, quote: `Build ${at}` }));
    t.strictSame(await faultsOf(store, csvOf([...many, { ...ROW, quote: 'Build 3' }])), [
      '902:6 quote codes the same words as line 5, on the same question; one of the two must go, or "said_at" or "recorded_by" tell them apart',
    ]);
    await importText(store, csvOf(many));
    const tables = [
      tableFrom(csvOf(many), { name: 'a.csv' }),
      tableFrom(csvOf([{ ...ROW, quote: 'Build 3' }]), { name: 'b.csv' }),
    ];
    const { violations } = await refusal(importTables(store, tables, { create: false }, { ...RECORDED, reason: null }));
    t.strictSame(inWords(violations), [
      'b.csv:2:6 quote codes the same words as line 5 of a.csv, on the same question; one of the two must go, or "said_at" or "recorded_by" tell them apart',
    ]);
  },
);

t.test('without "create" what is not stored is told once for all its rows, with what is near', async (t) => {
  const store = await storeOf(t, story().expert('ada').question('bridge').source('post'));
  const row = { expert: 'ada', question: 'bridge', option: 'support', paraphrase: 'x', source: 'post' };
  t.strictSame(
    await faultsOf(
      store,
      csvOf([
        row,
        { ...row, expert: 'adda' },
        { ...row, expert: 'adda', question: 'ferry' },
        { ...row, source: 'Post!', paraphrase: 'y' },
      ]),
      {
        create: false,
      },
    ),
    [
      '3:1 expert names the expert "adda", which is not stored; did you mean "ada"?; "create" makes what is missing',
      '4:2 question names the question "ferry", which is not stored; "create" makes what is missing',
      '5:5 source says "Post!" of the source "post", but what is stored says "post"',
    ],
  );
});

t.test('what is missing to make a record is told, all of it', async (t) => {
  const row = { expert: 'ada', question: 'bridge', option: 'support', paraphrase: 'x', source: 'post' };
  t.strictSame(await faultsOf(await empty(t), csvOf([row])), [
    '2:1 expert names the expert "ada", which is not stored; to make it takes expert_name',
    '2:2 question names the question "bridge", which is not stored; to make it takes question_title',
    '2:5 source names the source "post", which is not stored; to make it takes source_title, source_publisher, source_published_on',
  ]);
});

t.test('facts that contradict an earlier row, or what is stored, are faults', async (t) => {
  const store = await storeOf(
    t,
    story().expert('ada-lind', {
      name: 'Ada Lind',
      aliases: ['A. Lind'],
      affiliations: [{ organization: 'Port' }, { organization: 'Guild' }],
    }),
  );
  const rows = [
    { ...ROW, expert: 'ada-lind', expert_name: 'A. Lind', expert_affiliation: 'Guild' },
    {
      ...ROW,
      quote: '2',
      expert_name: 'Adda Lind',
      expert_affiliation: 'Council',
      source_title: 'The Strait',
      source_url: 'https://example.org/',
    },
    { ...ROW, quote: '3', question_topics: 'traffic', source_published_on: '2024' },
  ];
  const faults = await faultsOf(store, csvOf(rows));
  t.strictSame(
    faults.map((fault) => fault.replace(/^(\d+):\d+/, '$1')),
    [
      '3 source_title says "The Strait" of the source "gazette-1", but line 2 says "The Strait, Again"',
      '3 expert_name says "Adda Lind" of the expert "ada-lind", but what is stored says "Ada Lind", "A. Lind"',
      '3 expert_affiliation says "Council" of the expert "ada-lind", but what is stored says "Port", "Guild"',
      '3 source_url says "https://example.org/" of the source "gazette-1", but line 2 says nothing of the kind',
      '4 source_published_on says "2024" of the source "gazette-1", but line 2 says "2024-06-13"',
      '4 question_topics says "traffic" of the question "bridge", but line 2 says nothing of the kind',
    ],
  );
});

t.test('two names with one slug are not one person', async (t) => {
  t.strictSame(await faultsOf(await empty(t), csvOf([ROW, { ...ROW, quote: 'x', expert: 'ADA Lind' }])), [
    '3:1 expert says "ADA Lind" of the expert "ada-lind", but line 2 says "Ada Lind"',
  ]);
});

t.test('every cell is checked by the rules of its field, and all faults are told', async (t) => {
  const bad = {
    ...ROW,
    option: 'suport',
    said_on: '2024-02-30',
    attribution: 'verbatim',
    basis: 'guessed',
    source_url: 'example.org',
    source_language: 'english!',
    recorded_at: 'yesterday',
    expert: '—',
  };
  const faults = (await faultsOf(await empty(t), csvOf([bad, { ...bad, expert: 'Ada' }]))).map((fault) =>
    fault.split(' ').slice(0, 2).join(' '),
  );
  t.strictSame(
    faults,
    [
      '2:1 expert',
      '3:4 option',
      '3:5 said_on',
      '3:11 attribution',
      '3:12 basis',
      '3:13 source_url',
      '3:14 source_language',
      '3:15 recorded_at',
    ].filter((fault) => fault !== '3:4 option'),
  );
});

t.test('what is required is told where it would stand', async (t) => {
  const bare = { expert: ' ', question: '', option: '', quote: '', source: '', note: 'x' };
  t.strictSame(await faultsOf(await empty(t), csvOf([bare])), [
    '2:1 expert is required, and so are question, option, source, quote or paraphrase; a line of totals or a remark is no position: delete it, or leave it out by "skip" of a mapping',
  ]);
  t.match(await faultsOf(await empty(t), csvOf([{ ...ROW, quote: '' }])), [
    /^2:\d+ quote is required, or another cell with the words: a quote or a paraphrase$/,
  ]);
});

t.test(
  'a line of totals, names told again and a formula that failed are each one fault that says what it is',
  async (t) => {
    const head = Object.keys(ROW).join(',');
    const [, row = ''] = csvOf([ROW]).split('\n');
    const without = head.replace(/[^,]+/g, '');
    const store = await empty(t);
    t.match(await faultsOf(store, `${head}\n${row}\nTotal${without}\n`), [
      /^3:\d+ question is required, and so are .+a line of totals or a remark is no position/,
    ]);
    t.strictSame(await faultsOf(store, `${head}\n${row}\n${head.toUpperCase()}\n`), [
      '3 names the columns again; delete it, or leave it out by "skip" of a mapping',
    ]);
    t.strictSame(await faultsOf(store, `${head}\n${head.replace(/[^,]+/g, '(what)')}\n${row}\n`), [
      '2 says what the columns are, as "(what)", and no position; delete it, or leave it out by "skip" of a mapping',
    ]);
    for (const column of ['expert', 'option', 'quote'] as const)
      for (const text of ['#N/A', '#NV', '#DIV/0!', 'Err:502']) {
        const [fault = '', ...others] = await faultsOf(store, csvOf([{ ...ROW, [column]: text }]));
        t.strictSame(others, []);
        t.ok(
          fault.includes(`${column} ${JSON.stringify(text)} is what a spreadsheet writes where a formula failed`),
          fault,
        );
      }
    t.equal((await importText(await empty(t), csvOf([{ ...ROW, expert: 'Ana #N/A' }]))).rows, 1);
    const values = { option: { '#N/A': null, x: 'support' } };
    t.equal((await importText(store, csvOf([{ ...ROW, option: '#N/A' }]), { mapping: { values } })).leftOut.length, 1);
    t.match(await faultsOf(store, csvOf([{ ...ROW, option: 'Strongly for it' }])), [
      /option "Strongly for it" is neither an id nor a label of the scale "support"; its options are/,
    ]);
  },
);

t.test('a summary that is taken from elsewhere is told at what it is taken from', async (t) => {
  const { quote, ...row } = ROW;
  t.match(await faultsOf(await empty(t), csvOf([{ ...row, paraphrase: 'x'.repeat(2_001) }])), [
    /^2:10 paraphrase must have at most 2000 characters, not 2001$/,
  ]);
});

t.test('columns that are not known are refused by name, with the nearest one, before any row', async (t) => {
  t.strictSame(
    await faultsOf(await empty(t), 'expert,expert,qoute,,option\nx\n'),
    [
      '1:2 expert is the name of column 1 already',
      '1:3 qoute is not known here; did you mean "quote"?',
      '1 question is required, and there is no such column',
      '1 source is required, and there is no such column',
      '1 quote or "paraphrase" is required, and there is no such column',
    ].toSorted((a, b) => Number(a.startsWith('1:')) - Number(b.startsWith('1:'))),
  );
});

t.test('rows of another length than the header are faults', async (t) => {
  const text = csvOf([ROW]);
  t.strictSame(await faultsOf(await empty(t), `${text}a,b\n${text.split('\n')[1]},x\n`), [
    '3 has 2 cells, and the header names 10 columns',
    '4 has 11 cells, and the header names 10 columns',
  ]);
});

t.test('faults of all tables are told together, and nothing is written', async (t) => {
  const store = await empty(t);
  const tables = [
    tableFrom('a;b\n', { name: 'a.csv' }),
    tableFrom(csvOf([{ ...ROW, option: 'x' }]), { name: 'b.csv' }),
    tableFrom(`${csvOf([{ ...ROW, quote: 'z' }])}"`, { name: 'c.csv' }),
  ];
  const { violations } = await refusal(importTables(store, tables, { create: true }, { ...RECORDED, reason: null }));
  t.strictSame(
    inWords(violations).map((fault) => fault.split(' ')[0]),
    ['a.csv:1', 'b.csv:2:4', 'c.csv:3'],
  );
  t.equal(await store.isEmpty(), true);
});

t.test('after a fault the rest is checked as it would have been', async (t) => {
  const many = Array.from({ length: 900 }, (_, at) => ({ ...ROW, quote: `${at}` }));
  const rows = [
    { ...ROW, option: 'x' },
    ...many,
    { ...ROW, expert: 'Ben', source: 'gazette-9' },
    ...many,
    { ...ROW, expert: 'Ben', source: 'gazette-9', source_title: 'Other', quote: 'z' },
  ];
  const faults = await faultsOf(await empty(t), csvOf(rows), { isNew: true });
  t.equal(faults.length, 902);
  t.equal(faults[0]?.startsWith('2:4 option'), true);
  t.equal(
    faults.at(-1),
    '1804:8 source_title says "Other" of the source "gazette-9", but line 903 says "The Strait, Again"',
  );
});
