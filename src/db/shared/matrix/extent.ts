/** How many cells a selection may have. */
import { Failure } from '../../../core/values/errors.ts';

/** Fails with `too-large` where so many experts and questions make more cells than are wanted. */
export function requireAtMost(maxCells: number, experts: number, questions: number): void {
  if (experts * questions > maxCells)
    throw new Failure(
      'too-large',
      `${experts} experts × ${questions} questions are ${experts * questions} cells, and one answer holds at most ${maxCells}; ` +
        'choose fewer with expert=, affiliation=, question= or topic=',
    );
}
