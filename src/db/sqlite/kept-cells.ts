/** Keeps cells judged, and reads them. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type KeptCell, type KeptGround, type KeptReader, type KeptRow, keepCell } from '../../core/kept-cell.ts';
import type { Scale } from '../../core/scale.ts';
import type { MatrixSelection } from '../../core/store.ts';
import { requireAtMost } from './cells.ts';
import type { Readers } from './read.ts';
import { positionFromRow } from './rows.ts';
import { type Defined, param, type Statements } from './statements.ts';
import type { PositionRow } from './tables.ts';

type Place = { readonly expert: string; readonly question: string };

/** At a time, so that a store of any size is judged in little memory. */
const BATCH = 1_000;

export class KeptCellsTable {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #due: Defined<Place>;
  readonly #done: Defined<unknown>;
  readonly #positions: Defined<PositionRow>;
  readonly #put: Defined<unknown>;
  readonly #remove: Defined<unknown>;
  readonly #rows: Defined<KeptRow>;
  readonly #last: Defined<{ revision: number | null }>;

  constructor(statements: Statements, readers: Readers) {
    this.#statements = statements;
    this.#readers = readers;
    const here = sql`expert = ${param('expert')} AND question = ${param('question')}`;
    this.#due = statements.define(sql<Place>`SELECT expert, question FROM cells_to_judge LIMIT ${BATCH}`);
    this.#done = statements.define(sql`DELETE FROM cells_to_judge WHERE ${here}`);
    // Which statements a position rests on plays no part in its cell.
    this.#positions = statements.define(sql<PositionRow>`SELECT * FROM positions WHERE ${here} AND status <> 'draft'`);
    this.#put = statements.define(
      sql`INSERT OR REPLACE INTO cells (expert, question, held, place, revision, cell) VALUES (${param('expert')},
        ${param('question')}, ${param('held')}, ${param('place')}, ${param('revision')}, ${param('cell')})`,
    );
    const wanted = sql`(${param('wanted')} IS NULL OR question IN (SELECT value FROM json_each(${param('wanted')})))`;
    this.#rows = statements.defineRaw(
      sql`SELECT question, held, place, cell FROM cells WHERE expert = ${param('expert')} AND ${wanted}`,
    );
    this.#last = statements.define(
      sql<{ revision: number | null }>`SELECT max(revision) AS revision FROM cells
        WHERE expert IN (SELECT value FROM json_each(${param('experts')})) AND ${wanted}`,
    );
    this.#remove = statements.define(sql`DELETE FROM cells WHERE ${here}`);
  }

  /** Is there a cell that is not as its positions say? */
  get isDue(): boolean {
    return this.#due.get() !== undefined;
  }

  /** Judges what is due, inside the transaction that made it so. */
  settle(): void {
    const scales = new Map<string, Scale | undefined>();
    for (let due = this.#due.all(); due.length > 0; due = this.#due.all())
      for (const place of due) {
        const positions = this.#positions.all(place);
        const [first] = positions;
        if (first === undefined) this.#remove.run(place);
        else this.#put.run(this.#judge(first.scale, positions, scales));
        this.#done.run(place);
      }
  }

  /** Reads the kept cells of a selection; null where some are due. Fails with `too-large`. */
  read<T>(
    { experts: expertFilter, questions: questionFilter, maxCells }: Omit<MatrixSelection, 'withStatements'>,
    begin: (ground: KeptGround) => KeptReader<T>,
  ): T | null {
    if (this.isDue) return null;
    const experts = this.#readers.expert.all(expertFilter);
    const questions = this.#readers.question.all(questionFilter);
    requireAtMost(maxCells, experts.length, questions.length);
    const scales = this.#readers.scale.all({ id: [...new Set(questions.map(({ scale }) => scale))] });
    const wanted = Object.keys(questionFilter).length === 0 ? null : JSON.stringify(questions.map(({ id }) => id));
    const ids = experts.map(({ id }) => id);
    const revision = this.#last.get({ experts: JSON.stringify(ids), wanted })?.revision ?? 0;
    const reader = begin({ experts, questions, scales, revision });
    for (const expert of ids) reader.expert(expert, this.#rows.all({ expert, wanted }));
    return reader.end();
  }

  /** Cells that are not what their positions say, though nothing says that they are due. */
  *wrong(): Generator<Place> {
    const isDue = sql`EXISTS (SELECT 1 FROM cells_to_judge WHERE expert = it.expert AND question = it.question)`;
    const next =
      this.#statements.define<KeptCell>(sql`SELECT expert, question, held, place, revision, cell FROM cells AS it
      WHERE (expert, question) > (${param('expert')}, ${param('question')}) AND NOT ${isDue}
      ORDER BY expert, question LIMIT ${BATCH}`);
    const scales = new Map<string, Scale | undefined>();
    let last: Place = { expert: '', question: '' };
    for (let cells = next.all(last); cells.length > 0; cells = next.all(last))
      for (const cell of cells) {
        last = { expert: cell.expert, question: cell.question };
        const positions = this.#positions.all(last);
        const [first] = positions;
        const right = first === undefined ? undefined : this.#judge(first.scale, positions, scales);
        if (!isDeepStrictEqual(cell, right)) yield last;
      }
    yield* this.#statements.all(sql<Place>`SELECT DISTINCT expert, question FROM positions AS it
      WHERE status <> 'draft' AND NOT ${isDue}
        AND NOT EXISTS (SELECT 1 FROM cells WHERE expert = it.expert AND question = it.question)`);
  }

  #judge(scale: string, rows: readonly PositionRow[], scales: Map<string, Scale | undefined>): KeptCell {
    if (!scales.has(scale)) scales.set(scale, this.#readers.scale.get(scale) ?? undefined);
    return keepCell(
      rows.map((row) => positionFromRow({ ...row, statements: '[]' })),
      scales.get(scale) ?? { options: [] },
    );
  }
}
