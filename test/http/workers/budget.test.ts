import t from 'tap';
import { WorkBudget } from '../../../src/http/workers/budget.ts';

t.test('work is counted by its time, and forgotten as fast as it may be caused', async (t) => {
  let now = 0;
  const budget = new WorkBudget(30_000, () => now);
  t.equal(budget.take('one', 20_000), null);
  t.equal(budget.take('one', 20_000), 20, 'so many seconds until there is room for it');
  t.equal(budget.take('other', 20_000), null);
  now += 20_000;
  t.equal(budget.take('one', 20_000), null);
});

t.test('what it took in the end is what counts', async (t) => {
  const budget = new WorkBudget(30_000, () => 0);
  t.equal(budget.take('one', 20_000), null);
  budget.settle('one', 20_000, 1_000);
  t.equal(budget.take('one', 29_000), null);
  budget.settle('one', 29_000, 50_000);
  t.equal(budget.take('one', 1), 43, 'more than was thought');
});

t.test('who has caused nothing may ask for the dearest there is, and without a bound everybody may', async (t) => {
  t.equal(new WorkBudget(1_000, () => 0).take('one', 60_000), null);
  const unbounded = new WorkBudget(0, () => 0);
  t.equal(unbounded.take('one', 1e9), null);
  t.equal(unbounded.take('one', 1e9), null);
});
