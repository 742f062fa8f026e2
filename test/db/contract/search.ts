import type { Store } from '../../../src/core/ports/store.ts';
import { SEARCH_KINDS, SEARCH_MATCHES, type SearchKind } from '../../../src/core/records/search-text.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

const town = () =>
  story()
    .expert('ada', {
      name: 'Ada Lind',
      aliases: ['Lighthouse Ada'],
      affiliations: [{ organization: 'Port Authority' }],
    })
    .question('bridge', { title: 'Bridge', aliases: ['crossing the sound'], proposition: 'Build it before winter.' })
    .question('tolls', { title: 'Tolls', proposition: 'Those who use the bridge should pay.' })
    .says('ada', 'bridge', 'support', {
      id: 'a1',
      quote: 'We will not swim another winter',
      summary: 'Wants it soon.',
      condition: 'if nobody drowns',
    });

async function hits(
  store: Store,
  words: string,
  kinds: readonly SearchKind[] = SEARCH_KINDS,
  limit = 20,
): Promise<string[]> {
  const found = await store.search(words, { kinds, match: 'all', limit });
  return found.map(({ kind, id }) => `${kind} ${id}`);
}

const HOSTILE = [
  '"',
  '"" OR "',
  '*',
  'brid*',
  'NEAR(bridge, 5)',
  'title:bridge',
  '-bridge',
  '^bridge',
  '(bridge',
  'AND OR NOT',
];

export const searchContract: Contract = (t, open) => {
  t.test('records are found by their names, other names, words and evidence', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await hits(store, 'lighthouse'), ['expert ada']);
    t.strictSame(await hits(store, 'port authority'), ['expert ada']);
    t.strictSame(await hits(store, 'crossing'), ['question bridge']);
    t.strictSame(await hits(store, 'pay'), ['question tolls']);
    t.strictSame(await hits(store, 'soon'), ['position a1']);
    t.strictSame(await hits(store, 'drowns'), ['position a1']);
    t.strictSame(await hits(store, 'swim'), ['statement said-a1']);
    t.strictSame(await hits(store, 'WINTER sWiM'), ['statement said-a1']);
  });

  t.test('only the kinds asked for are searched', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame([...(await hits(store, 'winter'))].sort(), ['question bridge', 'statement said-a1']);
    t.strictSame(await hits(store, 'winter', ['question']), ['question bridge']);
  });

  t.test('all words must be found, or any, as asked', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await hits(store, 'crossing tolls'), []);
    const any = await store.search('crossing tolls', { kinds: ['question'], match: 'any', limit: 20 });
    t.strictSame(any.map(({ id }) => id).sort(), ['bridge', 'tolls']);
  });

  t.test('a word in a title counts for more than one in the text', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await hits(store, 'bridge', ['question']), ['question bridge', 'question tolls']);
    t.strictSame(await hits(store, 'bridge', ['question'], 1), ['question bridge']);
  });

  t.test('a hit is headed by whose words or which question it is', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const title = async (words: string) =>
      (await store.search(words, { kinds: SEARCH_KINDS, match: 'all', limit: 1 }))[0]?.title;
    t.equal(await title('lighthouse'), 'Ada Lind');
    t.equal(await title('crossing'), 'Bridge');
    t.equal(await title('swim'), 'Ada Lind');
    t.equal(await title('drowns'), 'Ada Lind: Bridge');
  });

  t.test('a snippet is the text in parts, with the words that were found marked', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const [hit] = await store.search('swim', { kinds: ['statement'], match: 'all', limit: 1 });
    t.strictSame(
      hit?.snippet.filter(({ match }) => match).map(({ text }) => text),
      ['swim'],
    );
    t.match(hit?.snippet.map(({ text }) => text).join(''), 'We will not swim another winter');
  });

  t.test('a snippet is of one field: their own words, or ours', async (t) => {
    const store = await open(t);
    const told = story()
      .expert('ada', { name: 'Ada Lind', aliases: ['Winter Ada'] })
      .statement('s', 'ada', { attribution: 'mixed', quotes: ['No winter', 'It is cold'], paraphrase: 'Cold winter.' });
    await tell(store, told);
    const found = async (words: string) =>
      (await store.search(words, { kinds: SEARCH_KINDS, match: 'all', limit: 5 })).map(({ kind, field, snippet }) => [
        kind,
        field,
        snippet.map(({ text, match }) => (match ? `[${text}]` : text)).join(''),
      ]);
    t.strictSame((await found('winter')).sort(), [
      ['expert', 'alias', '[Winter] Ada'],
      ['statement', 'quote', 'No [winter]'],
    ]);
    t.strictSame(await found('cold winter'), [['statement', 'paraphrase', '[Cold] [winter].']]);
    t.strictSame(await found('is cold'), [['statement', 'quote', 'It is [cold]']]);
  });

  t.test('in scripts without blanks every run of letters is found', async (t) => {
    const store = await open(t);
    const told = story()
      .question('plant', { title: '反对新核电站', proposition: '台灣應該蓋核電廠。' })
      .statement('s', 'ada', { attribution: 'direct', quotes: ['我们需要核电站2座', 'ต้องการน้ำมัน'] });
    await tell(store, told);
    const found = async (words: string) =>
      (await store.search(words, { kinds: SEARCH_KINDS, match: 'all', limit: 5 })).map(({ id, snippet }) => [
        id,
        snippet.map(({ text, match }) => (match ? `[${text}]` : text)).join(''),
      ]);
    t.strictSame((await found('核电站')).sort(), [
      ['plant', '反对新[核电站]'],
      ['s', '我们需要[核电站]2座'],
    ]);
    t.strictSame(await found('電廠'), [['plant', '台灣應該蓋核[電廠]。']]);
    t.strictSame(await found('น้ำมัน'), [['s', 'ต้องการ[น้ำมัน]']]);
    t.strictSame(await found('站电'), [], 'in their order');
    t.strictSame((await found('核')).length, 2, 'one letter is a word');
  });

  t.test('a word is found within longer ones where that is asked for', async (t) => {
    const store = await open(t);
    const told = story()
      .question('plant', { title: 'Atomkraftwerke', proposition: 'Kein neues Braunkohlekraftwerk.' })
      .question('oil', { title: 'النفط', proposition: 'هل نبيع النفط؟' });
    await tell(store, told);
    const found = async (words: string, match: 'all' | 'part') =>
      (await store.search(words, { kinds: SEARCH_KINDS, match, limit: 5 })).map(({ id, field, snippet }) => [
        id,
        field,
        snippet.filter((it) => it.match).map(({ text }) => text),
      ]);
    t.strictSame(await found('Kraftwerk', 'all'), []);
    t.strictSame(await found('Kraftwerk', 'part'), [['plant', 'title', ['Atomkraftwerke']]]);
    t.strictSame(await found('kohle neues', 'part'), [['plant', 'proposition', ['neues', 'Braunkohlekraftwerk']]]);
    t.strictSame(await found('نفط', 'part'), [['oil', 'title', ['النفط']]]);
    t.strictSame(await found('kraftwerk xyzzy', 'part'), []);
    await tell(store, story().question('store', { title: 'Warehouses', proposition: 'Databases need a lighthouse.' }));
    t.strictSame(await found('rehous', 'part'), [['store', 'title', ['Warehouses']]], 'also where a stem has a stem');
    t.strictSame(await found('tabas', 'part'), [['store', 'proposition', ['Databases']]]);
    t.strictSame(await found('kr', 'part'), [], 'two letters are a part of too many');
  });

  t.test('a word that a markup would take for its own is left as it is', async (t) => {
    const store = await open(t);
    await tell(store, story().statement('s', 'ada', { attribution: 'direct', quotes: ['<b>bold</b> & "brave"'] }));
    const [hit] = await store.search('brave', { kinds: ['statement'], match: 'all', limit: 1 });
    t.match(hit?.snippet.map(({ text }) => text).join(''), '<b>bold</b> & "brave"');
  });

  t.test('nothing a person types is taken for the syntax of a search', async (t) => {
    const store = await open(t);
    await tell(store, town());
    for (const words of [...HOSTILE, '🚢', 'a\u0000b', '\ud800', 'x'.repeat(5000), 'w '.repeat(2000), '核'.repeat(500)])
      for (const match of SEARCH_MATCHES)
        await t.resolves(
          store.search(words, { kinds: SEARCH_KINDS, match, limit: 5 }),
          JSON.stringify([match, words.slice(0, 20)]),
        );
    t.strictSame(await hits(store, 'title:crossing'), [], '"title" is a word that must be found too');
    t.strictSame(await hits(store, '-crossing'), ['question bridge']);
  });

  t.test('what was rewritten is found by its new words and no longer by the old', async (t) => {
    const store = await open(t);
    await tell(store, town());
    await tell(store, town().question('bridge', { title: 'Tunnel' }));
    t.strictSame(await hits(store, 'crossing'), []);
    t.strictSame(await hits(store, 'tunnel'), ['question bridge']);
  });

  t.test('a position is found from its publication to its retraction, and not as a draft', async (t) => {
    const store = await open(t);
    const at = (status: 'draft' | 'published' | 'retracted') =>
      story().says('ada', 'bridge', 'support', { id: 'a1', status, summary: 'Soon.' });
    const findable: number[] = [];
    for (const status of ['draft', 'published', 'retracted'] as const) {
      await tell(store, at(status), { reason: 'As it goes.' });
      findable.push((await hits(store, 'soon')).length);
    }
    t.strictSame(findable, [0, 1, 0]);
  });
};
