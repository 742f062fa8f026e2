import t from 'tap';
import type { SearchHit, SearchMatch } from '../../../../src/core/records/search-text.ts';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { seededService } from '../../../helpers/service/service.ts';

const app = await seededService(t);

type Found = { readonly match: SearchMatch; readonly items: readonly SearchHit[] };
const search = async (words: string, more = ''): Promise<Found> =>
  (await app.inject(`/v1/search?q=${encodeURIComponent(words)}${more}`)).json();
const keys = ({ items }: Found): string[] => items.map(({ kind, id }) => `${kind} ${id}`);

t.test('a word leads to the statement in which it was said, with the word marked', async (t) => {
  const { match, items } = await search('Poland');
  t.equal(match, 'all');
  const hit = items.find(({ id }) => id === 'davis-poland-more-engaged');
  t.equal(hit?.kind, 'statement');
  t.equal(hit?.title, 'Paul Davis');
  t.strictSame(
    new Set(hit?.snippet.filter(({ match: marked }) => marked).map(({ text }) => text)),
    new Set(['Poland']),
  );
});

t.test('the parts of a snippet joined together are words as they were said', async (t) => {
  const { items } = await search('hedge dominance');
  const joined = items
    .find(({ id }) => id === 'hargis-hedge')
    ?.snippet.map(({ text }) => text)
    .join('');
  t.match(joined, 'Russia’s growing ties with North Korea are a hedge against China’s dominance');
});

t.test('names, questions, positions and statements are found', async (t) => {
  t.equal(keys(await search('Hargis'))[0], 'expert hargis');
  t.equal(keys(await search('boots on the ground')).includes('question western-troops'), true);
  t.equal(keys(await search('insurance Chinese dominance')).includes('position hargis-china-hedge'), true);
  t.equal(keys(await search('outlandish')).includes('statement herbst-no-mere-defence'), true);
});

t.test('a name is found by its alias, whatever the case', async (t) => {
  t.equal(keys(await search('AMBASSADOR herbst'))[0], 'expert herbst');
});

t.test('where nothing contains all the words, hits contain some, and the answer says so', async (t) => {
  const { match, items } = await search('Poland xyzzy');
  t.equal(match, 'any');
  t.ok(items.length > 0);
});

t.test('where nothing contains any word, there is nothing', async (t) => {
  t.strictSame(await search('xyzzy'), { match: 'any', items: [] });
});

t.test('no more hits come than were asked for, the best first', async (t) => {
  const all = keys(await search('troops', '&limit=500'));
  t.ok(all.length > 5);
  t.strictSame(keys(await search('troops', '&limit=3')), all.slice(0, 3));
});

t.test('what a person types is words, whatever signs stand in it', async (t) => {
  const plain = keys(await search('boots ground'));
  t.ok(plain.length > 0);
  for (const typed of [
    '"boots" and the ground',
    'boots* ground*',
    '+boots -ground',
    '(boots) ^ground',
    'boots; ground--',
  ])
    t.strictSame(keys(await search(typed)), plain, typed);
  t.strictSame(keys(await search('title:boots')), keys(await search('title boots')));
  t.strictSame(keys(await search('NEAR(boots ground, 2)')), keys(await search('near boots ground 2')));
});

t.test('signs without a word are nothing to look for', async (t) => {
  for (const q of ['*', '"', '^', '( )', '—'])
    isRefusedFor(t, await app.inject(`/v1/search?q=${encodeURIComponent(q)}`), ['q']);
  isRefusedFor(t, await app.inject('/v1/search'), ['q']);
});

t.test('the table of hits shows where the words stand', async (t) => {
  const { body } = await app.inject('/v1/search.md?q=Poland');
  t.match(body, '| Kind | Id | Title | In | Where |');
  t.match(body, 'Poland in particular');
});

t.test('what no record contains as a word is looked for within words, and the answer says so', async (t) => {
  const { match, items } = await search('otland');
  t.strictSame([match, items], ['any', []]);
  const within = await search('uropean');
  t.equal(within.match, 'part');
  t.ok(keys(within).includes('statement davis-poland-more-engaged'));
});

t.test('within longer words is looked at once where that is asked for, beside the words themselves', async (t) => {
  const words = await search('side');
  t.equal(words.match, 'all');
  const within = await search('side', '&within=true');
  t.equal(within.match, 'part');
  for (const key of keys(words)) t.ok(keys(within).includes(key), key);
  t.ok(keys(within).length > keys(words).length, 'as in considers');
  t.strictSame(await search('xyzzy', '&within=true'), { match: 'any', items: [] });
  isRefusedFor(t, await app.inject('/v1/search?q=side&within=yes'), ['within']);
});

t.test('the page takes as many words as the API does', async (t) => {
  for (const path of ['/v1/search', '/search'])
    for (const [most, status] of [
      [500, 200],
      [501, 400],
    ] as const)
      t.equal((await app.inject(`${path}?q=${'a'.repeat(most)}`)).statusCode, status, `${path} ${most}`);
});
