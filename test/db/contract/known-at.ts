import type { Change } from '../../../src/core/change-log/change.ts';
import type { CellCorrection } from '../../../src/core/matrix/corrected.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';

const COMMIT = { actor: 'a tester', mayPublish: true, reason: 'So it goes.' };
const EVERYTHING = { experts: {}, questions: {}, maxCells: 100, withStatements: false };

/** Ada gives her name up, takes it up again and gives it up for good; the bridge gets a second name, and a third. */
const RENAMED = [
  ['expert', 'ada', 'lind'],
  ['expert', 'lind', 'ada'],
  ['question', 'bridge', 'span'],
  ['question', 'span', 'crossing'],
  ['expert', 'ada', 'lovelace'],
] as const;

export const knownAtContract: Contract = (t, open) => {
  t.test('what was corrected is so under the names of the state that is read', async (t) => {
    let seconds = 0;
    const now = () => new Date(Date.UTC(2025, 0, 1) + 1_000 * seconds++);
    const store = await open(t, { now });
    await tell(store, story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'oppose'));
    const states: { instant: string; corrections: readonly CellCorrection[]; ofBoth: readonly Change[] }[] = [];
    for (const [kind, id, to] of RENAMED) {
      const { revision = 0 } = (await store.get(kind, id)) ?? {};
      await rename(store, kind, id, to, revision, COMMIT);
      const { corrections } = await store.matrixMaterial(EVERYTHING);
      const ofBoth = await store.changes(0, 100, { corrections: true, expert: ['ada', 'lind', 'lovelace'] });
      states.push({ instant: now().toISOString(), corrections, ofBoth });
    }
    const names = states.map(({ corrections }) =>
      corrections.map(({ expert, question }) => expert ?? question).toSorted(),
    );
    t.strictSame(names, [['lind'], ['ada'], ['ada', 'span'], ['ada', 'crossing'], ['crossing', 'lovelace']]);
    for (const { instant, corrections, ofBoth } of states) {
      const then = await store.asKnownAt(instant);
      t.strictSame(new Set((await then.matrixMaterial(EVERYTHING)).corrections), new Set(corrections), instant);
      const alone = await then.corrected(await then.ids('expert'), await then.ids('question'));
      t.strictSame(new Set(alone), new Set(corrections), instant);
      const filter = { corrections: true, expert: ['ada', 'lind', 'lovelace'] } as const;
      t.strictSame(await then.changes(0, 100, filter), ofBoth, instant);
    }
  });
};
