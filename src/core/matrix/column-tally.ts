/** What is held in one column of a matrix: its distribution and mean. Nothing is computed from silence. */

import { isAnswer, type Scale } from '../records/scale.ts';
import type { Cell } from './cell.ts';
import type { MatrixQuestion } from './matrix.ts';

/** The id of the option that a cell holds, or its state where there is none: what a distribution counts by. */
export const heldIn = ({ option, state }: Cell): string => option ?? state;

export class ColumnTally {
  readonly #held = new Map<string, number>();
  #onRecord = 0;
  #valued = 0;
  #sum = 0;

  /** Counts a cell: `held` as `heldIn` gives it, `place` as `placeOf`. Cells without anything on record may be left out. */
  count(held: string, place: number | null): void {
    this.#held.set(held, (this.#held.get(held) ?? 0) + 1);
    if (held !== 'none') this.#onRecord += 1;
    if (place === null) return;
    this.#valued += 1;
    this.#sum += place;
  }

  /** Of a column with so many experts. */
  summary(
    scale: Pick<Scale, 'options'>,
    experts: number,
  ): Pick<MatrixQuestion, 'distribution' | 'answered' | 'asked' | 'valued' | 'mean'> {
    const keys = [...scale.options.map(({ id }) => id), 'contested'];
    const distribution = Object.fromEntries(keys.map((key) => [key, this.#held.get(key) ?? 0]));
    distribution.none = experts - this.#onRecord;
    const mean = this.#valued === 0 ? null : this.#sum / this.#valued;
    const held = (isWanted: (option: Scale['options'][number]) => boolean): number =>
      scale.options.filter(isWanted).reduce((sum, { id }) => sum + (this.#held.get(id) ?? 0), 0);
    const unanswered = held(({ role }) => !isAnswer(role));
    const notEligible = held(({ role }) => role === 'not-eligible');
    return {
      distribution,
      answered: this.#onRecord - unanswered,
      asked: this.#onRecord - notEligible,
      valued: this.#valued,
      mean,
    };
  }
}
