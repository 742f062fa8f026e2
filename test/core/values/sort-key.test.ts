import t from 'tap';
import { fold, sortKey } from '../../../src/core/values/sort-key.ts';

t.test('names are sorted without case, accents and leading signs', async (t) => {
  t.equal(sortKey('Élodie'), 'elodie');
  t.equal(sortKey('“Red” line'), 'red” line');
  t.equal(sortKey('ŁUKASZ'), 'łukasz');
  t.equal(sortKey('５ points'), '5 points');
});

t.test('a name made of signs alone sorts before all others', async (t) => {
  t.equal(sortKey('—'), '');
});

t.test('a text is compared without case, accents and width, but with all its signs', async (t) => {
  t.equal(fold('— École ＡＢ 100%'), '— ecole ab 100%');
  t.equal(fold('_'), '_');
});
