/** A line that was to name the columns, and names none that is known. */
import type { Violation } from '../../values/errors.ts';
import { show } from '../../values/validation.ts';
import { foldedName } from './column-names.ts';
import { CODED_COLUMNS, STANCE_COLUMNS } from './columns.ts';
import type { FileColumn, FileRow } from './file-table.ts';
import { headBelow } from './head-below.ts';
import type { Mapping } from './mapping.ts';
import type { RowTemplate } from './template.ts';

/** So many names in one line are no chance. */
const MIN_NAMES = 2;

/** The one fault of such a table: what the line looks like, and the line that does name columns, if there is one near. */
export function noHead(
  columns: readonly FileColumn[],
  rows: readonly FileRow[],
  mapping: Mapping | null,
  hasHeader: boolean,
): Violation {
  const [first] = columns;
  const isOwn = (mapping?.rows ?? []).some(({ columns }) => columns !== null);
  const wanted = new Set(isOwn ? [...theirs(mapping?.rows ?? [])].map(foldedName) : CODED_COLUMNS.map(foldedName));
  const isNamed = (cell: unknown): boolean => typeof cell === 'string' && wanted.has(foldedName(cell));
  const head = rows.find(({ cells }) => cells.filter(isNamed).length >= MIN_NAMES);
  const name = first?.name ?? '';
  const below = hasHeader ? headBelow(columns, rows) : null;
  const line = head?.line ?? below;
  const what =
    line === null
      ? unnamed(columns, hasHeader)
      : `it looks like a title, beginning ${show(name)}; line ${line} ${head === undefined ? 'may name them' : 'does'}; say so in a mapping with "head: ${line}"${head === undefined ? ' (standpoint import --draft-mapping makes a first one)' : ''}, or delete what stands before it`;
  const none = isOwn ? 'no column that is known' : `none of ${STANCE_COLUMNS.join(', ')}`;
  return { line: first?.line ?? 1, message: `names ${none}: ${what}` };
}

/** The fault of what is no table but a web page, however it is to be read; null of another. */
export function webPageFault(columns: readonly FileColumn[]): Violation | null {
  const [first] = columns;
  const name = first?.name.trim() ?? '';
  if (!/^<[!?a-z]/i.test(name)) return null;
  const message = `looks like a web page and not like a table, beginning ${show(name)}; open it with a spreadsheet program and save it as CSV or as a workbook`;
  return { line: first?.line ?? 1, message };
}

/** So many of the names are shown. */
const SHOWN = 4;

/** What stands there, and what to do where these are names in other words, and where they are none. */
function unnamed(columns: readonly FileColumn[], hasHeader: boolean): string {
  const names = columns.map(({ name }) => name.trim());
  const shown = `${names.slice(0, SHOWN).map(show).join(', ')}${names.length > SHOWN ? ' …' : ''}`;
  const say = 'say in a mapping what each is (standpoint import --draft-mapping makes a first one)';
  if (isCoded(names))
    return `it is a project of another program, with its codes and passages, which are no stances: ${CODES}`;
  if (!hasHeader) return `it has ${shown}; ${say}`;
  if (names.length === 1 && LIKE_SEVERAL.test(names[0] ?? ''))
    return `the line is read as one cell, ${shown}: between cells there may be commas, semicolons, tabs or bars, and no quotation marks around all of a line; name the sign as "delimiter", or save the table as CSV anew`;
  return (
    `it has ${shown}; where these are names, ${say}; where they are data, add a line of names, or say in a mapping which ` +
    'line has them ("head: 3"), or that none has ("head: none")'
  );
}

/** Several names in one cell: with one of the signs that may be between cells, or with two blanks. */
const LIKE_SEVERAL = /[,;\t|]|\s{2}/;

const CODES =
  'a mapping says which code is which option of which question (standpoint import --draft-mapping makes a first one)';
const isCoded = (names: readonly string[]): boolean =>
  ['code', 'code_id', 'code_path'].every((name) => names.includes(name));

function* theirs(rows: readonly RowTemplate[]): Generator<string> {
  for (const { columns } of rows)
    for (const template of columns?.values() ?? [])
      for (const part of template) if ('column' in part) yield part.column;
}
