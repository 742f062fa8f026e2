/** A table as it stands in somebody's file: under its own names, before anything of it is understood. */
import { inDigits } from '../../values/decimal.ts';

/** A name, and the line in which it is first used. */
export type FileColumn = {
  readonly name: string;
  readonly line: number;
  /** Of what another table adds: the index of the column that tells which row of it. */
  readonly by?: number;
};

/** One cell for each column so far; what a row does not name is not there. */
export type FileRow = {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly unknown[];
  /** Why it could not be read. */
  readonly fault?: string;
};

/** The rows come in batches, each with all the columns that were named up to then. */
export type FileBatch = { readonly columns: readonly FileColumn[]; readonly rows: readonly FileRow[] };

/** The line that names the columns, from 1: the first that is not empty unless given, or `none`, and they have numbers. */
export type Head = number | 'none' | null;

export type FileTable = {
  /** The name of the file, where there are several or a person knows it by its name. */
  readonly name: string | null;
  /** True where a line names the columns and each row has a cell for every one, as in CSV. */
  readonly hasHeader: boolean;
  /** Its rows, which can be read once. Fails with `invalid`, and the place as a violation, where it cannot be read on. */
  readonly batches: (head: Head) => AsyncIterable<FileBatch>;
  readonly texts?: FileTexts;
};

/** The texts that the rows of a table are passages of, where it holds them. Known once a row was read. */
export type FileTexts = {
  /** The column that says which of them a row is of. */
  readonly column: string;
  readonly named: ReadonlyMap<string, FileText>;
};

/** The text of one source of theirs, in the form of documents; or why it cannot be kept. */
export type FileText = { readonly name: string } & ({ readonly text: string } | { readonly fault: string });

/** Has the cell nothing in it? */
export const isBlank = (cell: unknown): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');

/** What a cell says, as it is compared. */
export const textIn = (cell: unknown): string => {
  if (isBlank(cell)) return '';
  return typeof cell === 'number' ? inDigits(cell) : String(cell).trim();
};

/** What is wrong with a row that has not a cell for every column; undefined where it has. */
export const ragged = (cells: readonly unknown[], columns: number): string | undefined =>
  cells.length === columns
    ? undefined
    : `has ${inWords(cells.length, 'cell')}, and the header names ${inWords(columns, 'column')}`;

const inWords = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

const LINE_END = /\r\n|\n|\r/g;

/** The line in which a cell begins: those before it may span several. */
export function lineOfCell({ line, cells }: FileRow, index: number): number {
  let found = line;
  for (const cell of cells.slice(0, index)) if (typeof cell === 'string') found += cell.match(LINE_END)?.length ?? 0;
  return found;
}
