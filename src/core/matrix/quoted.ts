/** Quoted: what stands in one source, and what was coded from it. */
import type { Expert } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import type { Question } from '../records/question.ts';
import type { Source } from '../records/source.ts';
import type { ToldStatement } from './evidence.ts';

/** A position that rests on a statement, with the label and the place of the option it holds. */
export type CodedFrom = {
  readonly position: Position;
  readonly expert: Pick<Expert, 'id' | 'name'>;
  readonly question: Question;
  readonly label: string;
  /** Null where the option has no place on its scale. */
  readonly value: number | null;
};

export type Quoted = {
  readonly source: Source;
  /** In the order of the list of statements, each with the published positions that rest on it. */
  readonly statements: readonly { readonly said: ToldStatement; readonly coded: readonly CodedFrom[] }[];
  /** The cursor of those that follow; null where there are none. */
  readonly next: string | null;
};
