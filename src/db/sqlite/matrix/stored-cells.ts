/** Keeps cells judged. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type StoredCell, toStoredCell } from '../../../core/matrix/stored-cells.ts';
import type { Position } from '../../../core/records/position.ts';
import type { Scale } from '../../../core/records/scale.ts';
import type { StaleCells } from '../../../core/writing/stale-cells.ts';
import { positionFromRow } from '../../shared/records/rows.ts';
import type { PositionRow } from '../../shared/tables.ts';
import { anyCorrections, LastCorrections } from '../change-log/corrections.ts';
import type { Readers } from '../records/read.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { StoredDivisions } from './stored-divisions.ts';

type Place = { readonly expert: string; readonly question: string };

/** At a time, so that a store of any size is judged in little memory. */
const BATCH = 1_000;

export class StoredCells {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #due: Defined<Place>;
  readonly #done: Defined<unknown>;
  readonly #positions: Defined<PositionRow>;
  readonly #put: Defined<unknown>;
  readonly #putFirst: Defined<unknown>;
  readonly #makeDue: Defined<unknown>;
  readonly #makeHoldersDue: Defined<unknown>;
  readonly #remove: Defined<unknown>;
  readonly #corrections: LastCorrections;
  readonly divisions: StoredDivisions;

  constructor(statements: Statements, readers: Readers) {
    this.#statements = statements;
    this.#readers = readers;
    const here = sql`expert = ${param('expert')} AND question = ${param('question')}`;
    this.#due = statements.define(sql<Place>`SELECT expert, question FROM cells_to_judge LIMIT ${BATCH}`);
    this.#done = statements.define(sql`DELETE FROM cells_to_judge WHERE ${here}`);
    // Which statements a position rests on plays no part in its cell.
    this.#positions = statements.define(sql<PositionRow>`SELECT * FROM positions WHERE ${here} AND status <> 'draft'`);
    const row = sql`INTO cells (expert, question, held, place, revision, cell) VALUES (${param('expert')},
      ${param('question')}, ${param('held')}, ${param('place')}, ${param('revision')}, ${param('cell')})`;
    // Not REPLACE: what stays as it was is not to be measured anew.
    this.#put = statements.define(sql`INSERT ${row} ON CONFLICT DO UPDATE SET
      held = excluded.held, place = excluded.place, revision = excluded.revision, cell = excluded.cell`);
    this.#putFirst = statements.define(sql`INSERT ${row} ON CONFLICT DO NOTHING`);
    this.#makeDue = statements.define(
      sql`INSERT OR IGNORE INTO cells_to_judge VALUES (${param('expert')}, ${param('question')})`,
    );
    this.#makeHoldersDue = statements.define(
      sql`INSERT OR IGNORE INTO cells_to_judge SELECT DISTINCT expert, question FROM positions
        WHERE scale = ${param('scale')} AND option = ${param('option')}`,
    );
    this.#corrections = new LastCorrections(statements);
    this.divisions = new StoredDivisions(statements, readers);
    this.#remove = statements.define(sql`DELETE FROM cells WHERE ${here}`);
  }

  /** Is there a cell that is not as its positions say? */
  get isStale(): boolean {
    return this.#due.get() !== undefined;
  }

  /**
   * Takes in new positions that no trigger saw. One that is the first of its cell is all there is to judge; other cells
   * are due, as are those of which some positions were seen by a trigger before.
   */
  add(positions: readonly { readonly position: Position; readonly scale: string }[]): void {
    const scales = new Map<string, Scale | undefined>();
    const corrected = this.#correctedOf();
    for (const { position, scale } of positions) {
      if (position.status === 'draft') continue;
      const kept = toStoredCell([position], this.#scale(scale, scales), corrected(position));
      if (this.#putFirst.run(kept).changes === 0) this.#makeDue.run(position);
    }
  }

  /** Notes cells that are stale. The triggers of the schema do so too, whatever program writes. */
  note({ cells, options }: StaleCells): void {
    for (const place of cells) this.#makeDue.run(place);
    for (const held of options) this.#makeHoldersDue.run(held);
  }

  /** Judges what is due, and measures the questions on which it is, inside the transaction that made it so. */
  refresh(): void {
    this.judge();
    for (const _ of this.divisions.measured());
  }

  /** Judges what is due, and leaves the questions on which it is to be measured: each takes as long as it has cells. */
  judge(): void {
    const scales = new Map<string, Scale | undefined>();
    const corrected = this.#correctedOf();
    for (let due = this.#due.all(); due.length > 0; due = this.#due.all())
      for (const place of due) {
        const positions = this.#positions.all(place);
        const [first] = positions;
        if (first === undefined) this.#remove.run(place);
        else this.#put.run(this.#judge(first.scale, positions, scales, corrected));
        this.#done.run(place);
      }
  }

  /** Cells that are not what their positions say, though nothing says that they are due. */
  *wrong(): Generator<Place> {
    const isDue = sql`EXISTS (SELECT 1 FROM cells_to_judge WHERE expert = it.expert AND question = it.question)`;
    const next =
      this.#statements.define<StoredCell>(sql`SELECT expert, question, held, place, revision, cell FROM cells AS it
      WHERE (expert, question) > (${param('expert')}, ${param('question')}) AND NOT ${isDue}
      ORDER BY expert, question LIMIT ${BATCH}`);
    const scales = new Map<string, Scale | undefined>();
    const corrected = this.#correctedOf();
    let last: Place = { expert: '', question: '' };
    for (let cells = next.all(last); cells.length > 0; cells = next.all(last))
      for (const cell of cells) {
        last = { expert: cell.expert, question: cell.question };
        const positions = this.#positions.all(last);
        const [first] = positions;
        const right = first === undefined ? undefined : this.#judge(first.scale, positions, scales, corrected);
        if (!isDeepStrictEqual(cell, right)) yield last;
      }
    yield* this.#statements.all(sql<Place>`SELECT DISTINCT expert, question FROM positions AS it
      WHERE status <> 'draft' AND NOT ${isDue}
        AND NOT EXISTS (SELECT 1 FROM cells WHERE expert = it.expert AND question = it.question)`);
  }

  #judge(
    scale: string,
    rows: readonly PositionRow[],
    scales: Map<string, Scale | undefined>,
    corrected: LastCorrections['of'],
  ): StoredCell {
    const positions = rows.map((row) => positionFromRow({ ...row, statements: '[]' }));
    const [cell = { expert: '', question: '' }] = rows;
    return toStoredCell(positions, this.#scale(scale, scales), corrected(cell));
  }

  /** Where nothing was ever corrected, no cell is asked about: a load of a million positions would wait for it. */
  #correctedOf(): LastCorrections['of'] {
    return anyCorrections(this.#statements) ? (cell) => this.#corrections.of(cell) : () => null;
  }

  #scale(id: string, scales: Map<string, Scale | undefined>): Pick<Scale, 'options'> {
    if (!scales.has(id)) scales.set(id, this.#readers.scale.get(id) ?? undefined);
    return scales.get(id) ?? { options: [] };
  }
}
