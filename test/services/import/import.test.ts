import t from 'tap';
import { operator } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS } from '../../../src/core/records/kinds.ts';
import { importBundle, importBundles } from '../../../src/services/import/import.ts';
import { inWords } from '../../helpers/asserts/faults.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { RECORDED, recordsOf } from '../../helpers/fixtures/records.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { exported } from '../../helpers/store/exported.ts';
import { storeOf } from '../../helpers/store/tell.ts';

/** Every record of a store, without the numbers of its changes. */
const recordsIn = async (store: Store) =>
  Object.fromEntries(
    await Promise.all(
      KINDS.map(async (kind) => {
        const { items } = await store.list(kind, {}, { limit: 500 });
        return [kind, items.map((record) => ({ ...record, revision: 0 }))] as const;
      }),
    ),
  );

t.test('what is exported and imported elsewhere is the same, drafts and exact words included', async (t) => {
  const [one, other] = [await storeOf(t, everything()), await storeOf(t, story())];
  const bundle = await exported(one);
  await importBundle(other, bundle, { ...RECORDED, at: '2030-01-01T00:00:00Z', caller: operator('somebody else') });
  t.strictSame(await recordsIn(other), await recordsIn(one));
  t.strictSame(await exported(other), await exported(one));
});

t.test('what is exported and imported into the same store changes nothing', async (t) => {
  const store = await storeOf(t, everything());
  const revision = await store.revision();
  await importBundle(store, await exported(store), RECORDED);
  t.equal(await store.revision(), revision);
});

t.test('an export holds every record, however many, sorted by id', async (t) => {
  const told = story();
  for (let index = 0; index < 1101; index += 1) told.expert(`e${index}`, { name: `Name ${9999 - index}` });
  const { experts = [] } = await exported(await storeOf(t, told));
  const ids = experts.map(({ id }) => id);
  t.equal(new Set(ids).size, 1101);
  t.strictSame(ids, ids.toSorted());
});

t.test('an empty store exports an empty bundle that can be imported', async (t) => {
  const store = await storeOf(t, story());
  const bundle = await exported(store);
  t.strictSame(bundle, {
    bundleVersion: 1,
    scales: [],
    experts: [],
    sources: [],
    questions: [],
    statements: [],
    positions: [],
  });
  await t.resolves(importBundle(store, bundle, RECORDED));
});

t.test('a bundle with faults is refused whole, each fault at its place; the store is untouched', async (t) => {
  const store = await storeOf(t, everything());
  const [revision, before] = [await store.revision(), await recordsIn(store)];
  const bundle = story().expert('new').says('ada', 'ferry', 'maybe').says('cho', 'tunnel', 'perhaps').bundle();
  const broken = { ...bundle, experts: [...(bundle.experts ?? []), { id: 'Bad Id', name: 'x' }] };
  const { kind, message, violations } = await refusal(importBundle(store, broken, RECORDED));
  t.equal(kind, 'invalid');
  t.equal(message, 'there are 3 faults; nothing was imported');
  t.strictSame(
    violations.map(({ pointer }) => pointer),
    ['/experts/3/id', '/positions/0/option', '/positions/1/option'],
  );
  t.equal(await store.revision(), revision);
  t.strictSame(await recordsIn(store), before);
});

t.test('a bundle with one fault is refused in the singular', async (t) => {
  const { message } = await refusal(
    importBundle(await storeOf(t, story()), { bundleVersion: 1, experts: [{}] }, RECORDED),
  );
  t.equal(message, 'there are 2 faults; nothing was imported');
  const one = await refusal(
    importBundle(await storeOf(t, story()), { bundleVersion: 1, experts: [{ id: 'ada' }] }, RECORDED),
  );
  t.equal(one.message, 'there is 1 fault; nothing was imported');
});

t.test('what is no bundle at all is refused and not a crash', async (t) => {
  const store = await storeOf(t, story());
  for (const value of [
    null,
    undefined,
    'text',
    7,
    [],
    {},
    { bundleVersion: '1' },
    { bundleVersion: 1, experts: [null] },
  ])
    t.equal((await refusal(importBundle(store, value, RECORDED))).kind, 'invalid', JSON.stringify(value));
});

t.test('a bundle may refer to what is stored, and is held to it', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p' }));
  const { positions } = story().says('ada', 'bridge', 'oppose', { id: 'p' }).bundle();
  const report = await importBundle(store, { bundleVersion: 1, reason: 'Misheard.', positions }, RECORDED);
  t.strictSame(report.position, { created: 0, updated: 1, unchanged: 0 });
  const { violations } = await refusal(
    importBundle(store, { bundleVersion: 1, positions: [{ ...positions?.[0], status: 'draft' }] }, RECORDED),
  );
  t.match(inWords(violations)[0], '/positions/0/status cannot go from "published" to "draft"');
});

t.test('several bundles are imported as one: they may refer to each other, and fail together', async (t) => {
  const store = await storeOf(t, story());
  const { positions, ...people } = story().says('ada', 'bridge', 'support').bundle();
  const { violations } = await refusal(
    importBundles(
      store,
      [
        { bundleVersion: 1, positions },
        { ...people, sources: [{ id: 'post' }] },
      ],
      RECORDED,
    ),
  );
  t.strictSame([...new Set(violations.map(({ pointer }) => pointer?.split('/')[1]))], ['1']);
  t.equal(await store.isEmpty(), true);
  const report = await importBundles(store, [{ bundleVersion: 1, positions }, people], RECORDED);
  t.equal(report.position.created, 1);
  t.strictSame(recordsOf(story().says('ada', 'bridge', 'support').bundle()).expert.length, report.expert.created);
});
