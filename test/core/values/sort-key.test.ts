import t from 'tap';
import { byCodePoint, fold, sortKey } from '../../../src/core/values/sort-key.ts';

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

t.test('ids are in the order of their bytes, also beyond U+FFFF, where UTF-16 is not', async (t) => {
  const inOrder = ['', 'a', 'a-1', 'a-2', 'ab', 'b', 'ﬀ', '𐐨', '𐐨a', '𐐩'];
  const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
  t.strictSame(inOrder.toSorted(bytes), inOrder);
  t.strictSame(inOrder.toReversed().sort(byCodePoint), inOrder);
  t.strictNotSame(inOrder.toReversed().sort(), inOrder);
});
