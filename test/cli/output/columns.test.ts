import t from 'tap';
import { readColumns } from '../../../src/cli/output/columns.ts';

t.test('COLUMNS is a width where it is a number of columns, and nothing otherwise', async (t) => {
  for (const [given, width] of [
    ['1', 1],
    ['80', 80],
    ['9999', 9999],
  ] as const)
    t.equal(readColumns({ COLUMNS: given }), width);
  for (const given of [undefined, '', '0', '080', '-1', '1.5', '10000', ' 80', 'wide'])
    t.equal(readColumns({ COLUMNS: given }), undefined, String(given));
});
