import t, { type Test } from 'tap';
import type { Caller } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { isPublic } from '../../../src/core/records/public-state.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { createRecord, updateRecord } from '../../../src/services/records/editing.ts';
import { publishRecord } from '../../../src/services/records/publishing.ts';
import { refusal, refused } from '../../helpers/asserts/refusal.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeInMemory } from '../../helpers/store/in-memory.ts';
import { storeOf } from '../../helpers/store/tell.ts';

const writer: Caller = { name: 'a writer', key: null, scopes: ['write'] };
const publisher: Caller = { name: 'a publisher', key: null, scopes: ['publish'] };
const by = (caller: Caller) => ({ caller, at: RECORDED.at, reason: null });

/** Which records are drafts, as "kind id". */
async function draftsIn(store: Store): Promise<string[]> {
  const found = await Promise.all(
    KINDS.map(async (kind) => (await store.getMany(kind, await store.ids(kind))).map((it) => ({ kind, it }))),
  );
  return found
    .flat()
    .filter(({ it }) => !isPublic(it))
    .map(({ kind, it }) => `${kind} ${it.id}`);
}

const logged = async (store: Store, after: number) =>
  (await store.changes(after, 100)).map(({ action, entity, id }) => `${action} ${entity} ${id}`);

/** A store in which somebody wrote all that a position needs, and the position. */
async function drafted(t: Test, caller: Caller): Promise<Store> {
  const store = await storeOf(t, story());
  const make = (kind: Kind, fields: { readonly [field: string]: unknown }) =>
    createRecord(store, kind, fields, by(caller));
  await make('scale', { id: 'vote', label: 'Vote', options: [{ id: 'yes', label: 'Yes', value: 1 }] });
  await make('expert', { id: 'ada', name: 'Ada Lind' });
  await make('source', { id: 'post', title: 'Post', publisher: 'Post', publishedOn: '2024', language: 'en' });
  await make('question', {
    id: 'ferry',
    title: 'Ferry',
    proposition: 'Free it.',
    codingRule: 'As said.',
    scale: 'vote',
  });
  await make('statement', { id: 's', expert: 'ada', source: 'post', attribution: 'direct', quotes: ['Free it.'] });
  await make('position', {
    ...{
      id: 'p',
      expert: 'ada',
      question: 'ferry',
      option: 'yes',
      summary: 'Yes.',
      basis: 'stated',
      statements: ['s'],
    },
  });
  return store;
}

t.test(
  'what a writer makes are drafts; what a publisher makes is public but for what is judged, and its evidence',
  async (t) => {
    const everything = ['scale vote', 'expert ada', 'source post', 'question ferry', 'statement s', 'position p'];
    t.strictSame(await draftsIn(await drafted(t, writer)), everything);
    t.strictSame(await draftsIn(await drafted(t, publisher)), ['statement s', 'position p']);
  },
);

t.test('a position is published with all that it needs, in one commit, what is needed first', async (t) => {
  const store = await drafted(t, writer);
  const before = await store.revision();
  const { revision } = (await store.get('position', 'p')) ?? { revision: 0 };
  await refused(t, publishRecord(store, 'position', 'p', revision, by(writer)), { kind: 'forbidden' });
  t.equal(await store.revision(), before);
  await publishRecord(store, 'position', 'p', revision, by(publisher));
  t.strictSame(await draftsIn(store), []);
  t.strictSame(await logged(store, before), [
    ...['publish expert ada', 'publish scale vote', 'publish question ferry'],
    ...['publish source post', 'publish statement s', 'publish position p'],
  ]);
  t.strictSame(await store.check(), []);
});

t.test(
  'evidence that is added to what is public becomes public with it, which needs the right to publish',
  async (t) => {
    const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }));
    const said = { id: 's', expert: 'ada', source: 'post', attribution: 'direct', quotes: ['Build it.'] };
    await createRecord(store, 'statement', said, by(writer));
    const { revision } = (await store.get('position', 'p')) ?? { revision: 0 };
    const patch = { statements: ['said-p', 's'] };
    const corrected = { ...by(publisher), reason: 'She said it again.' };
    await refused(t, updateRecord(store, 'position', 'p', patch, revision, by(writer)), { kind: 'forbidden' });
    t.strictSame(await draftsIn(store), ['statement s']);
    await updateRecord(store, 'position', 'p', patch, revision, corrected);
    t.strictSame(await draftsIn(store), []);
  },
);

t.test('a change leaves a draft a draft, and what is public public, whoever makes it', async (t) => {
  const store = await drafted(t, writer);
  const ada = (await store.get('expert', 'ada')) ?? { revision: 0 };
  t.match(await updateRecord(store, 'expert', 'ada', { name: 'Ada' }, ada.revision, by(publisher)), {
    status: 'draft',
  });
  const told = await storeOf(t, story().expert('ben'));
  const ben = (await told.get('expert', 'ben')) ?? { revision: 0 };
  t.notOk('status' in (await updateRecord(told, 'expert', 'ben', { aliases: ['B.'] }, ben.revision, by(writer))));
});

t.test('a state that was is as it was, drafts of then among it', async (t) => {
  const clock = { at: Date.parse('2024-07-01T09:00:00Z') };
  const store = storeInMemory({ now: () => new Date(clock.at) });
  t.teardown(() => store.close());
  await createRecord(store, 'expert', { id: 'ada', name: 'Ada Lind' }, by(writer));
  clock.at += 60_000;
  await importBundle(store, story().says('ada', 'bridge', 'support').bundle(), { ...RECORDED });
  clock.at += 60_000;
  t.strictSame(await draftsIn(store), []);
  const then = await store.asKnownAt('2024-07-01T09:00:30Z');
  t.match(await then.get('expert', 'ada'), { status: 'draft' });
});

t.test('a bundle is published unless it says otherwise, and the evidence of its drafts is as they are', async (t) => {
  const store = await storeOf(
    t,
    story()
      .says('ada', 'bridge', 'support', { id: 'one', status: 'draft' })
      .says('ada', 'bridge', 'oppose', { id: 'two' })
      .expert('ben', { status: 'draft' }),
  );
  t.strictSame(await draftsIn(store), ['expert ben', 'statement said-one', 'position one']);
});

t.test('drafts are asked for, and what is public already stays so', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }));
  const told = story().says('ada', 'bridge', 'support', { id: 'p' }).says('ben', 'bridge', 'oppose', { id: 'q' });
  await importBundle(store, told.bundle(), { ...RECORDED, drafts: true });
  t.strictSame(await draftsIn(store), ['expert ben', 'statement said-q', 'position q']);
});

t.test('where drafts are asked for, nothing becomes public, whatever a record says of itself', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }));
  const before = await store.publicly.revision();
  const asked = { ...RECORDED, reason: 'So it goes.', drafts: true };
  const status = 'published' as const;
  const told = story()
    .expert('ben', { status })
    .question('ferry', { status })
    .says('ben', 'ferry', 'oppose', { id: 'q', status });
  const report = await importBundle(store, told.bundle(), asked);
  t.equal(report.drafts, true);
  t.strictSame(report.position, { created: 1, updated: 0, unchanged: 0 });
  const made = ['expert ben', 'question ferry', 'statement said-q', 'position q'];
  t.strictSame(await draftsIn(store), made);
  t.match(
    await importBundle(store, told.bundle(), asked),
    { position: { unchanged: 1 } },
    'sent again it publishes nothing',
  );

  const p = { id: 'p', statements: ['said-p', 'more'] };
  for (const changes of [
    story().says('ada', 'bridge', 'oppose', { id: 'p' }),
    story().expert('ada', { name: 'Somebody else' }),
    story().expert('ada', { aliases: ['A. Lind'], links: [{ label: 'Page', url: 'https://ada.example/' }] }),
    story().question('bridge', { topics: ['money'], aliases: ['span'] }),
    story().question('bridge', { translations: [{ language: 'de', text: 'Eine Brücke.', by: null }] }),
    story().source('post', { archivedUrl: 'https://archive.example/a' }),
    story()
      .says('ada', 'bridge', 'support', { id: 'p' })
      .statement('more', 'ada')
      .position('p', {
        ...{ ...p, expert: 'ada', question: 'bridge', option: 'support' },
        summary: 'ada holds support on bridge.',
      }),
  ])
    t.match(await refusal(importBundle(store, changes.bundle(), asked)), {
      kind: 'conflict',
      message: /: an import of drafts makes nothing public, and changes nothing that is;/,
    });
  const retracted = story().says('cy', 'bridge', 'oppose', { id: 'r', status: 'retracted' });
  const { violations } = await refusal(importBundle(store, retracted.bundle(), asked));
  t.match(violations, [{ pointer: '/positions/0/status', message: /drafts are asked for/ }]);
  t.equal(await store.publicly.revision(), before);
  t.strictSame(await draftsIn(store), made);
});

t.test('what was public cannot be made a draft', async (t) => {
  const store = await storeOf(t, story().expert('ada'));
  const told = story().expert('ada', { status: 'draft' }).bundle();
  const { violations } = await refusal(importBundle(store, told, RECORDED));
  t.match(violations, [{ pointer: '/experts/0/status', message: /is public/ }]);
});

t.test('whoever may not publish imports drafts, and positions only where they say so', async (t) => {
  const store = await storeOf(t, story());
  const told = (status?: 'draft') => story().says('ada', 'bridge', 'support', { id: 'p', ...(status && { status }) });
  await refused(t, importBundle(store, told().bundle(), { caller: writer, at: RECORDED.at }), { kind: 'forbidden' });
  await importBundle(store, told('draft').bundle(), { caller: writer, at: RECORDED.at });
  t.strictSame(await draftsIn(store), [
    ...['scale support', 'expert ada', 'source post', 'question bridge', 'statement said-p', 'position p'],
  ]);
});
