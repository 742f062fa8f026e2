import t from 'tap';
import { quotedMuch } from '../../../src/core/capture/quoted-much.ts';

t.test('quotes are told to be many beyond a tenth of the text, or beyond 400 words', async (t) => {
  t.equal(quotedMuch(['ten signs.'], 100), null, 'a tenth is not more than a tenth');
  t.strictSame(quotedMuch(['eleven sign'], 100), { share: 0.11, words: 2 });
  t.strictSame(quotedMuch(['one two', 'three'], 20), { share: 0.6, words: 3 });
  const words = Array(401).fill('w').join(' ');
  t.equal(quotedMuch([words.slice(2)], 1_000_000), null);
  t.strictSame(quotedMuch([words], 1_000_000), { share: 801 / 1_000_000, words: 401 });
  t.equal(quotedMuch([], 100), null);
});
