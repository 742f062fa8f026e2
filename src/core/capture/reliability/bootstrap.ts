/** Bootstrap interval: how much alpha would move if other units of the kind had been coded. */
import { alphaOf, type Coincidences, type Metric } from './alpha.ts';

export const DRAWS = 1_000;
const SEED = 1;
/** The middle 95 % of the draws. */
const TAIL = 0.025;

export type AlphaInterval = {
  readonly low: number;
  readonly high: number;
  /** The draws that have an alpha, of 1,000: in some every value may be the same. */
  readonly draws: number;
};

/** So many units are drawn between two pauses: a few milliseconds. */
const UNITS_AT_ONCE = 50_000;

/**
 * Draws units with replacement; the same units give the same interval. Null where alpha itself is none, or rests on one
 * unit. `pause` lets others have their turn.
 */
export async function intervalOf(
  coincidences: Coincidences,
  metric: Metric,
  pause: () => Promise<void>,
): Promise<AlphaInterval | null> {
  const { kinds, units } = coincidences;
  const { length } = units;
  if (length < 2) return null;
  const drawsAtOnce = Math.ceil(UNITS_AT_ONCE / length);
  const random = chanceFrom(SEED);
  const drawn: number[] = [];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    if (draw % drawsAtOnce === 0) await pause();
    const counts = new Float64Array(kinds.length);
    for (let unit = 0; unit < length; unit += 1) {
      const kind = units[Math.floor(random() * length)] ?? 0;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    const alpha = alphaOf(coincidences, metric, counts);
    if (typeof alpha === 'number') drawn.push(alpha);
  }
  drawn.sort((a, b) => a - b);
  const [low, high] = [TAIL, 1 - TAIL].map((share) => drawn[Math.round(share * (drawn.length - 1))]);
  return low === undefined || high === undefined ? null : { low, high, draws: drawn.length };
}

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
