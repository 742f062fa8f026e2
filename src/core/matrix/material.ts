/** Material: the records that a matrix is made of, and how cells that are too many to hold are read one by one. */

import type { Expert } from '../records/expert.ts';
import type { Position } from '../records/position.ts';
import type { Question } from '../records/question.ts';
import type { Scale } from '../records/scale.ts';
import type { Source } from '../records/source.ts';
import type { Statement } from '../records/statement.ts';
import type { Judgeable } from './cell.ts';
import type { CellCorrection } from './corrected.ts';

/** Everything a matrix is made of, read from one state of the store. */
export type MatrixMaterial = {
  readonly experts: readonly Expert[];
  readonly questions: readonly Question[];
  readonly scales: readonly Scale[];
  /** Published and retracted positions of these experts on these questions; drafts where they are asked for. */
  readonly positions: readonly Position[];
  /** Empty unless asked for. */
  readonly statements: readonly Statement[];
  readonly sources: readonly Source[];
  /** The last corrections that touch these experts and questions, and maybe others. */
  readonly corrections: readonly CellCorrection[];
  /** Experts who made these statements too, and are not among `experts`. Empty unless statements are asked for. */
  readonly signers: readonly Expert[];
};

/** What cells are cells of. */
export type CellAxes = Pick<MatrixMaterial, 'experts' | 'questions' | 'scales'>;

/** A question as far as a matrix shows it: there may be thousands, and most of a question is in what is left out. */
export type AxisQuestion = Pick<Question, 'id' | 'title' | 'proposition' | 'language' | 'scale' | 'revision'>;

/** What stored cells are cells of. */
export type StoredAxes = Omit<CellAxes, 'questions'> & { readonly questions: readonly AxisQuestion[] };

/** A position without its words: what comparison needs of a million of them. */
export type PositionHead = Judgeable &
  Pick<Position, 'expert' | 'question' | 'revision'> & {
    /** The source of the statement that it is dated by, whose last change counts as its own then; null unless asked for. */
    readonly source: string | null;
    /** The organization that was spoken for in that statement; null where none is named, or unless asked for. */
    readonly capacity: string | null;
  };

/** Is given the published and retracted positions of one cell at a time, drafts where they are asked for, and in the end makes something of them. */
export type CellVisitor<T> = { cell(positions: readonly PositionHead[]): void; end(): T };

/** What experts are on record with, as part of the material of a matrix. */
export type ExpertMaterial = Pick<MatrixMaterial, 'positions' | 'statements' | 'sources' | 'signers' | 'corrections'>;
