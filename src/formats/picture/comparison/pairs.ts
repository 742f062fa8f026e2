/** Pairs one below the other: a bar from nothing in common to the same answers. */
import { NOTHING_ON_RECORD } from '../../../answers/table.ts';
import type { AgreementPair } from '../../../core/comparison/agreement/agreement.ts';
import { markup } from '../../markup.ts';
import { PALETTE } from '../../palette.ts';
import { type Block, FAINT, gap, HAIR } from '../block.ts';
import type { Area } from '../frame.ts';
import { px } from '../line.ts';
import { percent } from '../plan.ts';
import { FEW_SHARED, tintOf } from './nearness.ts';
import { rowsBody, type Strip } from './rows.ts';

export type NamedPair = { readonly name: string; readonly pair: AgreementPair };

/** Pixels at the size of a share card. */
export const NARROWEST_PAIRS = 420;
const SHARES = { name: 0.37, number: 0.34 };

export const pairsBody = (rows: readonly NamedPair[], area: Area, room: number): Block =>
  rowsBody(rows.map(rowOf), SHARES, gap(0), area, room);

const rowOf = ({ name, pair }: NamedPair) => ({
  name,
  draw: (strip: Strip) => bar(pair.score, strip),
  number:
    pair.score === null
      ? ({ words: NOTHING_ON_RECORD, weight: 400 } as const)
      : ({
          words: percent(pair.score),
          weight: pair.shared < FEW_SHARED ? 400 : 700,
          rest: `n = ${pair.shared} · same ${pair.same} · opposite ${pair.opposite}`,
        } as const),
});

/** The whole length is 100 %; without a score it is empty. */
function bar(score: number | null, { x, y, width, height, unit }: Strip) {
  const track = markup`<rect x="${px(x)}" y="${px(y - height / 2)}" width="${px(width)}" height="${px(height)}" fill="none" stroke="${score === null ? HAIR : FAINT}" stroke-width="${px(unit / 2)}"${score === null && markup` stroke-dasharray="${px(3 * unit)} ${px(3 * unit)}"`}/>`;
  if (score === null) return track;
  return markup`<rect x="${px(x)}" y="${px(y - height / 2)}" width="${px(width * score)}" height="${px(height)}" fill="${tintOf(score)}"/><rect x="${px(x + width * score - unit)}" y="${px(y - height / 2)}" width="${px(2 * unit)}" height="${px(height)}" fill="${PALETTE.support.fill}"/>${track}`;
}
