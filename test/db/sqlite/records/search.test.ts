/** How this engine's full-text search takes words; another engine may take them otherwise. */
import t from 'tap';
import { SEARCH_KINDS } from '../../../../src/core/records/search-text.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

t.test('a word is found in its other forms, and without its accents', async (t) => {
  const store = await storeOf(t, story().expert('e', { name: 'Élodie' }).question('q', { title: 'Sending troops' }));
  for (const words of ['troop', 'troops', 'SEND', 'elodie', 'ÉLODIE'])
    t.equal((await store.search(words, { kinds: SEARCH_KINDS, match: 'all', limit: 5 })).length, 1, words);
});

t.test('of a long text the snippet is the part around the word, with its ends marked as cut', async (t) => {
  const quote = `${'before '.repeat(100)}lighthouse ${'after '.repeat(100)}`.trim();
  const store = await storeOf(t, story().statement('s', 'ada', { attribution: 'direct', quotes: [quote] }));
  const [hit] = await store.search('lighthouse', { kinds: SEARCH_KINDS, match: 'all', limit: 1 });
  const text = hit?.snippet.map((part) => part.text).join('') ?? '';
  t.match(text, /^….*before lighthouse after.*…$/);
  t.ok(text.length < 300);
});

t.test('no part of a snippet is empty, and what is marked is marked once', async (t) => {
  const store = await storeOf(t, story().question('q', { title: 'Bridge bridges bridge' }));
  const [hit] = await store.search('bridge', { kinds: SEARCH_KINDS, match: 'all', limit: 1 });
  t.strictSame(hit?.snippet, [
    { text: 'Bridge', match: true },
    { text: ' ', match: false },
    { text: 'bridges', match: true },
    { text: ' ', match: false },
    { text: 'bridge', match: true },
  ]);
});
