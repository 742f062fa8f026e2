/** What a picture says before it is set, and what all of them say alike. */
import type { CitedCells } from '../../answers/drawing.ts';
import type { Cell } from '../../core/matrix/cell.ts';
import type { Matrix } from '../../core/matrix/matrix.ts';
import { Failure } from '../../core/values/errors.ts';
import type { FramePlan } from './frame.ts';
import { momentOf, publicationsIn } from './origin.ts';

export type Plan = Omit<FramePlan, 'publisher'>;

/** What an answer that is drawn was computed under. */
type Basis = Pick<Matrix, 'rule' | 'asOf' | 'knownAt' | 'revision' | 'preview'>;

/** The facts of the source line; `extent` says how much is shown. */
export function sourceOf(basis: Basis, cited: CitedCells, extent: string): string[] {
  const counting = basis.rule === 'all' ? ['every position counts, not only the newest'] : [];
  if ('updatedOn' in cited) {
    const { updatedOn } = cited;
    return [
      ...(basis.preview === true ? ['preview, not public'] : []),
      'its sources are at /sources',
      ...(updatedOn === null ? [] : [`the record of ${updatedOn}`]),
      ...momentOf(basis, []),
      ...counting,
      extent,
    ];
  }
  return [
    ...(basis.preview === true ? [`preview, not public: ${counted(draftsIn(cited), 'cell')} of drafts`] : []),
    ...publicationsIn(cited),
    ...momentOf(basis, cited),
    ...counting,
    extent,
  ];
}

const draftsIn = (cells: readonly Cell[]): number => cells.filter(({ status }) => status === 'draft').length;

/** What tells programs, and those who look into it, which answer this is. */
export const basisInWords = ({ rule, revision }: Pick<Basis, 'rule' | 'revision'>): string =>
  `Rule ${rule}, revision ${revision}.`;

export const counted = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const PERCENT = 100;

/** A share from 0 to 1, as pictures print it. */
export const percent = (share: number): string => `${Math.round(share * PERCENT)}%`;

/** `remedy` says how less of it can be asked for. */
export const tooLarge = (what: string, most: string, remedy = 'choose fewer'): Failure =>
  new Failure('too-large', `${what} do not fit a picture, which holds ${most}; ${remedy}, or take csv or xlsx`);
