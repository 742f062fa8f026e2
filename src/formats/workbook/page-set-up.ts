/** What a workbook needs to be read and printed as a table, and the writer does not set (ECMA-376 part 1, 18.3.1): a filter in each head, and pages. */
import type writeXlsxFile from 'write-excel-file/node';

type Options = NonNullable<Parameters<typeof writeXlsxFile>[1]>;
type Feature = NonNullable<Options['features']>[number];

/** A sheet by its name, with the columns and rows of its table, the head among them. */
export type Extent = { readonly sheet: string; readonly columns: number; readonly rows: number };

const FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
/** A4, as wide as the paper and as long as it needs; margins in inches. */
const PAGE =
  '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>';

/** A printed page is in landscape, as wide as the table, and begins with its head. */
export function pageSetUp(extents: readonly Extent[]): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (content) => content.replace('<sheetViews>', `${FIT}<sheetViews>`),
          insert: (_options, { sheetIndex }) => {
            const extent = extents[sheetIndex];
            return extent === undefined ? PAGE : `<autoFilter ref="${rangeOf(extent)}"/>${PAGE}`;
          },
        },
        'xl/workbook.xml': {
          transform: (content) =>
            content.replace(
              '<definedNames/>',
              () => `<definedNames>${extents.map(titles).join('')}${extents.map(filtered).join('')}</definedNames>`,
            ),
        },
      },
    },
  };
}

/** The head is repeated on each page. */
const titles = ({ sheet }: Extent, index: number): string =>
  `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted(sheet)}!$1:$1</definedName>`;

/** Excel finds the range of a filter by this name. */
const filtered = (extent: Extent, index: number): string =>
  `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted(extent.sheet)}!${rangeOf(extent, '$')}</definedName>`;

const rangeOf = ({ columns, rows }: Extent, fixed = ''): string =>
  `${fixed}A${fixed}1:${fixed}${letters(columns)}${fixed}${rows}`;

/** The name of a column, by its number from 1: A, Z, AA. */
const letters = (column: number): string =>
  column <= 0 ? '' : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));

/** The name of a sheet as a formula has it, in XML. */
const quoted = (name: string): string =>
  `'${name.replaceAll("'", "''").replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}'`;
