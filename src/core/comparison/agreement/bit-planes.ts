/**
 * How far apart every two experts stand, counted for 128 questions at a time. The places on a scale are few, so each row
 * becomes bit planes: one of the questions with a place, and one for every two neighbouring places, set where the expert
 * stands beyond the lower. The distance of two is then the number of bits in which their planes differ, each times
 * the gap between its places. Planes of who stands at one place alone, and of who took a side, give how often two hold
 * the same and how often the opposite. Counts are whole numbers, and the same as one by one.
 */
import { bitCounter, MAX_ROW_BITS, STEP_BYTES } from './popcount.ts';
import { type Levels, OTHER_PLACE, type StanceGrid } from './stance-grid.ts';

/** What two rows have in common. */
export type PairCounts = {
  /** Columns on which both have a place. */
  readonly shared: number;
  /** The sum of their distances there, each in parts of its scale's range. */
  readonly apart: number;
  /** Columns on which both hold the same option. */
  readonly same: number;
  /** Columns on which one holds an option above 0, and the other one below. */
  readonly opposite: number;
};

/** Is given two rows and what they have in common, which holds until it returns. */
export type PairVisitor = (a: number, b: number, counts: PairCounts) => void;

type Sum = { -readonly [K in keyof PairCounts]: PairCounts[K] };

/** Visits every two rows once, in order; with `only`, that row with every other. The visitor must not visit pairs itself. */
export function eachPair(places: StanceGrid, visit: PairVisitor, only?: number): void {
  const adders = [...planeAdders(places), ...(places.hasOthers ? [otherAdder(places)] : [])];
  const sum: Sum = { shared: 0, apart: 0, same: 0, opposite: 0 };
  const measure = (a: number, b: number): void => {
    sum.shared = 0;
    sum.apart = 0;
    sum.same = 0;
    sum.opposite = 0;
    for (const add of adders) add(a, b, sum);
    visit(a, b, sum);
  };
  if (only === undefined)
    for (let a = 0; a < places.rows; a += 1) for (let b = a + 1; b < places.rows; b += 1) measure(a, b);
  else for (let b = 0; b < places.rows; b += 1) if (b !== only) measure(only, b);
}

/** Adds what two rows have in some of the cells. */
type Adder = (a: number, b: number, sum: Sum) => void;

/** Columns with the same levels, no more than fit a row of bits. */
type Block = { readonly levels: Levels; readonly columns: readonly number[] };

function blocksOf({ columns }: StanceGrid): Block[] {
  const byLevels = new Map<Levels, number[]>();
  columns.forEach(({ levels }, column) => {
    const same = byLevels.get(levels);
    if (same === undefined) byLevels.set(levels, [column]);
    else same.push(column);
  });
  return [...byLevels].flatMap(([levels, all]) =>
    Array.from({ length: Math.ceil(all.length / MAX_ROW_BITS) }, (_, index) => ({
      levels,
      columns: all.slice(index * MAX_ROW_BITS, (index + 1) * MAX_ROW_BITS),
    })),
  );
}

const STEP_BITS = STEP_BYTES * 8;
const steps = ({ columns }: Block): number => Math.ceil(columns.length / STEP_BITS);

/** Lays all planes of all blocks out in the counter's memory. */
function planeAdders(places: StanceGrid): Adder[] {
  const blocks = blocksOf(places).filter(({ levels }) => levels.values.length > 0);
  const planes = (block: Block) => places.rows * planesOf(block.levels) * steps(block) * STEP_BYTES;
  const constants = (block: Block) => 2 * steps(block) * STEP_BYTES;
  const widest = Math.max(0, ...blocks.map((block) => steps(block) * STEP_BITS));
  const counter = bitCounter();
  counter.reserve(blocks.reduce((bytes, block) => bytes + planes(block) + constants(block), widest));
  let start = widest;
  return blocks.map((block) => {
    const adder = planeAdder(places, block, start);
    start += planes(block) + constants(block);
    return adder;
  });
}

/** A plane for every level (at it or beyond), one for every level but the last (at it), and one of those who took a side. */
const planesOf = ({ values }: Levels): number => 2 * values.length;

/** Packs the planes of a block from an address on; the memory before the first block is for one row of codes. */
function planeAdder(places: StanceGrid, block: Block, start: number): Adder {
  const { count, above, memory } = bitCounter();
  const { values, range } = block.levels;
  const size = steps(block) * STEP_BYTES;
  const bytes = new Uint8Array(memory());
  const [zeros, ones, first] = [start, start + size, start + 2 * size];
  bytes.fill(0, zeros, ones).fill(255, ones, first);
  const plane = (index: number): number => first + index * places.rows * size;
  const exactly = (level: number): number => plane(level === values.length - 1 ? level : values.length + level);
  const sided = plane(2 * values.length - 1);
  const against = values.filter((value) => value < 0).length;
  const inFavour = values.findIndex((value) => value > 0);
  const hasSides = against > 0 && inFavour > 0;
  const codes = bytes.subarray(0, steps(block) * STEP_BITS);
  for (let row = 0; row < places.rows; row += 1) {
    const at = row * size;
    takeCodes(places, row, block, codes);
    for (let level = 0; level < values.length; level += 1) above(0, plane(level) + at, codes.length, level);
    // Each plane lies within the one before it.
    for (let index = at; index < at + size; index += 1) {
      const bitsOf = (level: number): number => bytes[plane(level) + index] ?? 0;
      for (let level = 0; level < values.length - 1; level += 1)
        bytes[exactly(level) + index] = bitsOf(level) ^ bitsOf(level + 1);
      if (hasSides) bytes[sided + index] = bitsOf(0) ^ bitsOf(against) ^ bitsOf(inFavour);
    }
  }
  return (a, b, sum) => {
    const [atA, atB] = [a * size, b * size];
    const [presentA, presentB] = [first + atA, first + atB];
    const shared = count(presentA, presentB, zeros, ones, size);
    if (shared === 0) return;
    sum.shared += shared;
    for (let level = 0; level < values.length; level += 1)
      sum.same += count(exactly(level) + atA, exactly(level) + atB, zeros, ones, size);
    if (hasSides) sum.opposite += count(sided + atA, sided + atB, plane(inFavour) + atA, plane(inFavour) + atB, size);
    // The sum of gap · count, written with each place once: exact where the two stand at opposite ends throughout.
    let distance = 0;
    let before = 0;
    for (let level = 1; level < values.length; level += 1) {
      const differing = count(presentA, presentB, plane(level) + atA, plane(level) + atB, size);
      distance += (values[level - 1] ?? 0) * (before - differing);
      before = differing;
    }
    distance += (values.at(-1) ?? 0) * before;
    if (distance > 0) sum.apart += distance / range;
  };
}

/** The codes of one row in the columns of a block; places that are no option's, and what is over, are none. */
function takeCodes({ codes, columns, hasOthers }: StanceGrid, row: number, block: Block, into: Uint8Array): void {
  const start = row * columns.length;
  if (block.columns.length === columns.length) into.set(codes.subarray(start, start + columns.length));
  else
    block.columns.forEach((column, index) => {
      into[index] = codes[start + column] ?? 0;
    });
  into.fill(0, block.columns.length);
  if (hasOthers) for (let index = 0; index < into.length; index += 1) if (into[index] === OTHER_PLACE) into[index] = 0;
}

/** For cells whose place is no option's, which are in no plane, one by one. They are neither the same nor opposite. */
function otherAdder(places: StanceGrid): Adder {
  const { rows, columns, codes } = places;
  const isOther = (row: number, column: number) => codes[row * columns.length + column] === OTHER_PLACE;
  const others = Array.from({ length: rows }, (_, row) =>
    columns.flatMap((_levels, column) => (isOther(row, column) ? [column] : [])),
  );
  return (a, b, sum) => {
    const add = (column: number) => {
      const apart = Math.abs(places.value(a, column) - places.value(b, column));
      if (Number.isNaN(apart)) return;
      sum.shared += 1;
      sum.apart += apart / (columns[column]?.levels.range ?? 1);
    };
    for (const column of others[a] ?? []) add(column);
    for (const column of others[b] ?? []) if (!isOther(a, column)) add(column);
  };
}
