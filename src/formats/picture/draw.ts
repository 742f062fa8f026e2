/** A picture of whatever can be drawn. */
import { PUBLISHER } from '../../answers/answer.ts';
import type { Drawing } from '../../answers/drawing.ts';
import { agreementPlan } from './comparison/agreement.ts';
import { consensusPlan, rankingPlan } from './comparison/consensus.ts';
import { comparisonPlan } from './comparison/side-by-side.ts';
import { drawFrame, type Size } from './frame.ts';
import { matrixPlan } from './matrix-plan.ts';
import type { Plan } from './plan.ts';
import { SHARE_SIZE } from './size.ts';

/** What the foot says beside the facts of the answer. */
type Foot = { readonly publisher?: string | undefined; readonly remarks?: readonly string[] };

/** SVG, with `remarks` at its foot. Fails with `too-large` where a picture cannot hold the answer, and with `invalid` where the width is too small. */
export function drawPicture(
  drawing: Drawing,
  { width = SHARE_SIZE.width, height = SHARE_SIZE.height }: Partial<Size>,
  { publisher = PUBLISHER, remarks = [] }: Foot = {},
): string {
  const plan = planOf(drawing);
  return drawFrame({ width, height }, { ...plan, publisher, source: [...plan.source, ...remarks] });
}

function planOf(drawing: Drawing): Plan {
  switch (drawing.kind) {
    case 'matrix':
      return matrixPlan(drawing.matrix);
    case 'comparison':
      return comparisonPlan(drawing.comparison);
    case 'agreement':
      return agreementPlan(drawing.agreement, drawing.cells, drawing.end);
    case 'consensus':
      return consensusPlan(drawing.consensus, drawing.cells);
    case 'ranking':
      return rankingPlan(drawing.ranking, drawing.cells);
  }
}
