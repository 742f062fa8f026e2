/** The rows of a table that has a line for the names of its columns, or none. */
import { type FileBatch, type FileColumn, type FileRow, type Head, isBlank } from '../core/import/table/file-table.ts';
import { Failure } from '../core/values/errors.ts';
import { INPUT_LIMITS } from '../core/values/input-limits.ts';

export class TableRows {
  readonly #head: Head;
  #rows: FileRow[] = [];
  /** Null until the line that names them has been read. */
  columns: readonly FileColumn[] | null = null;

  constructor(head: Head) {
    this.#head = head;
  }

  /** Takes in a row, unless nothing stands in it: often the last ones, or what a spreadsheet has below its table. */
  keep(cells: readonly unknown[], line: number): void {
    if (cells.every(isBlank)) return;
    if (this.columns !== null) this.#rows.push({ line, cells });
    else if (typeof this.#head !== 'number' || line >= this.#head) {
      this.columns = this.#columnsOf(cells, line);
      if (this.#head === 'none') this.#rows.push({ line, cells });
    }
  }

  /** What has been taken in since the last time, as one batch, or none before there are columns. */
  *batches(): Generator<FileBatch> {
    if (this.columns === null) return;
    const rows = this.#rows;
    this.#rows = [];
    yield { columns: this.columns, rows };
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
