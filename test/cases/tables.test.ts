/** Tables in the shape of those on which neighbouring tools stumbled, through the command, and what must come out of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Store } from '../../src/core/ports/store.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { Workplace } from '../helpers/service/bin.ts';

const HEAD = 'expert,question,option,said_on,quote,source,source_title,source_publisher,source_published_on';
const MADE = 'm1,Minutes,Council,2024-10';
const row = (expert: string, quote = 'Yes', option = 'support', rest = MADE) =>
  `${expert},Weir levy,${option},2024-10-23,${quote},${rest}`;
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

type Files = { readonly [name: string]: string | Uint8Array };
type Outcome = { readonly code: number | null; readonly stderr: string; readonly stdout: string };

/** A folder with the files, and what the command says when it imports one of them. */
function placeWith(t: Test, files: Files) {
  const workplace = new Workplace(t, {});
  const put = (more: Files) => {
    for (const [name, content] of Object.entries(more)) writeFileSync(join(workplace.folder, name), content);
  };
  put(files);
  const run = (...args: string[]): Promise<Outcome> => workplace.runHere(['import', ...args]);
  const read = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    const store = openSqliteStore(workplace.database);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  return { put, run, read };
}

/** Imports the table and says which words of whom came in. */
async function wordsOf(t: Test, table: string | Uint8Array, ...options: string[]) {
  const { run, read } = placeWith(t, { 'a.csv': table });
  const { code, stderr } = await run('a.csv', '--create', ...options);
  t.equal(code, 0, stderr);
  return read(async (store) => {
    const said = await store.list('statement', {}, { limit: 50 });
    const words: [string | null, string | undefined][] = [];
    for (const { expert, quotes } of said.items)
      words.push([(await store.get('expert', expert))?.name ?? null, quotes[0]]);
    return words.sort();
  });
}

/** What is told of a table that cannot be read. */
async function faultsOf(t: Test, table: string, files: Files = {}, ...options: string[]): Promise<string[]> {
  const { run } = placeWith(t, { 'a.csv': table, ...files });
  const { code, stderr } = await run('a.csv', '--create', ...options);
  t.equal(code, 1);
  return stderr.trimEnd().split('\n').slice(1);
}

t.test('01: semicolons between the cells', async (t) => {
  const text = lines(HEAD, row('Ana Kos', '"We will pay; gladly"')).replaceAll(',', ';');
  t.strictSame(await wordsOf(t, text), [['Ana Kos', 'We will pay; gladly']]);
});

t.test('02: another encoding is told, and is exact where it is given', async (t) => {
  const text = Buffer.from(
    lines(HEAD, row('\u00c9lise M\u00fcller', '\u0093Tr\u00e8s bien\u0094 \u0096 na\u00efve')),
    'latin1',
  );
  const { run } = placeWith(t, { 'a.csv': text });
  t.match((await run('a.csv', '--create')).stderr, /a\.csv:2: is not UTF-8; .+windows-1252/);
  t.strictSame(await wordsOf(t, text, '--encoding', 'windows-1252'), [['Élise Müller', '“Très bien” – naïve']]);
});

t.test('04, 05, 08, 11: line ends of all kinds, a mark, rows of nothing, heads in another case', async (t) => {
  const once = [['Ana Kos', 'Yes']];
  t.strictSame(await wordsOf(t, lines(HEAD, row('Ana Kos')).replaceAll('\n', '\r')), once);
  t.strictSame(await wordsOf(t, `\ufeff${HEAD}\r\n${row('Ana Kos')}\n${row('Bo Li', '"No\nnever"', 'oppose')}\r`), [
    ...once,
    ['Bo Li', 'No\nnever'],
  ]);
  t.strictSame(await wordsOf(t, lines(HEAD, row('Ana Kos'), ',,,,,,,,', ',,,,,,,,')), once);
  const said = HEAD.split(',').map((name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' '));
  t.strictSame(await wordsOf(t, lines(said.join(','), row('Ana Kos'))), once);
});

t.test('10: an option by its label, in whatever case', async (t) => {
  const { run, read } = placeWith(t, {
    'a.csv': lines(
      HEAD,
      row('Ana Kos', 'Yes', 'Supports'),
      row('Bo Li', 'Yes', 'SUPPORT'),
      row('Cy Ng', 'Yes', ' support '),
    ),
  });
  t.equal((await run('a.csv', '--create')).code, 0);
  const { items } = await read((store) => store.list('position', {}, { limit: 9 }));
  t.strictSame(
    items.map(({ option }) => option),
    ['support', 'support', 'support'],
  );
});

t.test('12, 37: a line that names no column is one fault, which says where the names are', async (t) => {
  t.match(await faultsOf(t, lines(row('Ana Kos'))), [/^ {2}a\.csv:1: .+ it has "Ana Kos", .+"head: none"/]);
  const preamble = lines('Results of the panel,,,', ',,,', HEAD, row('Ana Kos'));
  t.match(await faultsOf(t, preamble), [/^ {2}a\.csv:1: .+ line 3 does; say so in a mapping with "head: 3"/]);
  const { run } = placeWith(t, { 'a.csv': preamble, 'm.yaml': 'head: 3\n' });
  t.match((await run('a.csv', '--create', '--mapping', 'm.yaml')).stdout, /positions: 1 created/);
});

t.test('15, 23, 29: names and words of every kind stay as they are', async (t) => {
  const names = ["Seán O'Brien", 'יעל כהן', 'محمد علي', '李明', 'Ng?', 'Đặng Thị Ngọc Thịnh', 'Ł. Ó. Ø'];
  const found = await wordsOf(t, lines(HEAD, ...names.map((name) => row(name))));
  t.strictSame(found.map(([name]) => name).sort(), names.toSorted());
  for (const words of ['“He said ‘pay up’ […] and left.”', '=1+1 is two', '-2 degrees', '+49 is the code', '@sum'])
    t.strictSame(await wordsOf(t, lines(HEAD, row('Ana Kos', `"${words}"`))), [['Ana Kos', words]]);
});

t.test('15b, 38: two names under one id are a fault that shows both', async (t) => {
  const two = lines(HEAD, row("Sean O'Brien"), row('Sean O Brien', 'No', 'oppose'));
  t.match(await faultsOf(t, two), [/^ {2}a\.csv:3:1: expert says "Sean O Brien" .+ line 2 says "Sean O'Brien"/]);
  const changed = lines(`${HEAD},expert_name`, `${row('e7')},Ana Kos`, `${row('e7', 'No', 'oppose')},Ana Kos-Berg`);
  t.match(await faultsOf(t, changed), [/^ {2}a\.csv:3:10: expert_name says "Ana Kos-Berg" .+ line 2 says "Ana Kos"/]);
});

t.test('20: a vote that is read otherwise corrects the position, for a reason', async (t) => {
  const votes = (vote: string) => lines('motion,session,member,vote', `7,march,Ana Kos,${vote}`);
  const mapping = `columns: { expert: "{member}", question: "motion-{motion}", question_title: "Motion {motion}",
    source: "minutes-{session}", source_title: "Minutes {session}", source_publisher: Council,
    source_published_on: "2024-03-01", option: "{vote}", paraphrase: As the minutes record it., attribution: record }
values: { option: { "yes": support, "no": oppose } }
`;
  const { run } = placeWith(t, { 'a.csv': votes('yes'), 'b.csv': votes('no'), 'm.yaml': mapping });
  t.equal((await run('a.csv', '--create', '--mapping', 'm.yaml')).code, 0);
  t.match((await run('b.csv', '--mapping', 'm.yaml')).stderr, /reason is required/);
  t.match(
    (await run('b.csv', '--mapping', 'm.yaml', '--reason', 'Misread.')).stdout,
    /positions: 0 created, 1 updated/,
  );
});

t.test('21: blanks that do not break and signs that nobody sees stay in words, and none around a cell', async (t) => {
  const told = lines(HEAD, row('Ana Kos'), row('Bo\u00a0Li', 'a\u200bb'), row(' Cy Ng ', '"  padded  "'));
  t.strictSame(await wordsOf(t, told), [
    ['Ana Kos', 'Yes'],
    ['Bo\u00a0Li', 'a\u200bb'],
    ['Cy Ng', 'padded'],
  ]);
  const [fault] = await faultsOf(t, lines(HEAD, row('Bo\u200bLi')));
  t.match(fault, /a\.csv:2:1: .*U\+200B/);
});

t.test('22: rows that are no rows of such a table are told', async (t) => {
  t.match(await faultsOf(t, lines(HEAD, row('Ana Kos', 'He said "never" again'))), [
    /^ {2}a\.csv:2: .+quote \(""?"?\)/,
  ]);
  t.match(await faultsOf(t, lines(HEAD, row('Bo Li', 'We pay, and gladly'))), [/^ {2}a\.csv:2: has 10 cells/]);
});

t.test('25: of two coders of the same words both are kept', async (t) => {
  const { run, read } = placeWith(t, {
    'a.csv': lines(`${HEAD},recorded_by`, `${row('Ana Kos')},coder A`, `${row('Ana Kos', 'Yes', 'oppose')},coder B`),
  });
  t.match((await run('a.csv', '--create')).stdout, /statements: 1 created[\s\S]+positions: 2 created/);
  const { items } = await read((store) => store.list('position', {}, { limit: 9 }));
  t.strictSame(items.map(({ recordedBy, option }) => `${recordedBy} ${option}`).sort(), [
    'coder A support',
    'coder B oppose',
  ]);
  t.match((await run('a.csv')).stdout, /positions: 0 created, 0 updated, 2 unchanged/);
});

t.test('26: annotations: what is a reply is left out, and a stamp is its day', async (t) => {
  const { run, read } = placeWith(t, {
    'a.csv': lines(
      'Created at,Author,Page,URL,Group,Type,Quote,Comment,Tags',
      '2024-12-20 10:09,coder1,,https://example.com/a,lab,Annotation,"We may have to ""pay""\nin the end",,Ana Kos',
      '2024-12-20 10:11,coder1,,https://example.com/a,lab,Reply,,I agree,',
    ),
    'm.yaml': `columns: { expert: "{Tags}", question: weir-levy, question_title: Weir levy, option: "{Type}", quote: "{Quote}",
  source: "{URL}", source_url: "{URL}", source_publisher: Web, source_published_on: "{Created at}",
  recorded_by: "{Author}", note: "{Comment}" }
values: { option: { Annotation: support, Reply: null } }
ignore: [Page, Group]
`,
  });
  const { stdout, stderr } = await run('a.csv', '--create', '--mapping', 'm.yaml');
  t.match(stdout, /rows: 2 read, 1 left out[\s\S]+positions: 1 created/, stderr);
  const { items } = await read((store) => store.list('statement', {}, { limit: 9 }));
  t.match(items, [{ quotes: ['We may have to "pay"\nin the end'], saidOn: '2024-12-20' }]);
});

t.test('31: a slip that was mended is a correction, and no second position', async (t) => {
  const { run, put, read } = placeWith(t, {
    'a.csv': lines(HEAD, row('Ana Kos', 'We wil pay.'), row('Bo Li', 'Aye.')),
  });
  await run('a.csv', '--create');
  put({ 'a.csv': lines(HEAD, row('Ana Kos', 'We will pay.'), row('Bo Li', 'Aye.')) });
  const { stdout } = await run('a.csv', '--reason', 'Typed wrongly.');
  t.match(stdout, /statements: 0 created, 1 updated, 1 unchanged\npositions: 0 created, 0 updated, 2 unchanged/);
  await read(async (store) => {
    const corrections = await store.changesBefore(Number.MAX_SAFE_INTEGER, 9, { corrections: true });
    t.match(corrections, [{ entity: 'statement', reason: 'Typed wrongly.' }]);
    t.equal((await store.list('position', {}, { limit: 9 })).items.length, 2);
  });
});

t.test('33: a long question has a short title, and all of it for a proposition', async (t) => {
  const long = `All else equal, ${'the plan of the bank will raise the expected growth, '.repeat(3)}at least.`;
  const { run, read } = placeWith(t, { 'a.csv': lines(HEAD, row('Ana Kos').replace('Weir levy', `"${long}"`)) });
  const { code, stderr } = await run('a.csv', '--create');
  t.equal(code, 0, stderr);
  const [question] = (await read((store) => store.list('question', {}, { limit: 2 }))).items;
  t.equal(question?.proposition, long);
  t.match(question?.title, /^All else equal, .+…$/);
  t.ok((question?.title.length ?? 0) <= 100);
});

const SURVEY = `question: q1, question_title: Q1, source: s1, source_title: Survey, source_publisher: Panel, source_published_on: "2013"`;

t.test('35: of two columns of one name the second is told, and can be used', async (t) => {
  const table = lines('name,Answer,Confidence,Answer,Confidence', 'Ana Kos,support,5,oppose,3');
  const mapping = (answer: string, ignored: string) =>
    `columns: { expert: "{name}", option: "${answer}", paraphrase: Answered., ${SURVEY} }\nignore: [${ignored}]\n`;
  t.match(await faultsOf(t, table, { 'm.yaml': mapping('{Answer}', 'Confidence') }, '--mapping', 'm.yaml'), [
    /^ {2}a\.csv:1:4: Answer has the name of column 2, .+\{Answer#2\}/,
  ]);
  const { run, read } = placeWith(t, { 'a.csv': table, 'm.yaml': mapping('{Answer#2}', 'Confidence, "#2"') });
  const { code, stderr } = await run('a.csv', '--create', '--mapping', 'm.yaml');
  t.equal(code, 0, stderr);
  t.match((await read((store) => store.list('position', {}, { limit: 2 }))).items, [{ option: 'oppose' }]);
});

t.test('36: a column in a template may be empty where that is said', async (t) => {
  const table = lines('name,vote,comment', 'Ana Kos,support,', 'Bo Li,oppose,Too dear.');
  const mapping = (comment: string) =>
    `columns: { expert: "{name}", option: "{vote}", paraphrase: "Answered the survey. ${comment}", ${SURVEY} }\n`;
  t.match(await faultsOf(t, table, { 'm.yaml': mapping('{comment}') }, '--mapping', 'm.yaml'), [
    /^ {2}a\.csv:2:3: paraphrase .+ write \{comment\?\} where that may be so/,
  ]);
  const { run, read } = placeWith(t, { 'a.csv': table, 'm.yaml': mapping('{comment?}') });
  t.equal((await run('a.csv', '--create', '--mapping', 'm.yaml')).code, 0);
  const { items } = await read((store) => store.list('statement', {}, { limit: 2 }));
  t.strictSame(items.map(({ paraphrase }) => paraphrase).sort(), [
    'Answered the survey.',
    'Answered the survey. Too dear.',
  ]);
});
