/** Projects and codebooks of programs for qualitative analysis, as tables and through the import. */
import { strToU8, zipSync } from 'fflate';
import t from 'tap';
import { TABLE_FORMATS } from '../../src/intake/formats.ts';
import { AS_IT_SAYS } from '../../src/intake/table-reading.ts';
import { importTables } from '../../src/services/import/import-tables.ts';
import { refusal } from '../helpers/asserts/refusal.ts';
import { allOf, piecesOf, tableFrom } from '../helpers/fixtures/coded.ts';
import { RECORDED } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';
import { storeOf } from '../helpers/store/tell.ts';

const CODES = `<CodeBook><Codes>
  <Code guid="C0" name="Weir levy" isCodable="true"><Description>A levy for the weir.</Description>
    <Code guid="C1" name="For it" isCodable="true"/><Code guid="C2" name="Against it" isCodable="true"/></Code>
  <Code guid="C3" name="Mood" isCodable="true"/></Codes></CodeBook>`;
/** With a letter of two units before what was marked. */
const HEARING = '🚢 Moreau: We will &amp; must pay.';
const MINUTES = 'Okoye:\r\nNot another bill.\r\n';

const selection = (guid: string, [from, to]: readonly [number, number], codings: string, name = '') =>
  `<PlainTextSelection guid="${guid}" name="${name}" startPosition="${from}" endPosition="${to}" creatingUser="U1" creationDateTime="2026-03-12T10:00:00Z">${codings}</PlainTextSelection>`;
const coding = (code: string, user = 'U1', at = '2026-03-12T10:00:00Z') =>
  `<Coding guid="X" creatingUser="${user}" creationDateTime="${at}"><CodeRef targetGUID="${code}"/></Coding>`;

const projectOf = (sources: string) => `<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Weir"><Users><User guid="u1" name="Ann"/><User guid="U2" name="Bob"/></Users>
${CODES}<Variables><Variable guid="V1" name="Party" typeOfVariable="Text"/></Variables>
<Cases><Case guid="K1" name="Élise Moreau"><VariableValue><VariableRef targetGUID="V1"/><TextValue>Green List</TextValue></VariableValue><SelectionRef targetGUID="S1"/></Case>
<Case guid="K2" name="Daniel Okoye"><SourceRef targetGUID="T2"/></Case></Cases>
<Sources>${sources}</Sources></Project>`;
const TEXTS = `<TextSource guid="T1" name="Hearing"><PlainTextContent>${HEARING}</PlainTextContent>${selection('S1', [10, 29], `<Description>Firmly.</Description>${coding('C1')}${coding('C2', 'U2')}`)}</TextSource>
<TextSource guid="T2" name="Minutes" plainTextPath="internal://t2.txt">${selection('S2', [7, 24], coding('c2', 'U2', '2026-03-13T09:30:00Z'))}${coding('C3')}</TextSource>
<PDFSource guid="T3" name="Leaflet"><PDFSelection guid="S3" page="2" name="box">${coding('C1')}</PDFSelection></PDFSource>`;

const qdpx = (project: string, files: { readonly [name: string]: string } = { 'sources/T2.txt': MINUTES }) =>
  zipSync({
    'project.qde': strToU8(project),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  });

const read = async (bytes: Uint8Array, format: 'qdpx' | 'qdc' = 'qdpx') => {
  const { columns, rows } = await allOf(tableFrom(bytes, { format }));
  const names = columns.map(({ name }) => name);
  return rows.map(({ cells }) =>
    Object.fromEntries(cells.flatMap((cell, at) => (cell === null ? [] : [[names[at] ?? '', cell]]))),
  );
};

t.test('each passage is a row for each code that somebody gave it, with its words and its place', async (t) => {
  const coder = (name: string, at = '2026-03-12T10:00:00Z') => ({ coder: name, coded_at: at });
  const ofWeir = { code_parent: 'Weir levy' };
  const [forIt, against] = [
    { ...ofWeir, code: 'For it', code_path: 'Weir levy > For it', code_id: 'c1' },
    { ...ofWeir, code: 'Against it', code_path: 'Weir levy > Against it', code_id: 'c2' },
  ];
  const said = {
    ...{ source: 'Hearing', source_id: 't1', quote: 'We will & must pay.', start: '10', end: '29' },
    ...{ note: 'Firmly.', case: 'Élise Moreau', 'variable Party': 'Green List' },
  };
  const minutes = { source: 'Minutes', source_id: 't2', case: 'Daniel Okoye' };
  t.strictSame(await read(qdpx(projectOf(TEXTS))), [
    { ...forIt, ...coder('Ann'), ...said },
    { ...against, ...coder('Bob'), ...said },
    { code: 'Mood', code_path: 'Mood', code_id: 'c3', ...coder('Ann'), ...minutes },
    {
      ...{ ...against, ...coder('Bob', '2026-03-13T09:30:00Z'), ...minutes },
      ...{ quote: 'Not another bill.', start: '7', end: '24' },
    },
    { ...forIt, ...coder('Ann'), source: 'Leaflet', source_id: 't3', page: '3' },
  ]);
});

t.test('whether the end of a line is one character or two is told by what passages are called', async (t) => {
  const inTwo = TEXTS.replace(
    'name="" startPosition="7" endPosition="24"',
    'name="Not another…" startPosition="8" endPosition="25"',
  );
  t.not(inTwo, TEXTS);
  const quotes = (await read(qdpx(projectOf(inTwo.replace('Not another…', 'Not another b'))))).map(
    ({ quote }) => quote,
  );
  t.ok(quotes.includes('Not another bill.'), quotes.join('; '));
});

t.test('what was said in a recording is found between its points in the transcript', async (t) => {
  const points = [
    [0, 'P0'],
    [6, 'P1'],
    [18, 'P2'],
  ]
    .map(([at, id]) => `<SyncPoint guid="${id}" position="${at}"/>`)
    .join('');
  const recording = `<AudioSource guid="A1" name="Radio"><Transcript guid="R1" plainTextPath="internal://r1.txt">${points}<TranscriptSelection guid="S9" fromSyncPoint="P1" toSyncPoint="P2">${coding('C1')}</TranscriptSelection></Transcript></AudioSource>`;
  const rows = await read(qdpx(projectOf(recording), { 'Sources/R1.txt': 'Host: Build it now! Thanks.' }));
  t.match(rows, [{ source: 'Radio', quote: 'Build it now', start: '6', end: '18' }]);
});

t.test('a codebook is a row for each code, with those above it', async (t) => {
  t.strictSame(
    await read(
      strToU8(`<?xml version="1.0"?>${CODES.replace('<CodeBook>', '<CodeBook xmlns="urn:QDA-XML:codebook:1.0">')}`),
      'qdc',
    ),
    [
      { code: 'Weir levy', code_path: 'Weir levy', code_id: 'c0', note: 'A levy for the weir.' },
      { code: 'For it', code_parent: 'Weir levy', code_path: 'Weir levy > For it', code_id: 'c1' },
      { code: 'Against it', code_parent: 'Weir levy', code_path: 'Weir levy > Against it', code_id: 'c2' },
      { code: 'Mood', code_path: 'Mood', code_id: 'c3' },
    ],
  );
});

t.test('what is none, or lacks a text, says so', async (t) => {
  for (const [bytes, why, format] of [
    [qdpx('<Project><Users>'), /REFI-QDA project.*never closed/, 'qdpx'],
    [qdpx('<Workbook/>'), /holds <Workbook>/, 'qdpx'],
    [zipSync({ 'readme.txt': strToU8('x') }), /no project\.qde/, 'qdpx'],
    [qdpx(projectOf(TEXTS), {}), /the text of the source "Minutes" \(internal:\/\/t2\.txt\) is not in it/, 'qdpx'],
    [strToU8('code,parent\n'), /codebook.*no element/, 'qdc'],
  ] as const)
    t.match((await refusal(read(bytes, format))).violations, [{ message: why }]);
});

t.test('codes become questions and options by a mapping, and coders stay apart', async (t) => {
  const store = await storeOf(t, story());
  const mapping = {
    columns: {
      ...{ expert: '{case}', expert_affiliation: '{variable Party}', question: '{code_parent}', option: '{code}' },
      ...{ quote: '{quote}', source: '{source}', source_title: '{source}', source_publisher: 'Council of Brackwater' },
      ...{ source_published_on: '2026-03-11', recorded_by: '{coder}', recorded_at: '{coded_at}', note: '{note?}' },
    },
    values: { option: { 'For it': 'support', 'Against it': 'oppose', Mood: null } },
    skip: { source: ['Leaflet'] },
    ignore: ['code_path', 'code_id', 'source_id', 'start', 'end', 'page'],
  };
  const table = TABLE_FORMATS.qdpx.read('weir.qdpx', piecesOf(qdpx(projectOf(TEXTS))), AS_IT_SAYS);
  const open = () => table;
  const { rows, leftOut } = await importTables(
    store,
    [table],
    { create: true, mapping: { written: mapping, open } },
    { ...RECORDED, reason: null },
  );
  t.strictSame([rows, leftOut.map(({ spelling }) => spelling)], [5, ['Leaflet', 'Mood']]);
  const { items } = await store.list('position', {}, { limit: 9 });
  t.strictSame(
    items.map(({ expert, question, option, recordedBy }) => [expert, question, option, recordedBy].join(' ')).sort(),
    ['daniel-okoye weir-levy oppose Bob', 'élise-moreau weir-levy oppose Bob', 'élise-moreau weir-levy support Ann'],
  );
});
