/** Where experts stand now, as it was judged when it was written: what comparison needs of a million cells. */
import type { CellAxes } from './material.ts';
import type { StoredCell } from './stored-cells.ts';

/** What is on record on one question: few values, as there may be many cells. */
export type StanceColumn = {
  /** Of each cell; the same array where the experts are those of the column before. */
  readonly experts: readonly StoredCell['expert'][];
  readonly held: readonly StoredCell['held'][];
  /** By expert, the place of each cell that is contested. */
  readonly contested: ReadonlyMap<StoredCell['expert'], StoredCell['place']>;
  /** That of the last change to any of the positions. */
  readonly revision: number;
};

/** Is given what is on record on one question at a time, in any order, and in the end makes something of it. */
export type StanceVisitor<T> = { question(id: string, column: StanceColumn): void; end(): T };

/** Is given one stance: the numbers of its row and column, what is held, and where that stands. */
export type TakeStance = (row: number, column: number, held: string, place: number | null) => void;

/** Gives each stance of a column to `take`; what is held by somebody or on something that is not of the ground is left out. */
export function stanceReader({ experts, questions, scales }: CellAxes, take: TakeStance) {
  const rowOf = new Map(experts.map(({ id }, row) => [id, row]));
  const columnOf = new Map(questions.map(({ id }, column) => [id, column]));
  const valuesOf = new Map(
    scales.map(({ id, options }) => [id, new Map(options.map((option) => [option.id, option.value]))]),
  );
  let placed: { readonly experts: readonly string[]; readonly rows: readonly number[] } = { experts: [], rows: [] };
  return (id: string, { experts: holders, held, contested }: StanceColumn): void => {
    const column = columnOf.get(id);
    const values = valuesOf.get(questions[column ?? -1]?.scale ?? '');
    if (column === undefined || values === undefined) return;
    if (placed.experts !== holders)
      placed = { experts: holders, rows: holders.map((expert) => rowOf.get(expert) ?? -1) };
    placed.rows.forEach((row, index) => {
      const option = held[index] ?? 'none';
      if (row === -1 || option === 'none') return;
      take(row, column, option, contested.get(holders[index] ?? '') ?? values.get(option) ?? null);
    });
  };
}
