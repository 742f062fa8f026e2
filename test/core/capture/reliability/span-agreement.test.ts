import t from 'tap';
import { overlapOf, spanAgreement } from '../../../../src/core/capture/reliability/span-agreement.ts';

const words = (start: number, end: number) => [{ start, end }];

t.test('half of the words of either, and more, are the same words', async (t) => {
  t.equal(overlapOf(words(0, 10), words(5, 10)), 0.5);
  t.equal(overlapOf(words(0, 10), words(10, 20)), 0);
  t.equal(overlapOf([], []), 0);
  t.equal(overlapOf([...words(0, 5), ...words(3, 8)], words(0, 8)), 1, 'words marked twice count once');
  t.strictSame(spanAgreement([words(0, 10)], [words(5, 10)]), { first: 1, second: 1, matched: 1, f1: 1 });
  t.equal(spanAgreement([words(0, 10)], [words(6, 10)]).matched, 0);
});

t.test('a statement is matched once, with the likest', async (t) => {
  const long = words(0, 100);
  t.strictSame(spanAgreement([long], [words(0, 60), words(0, 90)]), { first: 1, second: 2, matched: 1, f1: 2 / 3 });
  t.strictSame(spanAgreement([words(0, 60), words(0, 90)], [words(0, 100), words(0, 70)]).matched, 2);
  t.equal(spanAgreement([], []).f1, null);
});
