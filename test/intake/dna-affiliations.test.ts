import fc from 'fast-check';
import t from 'tap';
import { organizationsOn, toExpert } from '../../src/core/records/expert.ts';
import { type Appearance, affiliationsOf } from '../../src/intake/dna/affiliations.ts';
import { holds } from '../helpers/asserts/property.ts';

const on = (...told: readonly `${string} ${string}`[]): Appearance[] =>
  told.map((it) => {
    const [organization = '', day = ''] = it.split(' ');
    return { organization, day };
  });

const expertWith = (appearances: readonly Appearance[]) =>
  toExpert({ id: 'ada', name: 'Ada', affiliations: affiliationsOf(appearances) });

t.test('a single organization has no dates, as none are known', async (t) => {
  t.strictSame(affiliationsOf(on('port 2024-01-01', 'port 2024-05-01')), [{ organization: 'port' }]);
  t.strictSame(affiliationsOf([]), []);
});

t.test('of several, the earliest is open towards the past and the latest towards the future', async (t) => {
  const appearances = on(
    'guild 2024-06-01',
    'port 2024-01-01',
    'press 2024-03-01',
    'port 2024-02-01',
    'press 2024-04-01',
  );
  t.strictSame(affiliationsOf(appearances), [
    { organization: 'port', to: '2024-02-01' },
    { organization: 'press', from: '2024-03-01', to: '2024-04-01' },
    { organization: 'guild', from: '2024-06-01' },
  ]);
});

t.test('one after the other, each day has the organization that was spoken for', async (t) => {
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 9 });
  const appearances = days.map((numbers) =>
    numbers
      .sort((a, b) => a - b)
      .map((day, at) => ({ organization: `o${Math.floor(at / 3)}`, day: `2024-02-${String(day).padStart(2, '0')}` })),
  );
  holds(t, appearances, (told) => {
    const expert = expertWith(told.toReversed());
    return told.every(({ organization, day }) => organizationsOn(expert, day).join() === organization);
  });
});

t.test('no day lacks an organization that was spoken for, even where they overlap', async (t) => {
  const appearances = fc.array(
    fc.record({
      organization: fc.constantFrom('port', 'guild', 'press'),
      day: fc.constantFrom('2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04'),
    }),
  );
  holds(t, appearances, (told) => {
    const expert = expertWith(told);
    return told.every(({ organization, day }) => organizationsOn(expert, day).includes(organization));
  });
});
