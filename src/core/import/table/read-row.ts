/** From a row of somebody's table to what it says in our columns. */

import { inDigits } from '../../values/decimal.ts';
import type { Violation } from '../../values/errors.ts';
import { show, suggest } from '../../values/validation.ts';
import type { Binding, Place } from './bind-columns.ts';
import { type CellEdits, edited } from './cell-edits.ts';
import { type CodedColumn, type CodedRow, isListColumn, REQUIRED_COLUMNS, WORDS_COLUMNS } from './columns.ts';
import { type Dating, withDates } from './dates.ts';
import { FAILED_FORMULA, isFailedFormula } from './failed-formula.ts';
import { type FileRow, isBlank, lineOfCell } from './file-table.ts';
import type { Spellings } from './spellings.ts';

/** Why a row was left out: a column of ours, or of theirs, and what stood there. */
export type LeftOut = { readonly column: string; readonly spelling: string };

/** What is the same for all rows of a table. */
export type RowRules = {
  readonly dating: Dating;
  readonly edits: CellEdits;
  readonly quoteOrParaphrase: boolean;
};

export type RowReading =
  | { readonly kind: 'row'; readonly row: CodedRow }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut }
  | { readonly kind: 'fault'; readonly violations: readonly Violation[] };

/** Says what is wrong with one of our columns of a row, at the cell that it comes from. */
export type CellFault = (row: FileRow, columns: readonly CodedColumn[], message: string) => Violation;

/** The fault is that of the first column that anything is read from. */
export const cellFaults =
  (bindings: readonly Binding[], hasHeader: boolean): CellFault =>
  (row, columns, message) => {
    const own = columns.flatMap((column) => bindings.find((it) => it.column === column) ?? []);
    const binding = own.find(({ index }) => index !== null && !isBlank(row.cells[index])) ?? own[0];
    if (binding === undefined) return { line: row.line, columnName: columns[0] ?? '', message };
    const { index, name } = binding;
    if (index === null) return { line: row.line, columnName: name, message };
    return {
      line: hasHeader ? lineOfCell(row, index) : row.line,
      ...(hasHeader && { column: index + 1 }),
      columnName: name,
      message,
    };
  };

export function readRow(
  row: FileRow,
  bindings: readonly Binding[],
  { dating, edits, quoteOrParaphrase }: RowRules,
  fault: CellFault,
): RowReading {
  const read: { [column: string]: string | readonly string[] } = {};
  const violations: Violation[] = [];
  const emptied = new Map<string, string>();
  for (const binding of bindings) {
    const { column } = binding;
    if (column === 'paraphrase' && quoteOrParaphrase && 'quote' in read) continue;
    const cell = meaningOf(withEdits(cellOf(row.cells, binding), column, edits), binding);
    if ('leftOut' in cell) return { kind: 'left-out', leftOut: { column, spelling: cell.leftOut } };
    if ('fault' in cell) violations.push(fault(row, [column], cell.fault));
    else if (cell.content.length > 0) read[column] = isListColumn(column) ? listOf(column, cell.content) : cell.content;
    else if (cell.emptiedBy !== undefined) emptied.set(column, cell.emptiedBy);
  }
  const { row: given, faults } = withDates(read as CodedRow, dating);
  violations.push(...faults.map(({ column, message }) => fault(row, [column], message)));
  if (violations.length === 0) violations.push(...missingIn(given, emptied, (...at) => fault(row, ...at)));
  return violations.length > 0 ? { kind: 'fault', violations } : { kind: 'row', row: given };
}

/** What our column says in a row, before any spelling of it is given a meaning; '' where nothing can be read. */
export function spellingIn(cells: readonly unknown[], binding: Binding, edits: CellEdits): string {
  const cell = withEdits(cellOf(cells, binding), binding.column, edits);
  return 'fault' in cell || typeof cell.content !== 'string' ? '' : cell.content;
}

function withEdits(cell: CellRead, column: CodedColumn, edits: CellEdits): CellRead {
  if ('fault' in cell) return cell;
  const { content } = cell;
  const edit = (text: string) => edited(text, column, edits);
  return { ...cell, content: typeof content === 'string' ? edit(content) : content.map(edit) };
}

/** What the spelling in the cell stands for. */
function meaningOf(cell: CellRead, { values }: Binding): CellRead | { readonly leftOut: string } {
  if ('fault' in cell || typeof cell.content !== 'string') return cell;
  if (values === undefined) return isFailedFormula(cell.content) ? failed(cell.content) : cell;
  const { content: spelling } = cell;
  const exact = values.listed.get(spelling);
  const meant = exact === undefined ? values.folded.get(spelling.toLowerCase()) : exact;
  if (meant === null) return { leftOut: spelling };
  if (meant !== undefined) return { content: meant };
  if (spelling === '') return cell;
  if (values.otherwise === 'empty') return EMPTY;
  if (isFailedFormula(spelling)) return failed(spelling);
  return values.otherwise === 'keep' ? cell : { fault: whyUnlisted(spelling, values) };
}

const failed = (text: string) => ({ fault: `${show(text)} ${FAILED_FORMULA}` });

/** Codes of a character or two are all near each other: then all are named. */
const MAX_CODE_CHARACTERS = 3;
const MAX_NAMED = 30;

function whyUnlisted(text: string, values: Spellings): string {
  const listed = [...values.listed.keys()];
  const all = listed.length > MAX_NAMED ? '' : `; listed are ${listed.map(show).join(', ')}`;
  const near = text.length <= MAX_CODE_CHARACTERS ? '' : suggest(text, listed, false);
  return `${show(text)} is not listed under "values" of the mapping${near || all}`;
}

/** What a row lacks: one fault for all that is empty by itself, and one for all that one of their cells has emptied. */
function missingIn(
  given: CodedRow,
  emptied: ReadonlyMap<string, string>,
  fault: (columns: readonly CodedColumn[], message: string) => Violation,
): Violation[] {
  const missing: (readonly CodedColumn[])[] = REQUIRED_COLUMNS.filter((column) => given[column] === undefined).map(
    (column) => [column],
  );
  if (given.quote === undefined && given.paraphrase === undefined) missing.push(WORDS_COLUMNS);
  const byCause = Map.groupBy(missing, (columns) => columns.flatMap((column) => emptied.get(column) ?? [])[0]);
  return [...byCause].map(([by, [first = [], ...others]]) => {
    const required = first === WORDS_COLUMNS ? WORDS_REQUIRED : 'is required';
    const beside = others.map((columns) => columns.join(' or ')).join(', ');
    const all = others.length === 0 ? required : `${required}, and so ${others.length === 1 ? 'is' : 'are'} ${beside}`;
    if (by !== undefined)
      return fault(first, `${all}: what is made of it is empty as "${by}" is; write {${by}?} where that may be so`);
    return fault(first, others.length === 0 ? all : `${all}; ${NO_POSITION}`);
  });
}

const WORDS_REQUIRED = 'is required, or another cell with the words: a quote or a paraphrase';
const NO_POSITION = 'a line of totals or a remark is no position: delete it, or leave it out by "skip" of a mapping';

type CellRead =
  | {
      readonly content: string | readonly string[];
      /** Their column that is empty, and has made it so. */
      readonly emptiedBy?: string | undefined;
    }
  | { readonly fault: string };

const EMPTY: CellRead = { content: '' };

/** What our column says. What is made of a cell that is empty is empty itself, unless the template says otherwise. */
function cellOf(cells: readonly unknown[], binding: Binding): CellRead {
  const [only] = binding.parts;
  if (binding.parts.length === 1 && typeof only === 'object') return wholeCell(cells[only.index], only, binding);
  let content = '';
  for (const part of binding.parts) {
    const text = typeof part === 'string' ? part : partOf(cells[part.index], part, binding);
    if (text === null) return { content: '', emptiedBy: typeof part === 'string' ? undefined : part.name };
    if (typeof text === 'object') return text;
    content += text;
  }
  // A column at the end of a template that is empty leaves a blank behind.
  return { content: content.trim() };
}

function wholeCell(cell: unknown, { whenEmpty }: Place, { column, isPlain }: Binding): CellRead {
  if (isBlank(cell)) return whenEmpty === null ? EMPTY : { content: whenEmpty };
  if (isListColumn(column) && isTexts(cell)) return { content: cell };
  return textOf(cell, isPlain, isListColumn(column));
}

/** Null where the cell is empty, and with it all that is made of it. */
function partOf(cell: unknown, { whenEmpty }: Place, { isPlain }: Binding): string | null | { readonly fault: string } {
  if (isBlank(cell)) return whenEmpty;
  const text = textOf(cell, isPlain, false);
  if ('fault' in text) return text;
  return isFailedFormula(text.content) ? failed(text.content) : text.content;
}

const isTexts = (cell: unknown): cell is readonly string[] =>
  Array.isArray(cell) && cell.every((item) => typeof item === 'string');

/** JSON has more than texts: numbers are taken as they are written where a mapping says what they mean. */
function textOf(
  cell: unknown,
  isPlain: boolean,
  orTexts: boolean,
): { readonly content: string } | { readonly fault: string } {
  if (typeof cell === 'string') return { content: cell.trim() };
  if (!isPlain && typeof cell === 'number') return { content: inDigits(cell) };
  if (!isPlain && typeof cell === 'boolean') return { content: String(cell) };
  return { fault: `must be a text${orTexts ? ' or a list of texts' : ''}, not ${show(cell)}` };
}

/** A cell of a table holds one quote, and topics with ";" or a line end between them. */
function listOf(column: CodedColumn, content: string | readonly string[]): readonly string[] {
  if (typeof content !== 'string') return content;
  if (column === 'quote') return [content];
  return content
    .split(/[;\n]/)
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
}
