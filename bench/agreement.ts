/**
 * All pairs of experts: the bit planes against a plain double loop over an Int8Array of the same places, interleaved in
 * the same process, with every count compared. Packing the planes is part of the time. Prints medians and their ratio.
 */
import { eachPair } from '../src/core/comparison/agreement/bit-planes.ts';
import { type ScaleLevels, StanceGrid } from '../src/core/comparison/agreement/stance-grid.ts';
import { median } from './helpers/figures.ts';

const ROUNDS = 5;
const NONE = -128;
const VOTES: ScaleLevels = {
  levels: { values: [-1, 0, 1], range: 2 },
  codes: new Map(['no', 'abstain', 'yes'].map((option, level) => [option, level + 1])),
};
const OPTIONS = [...VOTES.codes.keys()];
const FIELDS = ['shared', 'apart', 'same', 'opposite'] as const;
const CASES = [
  { experts: 200, questions: 5_429, filled: 0.98 },
  { experts: 200, questions: 5_429, filled: 0.6 },
  { experts: 1_000, questions: 5_000, filled: 0.6 },
];

type Result = { readonly [F in (typeof FIELDS)[number]]: Int32Array };

/** Places 1, 0 and -1, as of those who vote yes, abstain and vote no; the same on every run. */
function cellsOf(experts: number, questions: number, filled: number): Int8Array {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
    return (seed >>> 0) / 2 ** 32;
  };
  return Int8Array.from({ length: experts * questions }, () =>
    random() < filled ? Math.floor(random() * 3) - 1 : NONE,
  );
}

/** The floor: two loops over experts, one over questions. */
function plainly(
  cells: Int8Array,
  experts: number,
  questions: number,
  { shared, apart, same, opposite }: Result,
): void {
  let pair = 0;
  for (let a = 0; a < experts; a += 1)
    for (let b = a + 1; b < experts; b += 1) {
      let n = 0;
      let distance = 0;
      let alike = 0;
      let against = 0;
      for (let question = 0; question < questions; question += 1) {
        const x = cells[a * questions + question] ?? NONE;
        const y = cells[b * questions + question] ?? NONE;
        if (x !== NONE && y !== NONE) {
          n += 1;
          distance += Math.abs(x - y);
          alike += Number(x === y);
          against += Number(x * y < 0);
        }
      }
      shared[pair] = n;
      apart[pair] = distance;
      same[pair] = alike;
      opposite[pair] = against;
      pair += 1;
    }
}

/** Distances in parts of the range, which is 2 here, so that the floor's whole numbers are exactly twice these. */
function byPlanes(places: StanceGrid, { shared, apart, same, opposite }: Result): void {
  let pair = 0;
  eachPair(places, (_a, _b, counts) => {
    shared[pair] = counts.shared;
    apart[pair] = counts.apart * 2;
    same[pair] = counts.same;
    opposite[pair] = counts.opposite;
    pair += 1;
  });
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

for (const { experts, questions, filled } of CASES) {
  const pairs = (experts * (experts - 1)) / 2;
  const cells = cellsOf(experts, questions, filled);
  const places = new StanceGrid(experts, new Array<ScaleLevels>(questions).fill(VOTES));
  cells.forEach((value, index) => {
    const row = Math.floor(index / questions);
    if (value !== NONE) places.put(row, index % questions, OPTIONS[value + 1] ?? '', value);
  });
  const result = (): Result => ({
    ...{ shared: new Int32Array(pairs), apart: new Int32Array(pairs) },
    ...{ same: new Int32Array(pairs), opposite: new Int32Array(pairs) },
  });
  const [floor, ours] = [result(), result()];
  const times = { floor: [] as number[], ours: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.floor.push(timed(() => plainly(cells, experts, questions, floor)));
    times.ours.push(timed(() => byPlanes(places, ours)));
  }
  for (const field of FIELDS)
    if (Buffer.compare(Buffer.from(floor[field].buffer), Buffer.from(ours[field].buffer)) !== 0)
      throw new Error(`the counts of ${field} differ`);
  const [plain, planes] = [median(times.floor), median(times.ours)];
  console.log(
    `${experts} experts × ${questions} questions, ${filled * 100} % filled, ${pairs} pairs: ` +
      `plain loop ${plain.toFixed(0)} ms, bit planes ${planes.toFixed(1)} ms, ${(plain / planes).toFixed(1)} times faster; counts identical`,
  );
}
