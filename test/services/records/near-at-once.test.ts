/** Two who make the same at once: each has looked before the other's was there, and one of them is refused. */
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { importTables } from '../../../src/services/import/import-tables.ts';
import { createRecord, type Editor, type Fields, updateRecord } from '../../../src/services/records/editing.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { csvOf, ROW, tableFrom } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../helpers/postgres/server.ts';
import { newsroomOver } from '../../helpers/service/newsroom.ts';
import { newPath } from '../../helpers/store/database.ts';
import { tell } from '../../helpers/store/tell.ts';

type Pair = { readonly engine: string; readonly open: (t: Test) => Promise<readonly [Store, Store]> };

/** Two stores over one database, as two processes have them. */
const SQLITE: Pair = {
  engine: 'SQLite',
  open: async (t) => {
    const path = newPath(t);
    const stores = [openSqliteStore(path), openSqliteStore(path)] as const;
    t.teardown(() => Promise.all(stores.map((it) => it.close())));
    return stores;
  },
};
const POSTGRES: Pair = {
  engine: 'PostgreSQL',
  open: async (t) => {
    const settings = (await postgresServer()).settings(newSchema());
    const stores = [await openPostgresStore(settings), await openPostgresStore(settings)] as const;
    t.teardown(() => Promise.all(stores.map((it) => it.close())));
    return stores;
  },
};

const asked = { proposition: 'The council should ask for a levy.', codingRule: 'As said.' };
const printed = { publisher: 'Council', publishedOn: '2021-05-01', language: 'en' };
/** Each with another that is near it. */
const NEAR: readonly (readonly ['expert' | 'question' | 'source', Fields, Fields])[] = [
  ['expert', { name: 'Ana Kos' }, { name: 'Ana Kos' }],
  ['expert', { id: 'moss', name: 'Lena Moss' }, { id: 'other', name: 'Moss, Lena' }],
  ['question', { title: 'Weir levy', ...asked }, { title: 'Wier levy', ...asked }],
  ['source', { title: 'Minutes', ...printed }, { title: 'MINUTES', ...printed }],
];

/** Whoever has looked waits until all have. */
function untilAllHaveLooked(count: number): () => Promise<void> {
  let looked = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  return () => {
    looked += 1;
    if (looked === count) resolve();
    return promise;
  };
}

const by = (pause: () => Promise<void>): Editor => ({
  caller: OPERATOR,
  at: RECORDED.at,
  reason: 'So it goes.',
  pause,
});

/** What became of what was made at once: the ids that were made, and why the others were not. */
async function outcomesOf(made: readonly Promise<{ readonly id: string }>[]) {
  const outcomes = await Promise.allSettled(made);
  return {
    ids: outcomes.flatMap((it) => (it.status === 'fulfilled' ? [it.value.id] : [])),
    refusals: outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason] : [])),
  };
}

for (const { engine, open } of isWithoutPostgres(t) ? [SQLITE] : [SQLITE, POSTGRES]) {
  t.test(
    `on ${engine}, of two that are near each other and made at once one is refused, and names the other`,
    async (t) => {
      const stores = await open(t);
      for (const [kind, one, other] of NEAR) {
        const editor = by(untilAllHaveLooked(2));
        const { ids, refusals } = await outcomesOf([
          createRecord(stores[0], kind, one, editor),
          createRecord(stores[1], kind, other, editor),
        ]);
        t.equal(ids.length, 1, kind);
        t.match(refusals, [{ kind: 'conflict', message: `is there already: "${ids[0]}" (` }]);
      }
      t.strictSame(await stores[0].check(), []);
    },
  );

  t.test(`on ${engine}, also of one that got its name meanwhile, and not of one that has it no more`, async (t) => {
    const [one, other] = await open(t);
    await tell(one, story().expert('ana', { name: 'Ana Kos' }).expert('bo', { name: 'Bo Li' }));
    const renamed = async (id: string, name: string) => {
      const revision = (await one.get('expert', id))?.revision ?? 0;
      await updateRecord(
        one,
        'expert',
        id,
        { name },
        revision,
        by(async () => undefined),
      );
    };
    const meanwhile = (act: () => Promise<void>): Editor => by(act);
    const refused = await outcomesOf([
      createRecord(
        other,
        'expert',
        { name: 'Lena Moss' },
        meanwhile(() => renamed('bo', 'Moss, Lena')),
      ),
    ]);
    t.match(refused.refusals, [{ kind: 'conflict', message: 'is there already: "bo" (Moss, Lena)' }]);
    const { ids } = await outcomesOf([
      createRecord(
        other,
        'expert',
        { name: 'Ana Koss' },
        meanwhile(() => renamed('ana', 'Cy Ng')),
      ),
    ]);
    t.strictSame(ids, ['ana-koss']);
  });

  t.test(
    `on ${engine}, what is said to be another is made, and a request sent again is answered as before`,
    async (t) => {
      const stores = await open(t);
      const editor = { ...by(untilAllHaveLooked(2)), idempotency: { caller: 'ada', key: 'k', fingerprint: 'f' } };
      const again = await outcomesOf(stores.map((store) => createRecord(store, 'expert', { name: 'Ana Kos' }, editor)));
      t.strictSame(again.ids, ['ana-kos', 'ana-kos']);
      const others = by(async () => undefined);
      const { ids } = await outcomesOf(
        stores.map((it) => createRecord(it, 'expert', { name: 'Ana Kos' }, others, true)),
      );
      t.strictSame(ids.toSorted(), ['ana-kos-2', 'ana-kos-3']);
    },
  );

  t.test(`on ${engine}, of two services that are sent the same many times at once one makes it, once`, async (t) => {
    const [one, other] = await open(t);
    const rooms = [await newsroomOver(t, one), await newsroomOver(t, other)];
    for (const [plural, body] of [
      ['experts', { name: 'Lena Moss' }],
      ['questions', { title: 'Weir levy', ...asked }],
      ['sources', { title: 'Minutes', ...printed }],
    ] as const) {
      const sent = Array.from({ length: 8 }, (_, at) =>
        rooms[at % 2]?.send('write', 'POST', `/v1/${plural}`, { body }),
      );
      const codes = (await Promise.all(sent)).map((reply) => reply?.statusCode);
      t.strictSame(codes.toSorted(), [201, ...Array.from({ length: 7 }, () => 409)], plural);
    }
  });

  t.test(`on ${engine}, a table makes nobody near whom others have made since its names were read`, async (t) => {
    const [one, other] = await open(t);
    await tell(one, story().question('bridge', { title: 'Bridge' }));
    let isMade = false;
    const pause = async () => {
      if (isMade) return;
      isMade = true;
      await createRecord(
        other,
        'expert',
        { id: 'other', name: 'Linnd, Ada' },
        by(async () => undefined),
      );
    };
    const table = tableFrom(csvOf([{ ...ROW, expert: 'Ada Lind' }]));
    const refused = await outcomesOf([
      importTables(one, [table], { create: true }, { ...RECORDED, reason: null, pause }).then(() => ({ id: 'all' })),
    ]);
    t.equal(isMade, true);
    t.match(refused.refusals, [{ kind: 'invalid', violations: [{ message: /Linnd, Ada/ }] }]);
    t.equal((await one.ids('position')).length, 0);
  });
}
