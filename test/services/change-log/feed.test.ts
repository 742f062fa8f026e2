import t from 'tap';
import { type Paragraph, tellChange } from '../../../src/answers/change-log/feed.ts';
import { operator } from '../../../src/core/access/caller.ts';
import type { ChangeFilter, Store } from '../../../src/core/ports/store.ts';
import { tellLatest } from '../../../src/services/change-log/feed.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';

const named = (): Story =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .question('bridge', { title: 'Bridge', proposition: 'Build it.' })
    .source('post', { title: 'The Bridge', publisher: 'Harbour Post', url: 'https://example.org/1' });
const says = (details: object = {}): Story =>
  named().says('ada', 'bridge', 'support', { id: 'p', quote: 'Build it & be done', ...details });

/** The latest entries in words. */
async function latest(store: Store, limit: number, filter: ChangeFilter, caller = READER) {
  const { changes, ...log } = await tellLatest(store, caller, limit, filter);
  const told = changes.map(({ change, names, passages, touches }) => ({
    change,
    ...tellChange(change, names, passages, touches),
  }));
  return { ...log, changes: told };
}

const words = (it: Paragraph): string =>
  it.kind === 'difference' ? `${it.label}: ${it.before} → ${it.after}` : `${it.kind}: ${it.text}`;

t.test('the latest entries come newest first, each with what it says, its words and where they stand', async (t) => {
  const store = await storeOf(t, says({ condition: 'if it pays', basis: 'inferred' }), { reason: 'First.' });
  const { begun, about, changes } = await latest(store, 2, {});
  t.equal(begun, RECORDED.at);
  t.strictSame(about, []);
  const [position, statement] = changes;
  t.equal(position?.title, 'Ada Lind on Bridge: published “Supports”');
  t.strictSame(position?.body.map(words), [
    'text: Reason: First.',
    'text: ada holds support on bridge.',
    'text: Condition: if it pays',
    'text: Inferred from what was said.',
    'quote: Build it & be done',
    'source: Harbour Post, The Bridge, 2024-06-30',
  ]);
  t.equal(statement?.title, 'Statement by Ada Lind: recorded');
  t.strictSame(statement?.body.map(words).slice(1), [
    'quote: Build it & be done',
    'source: Harbour Post, The Bridge, 2024-06-30',
  ]);
});

t.test('a correction names the positions that it touches, beside its own record', async (t) => {
  const many = ['q1', 'q2', 'q3', 'q4', 'q5', 'q6'].reduce(
    (told, question) => told.position(question, { expert: 'ada', question, option: 'support', statements: ['said-p'] }),
    says(),
  );
  const store = await storeOf(t, many);
  await tell(store, says({ quote: 'Build it and be done' }), { reason: 'Misheard.' });
  await tell(store, named().expert('ada', { name: 'Ada L.' }), { reason: 'Her name.' });
  const [renamed, statement] = (await latest(store, 2, { corrections: true })).changes;
  t.match(statement?.change.entity, 'statement');
  t.match(
    statement?.body.map(words)[2],
    /^text: Touches: Ada Lind on Bridge; Ada Lind on q1; Ada Lind on q2; Ada Lind on q3; Ada Lind on q4; and 2 more$/,
  );
  t.notMatch(renamed?.body.map(words).join(), 'Touches');
  await tell(store, says({ summary: 'Wants it.' }), { reason: 'Clearer.' });
  const [position] = (await latest(store, 1, { corrections: true })).changes;
  t.notMatch(position?.body.map(words).join(), 'Touches');
});

t.test('a correction shows what differs, and what was taken back is named as that, without its words', async (t) => {
  const store = await storeOf(t, says());
  await tell(store, says({ summary: 'Wants it.' }), { reason: 'Clearer.' });
  await tell(store, says({ summary: 'Wants it.', status: 'retracted' }), { reason: 'Misheard.' });
  const [taken, corrected] = (await latest(store, 2, { corrections: true })).changes;
  t.strictSame(taken?.body.map(words), ['text: Reason: Misheard.', 'text: What was taken back: Wants it.']);
  t.strictSame(corrected?.body.map(words), [
    'text: Reason: Clearer.',
    'summary: ada holds support on bridge. → Wants it.',
    'quote: Build it & be done',
    'source: Harbour Post, The Bridge, 2024-06-30',
  ]);
});

t.test('a source stands once, after the last of the words that follow each other in it', async (t) => {
  const said = (quote: string, source: string) => ({ attribution: 'direct' as const, quotes: [quote], source });
  const told = named()
    .statement('one', 'ada', said('One', 'post'))
    .statement('two', 'ada', said('Two', 'post'))
    .statement('three', 'ada', said('Three', 'radio'))
    .position('p', { expert: 'ada', question: 'bridge', option: 'support', statements: ['one', 'two', 'three'] });
  const [position] = (await latest(await storeOf(t, told), 1, {})).changes;
  t.strictSame(position?.body.map(words).slice(2), [
    'quote: One',
    'quote: Two',
    'source: Harbour Post, The Bridge, 2024-06-30',
    'quote: Three',
    'source: The Harbour Post, radio, 2024-06-30',
  ]);
});

t.test('an entry stays as it is, whatever is changed after it', async (t) => {
  const store = await storeOf(t, says());
  const before = await latest(store, 500, {});
  await tell(
    store,
    says({ quote: 'Build nothing' })
      .expert('ada', { name: 'Ada Okafor' })
      .question('bridge', { title: 'Span', proposition: 'Build it.' })
      .source('post', { title: 'Another', publisher: 'Another' }),
  );
  await rename(store, 'expert', 'ada', 'okafor', (await store.get('expert', 'ada'))?.revision ?? 0, {
    ...{ actor: 'a tester', mayPublish: true, reason: 'Her name.' },
  });
  const { changes } = await latest(store, 500, {});
  t.ok(changes.length > before.changes.length);
  t.strictSame(changes.slice(-before.changes.length), before.changes);
});

t.test('a feed is narrowed as the log is, and says in words about whom and what it is', async (t) => {
  const store = await storeOf(
    t,
    says()
      .says('ben', 'tolls', 'oppose')
      .question('tolls', { topics: ['money'] }),
  );
  const { about, changes } = await latest(store, 10, { expert: ['ada'], question: ['bridge'] });
  t.strictSame(about, ['Ada Lind', 'Bridge']);
  t.equal(changes.length, 1);
  t.strictSame((await latest(store, 10, { topic: ['money'] })).about, ['money']);
  await refused(t, latest(store, 10, { expert: ['adda'] }), { kind: 'invalid' });
});

t.test('drafts are in the feed of those who see them alone', async (t) => {
  const store = await storeOf(t, says({ status: 'draft' }));
  const titles = ({ changes }: Awaited<ReturnType<typeof latest>>) => changes.map(({ title }) => title);
  t.strictSame(titles(await latest(store, 1, {})), ['Question “Bridge”: recorded']);
  t.strictSame(titles(await latest(store, 1, {}, operator('a writer'))), ['Ada Lind on Bridge: drafted “Supports”']);
});

t.test('every kind of record says in a feed what it is', async (t) => {
  const store = await storeOf(
    t,
    says().scale('votes', { aye: 1, nay: -1 }).expert('ben', { name: 'Ben', description: 'A pilot.' }),
  );
  const { changes } = await latest(store, 500, {});
  const bodyOf = (title: string) =>
    changes
      .find((it) => it.title === title)
      ?.body.map(words)
      .slice(1);
  t.strictSame(bodyOf('Scale “votes”: recorded'), ['text: aye, nay']);
  t.strictSame(bodyOf('Ben: recorded'), ['text: A pilot.']);
  t.strictSame(bodyOf('Question “Bridge”: recorded'), ['text: Build it.']);
  t.strictSame(bodyOf('Source “The Bridge”: recorded'), ['source: Harbour Post, The Bridge, 2024-06-30']);
});

t.test('an empty log has begun at no time', async (t) => {
  const store = await storeOf(t, story());
  t.strictSame(await latest(store, 10, {}), { begun: null, about: [], changes: [] });
});
