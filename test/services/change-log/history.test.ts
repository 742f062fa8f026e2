import t, { type Test } from 'tap';
import { operator } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { Moved } from '../../../src/core/writing/redirects.ts';
import { getHistory, listCorrections } from '../../../src/services/change-log/history.ts';
import { type Merge, mergeRecords } from '../../../src/services/records/merging.ts';
import { refused } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';
import { remove, rename } from '../../helpers/store/write.ts';

const WRITER = operator('a writer');
const COMMIT = { actor: 'a tester', mayPublish: true, reason: 'So it goes.' };
const ALL = { limit: 500 };

async function renamed(store: Store, kind: Kind, id: string, to: string): Promise<void> {
  await rename(store, kind, id, to, (await store.get(kind, id))?.revision ?? 0, COMMIT);
}

async function merge(store: Store, { kind, id, into }: Merge): Promise<void> {
  const { revision = 0 } = (await store.get(kind, id)) ?? {};
  await mergeRecords(store, { kind, id, into }, revision, {
    ...{ caller: operator('a publisher'), at: RECORDED.at, reason: 'So it goes.' },
  });
}

const sentences = ({ items }: { items: readonly { readonly sentence: string }[] }) =>
  items.map(({ sentence }) => sentence);

const named = (): Story => story().expert('ada', { name: 'Ada Lind' }).question('bridge', { title: 'Bridge' });
const says = (option: string, details: object = {}): Story =>
  named().says('ada', 'bridge', option, { id: 'p', ...details });

/** A position that was a draft, was published, changed and taken back. */
async function eventful(t: Test): Promise<Store> {
  const store = await storeOf(t, says('support', { status: 'draft' }));
  await tell(store, says('lean-support', { status: 'draft' }));
  await tell(store, says('lean-support'), { reason: 'Checked.' });
  await tell(store, says('mixed'), { reason: 'Half of it was overlooked.' });
  await tell(store, says('mixed', { status: 'retracted' }), { reason: 'Misheard.' });
  return store;
}

t.test('the history of a record is what was done to it, oldest first, with what that made different', async (t) => {
  const store = await eventful(t);
  const { items, next } = await getHistory(store, WRITER, 'position', 'p', ALL);
  t.strictSame(sentences({ items }), [
    'Ada Lind on Bridge: drafted “Supports”',
    'Ada Lind on Bridge: changed the draft from “Supports” to “Leans in favour”; also summary',
    'Ada Lind on Bridge: published “Leans in favour”',
    'Ada Lind on Bridge: corrected from “Leans in favour” to “Sees both sides”; also summary',
    'Ada Lind on Bridge: retracted “Sees both sides”',
  ]);
  t.strictSame(items[2]?.differences, [{ field: 'status', before: 'draft', after: 'published' }]);
  t.equal(items[3]?.reason, 'Half of it was overlooked.');
  t.equal(next, null);
});

t.test('the public knows of a position from its publication on', async (t) => {
  const store = await eventful(t);
  const { items } = await getHistory(store, READER, 'position', 'p', ALL);
  t.strictSame(
    items.map(({ action }) => action),
    ['publish', 'update', 'retract'],
  );
  t.strictSame([items[0]?.before, items[0]?.differences], [null, []]);
  t.notMatch(JSON.stringify(items), 'draft');
});

t.test('of a draft there is no history but for those who see it', async (t) => {
  const store = await storeOf(t, says('support', { status: 'draft' }));
  await refused(t, getHistory(store, READER, 'position', 'p', ALL), { kind: 'not-found' });
  t.equal((await getHistory(store, WRITER, 'position', 'p', ALL)).items.length, 1);
  await refused(t, getHistory(store, READER, 'expert', 'adda', ALL), {
    kind: 'not-found',
    message: 'there is no expert "adda"; did you mean "ada"?',
  });
});

t.test('a history comes in pages, and a cursor is good for the history it came from alone', async (t) => {
  const store = await eventful(t);
  const first = await getHistory(store, READER, 'position', 'p', { limit: 2 });
  const second = await getHistory(store, READER, 'position', 'p', { limit: 2, cursor: first.next ?? '' });
  t.strictSame([...first.items, ...second.items], (await getHistory(store, READER, 'position', 'p', ALL)).items);
  t.equal(second.next, null);
  for (const cursor of [first.next ?? '', 'x', ''])
    await refused(t, getHistory(store, READER, 'expert', 'ada', { limit: 2, cursor }), { kind: 'invalid' });
});

t.test('a history goes on through renamings, and an old id leads to the new one', async (t) => {
  const store = await eventful(t);
  await renamed(store, 'expert', 'ada', 'ada-lind');
  t.strictSame(sentences(await getHistory(store, READER, 'expert', 'ada-lind', ALL)), [
    'Ada Lind: recorded',
    'Ada Lind: has the id “ada-lind” instead of “ada”',
  ]);
  t.equal(
    sentences(await getHistory(store, READER, 'position', 'p', ALL)).at(-1),
    'Ada Lind on Bridge: follows a new id (expert)',
  );
  await t.rejects(getHistory(store, READER, 'expert', 'ada', ALL), Moved);
});

t.test('what was deleted has a history still', async (t) => {
  const store = await storeOf(t, named().expert('ben', { name: 'Ben' }));
  await remove(store, 'expert', 'ben', (await store.get('expert', 'ben'))?.revision ?? 0, COMMIT);
  t.strictSame(sentences(await getHistory(store, READER, 'expert', 'ben', ALL)), ['Ben: recorded', 'Ben: deleted']);
});

t.test('records are called in a history what they were called then', async (t) => {
  const store = await eventful(t);
  await tell(store, named().expert('ada', { name: 'Ada Lind-Okafor' }).question('bridge', { title: 'Span' }));
  const [first] = sentences(await getHistory(store, READER, 'position', 'p', ALL));
  t.equal(first, 'Ada Lind on Bridge: published “Leans in favour”');
});

t.test('they are so where one became one with another since', async (t) => {
  const store = await storeOf(t, says('support'));
  await tell(store, story().expert('ade', { name: 'Ade Lund' }).question('span', { title: 'Span' }));
  await tell(store, says('support', { status: 'retracted' }), { reason: 'Misheard.' });
  const histories = async () => [
    sentences(await getHistory(store, READER, 'position', 'p', ALL)),
    sentences(await listCorrections(store, READER, { ...ALL, question: ['bridge'] })).slice(-1),
  ];
  const before = await histories();
  t.strictSame(before[1], ['Ada Lind on Bridge: retracted “Supports”']);
  await merge(store, { kind: 'expert', id: 'ade', into: 'ada' });
  await merge(store, { kind: 'question', id: 'span', into: 'bridge' });
  t.strictSame(
    (await histories()).map((it, n) => it.slice(0, before[n]?.length)),
    before,
  );
});

t.test('corrections are what was public and is not as it was, newest first', async (t) => {
  const store = await eventful(t);
  const { items, next } = await listCorrections(store, READER, ALL);
  t.strictSame(
    items.map(({ action, reason, before, after }) => [action, reason, before?.label, after?.label]),
    [
      ['retract', 'Misheard.', 'Sees both sides', undefined],
      ['update', 'Half of it was overlooked.', 'Leans in favour', 'Sees both sides'],
    ],
  );
  t.equal(next, null);
  t.notMatch(JSON.stringify(items), 'draft');
});

t.test('corrections come in pages that neither skip nor repeat, also while there are more', async (t) => {
  const store = await storeOf(t, says('support'));
  for (const option of ['mixed', 'oppose', 'support']) await tell(store, says(option));
  const first = await listCorrections(store, READER, { limit: 2 });
  await tell(store, says('mixed'));
  const second = await listCorrections(store, READER, { limit: 2, cursor: first.next ?? '' });
  t.strictSame(
    [...first.items, ...second.items].map(({ after }) => after?.option),
    ['support', 'oppose', 'mixed'],
  );
  t.equal(second.next, null);
  await refused(t, listCorrections(store, READER, { limit: 2, cursor: 'x' }), { kind: 'invalid' });
});

t.test('corrections are filtered by expert, question and topic, and what does not exist is refused', async (t) => {
  const store = await eventful(t);
  await tell(
    store,
    named()
      .question('tolls', { topics: ['money'] })
      .says('ben', 'tolls', 'oppose', { id: 'q' }),
  );
  await tell(
    store,
    named()
      .question('tolls', { topics: ['money'] })
      .says('ben', 'tolls', 'mixed', { id: 'q' }),
  );
  const found = async (about: object) =>
    (await listCorrections(store, READER, { ...ALL, ...about })).items.map(({ position }) => position);
  t.strictSame(await found({}), ['q', 'p', 'p']);
  t.strictSame(await found({ expert: ['ada'] }), ['p', 'p']);
  t.strictSame(await found({ question: ['tolls'] }), ['q']);
  t.strictSame(await found({ topic: ['money'] }), ['q']);
  t.strictSame(await found({ topic: ['money'], expert: ['ada'] }), []);
  await refused(t, listCorrections(store, READER, { ...ALL, expert: ['adda'] }), { kind: 'invalid' });
});
