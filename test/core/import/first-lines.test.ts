import fc from 'fast-check';
import t from 'tap';
import { FirstLines } from '../../../src/core/import/first-lines.ts';
import { holds } from '../../helpers/asserts/property.ts';

t.test('what was noted is known by its first line', async (t) => {
  const seen = new FirstLines();
  t.equal(seen.lineOf('ada'), undefined);
  t.equal(seen.note('ada', 2), undefined);
  t.equal(seen.lineOf('ada'), 2);
  t.equal(seen.note('ada', 7), 2);
  t.equal(seen.lineOf('ada'), 2);
});

t.test('nothing is lost as it grows', async (t) => {
  const seen = new FirstLines();
  for (let line = 1; line <= 50_000; line += 1) if (seen.note(`name ${line}`, line) !== undefined) t.fail(`${line}`);
  let right = 0;
  for (let line = 1; line <= 50_000; line += 1) if (seen.lineOf(`name ${line}`) === line) right += 1;
  t.equal(right, 50_000);
});

t.test('it knows what a map would know', async (t) => {
  holds(t, fc.array(fc.string({ maxLength: 3 })), (names) => {
    const seen = new FirstLines();
    const map = new Map<string, number>();
    return names.every((name, at) => {
      const before = seen.note(name, at + 1);
      const known = map.get(name);
      if (known === undefined) map.set(name, at + 1);
      return before === known;
    });
  });
});
