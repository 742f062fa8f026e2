import t from 'tap';
import { printed } from '../../src/formats/printed.ts';

t.test('values are printed as a person reads them', async (t) => {
  t.equal(printed(null), '');
  t.equal(printed(true), 'yes');
  t.equal(printed(false), 'no');
  t.equal(printed('as it is '), 'as it is ');
});

t.test('numbers have three decimals at most, and no zeros at the end', async (t) => {
  t.equal(printed(2 / 3), '0.667');
  t.equal(printed(0.5), '0.5');
  t.equal(printed(1), '1');
  t.equal(printed(-1), '-1');
  t.equal(printed(12345678), '12345678');
  t.equal(printed(-0.0001), '0');
});
