/** The part of the store port that keeps what several people code. None of it is a record: the public never knows of it. */
import type { Coding, CodingRound, CodingUnit } from '../capture/coding.ts';

export type NewRound = {
  readonly document: string;
  readonly candidates: readonly string[];
  readonly questions: readonly string[];
  readonly coders: readonly { readonly id: string; readonly name: string }[];
  readonly due: string | null;
  readonly by: string;
};

export type NewCoding = Pick<Coding, 'coder' | 'option' | 'basis' | 'condition' | 'summary' | 'note'> & {
  readonly unit: string;
  /** The revision that was looked at; 0 for a new one. */
  readonly expect: number;
};

export interface CodingStore {
  /** Fails with `conflict` where a round of the document is not complete. */
  open(round: NewRound): Promise<CodingRound>;
  /** The oldest first; of one document, or of all. */
  rounds(document?: string): Promise<readonly CodingRound[]>;
  /** In the order of candidates and questions. */
  units(round: string): Promise<readonly CodingUnit[]>;
  /** The unit of the newest round that has the candidate with the question. */
  unit(candidate: string, question: string): Promise<CodingUnit | null>;
  /** Of one round, in the order of its units, by all or by one of its coders. */
  codings(round: string, coder?: string): Promise<readonly Coding[]>;
  /** Fails with `stale`, and with `conflict` where the coder has submitted. */
  put(coding: NewCoding): Promise<Coding>;
  /** From then on the codings stay. Fails with `conflict` while a unit is not coded; submitted already, it stays so. */
  submit(round: string, coder: string): Promise<CodingRound>;
}
