/** Rounds of coding, their units and codings as rows. */
import type { Coding, CodingRound, CodingUnit } from '../../../core/capture/coding.ts';

/** A round with its questions and coders as JSON. */
export type RoundRow = {
  readonly id: number;
  readonly document: number;
  readonly number: number;
  readonly due: string | null;
  readonly opened_by: string;
  readonly opened_at: string;
  readonly questions: string;
  readonly coders: string;
  readonly units: number;
  readonly decided: number;
};

export type UnitRow = {
  readonly id: number;
  readonly round: number;
  readonly document: number;
  readonly candidate: number;
  readonly question: string;
  readonly option: string | null;
  readonly position: string | null;
  readonly reason: string | null;
  readonly decided_by: string | null;
  readonly at: string | null;
};

export type CodingRow = {
  readonly document: number;
  readonly round: number;
  readonly candidate: number;
  readonly question: string;
  readonly coder: string;
  readonly name: string;
  readonly option: string | null;
  readonly basis: Coding['basis'];
  readonly words: string;
  readonly revision: number;
  readonly at: string;
  readonly submitted_at: string | null;
};

type Assigned = {
  readonly coder: string;
  readonly name: string;
  readonly submittedAt: string | null;
  readonly coded: number;
};

export function roundFromRow({ opened_by, opened_at, questions, coders, ...row }: RoundRow): CodingRound {
  const assigned: readonly Assigned[] = JSON.parse(coders);
  return {
    ...{ id: String(row.id), document: String(row.document), number: row.number, questions: JSON.parse(questions) },
    ...{ due: row.due, openedBy: opened_by, openedAt: opened_at },
    coders: assigned.map(({ coder, name, submittedAt, coded }) => ({
      ...{ coder, name, submittedAt },
      state: submittedAt === null ? (coded > 0 ? 'working' : 'todo') : 'submitted',
    })),
    ...{ units: row.units, decided: row.decided },
    state: assigned.every(({ submittedAt }) => submittedAt !== null) ? 'complete' : 'open',
  };
}

export const unitFromRow = ({ option, position, reason, decided_by: by, at, ...row }: UnitRow): CodingUnit => ({
  ...{ id: String(row.id), round: String(row.round), document: String(row.document) },
  ...{ candidate: String(row.candidate), question: row.question },
  decision: by === null || at === null ? null : { option, position, reason, by, at },
});

export const codingFromRow = (row: CodingRow): Coding => ({
  ...{ document: String(row.document), round: String(row.round), candidate: String(row.candidate) },
  ...{ question: row.question, coder: row.coder, name: row.name, option: row.option, basis: row.basis },
  ...JSON.parse(row.words),
  state: row.submitted_at === null ? 'draft' : 'submitted',
  ...{ at: row.at, revision: row.revision },
});
