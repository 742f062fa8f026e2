import t from 'tap';
import { allDone } from '../../../src/db/postgres/statements.ts';

t.test(
  'of what was sent together all has ended before it is told that one has failed, and the first failure is told',
  async (t) => {
    const ended: string[] = [];
    const later = async (name: string, turns: number, fails: boolean) => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      ended.push(name);
      if (fails) throw new Error(name);
      return name;
    };
    t.strictSame(await allDone([later('a', 2, false), later('b', 1, false)]), ['a', 'b']);
    await t.rejects(allDone([later('slow', 30, true), later('first', 1, true), later('slowest', 60, false)]), {
      message: 'first',
    });
    t.strictSame(ended, ['b', 'a', 'first', 'slow', 'slowest']);
  },
);
