import fc from 'fast-check';
import t, { type Test } from 'tap';
import { CODING_RULE } from '../../src/core/coded-facts.ts';
import type { Violation } from '../../src/core/errors.ts';
import type { Store } from '../../src/core/store.ts';
import { importTables } from '../../src/services/import-tables.ts';
import { csvOf, importText, ROW, type Row, tableFrom } from '../helpers/coded.ts';
import { eventuallyHolds } from '../helpers/property.ts';
import { RECORDED } from '../helpers/records.ts';
import { refusal } from '../helpers/refusal.ts';
import { story } from '../helpers/story.ts';
import { storeOf } from '../helpers/tell.ts';

const empty = (t: Test): Promise<Store> => storeOf(t, story());

/** Each fault as `line:column name message`. */
const inWords = (violations: readonly Violation[]): string[] =>
  violations.map(({ file, line, column, columnName, pointer, parameter, message }) =>
    [[file, line, column].filter((part) => part !== undefined).join(':') || (pointer ?? parameter), columnName, message]
      .filter((part) => part !== undefined)
      .join(' '),
  );

const faultsOf = async (store: Store, text: string, options: Parameters<typeof importText>[2] = {}) =>
  inWords((await refusal(importText(store, text, options))).violations);

const only = async (store: Store) => {
  const [position] = (await store.list('position', {}, { limit: 2 })).items;
  const [statement] = (await store.list('statement', {}, { limit: 2 })).items;
  if (position === undefined || statement === undefined) throw new Error('there is no position');
  return { position, statement };
};

t.test('a row is a position with a statement for evidence; what it refers to is made on the way', async (t) => {
  const store = await empty(t);
  const { report, rows } = await importText(store, csvOf([ROW]));
  t.equal(rows, 1);
  for (const kind of ['scale', 'expert', 'question', 'source', 'statement', 'position'] as const)
    t.strictSame(report[kind], { created: 1, updated: 0, unchanged: 0 }, kind);
  const { position, statement } = await only(store);
  t.match(position, {
    expert: 'ada-lind',
    question: 'bridge',
    option: 'support',
    summary: 'Supports',
    basis: 'stated',
    status: 'published',
    saidOn: '2024-06-12',
    saidOnFrom: 'statement',
    recordedAt: RECORDED.at,
    recordedBy: RECORDED.by,
    statements: [statement.id],
  });
  t.match(statement, {
    expert: 'ada-lind',
    source: 'gazette-1',
    attribution: 'direct',
    quotes: ['Build it'],
    paraphrase: null,
  });
  t.match(await store.get('expert', 'ada-lind'), { name: 'Ada Lind', affiliations: [] });
  t.match(await store.get('question', 'bridge'), {
    title: 'Bridge',
    scale: 'support',
    codingRule: CODING_RULE,
    topics: [],
  });
  t.match(await store.get('source', 'gazette-1'), {
    title: 'The Strait, Again',
    language: 'und',
    publishedOn: '2024-06-13',
  });
});

t.test('every column lands in its field', async (t) => {
  const store = await empty(t);
  const row: Row = {
    ...ROW,
    expert: 'ada',
    expert_name: 'Ada Lind',
    expert_affiliation: 'Port',
    question: 'bridge',
    question_title: 'Bridge',
    question_topics: 'traffic; the strait',
    quote: '“Build” it,\n🚢 now',
    paraphrase: 'She wants a bridge.',
    attribution: 'mixed',
    summary: 'Wants it.',
    condition: 'if it pays',
    basis: 'inferred',
    status: 'draft',
    note: 'Clear enough.',
    venue: 'Town hall',
    source_url: 'https://example.org/1',
    source_language: 'en',
    recorded_at: '2024-07-01T08:00:00Z',
    recorded_by: 'ben',
    position: 'p1',
    statement: 's1',
  };
  await importText(store, csvOf([row]));
  t.match(await store.get('expert', 'ada'), { name: 'Ada Lind', affiliations: [{ organization: 'Port', role: null }] });
  t.match(await store.get('question', 'bridge'), {
    topics: ['traffic', 'the strait'],
    proposition: row.question_proposition,
  });
  t.match(await store.get('source', 'gazette-1'), { url: 'https://example.org/1', language: 'en' });
  t.match(await store.get('statement', 's1'), {
    attribution: 'mixed',
    quotes: [row.quote],
    paraphrase: row.paraphrase,
    venue: 'Town hall',
  });
  t.match(await store.get('position', 'p1'), {
    ...{ summary: 'Wants it.', condition: 'if it pays', basis: 'inferred', status: 'draft', note: 'Clear enough.' },
    ...{ recordedAt: '2024-07-01T08:00:00Z', recordedBy: 'ben', statements: ['s1'] },
  });
});

t.test('how words are given follows from what is there', async (t) => {
  const store = await empty(t);
  const { quote, ...bare } = ROW;
  await importText(
    store,
    csvOf([
      { ...ROW, position: 'direct' },
      { ...ROW, position: 'mixed', paraphrase: 'She wants it.' },
      { ...bare, position: 'paraphrase', paraphrase: 'She wants it.' },
    ]),
  );
  for (const id of ['direct', 'mixed', 'paraphrase']) t.equal((await store.get('statement', id))?.attribution, id);
  t.equal((await store.get('position', 'direct'))?.summary, 'Supports');
  t.equal((await store.get('position', 'paraphrase'))?.summary, 'She wants it.');
});

t.test('without a day of its own a statement has that of its source', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([{ ...ROW, said_on: '' }]));
  t.match((await only(store)).statement, { saidOn: '2024-06-13', saidOnFrom: 'source' });
});

t.test('the same table again changes nothing, also where the text is cut otherwise', async (t) => {
  const store = await empty(t);
  const text = csvOf(
    Array.from({ length: 1_000 }, (_, at) => ({ ...ROW, quote: `Build ${at}`, question: `Bridge ${at % 7}` })),
  );
  await importText(store, text);
  const revision = await store.revision();
  const { report } = await importText(store, text);
  t.strictSame(report.position, { created: 0, updated: 0, unchanged: 1_000 });
  t.strictSame(report.statement, { created: 0, updated: 0, unchanged: 1_000 });
  t.equal(await store.revision(), revision);
  t.strictSame(await store.check(), []);
});

t.test('the same words coded otherwise in another table correct the position, for a reason', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([ROW]));
  const { position } = await only(store);
  const corrected = csvOf([{ ...ROW, option: 'lean-support' }]);
  const { message, violations } = await refusal(importText(store, corrected));
  t.match(message, /is public: changing it needs a reason/);
  t.strictSame(inWords(violations), ['reason is required: say why, for the record of corrections']);
  const { report } = await importText(store, corrected, { reason: 'Misread.' });
  t.strictSame(report.position, { created: 0, updated: 1, unchanged: 0 });
  t.equal((await store.get('position', position.id))?.option, 'lean-support');
});

t.test('ids are readable, and differ with the day, the source and the words, and not with the option', async (t) => {
  const idOf = async (row: Row) => {
    const store = await empty(t);
    await importText(store, csvOf([row]));
    return (await only(store)).position.id;
  };
  const id = await idOf(ROW);
  t.match(id, /^ada-lind-bridge-2024-06-12-[0-9a-z]{10}$/);
  t.equal(await idOf({ ...ROW, option: 'oppose', note: 'x', condition: 'y' }), id);
  t.equal(await idOf({ ...ROW, expert: 'ada-lind', expert_name: 'Ada Lind' }), id);
  const others = [
    { said_on: '2024-06' },
    { said_on: '' },
    { source: 'gazette-2' },
    { quote: 'Build it!' },
    { expert: 'Ben' },
  ];
  const ids = await Promise.all(others.map((other) => idOf({ ...ROW, ...other })));
  t.equal(new Set([id, ...ids]).size, 6);
  const long = await idOf({
    ...ROW,
    expert: 'a'.repeat(128),
    expert_name: 'A',
    question: `${'b'.repeat(100)}-c`,
    question_title: 'B',
  });
  t.equal(long.length, 128);
});

t.test('the same words twice in one table are a fault that names both lines, however they are coded', async (t) => {
  const store = await empty(t);
  t.strictSame(await faultsOf(store, csvOf([ROW, { ...ROW, quote: 'Other' }, ROW, { ...ROW, option: 'oppose' }])), [
    '4:6 quote codes the same words as line 2, on the same question; one of the two must go',
    '5:6 quote codes the same words as line 2, on the same question; one of the two must go',
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
      '902:6 quote codes the same words as line 5, on the same question; one of the two must go',
    ]);
    await importText(store, csvOf(many));
    const tables = [
      tableFrom(csvOf(many), { name: 'a.csv' }),
      tableFrom(csvOf([{ ...ROW, quote: 'Build 3' }]), { name: 'b.csv' }),
    ];
    const { violations } = await refusal(importTables(store, tables, { create: false }, { ...RECORDED, reason: null }));
    t.strictSame(inWords(violations), [
      'b.csv:2:6 quote codes the same words as line 5 of a.csv, on the same question; one of the two must go',
    ]);
  },
);

t.test('several positions may rest on one statement, if all rows say the same of it', async (t) => {
  const store = await empty(t);
  const on = (question: string, more: Row = {}): Row => ({ ...ROW, question, statement: 's', ...more });
  const { report } = await importText(store, csvOf([on('Bridge'), on('Ferry'), on('Tolls')]));
  t.strictSame([report.statement.created, report.position.created], [1, 3]);
  const apart = Array.from({ length: 500 }, (_, at) => on(`Bridge ${at}`));
  t.strictSame((await importText(await empty(t), csvOf(apart))).report.statement.created, 1);
  t.strictSame(await faultsOf(await empty(t), csvOf([...apart, on('Ferry', { quote: 'Never' })])), [
    '502:11 statement "s" is a statement of line 2 already, with other words, or of another day, expert or source',
  ]);
  t.strictSame(
    await faultsOf(
      await empty(t),
      csvOf([
        { ...ROW, position: 's' },
        { ...on('Ferry'), position: 'q' },
      ]),
    ),
    ['3:12 statement "s" is the id of line 2 already'],
  );
});

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
    note: ' ',
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
      '3:16 note',
    ].filter((fault) => fault !== '3:4 option'),
  );
});

t.test('what is required is told where it would stand', async (t) => {
  const bare = { expert: '', question: '', option: '', quote: '', source: '' };
  t.strictSame(await faultsOf(await empty(t), csvOf([bare])), [
    '2:1 expert is required',
    '2:2 question is required',
    '2:3 option is required',
    '2:4 quote is required, or another cell with the words: a quote or a paraphrase',
    '2:5 source is required',
  ]);
});

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
      '1:4  is a column without a name, number 4 of 5',
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
  const faults = await faultsOf(await empty(t), csvOf(rows));
  t.equal(faults.length, 902);
  t.equal(faults[0]?.startsWith('2:4 option'), true);
  t.equal(
    faults.at(-1),
    '1804:8 source_title says "Other" of the source "gazette-9", but line 903 says "The Strait, Again"',
  );
});

t.test('a trial counts and writes nothing', async (t) => {
  const store = await empty(t);
  const { report } = await importText(store, csvOf([ROW]), { dryRun: true });
  t.equal(report.position.created, 1);
  t.equal(await store.isEmpty(), true);
});

t.test('a scale can be given for the questions that are made, by id or as it is written', async (t) => {
  const options = [
    { id: 'yes', label: 'Yes', value: 1 },
    { id: 'absent', label: 'Was absent', value: null },
  ];
  const store = await empty(t);
  const scale = { written: { id: 'vote', label: 'Vote', options } };
  await importText(store, csvOf([{ ...ROW, option: 'absent' }]), { scale });
  t.equal((await only(store)).position.summary, 'Was absent');
  t.equal((await store.get('question', 'bridge'))?.scale, 'vote');
  await importText(store, csvOf([{ ...ROW, question: 'Ferry', option: 'yes' }]), { scale: { id: 'vote' } });
  t.equal((await store.get('question', 'ferry'))?.scale, 'vote');
  t.strictSame(await faultsOf(store, csvOf([ROW]), { scale: { id: 'vtoe' } }), [
    'scale "vtoe" is not stored; did you mean "vote"?',
  ]);
  t.strictSame(
    await faultsOf(store, csvOf([ROW]), {
      scale: { written: { id: 'none', label: 'x', options: [{ id: 'none', label: 'x', value: 2 }] } },
    }),
    ['/scale/options/0/value must be at most 1, not 2'],
  );
  t.match(
    await faultsOf(store, csvOf([{ ...ROW, option: 'yes', question: 'X' }]), {
      scale: { written: { ...scale.written, options: options.slice(0, 1) } },
    }),
    [/^\/scale\/options must keep the options the stored scale has: "absent"/],
  );
});

t.test('JSON has lists of quotes and topics, and numbers are no text', async (t) => {
  const store = await empty(t);
  const row = { ...ROW, quote: ['“Yes”', 'no\nmore'], question_topics: ['a; b', 'c'], note: null };
  await importText(store, `${JSON.stringify(row)}\n`, { format: 'ndjson' });
  t.strictSame((await only(store)).statement.quotes, ['“Yes”', 'no\nmore']);
  t.strictSame((await store.get('question', 'bridge'))?.topics, ['a; b', 'c']);
  const bad = [
    { ...ROW, option: 1 },
    { ...ROW, expert: ['Ada'] },
    { ...ROW, quote: [1] },
    { ...ROW, nots: 'x' },
    7,
  ].map((it) => JSON.stringify(it));
  t.strictSame(await faultsOf(store, bad.join('\n'), { format: 'ndjson' }), [
    '1 option must be a text, not 1',
    '2 expert must be a text, not ["Ada"]',
    '3 quote must be a text or a list of texts, not [1]',
    '4 nots is not known here; did you mean "note"?',
    '5 must be a JSON object, with our columns for members',
  ]);
});

t.test('ids that were given up still mean the record', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([ROW]));
  for (const [kind, id, to] of [
    ['expert', 'ada-lind', 'ada'],
    ['question', 'bridge', 'the-bridge'],
    ['source', 'gazette-1', 'gazette'],
  ] as const)
    await store.rename(kind, id, to, (await store.get(kind, id))?.revision ?? 0, {
      actor: 'a',
      mayPublish: true,
      reason: 'Shorter.',
    });
  const { report } = await importText(store, csvOf([ROW, { ...ROW, quote: 'More' }]), { create: false });
  t.strictSame(report.position, { created: 1, updated: 0, unchanged: 1 });
  t.equal((await store.list('position', { expert: ['ada'], question: ['the-bridge'] }, { limit: 5 })).items.length, 2);
});

const VOTES = 'rcid,ccode,vote,weight\n3,2,1,x\n3,20,99,x\n3,31,DNA,x\n4,2,did not answer,x\n4,20,99,\n';
const MAPPING = {
  columns: {
    expert: 'state-{ccode}',
    expert_name: 'State {ccode}',
    question: 'roll-call-{rcid}',
    question_title: 'Roll call {rcid}',
    option: '{vote}',
    paraphrase: 'As recorded.',
    source: 'record',
    source_title: 'The record',
    source_publisher: 'UN',
    source_published_on: '2015',
  },
  values: { option: { '1': 'support', DNA: 'noncommittal', 'did not answer': 'noncommittal', '99': null } },
  ignore: ['weight'],
};

t.test("a mapping reads other people's columns and spellings, and counts what it leaves out", async (t) => {
  const store = await empty(t);
  const { rows, leftOut, report } = await importText(store, VOTES, { mapping: MAPPING });
  t.equal(rows, 5);
  t.strictSame(leftOut, [{ column: 'option', spelling: '99', rows: 2 }]);
  t.equal(report.position.created, 3);
  const { items } = await store.list('position', {}, { limit: 5 });
  t.strictSame(items.map(({ expert, question, option }) => `${expert} ${question} ${option}`).toSorted(), [
    'state-2 roll-call-3 support',
    'state-2 roll-call-4 noncommittal',
    'state-31 roll-call-3 noncommittal',
  ]);
  t.match(await store.get('expert', 'state-31'), { name: 'State 31' });
});

t.test('spellings that are not listed, and columns that nobody wants, are refused by name', async (t) => {
  const store = await empty(t);
  t.strictSame(await faultsOf(store, VOTES.replace('3,2,1', '3,2,did no answer'), { mapping: MAPPING }), [
    '2:3 option (vote) "did no answer" is not listed under "values" of the mapping; did you mean "did not answer"?',
  ]);
  t.strictSame(await faultsOf(store, VOTES, { mapping: { ...MAPPING, ignore: [] } }), [
    '1:4 weight is used by no template of the mapping; use it, or name it under "ignore"',
  ]);
  t.strictSame(
    await faultsOf(store, VOTES, {
      mapping: {
        ...MAPPING,
        columns: { ...MAPPING.columns, note: '{wieght}' },
        values: { ...MAPPING.values, basis: {} },
      },
    }),
    [
      '/mapping/columns/note uses the column "wieght", which the table does not have; did you mean "weight"?',
      '/mapping/values/basis says how a column is spelt that nothing is read from',
    ],
  );
  t.strictSame(await faultsOf(store, VOTES, { mapping: { columns: { expert: '{' } } }), [
    '/mapping/columns/expert must name a column between "{" and "}", and write "{{" or "}}" for a brace, not "{"',
  ]);
});

t.test('a mapping takes numbers of JSON as they are written, and what is made of nothing is nothing', async (t) => {
  const store = await empty(t);
  const mapping = { ...MAPPING, columns: { ...MAPPING.columns, note: 'Weight {weight}' }, ignore: [] };
  const rows = [
    { rcid: 3, ccode: 2, vote: 1, weight: 0.5 },
    { rcid: 3, ccode: 20, vote: 1 },
  ];
  await importText(store, rows.map((row) => JSON.stringify(row)).join('\n'), { mapping, format: 'ndjson' });
  t.strictSame(
    (await store.list('position', {}, { limit: 5 })).items.map(({ note }) => note).toSorted(),
    ['Weight 0.5', null].toSorted(),
  );
});

t.test('a mapping of spellings alone leaves our columns as they are', async (t) => {
  const store = await empty(t);
  await importText(store, csvOf([{ ...ROW, option: 'Yes', basis: '' }]), {
    mapping: { values: { option: { Yes: 'support' }, basis: { a: 'stated' } } },
  });
  t.match((await only(store)).position, { option: 'support', basis: 'stated' });
});

const cell = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => /\p{L}|\p{Nd}/u.test(text) && !/\p{Cc}|\p{Cs}/u.test(text));
const arbitraryRow = fc.record({
  expert: fc.constantFrom('ada', 'Ben Okafor', 'cho'),
  question: fc.constantFrom('Bridge', 'Ferry'),
  option: fc.constantFrom('support', 'oppose', 'noncommittal'),
  said_on: fc.constantFrom('', '2024', '2024-06', '2024-06-12'),
  quote: fc.oneof(
    fc.constant(''),
    cell,
    cell.map((text) => `"${text}",\r\n'${text}`),
  ),
  paraphrase: cell,
  note: fc.oneof(fc.constant(''), cell),
  condition: fc.oneof(fc.constant(''), cell),
});

t.test('whatever the rows, they come out of CSV and NDJSON as the same positions, with the same words', async (t) => {
  await eventuallyHolds(t, fc.array(arbitraryRow, { maxLength: 12 }), async (made) => {
    const rows = made.map((row, at) => ({
      ...{
        ...ROW,
        expert_name: row.expert === 'ada' ? 'Ada' : row.expert === 'cho' ? 'Cho' : row.expert,
        question_proposition: '',
      },
      ...row,
      position: `p${at}`,
    }));
    const stores = await Promise.all([empty(t), empty(t)]);
    await importText(
      stores[0],
      csvOf(rows.length === 0 ? [] : rows).trim() === '' ? (csvOf([ROW]).split('\n')[0] ?? '') : csvOf(rows),
    );
    await importText(stores[1], rows.map((row) => JSON.stringify(row)).join('\n'), { format: 'ndjson' });
    const [one, other] = await Promise.all(
      stores.map(async (store) => ({
        positions: (await store.list('position', {}, { limit: 50 })).items,
        statements: (await store.list('statement', {}, { limit: 50 })).items,
      })),
    );
    const right = rows.every((row) => {
      const position = one?.positions.find(({ id }) => id === row.position);
      const statement = one?.statements.find(({ id }) => id === row.position);
      return (
        position?.option === row.option &&
        (position.note ?? '') === row.note &&
        (position.condition ?? '') === row.condition &&
        statement?.paraphrase === row.paraphrase &&
        statement.quotes.join() === row.quote &&
        statement.saidOn === (row.said_on || '2024-06-13')
      );
    });
    return right && one?.positions.length === rows.length && JSON.stringify(one) === JSON.stringify(other);
  });
});
