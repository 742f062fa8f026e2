import { mock } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import t from 'tap';
import { cellText, sheetName } from '../../../src/formats/workbook/text.ts';
import { xlsx } from '../../../src/formats/workbook/xlsx.ts';
import { answerOfBundle } from '../../helpers/fixtures/grounds.ts';
import { harbour } from '../../helpers/fixtures/harbour.ts';
import { HOSTILE, hostileStory, nameOf } from '../../helpers/fixtures/hostile.ts';
import { answerOf, tableOfRows } from '../../helpers/fixtures/table.ts';
import { readBooks, whyNoOffice } from '../../helpers/formats/office.ts';

const skip = whyNoOffice();
const grid = answerOfBundle(harbour().bundle());
const workbook = async (answer: Parameters<typeof xlsx.render>[0]): Promise<Uint8Array> =>
  Buffer.from(await xlsx.render(answer));

const table = tableOfRows(
  ['score', 'day'],
  [
    [0.25, '2024'],
    [-1, '2024-10'],
    [3, '2024-10-23'],
    [4, 'illegible: \ufffd'],
  ],
);
const read = skip
  ? null
  : await readBooks(t, {
      grid: await workbook(grid),
      hostile: await workbook(answerOfBundle(hostileStory().bundle())),
      table: await workbook(answerOf(table)),
    });

/** What LibreOffice makes of a text: it knows one kind of line end. */
const asRead = (text: string): string => text.replaceAll('\r\n', '\n');

t.test('LibreOffice reads the same values back, on every sheet', { skip }, async (t) => {
  const sheets = read?.grid.sheets ?? new Map<string, string[][]>();
  t.strictSame([...sheets.keys()].sort(), ['Evidence', 'Notes', 'Sources', 'Stances']);
  t.strictSame(sheets.get('Stances'), [
    ['Expert', 'Bridge', 'Tolls'],
    ['Ada Lind', 'Supports', 'Took no side'],
    ['Ben Okafor', 'Leans against (inferred)', 'Opposes'],
    ['Cho Min-ji', 'Contested (1 for, 1 against)', '—'],
    ['Dan Silva', '—', 'Sees both sides'],
  ]);
  const evidence = sheets.get('Evidence') ?? [];
  t.strictSame(evidence[0], [
    ...['Expert', 'Question', 'Stance', 'Quote', 'Paraphrase', 'Said on', 'Day taken from'],
    ...['Source', 'Publisher', 'URL', 'Condition', 'Basis', 'Attribution'],
    ...['Signed with', 'Reported by', 'Spoke for', 'Language', 'Translations', 'Confidence'],
  ]);
  t.strictSame(
    evidence.slice(1).map(([expert, question, stance, quote, , saidOn]) => [expert, question, stance, quote, saidOn]),
    [
      ['Ada Lind', 'Bridge', 'Supports', '“Build” it & be done', '2024-06-12'],
      ['Ada Lind', 'Tolls', 'Took no side', '', '2024-05'],
      ['Ben Okafor', 'Bridge', 'Leans against', '', '2024-06-30'],
      ['Ben Okafor', 'Tolls', 'Opposes', 'not a\nsingle coin', '2024-06-30'],
      ['Cho Min-ji', 'Bridge', 'Supports', 'Always', '2024-06-01'],
      ['Cho Min-ji', 'Bridge', 'Opposes', 'Never', '2024-06-01'],
      ['Dan Silva', 'Tolls', 'Sees both sides', '', '2024-06-30'],
    ],
  );
  t.strictSame(
    sheets.get('Sources')?.map(([id]) => id),
    ['Id', 'gazette', 'post'],
  );
  const notes = new Map((sheets.get('Notes') ?? []).map(([what = '', words = '']) => [what, words]));
  t.equal(notes.get('Rule'), 'latest');
  t.equal(notes.get('As of'), 'all that is on record');
});

t.test('hostile text stays text with its exact characters, and nothing is a formula', { skip }, async (t) => {
  const { sheets, document = '' } = read?.hostile ?? {};
  const evidence = sheets?.get('Evidence') ?? [];
  for (const text of HOSTILE) {
    const row = evidence.find(([expert]) => expert === asRead(nameOf(text)));
    t.strictSame([row?.[3], row?.[10]], [asRead(text), asRead(text)], JSON.stringify(text));
  }
  t.notMatch(document, 'table:formula');
  t.match(document, 'office:value-type="string"');
});

t.test(
  'numbers are numbers, dates of whatever precision are text, and the sign of what could not be read stays',
  { skip },
  async (t) => {
    const { document = '' } = read?.table ?? {};
    t.match(document, 'illegible: \ufffd');
    for (const number of ['0.25', '-1', '3']) t.match(document, `office:value-type="float" office:value="${number}"`);
    t.notMatch(document, 'office:value-type="date"');
  },
);

t.test('the head of every sheet is bold and stays in sight', async (t) => {
  const files = unzipSync(await workbook(grid));
  const sheets = Object.keys(files).filter((name) => /^xl\/worksheets\/sheet\d\.xml$/.test(name));
  t.equal(sheets.length, 4);
  for (const name of sheets) t.match(strFromU8(files[name] ?? new Uint8Array()), /<pane ySplit="1"[^>]*state="frozen"/);
  t.match(strFromU8(files['xl/styles.xml'] ?? new Uint8Array()), '<b/>');
});

t.test(
  'a sheet prints in landscape, as wide as the paper, with its head on each page, and a table has a filter',
  async (t) => {
    const files = unzipSync(await workbook(grid));
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    const stances = text('xl/worksheets/sheet1.xml');
    t.match(stances, /<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
    t.match(
      stances,
      /<\/sheetData><autoFilter ref="A1:C\d+"\/><pageMargins [^>]*><pageSetup [^>]*orientation="landscape"/,
    );
    const book = text('xl/workbook.xml');
    t.equal(book.match(/<definedNames/g)?.length, 1);
    t.match(book, `<definedName name="_xlnm.Print_Titles" localSheetId="0">&#39;Stances&#39;!$1:$1</definedName>`);
    t.match(text('xl/styles.xml'), '<name val="Calibri"/><sz val="11"/>');
  },
);

t.test('the same answer is the same bytes, whenever it is made', async (t) => {
  mock.timers.enable({ apis: ['Date'], now: new Date('2024-07-01T09:00:00Z') });
  t.teardown(() => mock.timers.reset());
  const before = await workbook(grid);
  mock.timers.setTime(Date.parse('2031-02-03T04:05:06Z'));
  t.equal(Buffer.compare(await workbook(grid), before), 0);
});

t.test('a text too long for a cell ends with a note that says so', async (t) => {
  const long = cellText('😀'.repeat(20_000));
  t.equal(long.length <= 32_767, true);
  t.equal(long.isWellFormed(), true);
  t.match(long, /cut here: a cell of a spreadsheet holds no more\]$/);
  t.equal(cellText('x'.repeat(32_767)), 'x'.repeat(32_767));
});

t.test('characters that a file cannot hold are written as their codes, and codes as they are', async (t) => {
  t.equal(cellText('a\r\nb'), 'a_x000D_\nb');
  t.equal(cellText('\u{1fffe}'), '_xD83F__xDFFE_');
  t.equal(cellText('_x0041_'), '_x005F_x0041_');
  t.equal(cellText('snake_case _x_ 😀'), 'snake_case _x_ 😀');
});

t.test('a sheet has a name that a spreadsheet takes, and no two have the same', async (t) => {
  const taken = new Set<string>();
  t.equal(sheetName("'What: is [this]?/\\*'", taken), 'What is this');
  t.equal(sheetName('WHAT IS THIS', taken), 'WHAT IS THIS 2');
  t.equal(sheetName('\n', taken), 'Table');
  const long = sheetName(`${'x'.repeat(30)}😀`, taken);
  t.equal(long.length <= 31 && long.isWellFormed(), true);
});

t.test('an answer without tables for people is a mistake of the program', async (t) => {
  await t.rejects(async () => xlsx.render({ document: {} }), TypeError);
});
