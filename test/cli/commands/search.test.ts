import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

const place = await new Workplace(t).seeded();

t.test('words lead to where they were said', async (t) => {
  const [one, some, none, sign] = await Promise.all([
    place.runHere(['search', 'Poland']),
    place.runHere(['search', 'Poland', 'xyzzy']),
    place.runHere(['search', 'xyzzy']),
    place.runHere(['search', '*']),
  ]);
  t.match(one, { code: 0, stdout: /│ statement +│ davis-poland/, stderr: '' });
  t.match(some, {
    code: 0,
    stdout: /Poland/,
    stderr: 'standpoint: nothing contains all the words; these contain some\n',
  });
  t.match(none, { code: 0, stdout: '', stderr: 'standpoint: nothing contains "xyzzy"\n' });
  t.match(sign, { code: 1, stdout: '', stderr: /must contain a letter or a digit/ });
});
