import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { eachPair, type PairCounts } from '../../../../src/core/comparison/agreement/bit-planes.ts';
import {
  levelsOf,
  NO_LEVELS,
  type ScaleLevels,
  StanceGrid,
} from '../../../../src/core/comparison/agreement/stance-grid.ts';
import { toScale } from '../../../../src/core/records/scale.ts';
import { holds } from '../../../helpers/asserts/property.ts';

/** The places of a scale whose options are called as their values are; of several with one value, the others have an `a` too. */
function scaleOf(...values: readonly number[]): ScaleLevels {
  const options = values.map((value, index) => ({
    id: values.indexOf(value) === index ? String(value) : `${value}a`,
    label: String(value),
    value,
  }));
  return levelsOf([toScale({ id: 'scale', label: 'Scale', options })]).get('scale') ?? NO_LEVELS;
}

const VOTES = scaleOf(-1, 0, 1);
const LOPSIDED = scaleOf(-0.25, 0, 0.5);
const THIRDS = scaleOf(-1, -1 / 3, 1 / 3, 1);
const DOUBLED = scaleOf(-1, -1, 0.5, 1, 1);
const SIGNED = scaleOf(1);
const KINDS = [VOTES, LOPSIDED, THIRDS, DOUBLED, SIGNED, NO_LEVELS];

type Measured = PairCounts & { readonly pair: string };

function measured(places: StanceGrid, only?: number): Measured[] {
  const found: Measured[] = [];
  eachPair(places, (a, b, counts) => found.push({ pair: `${a} ${b}`, ...counts }), only);
  return found;
}

const CONTESTED = 'contested';
/** What was put into a place: what is held, and where that stands. */
type Told = { readonly held: string; readonly place: number } | undefined;
type Table = { readonly columns: readonly ScaleLevels[]; readonly rows: readonly (readonly Told[])[] };

function gridOf({ columns, rows }: Table): StanceGrid {
  const places = new StanceGrid(rows.length, columns);
  rows.forEach((row, at) => {
    row.forEach((told, column) => {
      if (told !== undefined) places.put(at, column, told.held, told.place);
    });
  });
  return places;
}

/** The same counts, one question at a time, of what was told and of nothing that the grid makes of it. */
function plainly({ columns, rows }: Table): Measured[] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return rows.flatMap((first, a) =>
    rows.slice(a + 1).map((second, further) => {
      const shared = columns.flatMap(({ levels }, column) => {
        const [one, other] = [first[column], second[column]];
        if (one === undefined || other === undefined) return [];
        const agreed = one.held !== CONTESTED && one.held === other.held;
        const sided = one.held !== CONTESTED && other.held !== CONTESTED;
        const against = sided && one.place * other.place < 0;
        const apart = levels.range === 0 ? 0 : Math.abs(one.place - other.place) / levels.range;
        return [{ agreed, against, apart }];
      });
      return {
        pair: `${a} ${a + 1 + further}`,
        shared: shared.length,
        apart: sum(shared.map(({ apart }) => apart)),
        same: shared.filter(({ agreed }) => agreed).length,
        opposite: shared.filter(({ against }) => against).length,
      };
    }),
  );
}

/** The table of places, a row per line: `.` for none, `+`, `0` and `-` for those of a vote, `?` for a contradiction. */
function votes(...lines: readonly string[]): StanceGrid {
  const told: { readonly [sign: string]: Told } = {
    '+': { held: '1', place: 1 },
    0: { held: '0', place: 0 },
    '-': { held: '-1', place: -1 },
    '?': { held: CONTESTED, place: 0 },
  };
  return gridOf({
    columns: [...(lines[0] ?? '')].map(() => VOTES),
    rows: lines.map((line) => [...line].map((sign) => told[sign])),
  });
}

t.test('what both have a place on is shared, and distances are parts of the range', async (t) => {
  t.strictSame(measured(votes('++-.0', '+-0+.', '.....')), [
    { pair: '0 1', shared: 3, apart: 0 + 1 + 0.5, same: 1, opposite: 1 },
    { pair: '0 2', shared: 0, apart: 0, same: 0, opposite: 0 },
    { pair: '1 2', shared: 0, apart: 0, same: 0, opposite: 0 },
  ]);
});

t.test('a contradiction is shared, and neither the same as anything nor opposite to it', async (t) => {
  t.strictSame(measured(votes('??0+', '0??-')), [{ pair: '0 1', shared: 4, apart: 1, same: 0, opposite: 1 }]);
});

t.test('two options with one value are as near as can be, and not the same', async (t) => {
  const grid = new StanceGrid(2, [DOUBLED, DOUBLED]);
  grid.put(0, 0, '1', 1);
  grid.put(1, 0, '1a', 1);
  grid.put(0, 1, '-1a', -1);
  grid.put(1, 1, '-1a', -1);
  t.strictSame(measured(grid), [{ pair: '0 1', shared: 2, apart: 0, same: 1, opposite: 0 }]);
});

t.test('one row can be set against all others', async (t) => {
  const places = votes('++', '+-', '--');
  t.strictSame(
    measured(places, 1).map(({ pair, apart }) => [pair, apart]),
    [
      ['1 0', 1],
      ['1 2', 1],
    ],
  );
});

t.test('a row that ends between the words of memory, or with them, is counted to its end', async (t) => {
  for (const width of [1, 31, 32, 127, 128, 129, 255, 256, 257, 1_000]) {
    const [found] = measured(votes('+'.repeat(width), '-'.repeat(width)));
    t.strictSame(found, { pair: '0 1', shared: width, apart: width, same: 0, opposite: width }, String(width));
    const [alike] = measured(votes('0'.repeat(width), '0'.repeat(width)));
    t.strictSame(alike, { pair: '0 1', shared: width, apart: 0, same: width, opposite: 0 }, String(width));
  }
});

t.test('a row longer than the counters of a lane is counted in parts', async (t) => {
  const width = 600_000;
  const [found] = measured(votes('+'.repeat(width), '-'.repeat(width)));
  t.strictSame(found, { pair: '0 1', shared: width, apart: width, same: 0, opposite: width });
});

t.test('what was compared before leaves no trace, whatever its size', async (t) => {
  const few = votes('+.', '+-');
  const before = measured(few);
  measured(votes(...Array.from({ length: 20 }, () => '+'.repeat(5_000))));
  t.strictSame(measured(few), before);
});

t.test('opposite ends throughout are exactly as far apart as there are questions, on every scale', async (t) => {
  for (const scale of [VOTES, LOPSIDED, THIRDS, DOUBLED, scaleOf(-0.7, -0.1, 0.3)]) {
    const places = new StanceGrid(2, new Array<ScaleLevels>(77).fill(scale));
    places.columns.forEach(({ levels: { values } }, column) => {
      const [low = 0, high = 0] = [values[0], values.at(-1)];
      places.put(0, column, String(low), low);
      places.put(1, column, String(high), high);
    });
    t.equal(measured(places)[0]?.apart, 77);
  }
});

t.test('without rows or columns there is nothing to count', async (t) => {
  t.strictSame(measured(new StanceGrid(0, [])), []);
  t.strictSame(measured(new StanceGrid(2, [])), [{ pair: '0 1', shared: 0, apart: 0, same: 0, opposite: 0 }]);
  t.strictSame(measured(new StanceGrid(1, [VOTES])), []);
});

const arbitraryColumns = fc.array(fc.constantFrom(...KINDS), { maxLength: 300 });
/** Any table: no place, a place of the scale, or that of a contradiction, which may be one of the scale too. */
const arbitraryTable = fc
  .tuple(arbitraryColumns, fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.nat(99)))
  .map(([columns, rows, stream]): Table => {
    const toldOn = ({ levels: { values, range }, codes }: ScaleLevels): Told => {
      const chance = stream.next().value ?? 0;
      const [lowest = 0] = values;
      if (values.length === 0 || chance < 30) return undefined;
      if (chance > 90 && range > 0) return { held: CONTESTED, place: lowest + (chance > 95 ? range / 7 : range / 2) };
      const [held = ''] = [...codes.keys()].slice(chance % values.length);
      return { held, place: values[(codes.get(held) ?? 0) - 1] ?? 0 };
    };
    return { columns, rows: Array.from({ length: rows }, () => columns.map(toldOn)) };
  });

t.test('the counts are those of the plain way, and so are the distances, whatever the places', async (t) => {
  holds(t, arbitraryTable, (table) => {
    const [ours, plain] = [measured(gridOf(table)), plainly(table)];
    return (
      ours.length === plain.length &&
      ours.every(({ apart, ...counts }, index) => {
        const { apart: wanted = Number.NaN, ...rest } = plain[index] ?? {};
        return isDeepStrictEqual(counts, rest) && Math.abs(apart - wanted) < 1e-9;
      })
    );
  });
});

t.test('some of the columns have what they had among the others', async (t) => {
  const some = arbitraryTable.chain((table) =>
    fc.tuple(fc.constant(table), fc.subarray(table.columns.map((_, column) => column))),
  );
  holds(t, some, ([table, chosen]) => {
    const { columns, rows } = table;
    const pick = <T>(all: readonly T[]): T[] => chosen.flatMap((column) => all.slice(column, column + 1));
    const picked = { columns: pick(columns), rows: rows.map(pick) };
    return isDeepStrictEqual(measured(gridOf(table).pick(chosen)), measured(gridOf(picked)));
  });
});

t.test('each row against the others finds what all pairs find', async (t) => {
  holds(t, arbitraryTable, (table) => {
    const places = gridOf(table);
    return isDeepStrictEqual(
      measured(places, 0),
      measured(places).filter(({ pair }) => pair.startsWith('0 ')),
    );
  });
});

t.test('scales with the same places are one kind, in the order of the places', async (t) => {
  const scale = (id: string, ...values: (number | null)[]) =>
    toScale({ id, label: id, options: values.map((value, index) => ({ id: `o${index}`, label: 'o', value })) });
  const levels = levelsOf([scale('one', 1, 0, null, -1), scale('two', -1, 0, 1), scale('three', null)]);
  t.strictSame(levels.get('one')?.levels, { values: [-1, 0, 1], range: 2 });
  t.equal(levels.get('one')?.levels, levels.get('two')?.levels);
  t.strictSame(
    [...(levels.get('one')?.codes ?? [])],
    [
      ['o3', 1],
      ['o1', 2],
      ['o0', 3],
    ],
  );
  t.strictSame(levels.get('three'), NO_LEVELS);
});
