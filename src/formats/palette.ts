/**
 * The colours of stances: diverging from orange (against) through grey to blue (for), which people with any of the
 * common colour-vision deficiencies can tell apart, and which stand for no party. Colour is never the only sign.
 */
import type { Cell } from '../core/matrix/cell.ts';

export type Tone = 'oppose' | 'lean-oppose' | 'neutral' | 'lean-support' | 'support' | 'no-side' | 'contested' | 'none';

/** On white: `fill` for areas and marks, `ink` for text upon that fill (contrast 4.5 or more). */
export const PALETTE: { readonly [T in Tone]: { readonly fill: string; readonly ink: string } } = {
  oppose: { fill: '#b04a00', ink: '#ffffff' },
  'lean-oppose': { fill: '#f5b879', ink: '#3b1a00' },
  neutral: { fill: '#d9d6cf', ink: '#2b2a27' },
  'lean-support': { fill: '#a3c6e8', ink: '#06243f' },
  support: { fill: '#1c5a96', ink: '#ffffff' },
  'no-side': { fill: '#ffffff', ink: '#4a4843' },
  contested: { fill: '#6b3f86', ink: '#ffffff' },
  none: { fill: '#ffffff', ink: '#6b6861' },
};

const STRONG = 0.75;

/** The tone of a value on a scale from -1 to 1; null takes no side. */
export function toneOfValue(value: number | null): Tone {
  if (value === null) return 'no-side';
  if (value === 0) return 'neutral';
  const side = value > 0 ? 'support' : 'oppose';
  return Math.abs(value) >= STRONG ? side : `lean-${side}`;
}

export const toneOf = (cell: Pick<Cell, 'state' | 'value'>): Tone =>
  cell.state === 'position' ? toneOfValue(cell.value) : cell.state;
