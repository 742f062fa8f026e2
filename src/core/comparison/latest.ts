/** What was said last: positions that became public, and moves. */
import type { Expert } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import type { Question } from '../records/question.ts';
import type { Move } from './moves.ts';

/** A position that became public, with whom and what it is of. */
export type NewPosition = {
  readonly position: Position;
  readonly expert: Expert;
  readonly question: Question;
  readonly label: string;
  /** The day it became public here. */
  readonly on: string;
  /** The day of the last correction of its cell; null where there was none. */
  readonly correctedOn: string | null;
};

/** The latest move of somebody on a question. */
export type LatestMove = { readonly expert: Expert; readonly move: Move };

/** Each the newest first. */
export type Latest = { readonly positions: readonly NewPosition[]; readonly moves: readonly LatestMove[] };
