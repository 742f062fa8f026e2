import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { type AgreementOptions, agreementReader } from '../../../../src/core/comparison/agreement/build-agreement.ts';
import { type ConsensusOfAll, consensusReader } from '../../../../src/core/comparison/build-consensus.ts';
import type { CellAxes } from '../../../../src/core/matrix/material.ts';
import type { ListFilter, Store } from '../../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { eventuallyHolds } from '../../../helpers/asserts/property.ts';
import { refusal } from '../../../helpers/asserts/refusal.ts';
import { EXPERTS, QUESTIONS } from '../../../helpers/fixtures/arbitrary.ts';
import { arbitraryEdits, carryOut } from '../../../helpers/fixtures/edits.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOf, withRaw } from '../../../helpers/store/database.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';
import { tell } from '../../../helpers/store/tell.ts';

const NOW = { rule: 'latest', asOf: null } as const;
const OPTIONS: AgreementOptions = {
  ...NOW,
  ...{ knownAt: null, groupBy: null, organizations: null, by: 'topic', topics: null, of: null },
  ...{ minShared: 0, only: null },
};
type Selection = { readonly experts: ListFilter; readonly questions: ListFilter };
const ALL: Selection = { experts: {}, questions: {} };

const agreement = (ground: CellAxes) => agreementReader(ground, OPTIONS);
const consensus = (ground: CellAxes) => consensusReader(ground, NOW);
const inShort = ({ questions, revision, experts }: ConsensusOfAll) => ({ questions, revision, experts });

/** Whether comparison makes the same of the stances as of the positions. */
async function isSame(store: Store, selection: Selection): Promise<boolean> {
  const cells = { ...selection, maxCells: 1_000, withSources: false };
  const [one, other] = [await store.readStances(cells, consensus), await store.readCells(cells, consensus)];
  return (
    one !== null &&
    isDeepStrictEqual(inShort(one), inShort(other)) &&
    isDeepStrictEqual(await store.readStances(cells, agreement), await store.readCells(cells, agreement))
  );
}

t.test('after any edits, comparison makes of the stances what it makes of the positions', async (t) => {
  await eventuallyHolds(
    t,
    fc.tuple(arbitraryEdits, fc.subarray([...EXPERTS]), fc.subarray([...QUESTIONS])),
    async ([edits, experts, questions]) => {
      const store = storeInMemory();
      for (const edit of edits) await carryOut(store, edit);
      const selections = [ALL, { experts: { id: experts }, questions: { id: questions } }];
      const same = await Promise.all(selections.map((it) => isSame(store, it)));
      await store.close();
      return same.every(Boolean);
    },
    { runs: 100 },
  );
});

t.test('a contradiction stands at the mean of its positions, to the last digit', async (t) => {
  const store = storeInMemory();
  t.teardown(() => store.close());
  const told = story()
    .scale('thirds', { yes: 1, nearly: 1 / 3, no: -1 })
    .question('bridge', { scale: 'thirds' })
    .says('ada', 'bridge', 'yes', { on: '2024-06-01' })
    .says('ada', 'bridge', 'nearly', { on: '2024-06-01' })
    .says('ada', 'bridge', 'no', { on: '2024-06-01' })
    .says('ben', 'bridge', 'yes');
  await tell(store, told);
  const found = await store.readStances({ ...ALL, maxCells: 10 }, consensus);
  t.equal(found?.questions[0]?.mean, ((1 + 1 / 3 - 1) / 3 + 1) / 2);
  t.ok(await isSame(store, ALL));
});

t.test('stances are not read while a cell is to be judged, and no more than are wanted', async (t) => {
  const path = await fileOf(t, story().says('ada', 'bridge', 'support', { id: 'a1' }).says('ben', 'tolls', 'support'));
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  t.equal((await refusal(store.readStances({ ...ALL, maxCells: 3 }, consensus))).kind, 'too-large');
  withRaw(path, (raw) => raw.exec("UPDATE positions SET status = 'retracted' WHERE id = 'a1'"));
  t.equal(await store.readStances({ ...ALL, maxCells: 10 }, consensus), null);
});
