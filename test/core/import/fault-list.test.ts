import t from 'tap';
import { Faults, MAX_LISTED } from '../../../src/core/import/fault-list.ts';

t.test('faults are told in the order of files and lines, whenever they were found', async (t) => {
  const faults = new Faults();
  for (const file of ['b', 'a']) faults.begin(file);
  faults.add([{ file: 'a', line: 2, message: 'last' }]);
  faults.add([
    { file: 'b', line: 9, message: 'x' },
    { file: 'b', line: 2, column: 3, message: 'y' },
  ]);
  faults.add([
    { file: 'a', line: 1, message: 'z' },
    { file: 'b', line: 2, column: 1, message: 'w' },
  ]);
  const { kind, message, violations } = faults.refusal();
  t.equal(kind, 'invalid');
  t.equal(message, 'there are 5 faults; nothing was imported');
  t.strictSame(
    violations.map((it) => it.message),
    ['w', 'y', 'x', 'z', 'last'],
  );
});

t.test('one is told in the singular', async (t) => {
  const faults = new Faults();
  faults.add([{ line: 1, message: 'x' }]);
  t.equal(faults.refusal().message, 'there is 1 fault; nothing was imported');
});

t.test('beyond a thousand they are counted and not kept', async (t) => {
  const faults = new Faults();
  for (let line = 1; line <= MAX_LISTED + 7; line += 1) faults.add([{ line, message: 'x' }]);
  const { message, violations } = faults.refusal();
  t.equal(violations.length, 1_000);
  t.equal(message, 'there are 1007 faults; nothing was imported; the first 1000 are listed, and 7 more are not');
});
