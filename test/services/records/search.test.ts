import t from 'tap';
import { searchRecords } from '../../../src/services/records/search.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const town = () =>
  story()
    .question('bridge', { title: 'Bridge', proposition: 'A bridge should cross the sound.' })
    .question('tolls', { title: 'Tolls', proposition: 'Whoever crosses should pay.' });

const idsOf = ({ items }: { items: readonly { readonly id: string }[] }) => items.map(({ id }) => id);

t.test('the hits are those for all the words, where there are any', async (t) => {
  const result = await searchRecords(await storeOf(t, town()), READER, 'bridge over the sound', 10);
  t.equal(result.match, 'any');
  const all = await searchRecords(await storeOf(t, town()), READER, 'the bridge, the sound', 10);
  t.strictSame([all.match, idsOf(all)], ['all', ['bridge']]);
});

t.test('where nothing has all the words, hits for any of them are given, and the answer says so', async (t) => {
  const result = await searchRecords(await storeOf(t, town()), READER, 'sound pay', 10);
  t.equal(result.match, 'any');
  t.strictSame(idsOf(result).sort(), ['bridge', 'tolls']);
});

t.test('where nothing has any of the words, there is nothing', async (t) => {
  t.strictSame(await searchRecords(await storeOf(t, town()), READER, 'bananas', 10), { match: 'any', items: [] });
});

t.test('no more hits are given than asked for', async (t) => {
  t.equal((await searchRecords(await storeOf(t, town()), READER, 'bridge tolls', 1)).items.length, 1);
});

t.test('a search without a word is refused', async (t) => {
  await refused(t, searchRecords(await storeOf(t, town()), READER, ' ?', 10), {
    kind: 'invalid',
    violations: [{ parameter: 'q', message: 'must contain a letter or a digit to search for' }],
  });
});
