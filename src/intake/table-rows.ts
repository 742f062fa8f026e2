/** The rows of a table that has a line for the names of its columns, or none. */
import { type FileBatch, type FileColumn, type FileRow, type Head, isBlank } from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

/**
 * How wide a table is: as its head names columns, and a row that has more or fewer cells is at fault; or, in a sheet, as far
 * as something stands in it.
 */
type Width = 'as named' | 'as it fills';

export class TableRows {
  readonly #head: Head;
  readonly #width: Width;
  #rows: FileRow[] = [];
  /** Of a sheet: how many columns it is said to have. */
  #expected = 0;
  /** Null until the line that names them has been read. */
  columns: readonly FileColumn[] | null = null;

  constructor(head: Head, width: Width = 'as named') {
    this.#head = head;
    this.#width = width;
  }

  /** A sheet says that it has so many columns, before its rows come. More of them may be formatted than are ever read. */
  expect(columns: number): void {
    if (columns <= INPUT_LIMITS.columns) this.#expected = columns;
  }

  /** Takes in a row, unless nothing stands in it: often the last ones, or what a spreadsheet has below its table. */
  keep(cells: readonly unknown[], line: number): void {
    if (cells.every(isBlank)) return;
    if (this.columns !== null) this.#take(cells, line);
    else if (typeof this.#head !== 'number' || line >= this.#head) {
      const isSheet = this.#width === 'as it fills';
      this.columns = this.#columnsOf(isSheet ? filled(cells, this.#expected) : cells, line);
      if (this.#head === 'none') this.#take(cells, line);
    }
  }

  #take(cells: readonly unknown[], line: number): void {
    if (this.columns !== null && this.#width === 'as it fills' && cells.length > this.columns.length) {
      const more = this.#columnsOf(
        filled(
          this.columns.map(({ name }) => name),
          cells.length,
        ),
        line,
      );
      this.columns = more.map((column, index) => this.columns?.[index] ?? column);
    }
    this.#rows.push({ line, cells });
  }

  /** What has been taken in since the last time, as one batch, or none before there are columns. */
  *batches(): Generator<FileBatch> {
    if (this.columns === null) return;
    const { columns } = this;
    const rows = this.#rows;
    this.#rows = [];
    const asWide = (row: FileRow): FileRow => ({ ...row, cells: filled(row.cells, columns.length) });
    yield { columns, rows: this.#width === 'as named' ? rows : rows.map(asWide) };
  }

  get whyWithoutHead(): string {
    return typeof this.#head === 'number'
      ? `is behind the last row, and line ${this.#head} was to name the columns`
      : 'is empty: the first line must name the columns';
  }

  #columnsOf(cells: readonly unknown[], line: number): FileColumn[] {
    if (cells.length > INPUT_LIMITS.columns) {
      const message = `names ${cells.length} columns, and at most ${INPUT_LIMITS.columns} are read; leave out those that are not needed`;
      throw new Failure('invalid', message, [{ line, message }]);
    }
    const nameOf = (cell: unknown): string =>
      typeof cell === 'string' ? cell.trim() : isBlank(cell) ? '' : String(cell);
    return cells.map((cell, index) => ({ name: this.#head === 'none' ? `#${index + 1}` : nameOf(cell), line }));
  }
}

/** The cells, and blank ones behind them up to that many. */
const filled = (cells: readonly unknown[], count: number): readonly unknown[] =>
  cells.length >= count ? cells : [...cells, ...Array<null>(count - cells.length).fill(null)];
