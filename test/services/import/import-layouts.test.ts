/** Tables as people have them: whatever stands between, before, below and in their cells. */
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { importTables } from '../../../src/services/import/import-tables.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { faultsOf, importText, only, tableFrom } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const empty = (t: Test): Promise<Store> => storeOf(t, story());
const HEAD = 'expert,question,option,said_on,quote,source,source_title,source_publisher,source_published_on';
const REST = 'm1,Minutes,Council,2024-10';
const SURVEY = { source: 's1', source_title: 'Survey', source_publisher: 'Panel', source_published_on: '2013' };
const optionsIn = async (store: Store) =>
  (await store.list('position', {}, { limit: 10 })).items.map(({ option }) => option);

t.test('semicolons between cells, and an encoding that is told', async (t) => {
  const store = await empty(t);
  const semicolons = `${HEAD.replaceAll(',', ';')}\nAna Kos;Weir levy;support;2024-10-23;"We will pay; gladly";${REST.replaceAll(',', ';')}\n`;
  await importText(store, semicolons);
  t.strictSame((await only(store)).statement.quotes, ['We will pay; gladly']);
  const other = await empty(t);
  const bytes = Buffer.from(
    `${HEAD}\n\u0089lise M\u00fcller,Weir levy,support,2024-10-23,\u0093tr\u00e8s bien\u0094 \u0096 na\u00efve,${REST}\n`.replace(
      '\u0089',
      '\u00c9',
    ),
    'latin1',
  );
  const table = tableFrom(bytes, { encoding: 'windows-1252' });
  await importTables(other, [table], { create: true }, { ...RECORDED, reason: null });
  const { position, statement } = await only(other);
  t.strictSame(statement.quotes, ['“très bien” – naïve']);
  t.equal((await other.get('expert', position.expert))?.name, 'Élise Müller');
});

t.test('rows of nothing are passed over, and so is a column without a name in which nothing stands', async (t) => {
  const store = await empty(t);
  const { rows } = await importText(
    store,
    `${HEAD},\nAna Kos,Weir levy,support,2024-10-23,Yes,${REST},\n,,,,,,,,,\n , ,,,,,,,,\n`,
  );
  t.equal(rows, 1);
  t.strictSame(await faultsOf(store, `${HEAD},\nAna Kos,Weir levy,support,2024-10-23,Yes,${REST},7\n`), [
    '2:10 stands in a column without a name, number 10 of 10; name it, or use it in a mapping as {#10}',
  ]);
});

t.test('an option is found by its id or its label, whatever the case, and cells are trimmed', async (t) => {
  const store = await empty(t);
  const [first, second, third] = ['Supports', 'SUPPORT', ' leans IN favour '].map(
    (option, at) => `E${at} Kos,Weir levy,${option},2024-10-23, Yes ,${REST}`,
  );
  await importText(store, [HEAD, first, second, third].join('\n'));
  t.strictSame((await optionsIn(store)).toSorted(), ['lean-support', 'support', 'support']);
  const statements = (await store.list('statement', {}, { limit: 10 })).items;
  t.ok(statements.every(({ quotes }) => quotes[0] === 'Yes'));
  t.match(await faultsOf(store, `${HEAD}\nAna Kos,Weir levy,suports,2024-10-23,No,${REST}\n`), [
    /^2:3 option .*"suports"/,
  ]);
});

t.test('the names of columns are the same whatever their case and signs', async (t) => {
  const store = await empty(t);
  await importText(
    store,
    `Expert,QUESTION,Option,Said on,Quote,Source,Source title,source-publisher,SourcePublishedOn\nAna Kos,Weir levy,support,2024-10-23,Yes,${REST}\n`,
  );
  t.equal((await only(store)).statement.saidOn, '2024-10-23');
  t.strictSame(await faultsOf(store, `${HEAD},Said on\nAna Kos,Weir levy,support,2024-10-23,Yes,${REST},2024\n`), [
    '1:10 Said on is the name of column 4 already',
  ]);
});

t.test('a table of another program is one fault, though a name or two are ours', async (t) => {
  const store = await empty(t);
  const theirs = 'code,source,quote,coder,note\nFor it,Hearing,Yes,Ann,\n';
  t.match(await faultsOf(store, theirs), [
    /^1 names none of expert, question, option: it has "code", "source", "quote", "coder" …; where these are names, .+--draft-mapping/,
  ]);
  const annotations = '{"rows": [{"uri": "https://example.com/a", "target": []}]}';
  const table = tableFrom(annotations, { format: 'json' });
  const { violations } = await refusal(importTables(store, [table], { create: true }, { ...RECORDED, reason: null }));
  t.match(violations, [{ line: 1, message: /^names none of .+ "Created at", .+ …; say in a mapping what each is/ }]);
  t.match(await faultsOf(store, 'code,code_parent,code_path,code_id,quote\nFor it,,,c1,Yes\n'), [
    /it is a project of another program, .+ which code is which option/,
  ]);
  t.match(await faultsOf(store, 'source,quote,mood\nm1,Yes,bad\n'), [
    /expert is required/,
    /question/,
    /option/,
    /mood/,
  ]);
});

t.test('a line that names no column is one fault, with the line that does', async (t) => {
  const store = await empty(t);
  const row = `Ana Kos,Weir levy,support,2024-10-23,Yes,${REST}`;
  t.strictSame(await faultsOf(store, `${row}\n${row}\n`), [
    '1 names none of expert, question, option: it has "Ana Kos", "Weir levy", "support", "2024-10-23" …; where these are names, say in a mapping what each is (standpoint import --draft-mapping makes a first one); where they are data, add a line of names, or say in a mapping which line has them ("head: 3"), or that none has ("head: none")',
  ]);
  t.match(await faultsOf(store, 'Name;Frage;Antwort\nAna Kos;Wehrabgabe;Ja\n'), [
    /^1 names none of expert, question, option: it has "Name", "Frage", "Antwort"; where these are names, .+--draft-mapping/,
  ]);
  for (const line of [HEAD.replaceAll(',', '  '), `"${HEAD}"`])
    t.match(await faultsOf(store, `${line}\n`), [/the line is read as one cell, "expert.+ no quotation marks around/]);
  t.match(await faultsOf(store, '<!DOCTYPE html>\n<table><tr><td>Ana Kos</td></tr></table>\n'), [
    /looks like a web page and not like a table, beginning "<!DOCTYPE html>"; .+ save it as CSV/,
  ]);
  const text = `Results of the panel,,,,,,,,\n,,,,,,,,\n${HEAD}\n${row}\n`;
  t.strictSame(await faultsOf(store, text), [
    '1 names none of expert, question, option: it looks like a title, beginning "Results of the panel"; line 3 does; say so in a mapping with "head: 3", or delete what stands before it',
  ]);
  t.equal((await importText(store, text, { mapping: { head: 3 } })).rows, 1);
  t.match(await faultsOf(store, 'Our survey;;\n;;\nName;Frage;Antwort\nAna Kos;Wehrabgabe;Ja\n'), [
    /^1 names none of .+ looks like a title, beginning "Our survey"; line 3 may name them; say so in a mapping with "head: 3" \(/,
  ]);
  t.match(await faultsOf(store, 'Our survey;\nName;Antwort\nAna Kos;Ja\n'), [/it has "Our survey", "";/]);
  const none = await empty(t);
  const columns = {
    expert: '{#1}',
    question: '{#2}',
    option: '{#3}',
    said_on: '{#4}',
    quote: '{#5}',
    source: '{#6}',
    source_title: '{#7}',
    source_publisher: '{#8}',
    source_published_on: '{#9}',
  };
  t.equal((await importText(none, `${row}\n`, { mapping: { head: 'none', columns } })).rows, 1);
  t.equal((await only(none)).position.expert, 'ana-kos');
  t.strictSame(
    await faultsOf(none, '{"expert":"Ana Kos"}', { format: 'ndjson', mapping: { head: 3 } }).then((it) =>
      it.slice(0, 1),
    ),
    ['/mapping/head is for tables in which a line names the columns'],
  );
});

t.test('of two columns with one name the second has a number; none is passed over without a word', async (t) => {
  const store = await empty(t);
  const text = 'name,Answer,Confidence,Answer,Confidence\nAna Kos,support,5,oppose,3\n';
  const columns = {
    expert: '{name}',
    question: 'q1',
    question_title: 'Q1',
    option: '{Answer}',
    paraphrase: 'Answered.',
    ...SURVEY,
  };
  t.strictSame(await faultsOf(store, text, { mapping: { columns, ignore: ['Confidence'] } }), [
    '1:4 Answer has the name of column 2, and is taken for nothing: say what it is (in a mapping with {Answer#2}), or that it is not wanted (there under "ignore")',
  ]);
  await importText(store, text, {
    mapping: { columns: { ...columns, option: '{Answer#2}' }, ignore: ['Confidence', 'Answer'] },
  });
  t.strictSame(await optionsIn(store), ['oppose']);
});

t.test('a template may have a column that is empty, and a name may end in a question mark', async (t) => {
  const store = await empty(t);
  const text = 'name,vote,comment,Sure?\nAna Kos,support,,yes\nBo Li,oppose,Too dear.,\n';
  const columns = { expert: '{name}', question: 'q1', question_title: 'Q1', option: '{vote}', ...SURVEY };
  const paraphrase = 'Answered the survey. {comment}';
  t.strictSame(await faultsOf(store, text, { mapping: { columns: { ...columns, paraphrase }, ignore: ['Sure?'] } }), [
    '2:3 paraphrase (comment) is required, or another cell with the words: a quote or a paraphrase: what is made of it is empty as "comment" is; write {comment?} where that may be so',
  ]);
  await importText(store, text, {
    mapping: { columns: { ...columns, paraphrase: 'Answered the survey. {comment?}', note: 'Sure: {Sure?|not said}' } },
  });
  const statements = (await store.list('statement', {}, { limit: 10 })).items;
  t.strictSame(statements.map((it) => it.paraphrase).toSorted(), [
    'Answered the survey.',
    'Answered the survey. Too dear.',
  ]);
  const positions = (await store.list('position', {}, { limit: 10 })).items;
  t.strictSame(positions.map((it) => it.note).toSorted(), ['Sure: not said', 'Sure: yes']);
});

t.test(
  'spellings are the same whatever their case, and those that are not listed may be kept or left empty',
  async (t) => {
    const store = await empty(t);
    const text = `${HEAD},who\nAna Kos,Weir levy, JA ,2024-10-23,Yes,${REST},\nBo Li,Weir levy,oppose,2024-10-23,No,${REST},x\n`;
    const mapping = { values: { option: { ja: 'support' } }, ignore: ['who'] };
    t.match(await faultsOf(store, text, { mapping }), [/^3:3 option "oppose" is not listed/]);
    await importText(store, text, { mapping: { ...mapping, otherwise: { option: 'keep' } } });
    t.strictSame((await optionsIn(store)).toSorted(), ['oppose', 'support']);
    t.match(await faultsOf(store, text, { mapping: { ...mapping, otherwise: { option: 'empty' } } }), [
      /^3:3 option is required/,
    ]);
    const both = { values: { option: { Y: 'support', y: 'oppose' } }, ignore: ['who'] };
    t.strictSame(
      await faultsOf(store, `${HEAD}\nAna Kos,Weir levy,Y,2024-10-24,So,${REST}\n`, {
        mapping: { ...both, ignore: [] },
      }).catch(() => 'none'),
      'none',
    );
  },
);

t.test('a question too long for the head of a table has a short title, and all of it for a proposition', async (t) => {
  const store = await empty(t);
  const question = `The council should ${'very '.repeat(30)}soon build a weir`;
  const text = `${HEAD}\nAna Kos,${question},support,2024-10-23,Yes,${REST}\nBo Li,${question},oppose,2024-10-23,No,${REST}\n`;
  await importText(store, text);
  const [made] = (await store.list('question', {}, { limit: 2 })).items;
  t.equal(made?.proposition, question);
  t.equal(made?.title, `${question.slice(0, 99)}…`);
  t.equal((await importText(store, text)).report.position.unchanged, 2);
});

t.test('two long questions that begin alike are two', async (t) => {
  const store = await empty(t);
  const asked = ['plan (see the link) are', 'plan are'].map(
    (rest) =>
      `If all of the seven actions to protect the workers of this country in the ${rest} done, people will gain.`,
  );
  const rows = asked.map((question) => `Ana Kos,"${question}",support,2024-10-23,Yes,${REST}`);
  const text = `${[HEAD, ...rows].join('\n')}\n`;
  t.equal((await importText(store, text)).report.question.created, 2);
  const propositions = (await store.list('question', {}, { limit: 9 })).items.map(({ proposition }) => proposition);
  t.strictSame(propositions.sort(), [...asked].sort());
  t.equal((await importText(store, text)).report.position.unchanged, 2);
});

t.test('a name in a script without case is a name, though an id may look so', async (t) => {
  const store = await empty(t);
  const row = (expert: string) => `${expert},核电站,support,2024-10-23,Yes,${REST}`;
  await importText(store, [HEAD, row('李明'), row('ליברמן')].join('\n'));
  t.strictSame((await store.list('expert', {}, { limit: 9 })).items.map(({ name }) => name).toSorted(), [
    'ליברמן',
    '李明',
  ]);
  t.equal((await store.get('question', '核电站'))?.title, '核电站');
  t.match(await faultsOf(store, [HEAD, row('ada-lind')].join('\n')), [/to make it takes expert_name$/]);
});
