import t from 'tap';
import { SUPPORT_SCALE, scaleRange, toScale } from '../../../src/core/records/scale.ts';

t.test('the default scale runs from oppose to support, with an answer that takes no side', async (t) => {
  t.strictSame(
    SUPPORT_SCALE.options.map(({ id, value }) => [id, value]),
    [
      ['oppose', -1],
      ['lean-oppose', -0.5],
      ['mixed', 0],
      ['lean-support', 0.5],
      ['support', 1],
      ['noncommittal', null],
    ],
  );
});

t.test('the range of a scale is the distance between its outermost values, whatever their order', async (t) => {
  const range = (...values: (number | null)[]) =>
    scaleRange({ options: values.map((value, index) => ({ id: `o${index}`, label: 'x', value })) });
  t.equal(scaleRange(SUPPORT_SCALE), 2);
  t.equal(range(0.5, null, -0.25), 0.75);
  t.equal(range(1, 0, -1), 2);
  t.equal(range(1, 1), 0);
  t.equal(range(null), 0);
});

t.test('a scale as recorded has its options in the order written', async (t) => {
  t.strictSame(toScale(SUPPORT_SCALE), { ...SUPPORT_SCALE, revision: 0 });
});
