/** Cells as they are stored, judged, read by expert: as lists in one text each, which takes half the time. */
import { sql } from 'kysely';
import type { StoredAxes } from '../../../core/matrix/material.ts';
import type { StoredCell, StoredCellVisitor, StoredRow } from '../../../core/matrix/stored-cells.ts';
import type { HeldWith, MatrixSelection } from '../../../core/ports/store.ts';
import { requireAtMost } from '../../shared/matrix/extent.ts';
import { numbersIn } from '../../shared/matrix/numbers-in.ts';
import { correctionsOf } from '../change-log/corrections.ts';
import type { AxisReaders } from '../records/read.ts';
import { type Defined, param, type Statements } from '../statements.ts';

/** The cells of one expert, as lists. */
type CellLists = {
  readonly questions: string;
  readonly held: string;
  readonly lengths: string;
  readonly revision: number;
  readonly cells: Uint8Array;
};
type ExpertRow = CellLists & { readonly expert: string };

type Contested = Pick<StoredCell, 'question' | 'place'>;

const CONTESTED = 'contested';

/** Of so many cells at most the rows are read by one query, so that few are in memory at a time. */
const AT_ONCE = 5_000;

const NOTHING: StoredRow = {
  ...{ questions: [], held: [], lengths: [], revision: 0 },
  cells: new Uint8Array(),
  contested: new Map(),
};

const idsOf = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id);

export class StoredCellReader {
  readonly #statements: Statements;
  readonly #readers: AxisReaders;
  /** Everything of one expert. */
  readonly #whole: Defined<CellLists>;
  /** Of some experts what is on some questions: by question, as there are fewer of these. */
  readonly #some: Defined<ExpertRow>;
  readonly #contested: Defined<Contested>;

  constructor(statements: Statements, readers: AxisReaders) {
    this.#statements = statements;
    this.#readers = readers;
    const those = (name: string) => sql`(SELECT value FROM json_each(${param(name)}))`;
    // Text by text, the cells would take twice the time. Ids have no commas.
    const lists = sql`group_concat(question) AS questions, group_concat(held) AS held,
      group_concat(octet_length(cell)) AS lengths, max(revision) AS revision,
      CAST(group_concat(cell) AS BLOB) AS cells`;
    // Of one expert without GROUP BY, with which the engine takes half as long again; without HAVING nothing would be a row.
    this.#whole = statements.define(
      sql<CellLists>`SELECT ${lists} FROM cells WHERE expert = ${param('expert')} HAVING max(revision) IS NOT NULL`,
    );
    this.#some = statements.define(
      sql<ExpertRow>`SELECT expert, ${lists}
        FROM ${those('questions')} AS wanted CROSS JOIN cells INDEXED BY cells_by_question
        ON cells.question = wanted.value WHERE expert IN ${those('experts')} GROUP BY expert`,
    );
    this.#contested = statements.define(
      sql<Contested>`SELECT question, place FROM cells WHERE expert = ${param('expert')}
        AND question IN ${those('questions')}`,
    );
  }

  /** Gives the rows in the order of the experts; null where \`begin\` will not have them. Fails with \`too-large\`. */
  read<T>(
    { experts: expertFilter, questions: questionFilter, maxCells }: Omit<MatrixSelection, keyof HeldWith>,
    begin: (ground: StoredAxes) => StoredCellVisitor<T> | null,
  ): T | null {
    const experts = this.#readers.expert.all(expertFilter);
    const questions = this.#readers.axisQuestion.all(questionFilter);
    requireAtMost(maxCells, experts.length, questions.length);
    const scales = this.#readers.scale.all({ id: [...new Set(questions.map(({ scale }) => scale))] });
    const visitor = begin({ experts, questions, scales });
    if (visitor === null) return null;
    const isWhole = Object.keys(questionFilter).length === 0;
    let last: { readonly text: string; readonly questions: readonly string[] } = { text: '', questions: [] };
    for (const [expert, row] of isWhole ? this.#everythingOf(experts) : this.#onSome(experts, questions)) {
      if (row !== undefined && row.questions !== last.text)
        last = { text: row.questions, questions: row.questions.split(',') };
      visitor.expert(expert, row === undefined ? NOTHING : this.#rowOf(expert, row, last.questions));
    }
    return visitor.end(correctionsOf(this.#statements, idsOf(experts), idsOf(questions)));
  }

  *#everythingOf(experts: StoredAxes['experts']): Generator<readonly [expert: string, row: CellLists | undefined]> {
    for (const { id: expert } of experts) yield [expert, this.#whole.get({ expert })];
  }

  *#onSome(
    experts: StoredAxes['experts'],
    questions: StoredAxes['questions'],
  ): Generator<readonly [expert: string, row: CellLists | undefined]> {
    const wanted = JSON.stringify(idsOf(questions));
    const length = Math.max(1, Math.floor(AT_ONCE / Math.max(1, questions.length)));
    for (let start = 0; start < experts.length; start += length) {
      const run = idsOf(experts.slice(start, start + length));
      const rows = this.#some.all({ experts: JSON.stringify(run), questions: wanted });
      const byExpert = new Map(rows.map((row) => [row.expert, row]));
      for (const expert of run) yield [expert, byExpert.get(expert)];
    }
  }

  #rowOf(expert: string, { held: list, lengths, revision, cells }: CellLists, questions: readonly string[]): StoredRow {
    const held = list.split(',');
    const contested = list.includes(CONTESTED) ? questions.filter((_, index) => held[index] === CONTESTED) : [];
    const places = contested.length === 0 ? [] : this.#contested.all({ expert, questions: JSON.stringify(contested) });
    return {
      ...{ questions, held, revision, cells },
      lengths: numbersIn(lengths),
      contested: new Map(places.map(({ question, place }) => [question, place])),
    };
  }
}
