import fc from 'fast-check';
import t from 'tap';
import { eachPair } from '../../../../src/core/comparison/agreement/bit-planes.ts';
import { type Levels, levelsOf, StanceGrid } from '../../../../src/core/comparison/agreement/stance-grid.ts';
import { toScale } from '../../../../src/core/records/scale.ts';
import { holds } from '../../../helpers/asserts/property.ts';

const VOTES: Levels = { values: [-1, 0, 1], range: 2 };
const LOPSIDED: Levels = { values: [-0.25, 0, 0.5], range: 0.75 };
const THIRDS: Levels = { values: [-1, -1 / 3, 1 / 3, 1], range: 2 };
const SIGNED: Levels = { values: [1], range: 0 };
const NONE: Levels = { values: [], range: 0 };
const KINDS = [VOTES, LOPSIDED, THIRDS, SIGNED, NONE];

type Measured = { readonly pair: string; readonly shared: number; readonly apart: number };

function measured(places: StanceGrid, only?: number): Measured[] {
  const found: Measured[] = [];
  eachPair(places, (a, b, shared, apart) => found.push({ pair: `${a} ${b}`, shared, apart }), only);
  return found;
}

/** The same, one question at a time. */
function plainly(places: StanceGrid): Measured[] {
  const rows = Array.from({ length: places.rows }, (_, row) => row);
  return rows.flatMap((a) =>
    rows.slice(a + 1).map((b) => {
      const distances = places.columns.flatMap(({ range }, column) => {
        const apart = Math.abs(places.value(a, column) - places.value(b, column));
        return Number.isNaN(apart) ? [] : [range === 0 ? 0 : apart / range];
      });
      return { pair: `${a} ${b}`, shared: distances.length, apart: distances.reduce((sum, it) => sum + it, 0) };
    }),
  );
}

/** The table of places, a row per line: `.` for none, `+`, `0` and `-` for those of a vote. */
function votes(...lines: readonly string[]): StanceGrid {
  const places = new StanceGrid(
    lines.length,
    [...(lines[0] ?? '')].map(() => VOTES),
  );
  lines.forEach((line, row) => {
    [...line].forEach((sign, column) => {
      const value = { '+': 1, 0: 0, '-': -1 }[sign];
      if (value !== undefined) places.put(row, column, value);
    });
  });
  return places;
}

t.test('what both have a place on is shared, and distances are parts of the range', async (t) => {
  t.strictSame(measured(votes('++-.0', '+-0+.', '.....')), [
    { pair: '0 1', shared: 3, apart: 0 + 1 + 0.5 },
    { pair: '0 2', shared: 0, apart: 0 },
    { pair: '1 2', shared: 0, apart: 0 },
  ]);
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
    const { shared, apart } = measured(votes('+'.repeat(width), '-'.repeat(width)))[0] ?? {};
    t.strictSame({ shared, apart }, { shared: width, apart: width }, String(width));
  }
});

t.test('a row longer than the counters of a lane is counted in parts', async (t) => {
  const width = 600_000;
  const { shared, apart } = measured(votes('+'.repeat(width), '-'.repeat(width)))[0] ?? {};
  t.strictSame({ shared, apart }, { shared: width, apart: width });
});

t.test('what was compared before leaves no trace, whatever its size', async (t) => {
  const few = votes('+.', '+-');
  const before = measured(few);
  measured(votes(...Array.from({ length: 20 }, () => '+'.repeat(5_000))));
  t.strictSame(measured(few), before);
});

t.test('opposite ends throughout are exactly as far apart as there are questions, on every scale', async (t) => {
  for (const levels of [VOTES, LOPSIDED, THIRDS, { values: [-0.7, -0.1, 0.3], range: 1 }]) {
    const places = new StanceGrid(2, new Array<Levels>(77).fill(levels));
    places.columns.forEach(({ values }, column) => {
      places.put(0, column, values[0] ?? 0);
      places.put(1, column, values.at(-1) ?? 0);
    });
    t.equal(measured(places)[0]?.apart, 77);
  }
});

t.test('without rows or columns there is nothing to count', async (t) => {
  t.strictSame(measured(new StanceGrid(0, [])), []);
  t.strictSame(measured(new StanceGrid(2, [])), [{ pair: '0 1', shared: 0, apart: 0 }]);
  t.strictSame(measured(new StanceGrid(1, [VOTES])), []);
});

const arbitraryColumns = fc.array(fc.constantFrom(...KINDS), { maxLength: 300 });
/** Any table: no place, a place of the scale, or (as the mean of a contradiction) one between. */
const arbitraryPlaces = fc
  .tuple(arbitraryColumns, fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.nat(99)))
  .map(([columns, rows, stream]) => {
    const places = new StanceGrid(rows, columns);
    for (let row = 0; row < rows; row += 1)
      columns.forEach(({ values, range }, column) => {
        const chance = stream.next().value ?? 0;
        const [lowest = 0] = values;
        if (values.length === 0 || chance < 30) return;
        const between = chance > 94 && range > 0;
        places.put(row, column, between ? lowest + range / 7 : (values[chance % values.length] ?? 0));
      });
    return places;
  });

t.test('the counts are those of the plain way, and so are the distances, whatever the places', async (t) => {
  holds(t, arbitraryPlaces, (places) => {
    const [ours, plain] = [measured(places), plainly(places)];
    return (
      ours.length === plain.length &&
      ours.every(({ pair, shared, apart }, index) => {
        const wanted = plain[index];
        return pair === wanted?.pair && shared === wanted.shared && Math.abs(apart - wanted.apart) < 1e-9;
      })
    );
  });
});

t.test('each row against the others finds what all pairs find', async (t) => {
  holds(t, arbitraryPlaces, (places) => {
    const all = new Map(measured(places).map(({ pair, ...rest }) => [pair, rest]));
    return measured(places, 0).every(({ pair, shared, apart }) => {
      const found = all.get(pair);
      return found?.shared === shared && found.apart === apart;
    });
  });
});

t.test('scales with the same places are one kind, in the order of the places', async (t) => {
  const scale = (id: string, ...values: (number | null)[]) =>
    toScale({ id, label: id, options: values.map((value, index) => ({ id: `o${index}`, label: 'o', value })) });
  const levels = levelsOf([scale('one', 1, 0, null, -1, 1), scale('two', -1, 0, 1), scale('three', null)]);
  t.strictSame(levels.get('one'), { values: [-1, 0, 1], range: 2 });
  t.equal(levels.get('one'), levels.get('two'));
  t.strictSame(levels.get('three'), { values: [], range: 0 });
});
