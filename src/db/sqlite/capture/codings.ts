/** What several people code; the methods that write run inside a transaction that the caller opens. */
import { type RawBuilder, sql } from 'kysely';
import { type OpenUnit, refuseSeen } from '../../../core/capture/blindness.ts';
import type { Coding, CodingRound, CodingUnit, UnitDecision } from '../../../core/capture/coding.ts';
import type { NewCoding, NewRound } from '../../../core/ports/coding-store.ts';
import type { Position } from '../../../core/records/position.ts';
import {
  type CodingRow,
  codingFromRow,
  type RoundRow,
  roundFromRow,
  type UnitRow,
  unitFromRow,
} from '../../shared/capture/coding-rows.ts';
import { numberOf } from '../../shared/capture/document-rows.ts';
import {
  codedTogether,
  codingChanged,
  codingSubmitted,
  decidedAlready,
  isCoded,
  noRound,
  notAllCoded,
  roundIsOpen,
} from '../../shared/capture/refusals.ts';
import type { Statements } from '../statements.ts';

const UNITS = sql`SELECT u.id, u.round, r.document, u.candidate, u.question, a.option, a.position, a.reason, a.decided_by, a.at
  FROM coding_units u JOIN coding_rounds r ON r.id = u.round LEFT JOIN adjudications a ON a.unit = u.id`;

export class Codings {
  readonly #statements: Statements;
  readonly #now: () => Date;

  constructor(statements: Statements, now: () => Date) {
    this.#statements = statements;
    this.#now = now;
  }

  rounds(where: RawBuilder<unknown>): readonly CodingRound[] {
    return this.#statements
      .all(
        sql<RoundRow>`SELECT r.*,
          (SELECT json_group_array(question) FROM (SELECT question FROM coding_units WHERE round = r.id
            GROUP BY question ORDER BY min(id))) AS questions,
          (SELECT json_group_array(json_object('coder', a.coder, 'name', a.name, 'submittedAt', a.submitted_at, 'coded',
            (SELECT count(*) FROM codings c JOIN coding_units u ON u.id = c.unit WHERE u.round = r.id AND c.coder = a.coder)))
            FROM coding_assignments a WHERE a.round = r.id) AS coders,
          (SELECT count(*) FROM coding_units WHERE round = r.id) AS units,
          (SELECT count(*) FROM adjudications a JOIN coding_units u ON u.id = a.unit WHERE u.round = r.id) AS decided
          FROM coding_rounds r WHERE ${where} ORDER BY r.id`,
      )
      .map(roundFromRow);
  }

  round(id: string): CodingRound {
    const [round] = this.rounds(sql`r.id = ${numberOf(id)}`);
    if (round === undefined) throw noRound(id);
    return round;
  }

  units(where: RawBuilder<unknown>): readonly CodingUnit[] {
    return this.#statements.all(sql<UnitRow>`${UNITS} WHERE ${where}`).map(unitFromRow);
  }

  codings(where: RawBuilder<unknown>): readonly Coding[] {
    return this.#statements
      .all(
        sql<CodingRow>`SELECT c.*, r.document, u.round, u.candidate, u.question, a.name, a.submitted_at FROM codings c
          JOIN coding_units u ON u.id = c.unit JOIN coding_rounds r ON r.id = u.round
          JOIN coding_assignments a ON a.round = u.round AND a.coder = c.coder WHERE ${where} ORDER BY c.unit, c.coder`,
      )
      .map(codingFromRow);
  }

  open({ document, candidates, questions, coders, due, by }: NewRound): CodingRound {
    const before = this.rounds(sql`r.document = ${numberOf(document)}`);
    if (before.some(({ state }) => state === 'open')) throw roundIsOpen(document);
    const [row] = this.#statements.all(
      sql<{ id: number }>`INSERT INTO coding_rounds (document, number, due, opened_by, opened_at) VALUES
        (${numberOf(document)}, ${(before.at(-1)?.number ?? 0) + 1}, ${due}, ${by}, ${this.#now().toISOString()}) RETURNING id`,
    );
    const round = row?.id ?? 0;
    for (const candidate of candidates)
      for (const question of questions)
        this.#statements.run(sql`INSERT INTO coding_units (round, candidate, question)
          VALUES (${round}, ${numberOf(candidate)}, ${question})`);
    for (const { id, name } of coders)
      this.#statements.run(sql`INSERT INTO coding_assignments (round, coder, name) VALUES (${round}, ${id}, ${name})`);
    return this.round(String(round));
  }

  put({ unit, coder, expect, option, basis, ...words }: NewCoding): Coding {
    const own = sql`c.unit = ${numberOf(unit)} AND c.coder = ${coder}`;
    const [before] = this.codings(own);
    if (before?.state === 'submitted') throw codingSubmitted();
    if ((before?.revision ?? 0) !== expect) throw codingChanged(before?.revision ?? 0);
    const { condition, summary, note } = words;
    this.#statements.run(sql`INSERT INTO codings (unit, coder, option, basis, words, revision, at) VALUES (${numberOf(unit)},
      ${coder}, ${option}, ${basis}, ${JSON.stringify({ condition, summary, note })}, 1, ${this.#now().toISOString()})
      ON CONFLICT (unit, coder) DO UPDATE SET option = excluded.option, basis = excluded.basis, words = excluded.words,
      revision = revision + 1, at = excluded.at`);
    const [coding] = this.codings(own);
    if (coding === undefined) throw new RangeError('a coding that was put is there');
    return coding;
  }

  submit(id: string, coder: string): CodingRound {
    const left = this.units(
      sql`u.round = ${numberOf(id)} AND NOT EXISTS (SELECT 1 FROM codings c WHERE c.unit = u.id AND c.coder = ${coder})
        ORDER BY u.id`,
    );
    if (left.length > 0) throw notAllCoded(left);
    this.#statements.run(sql`UPDATE coding_assignments SET submitted_at = ${this.#now().toISOString()}
      WHERE round = ${numberOf(id)} AND coder = ${coder} AND submitted_at IS NULL`);
    return this.round(id);
  }

  /** Fails with `conflict` where it was decided already. */
  decide({ unit, option, position, reason, by }: UnitDecision): void {
    const [before] = this.units(sql`u.id = ${numberOf(unit)}`);
    if (before === undefined || before.decision !== null) throw decidedAlready(before?.decision?.by);
    this.#statements.run(sql`INSERT INTO adjudications (unit, option, position, reason, decided_by, at)
      VALUES (${numberOf(unit)}, ${option}, ${position}, ${reason}, ${by}, ${this.#now().toISOString()})`);
  }

  /** Fails with `conflict`: what is coded stays. `what` is the column of its id. */
  refuseCoded(what: 'candidate' | 'question', id: string): void {
    const [unit] = this.units(sql`${sql.ref(`u.${what}`)} = ${what === 'candidate' ? numberOf(id) : id} LIMIT 1`);
    if (unit !== undefined) throw isCoded(what, id, unit.document);
  }

  /** Fails with `conflict`: what a position says of a unit, its coders are to say unseen while their round is open. */
  refuseSeen(positions: readonly Position[]): void {
    if (positions.length === 0) return;
    refuseSeen(
      positions,
      this.#statements.all(
        sql<OpenUnit>`SELECT CAST(r.document AS TEXT) AS document, u.question, c.statement
          FROM coding_units u JOIN coding_rounds r ON r.id = u.round JOIN candidates c ON c.id = u.candidate
          WHERE u.round IN (SELECT round FROM coding_assignments WHERE submitted_at IS NULL) ORDER BY u.id`,
      ),
    );
  }

  /** The units of a question that goes over into another. Fails with `conflict` where both are coded in one round. */
  moveQuestion(from: string, into: string): void {
    const [both] = this.units(
      sql`u.question = ${from} AND EXISTS (SELECT 1 FROM coding_units o WHERE o.round = u.round AND o.question = ${into})
        LIMIT 1`,
    );
    if (both !== undefined) throw codedTogether(from, into, both.document);
    this.#statements.run(sql`UPDATE coding_units SET question = ${into} WHERE question = ${from}`);
  }
}
