import t from 'tap';
import { TableFaults } from '../../../../src/core/import/table/table-faults.ts';
import { Failure } from '../../../../src/core/values/errors.ts';

const at = (line: number, message: string) => ({ file: 'a.csv', line, message });

t.test('of one cause the first place is told, and how often it is there; of one kind the first causes', async (t) => {
  const faults = new TableFaults();
  faults.begin('a.csv');
  faults.add([at(9, 'is "x"'), at(2, 'is blank'), at(3, 'is blank'), at(4, 'is blank'), at(5, 'is blank')]);
  t.equal(faults.count, 5);
  t.strictSame(
    faults.refusal().violations.map(({ line, message }) => `${line} ${message}`),
    ['2 is blank; 4 times, next in lines 3 and 4', '9 is "x"'],
  );
  faults.add(Array.from({ length: 60 }, (_, index) => at(10 + index, `is "${index}"`)));
  t.equal(faults.refusal().violations.length, 51);
  t.match(faults.refusal().violations.at(-1)?.message, /; and 11 more of this kind$/);
});

t.test('at 50,000 places no more are looked for', async (t) => {
  const faults = new TableFaults();
  faults.begin('a.csv');
  for (let line = 1; line < 50_000; line += 1) faults.add([at(line, 'is blank')]);
  t.notOk(faults.isFull);
  t.throws(
    () => faults.add([at(50_000, 'is blank')]),
    /there is 1 fault, in 50,000 places, and no others were looked for/,
  );
  t.ok(faults.isFull);
  t.ok(faults.refusal() instanceof Failure);
});
