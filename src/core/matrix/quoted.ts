/** Quoted: what stands in one source, and what was coded from it. */
import type { Change } from '../change-log/change.ts';
import type { Expert } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import type { Question } from '../records/question.ts';
import type { Source } from '../records/source.ts';
import type { Statement } from '../records/statement.ts';
import type { ToldStatement } from './evidence.ts';

/** A position that rests on a statement, with the label and the place of the option it holds. */
export type CodedFrom = {
  readonly position: Position;
  readonly expert: Pick<Expert, 'id' | 'name'>;
  readonly question: Question;
  readonly label: string;
  /** Null where the option has no place on its scale. */
  readonly value: number | null;
  /** The day of the last correction of its cell; null where there was none. */
  readonly correctedOn: string | null;
};

/** A statement as it is told, with the positions that rest on it. */
export type CodedStatement = { readonly said: ToldStatement; readonly coded: readonly CodedFrom[] };

/** Some of all statements, the latest first. */
export type SaidOfLate = {
  readonly statements: readonly CodedStatement[];
  /** The cursor of those before them; null where there are none. */
  readonly next: string | null;
};

/** One statement with all that is known of it. */
export type StatementTold = CodedStatement & {
  readonly statement: Statement;
  /** When it was corrected since it is public, and why, the last first. */
  readonly corrections: readonly Pick<Change, 'at' | 'reason'>[];
};

export type Quoted = {
  readonly source: Source;
  /** In the order of the list of statements, each with the published positions that rest on it. */
  readonly statements: readonly CodedStatement[];
  /** The cursor of those that follow; null where there are none. */
  readonly next: string | null;
};
