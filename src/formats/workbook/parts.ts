/** The parts of a workbook (ECMA-376 parts 1 and 2): what is in the package, the book with its sheets, looks and texts. */
import type { ArchiveFile } from '../archive/zip-stream.ts';
import { markup } from '../markup.ts';
import { rangeOf, sheetXml, type WorkSheet } from './sheet-xml.ts';
import { STYLES } from './styles.ts';
import { WorkbookTexts } from './workbook-texts.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The files of a workbook in the order in which they are packed: the texts last, since the sheets say which there are. */
export async function* workbookParts(sheets: readonly WorkSheet[]): AsyncGenerator<ArchiveFile> {
  const texts = new WorkbookTexts();
  const part = (name: string, xml: string): ArchiveFile => ({ name, texts: [XML + xml] });
  yield part('[Content_Types].xml', contentTypes(sheets));
  yield part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  yield part('xl/workbook.xml', book(sheets));
  yield part(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
  );
  yield { name: 'xl/styles.xml', texts: [STYLES] };
  for (const [index, sheet] of sheets.entries())
    yield { name: `xl/worksheets/sheet${index + 1}.xml`, texts: gathered(sheetXml(sheet, texts, index === 0)) };
  yield { name: 'xl/sharedStrings.xml', texts: gathered(texts.xml()) };
}

/** What each file is; the sheets by their numbers from 1. */
const contentTypes = (sheets: readonly WorkSheet[]): string =>
  markup`<Types xmlns="${PACKAGE}/content-types">${[
    markup`<Default Extension="xml" ContentType="application/xml"/>`,
    markup`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    override('workbook.xml', 'sheet.main'),
    override('sharedStrings.xml', 'sharedStrings'),
    override('styles.xml', 'styles'),
    sheets.map((_, index) => override(`worksheets/sheet${index + 1}.xml`, 'worksheet')),
  ]}</Types>`.text;

const override = (name: string, type: string) =>
  markup`<Override PartName="/xl/${name}" ContentType="${SPREADSHEET}.${type}+xml"/>`;

/** Files that a file refers to, by kind and place; each has the number at which it stands, from 1. */
const relations = (files: readonly (readonly [kind: string, target: string])[]): string =>
  markup`<Relationships xmlns="${PACKAGE}/relationships">${files.map(
    ([kind, target], index) =>
      markup`<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  )}</Relationships>`.text;

/** The sheets by name; Excel finds what is repeated on each printed page, and the range of a filter, by names of its own. */
const book = (sheets: readonly WorkSheet[]): string => {
  const tables = sheets.flatMap((sheet, index) => (sheet.isTable ? [{ sheet, index }] : []));
  return markup`<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr/><bookViews><workbookView/></bookViews><sheets>${sheets.map(
    ({ name }, index) => markup`<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )}</sheets><definedNames>${[
    tables.map(
      ({ sheet, index }) =>
        markup`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted(sheet)}!$1:$1</definedName>`,
    ),
    tables.map(
      ({ sheet, index }) =>
        markup`<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted(sheet)}!${rangeOf(sheet, '$')}</definedName>`,
    ),
  ]}</definedNames><calcPr/></workbook>`.text;
};

/** The name of a sheet as a formula has it. */
const quoted = ({ name }: WorkSheet): string => `'${name.replaceAll("'", "''")}'`;

/** Characters that are packed at a time. */
const PIECE = 65_536;

function* gathered(texts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const text of texts) {
    piece.push(text);
    length += text.length;
    if (length < PIECE) continue;
    yield piece.join('');
    piece = [];
    length = 0;
  }
  yield piece.join('');
}
