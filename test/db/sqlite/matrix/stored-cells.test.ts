import fc from 'fast-check';
import t from 'tap';
import { buildComparison } from '../../../../src/core/comparison/side-by-side.ts';
import { comparisonJson } from '../../../../src/core/comparison/stored-comparison.ts';
import { buildMatrix, withPlaces } from '../../../../src/core/matrix/matrix.ts';
import { matrixJson, storedMatrixVisitor, toMatrix } from '../../../../src/core/matrix/stored-cells.ts';
import type { ListFilter, Store } from '../../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { eventuallyHolds } from '../../../helpers/asserts/property.ts';
import { refusal } from '../../../helpers/asserts/refusal.ts';
import { EXPERTS, QUESTIONS } from '../../../helpers/fixtures/arbitrary.ts';
import { arbitraryEdits, carryOut } from '../../../helpers/fixtures/edits.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOf, olderFile, withRaw } from '../../../helpers/store/database.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { tell } from '../../../helpers/store/tell.ts';
import { writeActs } from '../../../helpers/store/write.ts';

const ALL = { experts: {}, questions: {}, maxCells: 1_000 };
const NOW = { rule: 'latest', asOf: null, knownAt: null, evidence: false } as const;

/** The matrix of a selection, made of its positions. */
async function judged(store: Store, selection: { experts: ListFilter; questions: ListFilter }): Promise<string> {
  const material = await store.matrixMaterial({ ...selection, maxCells: 1_000, withStatements: false });
  return JSON.stringify(buildMatrix(material, NOW).matrix);
}

/** The same, made of kept cells; null where some are due. */
async function kept(store: Store, selection: { experts: ListFilter; questions: ListFilter }): Promise<string | null> {
  const matrix = await store.readStoredCells({ ...selection, maxCells: 1_000 }, storedMatrixVisitor);
  return matrix === null ? null : new TextDecoder().decode(matrixJson(matrix)).trimEnd();
}

t.test('after any edits, the kept cells make the matrix that the positions make, byte for byte', async (t) => {
  await eventuallyHolds(
    t,
    fc.tuple(arbitraryEdits, fc.subarray([...EXPERTS]), fc.subarray([...QUESTIONS])),
    async ([edits, experts, questions]) => {
      const store = storeInMemory();
      for (const edit of edits) await carryOut(store, edit);
      const selections = [ALL, { experts: { id: experts }, questions: { id: questions } }];
      const same = await Promise.all(
        selections.map(async (it) => (await kept(store, it)) === (await judged(store, it))),
      );
      await store.close();
      return same.every(Boolean);
    },
    { runs: 150 },
  );
});

/** The comparison of everybody, made of its positions; and the same, made of kept cells. */
async function compared(store: Store): Promise<[judged: string, kept: string | null]> {
  const kept = await store.readStoredCells(ALL, storedMatrixVisitor);
  const material = await store.matrixMaterial({ ...ALL, withStatements: false });
  return [
    `${JSON.stringify(buildComparison(withPlaces(buildMatrix(material, NOW))))}\n`,
    kept === null ? null : new TextDecoder().decode(comparisonJson(kept)),
  ];
}

t.test('after any edits, a comparison made of kept cells is that made of the positions, byte for byte', async (t) => {
  await eventuallyHolds(
    t,
    arbitraryEdits,
    async (edits) => {
      const store = storeInMemory();
      for (const edit of edits) await carryOut(store, edit);
      const [judged, kept] = await compared(store);
      await store.close();
      return kept === judged;
    },
    { runs: 50 },
  );
});

t.test('a comparison is the same where a question has the words of its JSON in it', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  const told = story().question('bridge', { title: '"cells":[],', proposition: 'Is \\"cells\\":[] "cells":[]?' });
  await tell(store, told.says('ada', 'bridge', 'support').says('ben', 'ferry', 'oppose'));
  const [judged, kept] = await compared(store);
  t.equal(kept, judged);
});

t.test('silence is in its place also where ids have letters of several bytes', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  await tell(store, story().says('амара', 'мост', 'support').says('zoë', 'مرور', 'oppose').says('ada', '橋', 'mixed'));
  t.equal(await kept(store, ALL), await judged(store, ALL));
});

t.test('a scale whose labels change moves the day of correction of all its cells', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  const told = () => story().question('petition', { scale: 'petition' }).says('ada', 'petition', 'signed');
  await tell(store, told().scale('petition', { against: -1, signed: 0.5 }));
  t.match(await kept(store, ALL), '"correctedOn":null');
  const scale = await store.get('scale', 'petition');
  if (scale === null) throw new Error('it was told');
  const options = scale.options.map((option) => ({ ...option, label: `${option.label}!` }));
  const commit = { actor: 'ada', reason: 'Clearer.', mayPublish: true };
  await writeActs(store, commit, { kind: 'scale', record: { ...scale, options } });
  t.match(await kept(store, ALL), /"correctedOn":"\d{4}-\d\d-\d\d"/);
  t.equal(await kept(store, ALL), await judged(store, ALL));
});

t.test('a trial leaves the kept cells as they were', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support', { id: 'a1' }));
  const before = await kept(store, ALL);
  const position = await store.get('position', 'a1');
  if (position === null) throw new Error('it was told');
  const commit = { actor: 'ada', reason: 'A trial.', mayPublish: true, dryRun: true };
  await writeActs(store, commit, { kind: 'position', record: { ...position, option: 'oppose' } });
  t.equal(await kept(store, ALL), before);
});

t.test('more cells than are wanted are refused', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support').says('ben', 'tolls', 'oppose'));
  t.equal((await refusal(store.readStoredCells({ ...ALL, maxCells: 3 }, storedMatrixVisitor))).kind, 'too-large');
});

t.test(
  'what another program wrote is not read before it is judged, at the next start or the next writing',
  async (t) => {
    const path = await fileOf(t, story().says('ada', 'bridge', 'support', { id: 'a1' }).expert('ben'));
    const store = openSqliteStore(path);
    t.teardown(() => store.close());
    const retract = () => withRaw(path, (raw) => raw.exec("UPDATE positions SET status = 'retracted' WHERE id = 'a1'"));
    retract();
    t.equal(await kept(store, ALL), null);
    const another = openSqliteStore(path);
    await another.close();
    t.equal(await kept(store, ALL), await judged(store, ALL));
    withRaw(path, (raw) => raw.exec("UPDATE positions SET status = 'published' WHERE id = 'a1'"));
    t.equal(await kept(store, ALL), null);
    await tell(store, story().expert('cho'));
    t.equal(await kept(store, ALL), await judged(store, ALL));
    t.match(await kept(store, ALL), '"position":"a1"');
  },
);

t.test('a file of an older version has its cells judged when it is opened', async (t) => {
  const path = olderFile(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  await tell(store, story().says('ada', 'bridge', 'support'));
  t.equal(await kept(store, ALL), await judged(store, ALL));
});

t.test('check finds a kept cell that is not what its positions say', async (t) => {
  const path = await fileOf(t, story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'oppose'));
  withRaw(path, (raw) =>
    raw.exec("UPDATE cells SET held = 'oppose' WHERE expert = 'ada'; DELETE FROM cells WHERE expert = 'ben'"),
  );
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  t.strictSame(
    (await store.check()).map(({ what }) => what),
    ['ada', 'ben'].map((expert) => `the kept cell of ${expert} on bridge is not what its positions say`),
  );
});

t.test('experts and questions named come in the order named', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  await tell(
    store,
    story().says('ada', 'bridge', 'support').says('ben', 'tolls', 'oppose').says('ben', 'bridge', 'mixed'),
  );
  const turned = <T extends { experts: readonly unknown[]; questions: readonly unknown[] }>(ground: T): T => ({
    ...ground,
    experts: ground.experts.toReversed(),
    questions: ground.questions.toReversed(),
  });
  const matrix = await store.readStoredCells(ALL, (ground) => storedMatrixVisitor(turned(ground)));
  if (matrix === null) throw new Error('nothing is due');
  const wanted = buildMatrix(turned(await store.matrixMaterial({ ...ALL, withStatements: false })), NOW).matrix;
  t.strictSame(toMatrix(matrix), wanted);
});
