import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import type { Reading, Store } from '../../../../src/core/ports/store.ts';
import { type Entities, KINDS, type Kind } from '../../../../src/core/records/kinds.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { eventuallyHolds } from '../../../helpers/asserts/property.ts';
import { refusal } from '../../../helpers/asserts/refusal.ts';
import { arbitraryEdits, carryOut, replay } from '../../../helpers/fixtures/edits.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newPath } from '../../../helpers/store/database.ts';
import { MEMORY, storeInMemory } from '../../../helpers/store/in-memory.ts';
import { tell } from '../../../helpers/store/tell.ts';

/** All that can be read of a state. */
async function contentOf(reading: Reading) {
  const lists: { [kind: string]: readonly Entities[Kind][] } = {};
  for (const kind of KINDS) lists[kind] = (await reading.list(kind, {}, { limit: 500 })).items;
  const found: { [kind: string]: readonly string[] } = {};
  for (const kind of ['expert', 'question', 'statement', 'position'] as const)
    found[kind] = (await reading.list(kind, { q: 'ada' }, { limit: 500 })).items.map(({ id }) => id);
  const material = await reading.matrixMaterial({
    experts: {},
    questions: {},
    maxCells: 1_000,
    withStatements: true,
  });
  return {
    revision: await reading.revision(),
    lists,
    found,
    topics: await reading.topics(),
    affiliated: await reading.list('position', { expert: ['ada', 'zed'], to: '2024-06-30' }, { limit: 500 }),
    material: {
      ...material,
      // These come in no particular order.
      statements: material.statements.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      sources: material.sources.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    },
    changes: await reading.changes(0, 1_000),
    redirects: await Promise.all(
      KINDS.map(async (kind) => [...(await reading.redirects(kind, ['ada', 'zed', 'bridge', 'span', 'post', 'p0']))]),
    ),
  };
}

/** Is that what is read of the instant, one by one and of a snapshot, whose pieces are its lists? */
async function isKnown(store: Store, instant: string, content: unknown): Promise<boolean> {
  const snapshot = await store.snapshot(instant);
  try {
    for (const kind of KINDS) {
      const pieces: object[] = [];
      for await (const piece of snapshot.pieces(kind, {})) pieces.push(...piece);
      const { items } = await snapshot.list(kind, {}, { limit: 500 });
      if (!isDeepStrictEqual(pieces, items)) return false;
    }
    return (
      isDeepStrictEqual(await contentOf(snapshot), content) &&
      isDeepStrictEqual(await contentOf(await store.asKnownAt(instant)), content)
    );
  } finally {
    await snapshot.close();
  }
}

/** A clock that goes on a second at every look. */
function ticking(): () => Date {
  let seconds = 0;
  return () => new Date(Date.UTC(2025, 0, 1) + 1000 * seconds++);
}

for (const where of [MEMORY, 'a file'])
  t.test(
    `in ${where}: what was known at any instant is what the store said then, and what the log replays to`,
    async (t) => {
      await eventuallyHolds(
        t,
        fc.tuple(arbitraryEdits, fc.boolean()),
        async ([edits, askEarly]) => {
          const now = ticking();
          const store = where === MEMORY ? storeInMemory({ now }) : openSqliteStore(newPath(t), { now });
          const states: { instant: string; content: unknown }[] = [];
          for (const edit of edits) {
            await carryOut(store, edit);
            states.push({ instant: now().toISOString(), content: await contentOf(store) });
            // A state asked for early is told again of what changes later.
            if (askEarly) await contentOf(await store.asKnownAt(states[0]?.instant ?? ''));
          }
          for (const { instant, content } of states) if (!(await isKnown(store, instant, content))) return false;
          const log = await store.changes(0, 10_000);
          const replayed = await replay(log, (clock) => storeInMemory({ now: clock }));
          const same =
            isDeepStrictEqual(await contentOf(replayed), states.at(-1)?.content) &&
            isDeepStrictEqual(await store.check(), []) &&
            isDeepStrictEqual(await replayed.check(), []);
          await replayed.close();
          await store.close();
          return same;
        },
        { runs: where === MEMORY ? 25 : 8 },
      );
    },
  );

t.test('before the first change nothing was known', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support'));
  const before = await store.asKnownAt('2000-01-01T00:00:00Z');
  t.equal(await before.revision(), 0);
  t.strictSame((await before.list('expert', {}, { limit: 10 })).items, []);
});

t.test('an instant that is not past is refused: it would not be settled', async (t) => {
  const store = storeInMemory({ now: () => new Date('2025-01-01T00:00:00Z') });
  t.teardown(() => store.close());
  for (const instant of ['2025-01-01T00:00:00Z', '2025-01-01T00:00:00.001Z'])
    t.equal((await refusal(store.asKnownAt(instant))).violations[0]?.parameter, 'knownAt');
  await t.resolves(store.asKnownAt('2024-12-31T23:59:59.999Z'));
});

t.test('an instant includes all that was done in its millisecond', async (t) => {
  let now = new Date('2025-01-01T00:00:00.500Z');
  const store = storeInMemory({ now: () => now });
  t.teardown(() => store.close());
  await tell(store, story().expert('ada'));
  now = new Date('2025-01-02T00:00:00Z');
  t.equal(await (await store.asKnownAt('2025-01-01T00:00:00.500Z')).revision(), 1);
  t.equal(await (await store.asKnownAt('2025-01-01T00:00:00Z')).revision(), 0);
});

t.test('a state that was waits for a writer whose changes may still belong to it', async (t) => {
  const path = newPath(t);
  const now = ticking();
  const [store, other] = [openSqliteStore(path, { now }), openSqliteStore(path, { now })];
  t.teardown(() => Promise.all([store.close(), other.close()]));
  await tell(store, story().expert('ada'));
  await tell(other, story().expert('ben'));
  t.equal(await (await store.asKnownAt(now().toISOString())).revision(), 2);
});

t.test('more states than are kept open can be asked for in turn', async (t) => {
  const now = ticking();
  const store = openSqliteStore(newPath(t), { now });
  t.teardown(() => store.close());
  const instants: string[] = [];
  for (let count = 1; count <= 8; count += 1) {
    await tell(store, story().expert(`e${count}`));
    instants.push(now().toISOString());
  }
  const readings = await Promise.all(instants.map((instant) => store.asKnownAt(instant)));
  for (const turn of [1, 2])
    t.strictSame(
      await Promise.all(readings.map(async (reading) => (await reading.ids('expert')).length)),
      [1, 2, 3, 4, 5, 6, 7, 8],
      `turn ${turn}`,
    );
});
