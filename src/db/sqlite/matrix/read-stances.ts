/** What is held on each question of a selection, read from the stored cells without the cells themselves. */
import { type RawBuilder, sql } from 'kysely';
import type { CellAxes } from '../../../core/matrix/material.ts';
import type { StoredCell } from '../../../core/matrix/stored-cells.ts';
import type { StanceColumn, StanceVisitor } from '../../../core/matrix/stored-stances.ts';
import type { HeldWith, MatrixSelection } from '../../../core/ports/store.ts';
import { requireAtMost } from '../../shared/matrix/extent.ts';
import type { Readers } from '../records/read.ts';
import { type Defined, param, type Statements } from '../statements.ts';

/** The cells on one question as lists, in one order. */
type ColumnRow = { readonly experts: string; readonly held: string; readonly revision: number };
type Contested = Pick<StoredCell, 'expert' | 'place'>;
type ColumnQueries = { readonly column: Defined<ColumnRow>; readonly contested: Defined<Contested> };

const CONTESTED = 'contested';

/** Reads `cells_by_question` alone, and of it no entry that the selection does not have. */
export class Stances {
  readonly #readers: Readers;
  readonly #ofAll: ColumnQueries;
  readonly #ofSome: ColumnQueries;

  constructor(statements: Statements, readers: Readers) {
    this.#readers = readers;
    const all = sql`FROM cells INDEXED BY cells_by_question WHERE question = ${param('question')}`;
    this.#ofAll = columnQueries(statements, all);
    // Not one query for both: with an OR the engine would read every cell on the question.
    const some = sql`${all} AND expert IN (SELECT value FROM json_each(${param('wanted')}))`;
    this.#ofSome = columnQueries(statements, some);
  }

  /** Fails with `too-large`. */
  read<T>(
    { experts: expertFilter, questions: questionFilter, maxCells }: Omit<MatrixSelection, keyof HeldWith>,
    begin: (ground: CellAxes) => StanceVisitor<T> | null,
  ): T | null {
    const experts = this.#readers.expert.all(expertFilter);
    const questions = this.#readers.question.all(questionFilter);
    requireAtMost(maxCells, experts.length, questions.length);
    const scales = this.#readers.scale.all({ id: [...new Set(questions.map(({ scale }) => scale))] });
    const isWhole = Object.keys(expertFilter).length === 0;
    const queries = isWhole ? this.#ofAll : this.#ofSome;
    const wanted = isWhole ? null : JSON.stringify(experts.map(({ id }) => id));
    const visitor = begin({ experts, questions, scales });
    if (visitor === null) return null;
    let last: { readonly text: string; readonly experts: readonly string[] } = { text: '', experts: [] };
    for (const { id: question } of questions) {
      const found = queries.column.get({ question, wanted });
      if (found === undefined) continue;
      if (found.experts !== last.text) last = { text: found.experts, experts: found.experts.split(',') };
      visitor.question(question, columnOf(queries, { question, wanted }, found, last.experts));
    }
    return visitor.end();
  }
}

const columnQueries = (statements: Statements, ofQuestion: RawBuilder<unknown>): ColumnQueries => ({
  // Row by row, they would take three times the time, and with GROUP BY half as long again. Ids have no commas.
  column: statements.define(sql<ColumnRow>`SELECT group_concat(expert) AS experts, group_concat(held) AS held,
    max(revision) AS revision ${ofQuestion} HAVING max(revision) IS NOT NULL`),
  contested: statements.define(sql<Contested>`SELECT expert, place ${ofQuestion} AND held = ${CONTESTED}`),
});

function columnOf(
  queries: ColumnQueries,
  asked: { readonly question: string; readonly wanted: string | null },
  { held: lists, revision }: ColumnRow,
  experts: readonly string[],
): StanceColumn {
  const held = lists.split(',');
  const contested = held.includes(CONTESTED) ? queries.contested.all(asked) : [];
  return { experts, held, contested: new Map(contested.map(({ expert, place }) => [expert, place])), revision };
}
