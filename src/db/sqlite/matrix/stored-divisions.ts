/** Keeps the division of each question measured, and ranks questions by it. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { type HeldBy, type StoredDivision, toStoredDivision } from '../../../core/comparison/stored-division.ts';
import type { DivisiveSelection } from '../../../core/ports/store.ts';
import type { Scale } from '../../../core/records/scale.ts';
import type { Readers } from '../records/read.ts';
import { type Defined, param, type Statements } from '../statements.ts';

type Due = { readonly question: string; readonly scale: string | null };

export class StoredDivisions {
  readonly #statements: Statements;
  readonly #readers: Readers;
  readonly #due: Defined<Due>;
  readonly #done: Defined<unknown>;
  readonly #holders: Defined<HeldBy>;
  readonly #put: Defined<unknown>;
  readonly #remove: Defined<unknown>;
  readonly #ranked: Defined<{ readonly question: string }>;

  constructor(statements: Statements, readers: Readers) {
    this.#statements = statements;
    this.#readers = readers;
    const question = param<string>('question');
    this.#due = statements.define(sql<Due>`SELECT question, (SELECT scale FROM questions WHERE id = question) AS scale
      FROM divisions_to_measure LIMIT 1`);
    this.#done = statements.define(sql`DELETE FROM divisions_to_measure WHERE question = ${question}`);
    this.#holders = statements.define(sql<HeldBy>`SELECT held, place, count(*) AS count
      FROM cells INDEXED BY cells_by_question WHERE question = ${question} AND held <> 'none' GROUP BY held, place`);
    this.#put = statements.define(sql`INSERT OR REPLACE INTO divisions (question, polarisation, valued, minority)
      VALUES (${question}, ${param('polarisation')}, ${param('valued')}, ${param('minority')})`);
    this.#remove = statements.define(sql`DELETE FROM divisions WHERE question = ${question}`);
    this.#ranked = statements.define(sql<{ question: string }>`SELECT question FROM divisions
      WHERE valued >= ${param('minValued')} ORDER BY polarisation DESC, valued DESC, question LIMIT ${param('limit')}`);
  }

  /** Is there a division that is not as the cells say? */
  get isStale(): boolean {
    return this.#due.get() !== undefined;
  }

  /** Measures what is due, a question at each turn, once the cells are judged, inside the transaction that made it so. */
  *measured(): Generator<void> {
    const scales = new Map<string, Scale | null>();
    for (let due = this.#due.get(); due !== undefined; due = this.#due.get()) {
      const division = this.#measure(due, scales);
      if (division === null) this.#remove.run(due);
      else this.#put.run(division);
      this.#done.run(due);
      yield;
    }
  }

  /** The ids of the questions that divide most, those first; null where some are due. */
  read({ minValued, limit }: DivisiveSelection): readonly string[] | null {
    return this.isStale ? null : this.#ranked.all({ minValued, limit }).map(({ question }) => question);
  }

  /** Questions whose division is not what their cells say, though nothing says that it is due. */
  *wrong(): Generator<string> {
    const scales = new Map<string, Scale | null>();
    const kept = this.#statements.define(
      sql<StoredDivision>`SELECT * FROM divisions WHERE question = ${param('question')}`,
    );
    const asked = this.#statements.each<readonly [question: string, scale: string]>(sql`SELECT id, scale FROM questions
      WHERE id NOT IN (SELECT question FROM divisions_to_measure) ORDER BY id`);
    for (const [question, scale] of asked) {
      const right = this.#measure({ question, scale }, scales);
      if (!isDeepStrictEqual({ ...kept.get({ question }) }, { ...right })) yield question;
    }
    yield* this.#statements
      .all(sql<{ question: string }>`SELECT question FROM divisions WHERE question NOT IN (SELECT id FROM questions)
        AND question NOT IN (SELECT question FROM divisions_to_measure)`)
      .map(({ question }) => question);
  }

  #measure({ question, scale }: Due, scales: Map<string, Scale | null>): StoredDivision | null {
    if (scale === null) return null;
    const known = scales.get(scale) ?? this.#readers.scale.get(scale);
    scales.set(scale, known);
    return known === null ? null : toStoredDivision(question, this.#holders.all({ question }), known);
  }
}
