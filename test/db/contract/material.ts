import type { ListFilter, MatrixSelection, Store } from '../../../src/core/ports/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

const town = () =>
  story()
    .scale('votes', { aye: 1, nay: -1 })
    .question('ferry', { scale: 'votes' })
    .source('gazette')
    .says('ben', 'bridge', 'oppose', { id: 'b1', status: 'retracted', source: 'gazette' })
    .says('ada', 'bridge', 'support', { id: 'a1' })
    .says('ada', 'tolls', 'oppose', { id: 'a2' })
    .says('ada', 'bridge', 'mixed', { id: 'a3', status: 'draft' })
    .statement('unused', 'ada');

const select = (experts: ListFilter, questions: ListFilter, rest: Partial<MatrixSelection> = {}): MatrixSelection => ({
  experts,
  questions,
  maxCells: 100,
  withStatements: false,
  ...rest,
});

const ids = (records: readonly { readonly id: string }[]): string[] => records.map(({ id }) => id);

async function materialIds(store: Store, selection: MatrixSelection): Promise<{ [part: string]: string[] }> {
  const { experts, questions, scales, positions, statements, sources } = await store.matrixMaterial(selection);
  return {
    experts: ids(experts),
    questions: ids(questions),
    scales: ids(scales).sort(),
    positions: ids(positions).sort(),
    statements: ids(statements).sort(),
    sources: ids(sources).sort(),
  };
}

export const materialContract: Contract = (t, open) => {
  t.test('without a filter, a matrix is made of everything but drafts, in the order of the lists', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await materialIds(store, select({}, {})), {
      experts: ['ada', 'ben'],
      questions: ['bridge', 'ferry', 'tolls'],
      scales: ['support', 'votes'],
      positions: ['a1', 'a2', 'b1'],
      statements: [],
      sources: [],
    });
  });

  t.test('filters choose experts and questions, and only what belongs to both comes with them', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await materialIds(store, select({ id: ['ada'] }, { id: ['tolls', 'bridge'] })), {
      experts: ['ada'],
      questions: ['bridge', 'tolls'],
      scales: ['support'],
      positions: ['a1', 'a2'],
      statements: [],
      sources: [],
    });
  });

  t.test('statements and sources come when asked for, and only those that are evidence', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { statements, sources } = await materialIds(store, select({}, { id: ['bridge'] }, { withStatements: true }));
    t.strictSame({ statements, sources }, { statements: ['said-a1', 'said-b1'], sources: ['gazette', 'post'] });
  });

  t.test('drafts come when asked for, but where it is read as the public sees it', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const selection = select({}, { id: ['bridge'] }, { withStatements: true, withDrafts: true });
    const snapshot = await store.snapshot(null);
    for (const [reading, positions] of [
      [store, ['a1', 'a3', 'b1']],
      [snapshot, ['a1', 'a3', 'b1']],
      [store.publicly, ['a1', 'b1']],
      [snapshot.publicly, ['a1', 'b1']],
    ] as const) {
      const material = await reading.matrixMaterial(selection);
      t.strictSame(ids(material.positions).sort(), positions);
      t.strictSame(
        ids(material.statements).sort(),
        positions.map((id) => `said-${id}`),
      );
    }
    for (const reading of [snapshot, snapshot.publicly]) {
      const { experts: _, questions: __, scales: ___, ...held } = await reading.matrixMaterial(selection);
      t.strictSame(await reading.held(['ada', 'ben'], ['bridge'], selection), held);
    }
    await snapshot.close();
  });

  t.test('the records of the material are those of the store', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { experts, questions, scales, positions, statements, sources } = await store.matrixMaterial(
      select({ id: ['ada'] }, { id: ['bridge'] }, { withStatements: true }),
    );
    const stored = await Promise.all([
      store.get('expert', 'ada'),
      store.get('question', 'bridge'),
      store.get('scale', 'support'),
      store.get('position', 'a1'),
      store.get('statement', 'said-a1'),
      store.get('source', 'post'),
    ]);
    t.strictSame([...experts, ...questions, ...scales, ...positions, ...statements, ...sources], stored);
  });

  t.test('a selection that lets nothing through is empty', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const { experts, questions, positions } = await materialIds(store, select({}, { q: 'nothing' }));
    t.strictSame({ experts, questions, positions }, { experts: ['ada', 'ben'], questions: [], positions: [] });
  });

  t.test('the extent of a selection is how many experts and questions its material has', async (t) => {
    const store = await open(t);
    t.strictSame(await store.extent({ experts: {}, questions: {} }), { experts: 0, questions: 0 });
    await tell(store, town());
    const selections: [ListFilter, ListFilter][] = [
      [{}, {}],
      [{ id: ['ada'] }, { id: ['tolls', 'bridge'] }],
      [{ id: ['nobody'] }, {}],
      [{}, { q: 'nothing' }],
      [{ affiliation: ['Guild'] }, { topic: ['none'] }],
    ];
    const snapshot = await store.snapshot(null);
    for (const [experts, questions] of selections) {
      const material = await store.matrixMaterial(select(experts, questions));
      const wanted = { experts: material.experts.length, questions: material.questions.length };
      t.strictSame(await store.extent({ experts, questions }), wanted);
      t.strictSame(await snapshot.extent({ experts, questions }), wanted);
    }
    await snapshot.close();
  });

  t.test('stored cells are not read where what would take them will not have them', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const seen: number[] = [];
    const decline = ({ experts }: { readonly experts: readonly unknown[] }): null => {
      seen.push(experts.length);
      return null;
    };
    t.equal(await store.readStoredCells(select({}, {}), decline), null);
    t.equal(await store.readStances(select({}, {}), decline), null);
    t.strictSame(seen, [2, 2]);
  });

  t.test('more cells than asked for are refused with their number and a way out', async (t) => {
    const store = await open(t);
    await tell(store, town());
    await t.rejects(store.matrixMaterial(select({}, {}, { maxCells: 5 })), {
      kind: 'too-large',
      message: /^2 experts × 3 questions are 6 cells, and one answer holds at most 5; choose fewer/,
    });
    await t.resolves(store.matrixMaterial(select({}, {}, { maxCells: 6 })));
  });
};
