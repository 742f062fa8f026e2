import fc from 'fast-check';
import t from 'tap';
import { inDigits } from '../../../src/core/values/decimal.ts';
import { holds } from '../../helpers/asserts/property.ts';

t.test('numbers have digits and a point, and never an exponent', async (t) => {
  for (const [number, text] of [
    [1e-7, '0.0000001'],
    [-2.5e-9, '-0.0000000025'],
    [1e21, '1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [0.1, '0.1'],
    [1_000_000, '1000000'],
    [0, '0'],
  ] as const)
    t.equal(inDigits(number), text);
});

t.test('they are the numbers that they were', async (t) => {
  holds(t, fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
    const text = inDigits(number);
    return /^-?\d+(\.\d+)?$/.test(text) && Object.is(Number(text) + 0, number + 0);
  });
});
