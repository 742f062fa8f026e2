/** Rows that make records, in an order in which each names only what stands before it. */
import { Failure } from '../../values/errors.ts';
import type { WritePart } from '../../writing/grounds.ts';
import { namedFirst } from '../named-first.ts';
import { foldedName } from './column-names.ts';
import { type FileRow, textIn } from './file-table.ts';
import { type OwnListReading, partOfList } from './own-list.ts';

/** So many rows are held until all have been read. */
const MAX_ORDERED = 100_000;

/**
 * Holds the rows of a list that makes positions or questions until all have been read. Positions are recorded in the order
 * in which they were: of two of one day the later one counts, and a list has the newest first. A question stands behind the
 * one that it succeeds.
 */
export class RowsInOrder {
  readonly #rows: FileRow[] = [];
  #list: OwnListReading | null = null;

  /** True where the rows wait for the others. Fails with `invalid` where there are too many. */
  takes(list: OwnListReading, rows: readonly FileRow[]): boolean {
    const { kind, hasHeader, create } = list;
    if ((kind !== 'position' && kind !== 'question') || (hasHeader && !create)) return false;
    this.#list = list;
    for (const row of rows) this.#rows.push(row);
    if (this.#rows.length <= MAX_ORDERED) return true;
    const advice =
      kind === 'position'
        ? 'import it in parts, the oldest first, or take everything out as /v1/export.ndjson'
        : 'import it in parts';
    const message = `is a list of more than ${MAX_ORDERED.toLocaleString('en')} ${kind}s; ${advice}`;
    throw new Failure('invalid', message, [{ line: 1, message }]);
  }

  *parts(rowsOfAPart: number): Generator<WritePart> {
    const list = this.#list;
    if (list === null) return;
    const rows = list.kind === 'position' ? this.#asRecorded(list) : this.#succeeding(list);
    for (let from = 0; from < rows.length; from += rowsOfAPart)
      yield partOfList(list, rows.slice(from, from + rowsOfAPart));
  }

  #asRecorded(list: OwnListReading): readonly FileRow[] {
    const at = placeOf(list, 'recorded_seq');
    const seqOf = ({ cells }: FileRow): number => {
      const text = textIn(cells[at]).trim();
      return text === '' ? Number.POSITIVE_INFINITY : Number(text);
    };
    return this.#rows.sort((one, other) => (seqOf(one) < seqOf(other) ? -1 : Number(seqOf(one) > seqOf(other))));
  }

  #succeeding(list: OwnListReading): readonly FileRow[] {
    const [id, succeeds] = [placeOf(list, 'id'), placeOf(list, 'succeeds')];
    const said = ({ cells }: FileRow, at: number): string => textIn(cells[at]).trim();
    const entries = this.#rows.map((row) => ({ input: { id: said(row, id), row }, place: '' }));
    return namedFirst(entries, ({ row }) => said(row, succeeds) || undefined).map(({ input }) => input.row);
  }
}

const placeOf = ({ columns }: OwnListReading, name: string): number =>
  columns.findIndex((column) => foldedName(column.name) === foldedName(name));
