import type { CellAxes, PositionHead } from '../../../src/core/matrix/material.ts';
import type { CellSelection, ListFilter, Reading } from '../../../src/core/ports/store.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

const town = () =>
  story()
    .scale('votes', { aye: 1, nay: -1 })
    .question('ferry', { scale: 'votes' })
    .source('gazette', { publishedOn: '2024' })
    .says('ben', 'bridge', 'oppose', { id: 'b1', status: 'retracted', source: 'gazette' })
    .says('ada', 'bridge', 'support', { id: 'a1', on: '2024-05' })
    .says('ben', 'tolls', 'support', { id: 'b2' })
    .says('ada', 'tolls', 'oppose', { id: 'a2' })
    .says('ada', 'bridge', 'mixed', { id: 'a3', status: 'draft' })
    .says('ada', 'bridge', 'oppose', { id: 'a4' });

const select = (experts: ListFilter, questions: ListFilter, rest: Partial<CellSelection> = {}): CellSelection => ({
  experts,
  questions,
  maxCells: 100,
  withSources: false,
  ...rest,
});

type Read = { readonly ground: CellAxes; readonly cells: readonly (readonly PositionHead[])[] };

const read = (store: Reading, selection: CellSelection): Promise<Read> =>
  store.readCells(selection, (ground) => {
    const cells: (readonly PositionHead[])[] = [];
    return { cell: (positions) => cells.push(positions), end: () => ({ ground, cells }) };
  });

/** The ids of the positions of each cell, in an order of their own: the port promises none. */
const idsOf = ({ cells }: Read): string[] =>
  cells
    .map((cell) =>
      cell
        .map(({ id }) => id)
        .sort()
        .join(' '),
    )
    .sort();

export const cellsContract: Contract = (t, open) => {
  t.test('every cell is read once, with its published and retracted positions and no draft', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(idsOf(await read(store, select({}, {}))), ['a1 a4', 'a2', 'b1', 'b2']);
  });

  t.test('drafts come with them where they are asked for, and never as the public sees it', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const everyOne = { ...select({}, {}), withDrafts: true };
    t.strictSame(idsOf(await read(store, everyOne)), ['a1 a3 a4', 'a2', 'b1', 'b2']);
    t.strictSame(idsOf(await read(store, { ...everyOne, withSources: true })), ['a1 a3 a4', 'a2', 'b1', 'b2']);
    t.strictSame(idsOf(await read(store.publicly, everyOne)), ['a1 a4', 'a2', 'b1', 'b2']);
  });

  t.test(
    'before the first cell it is told which experts, questions and scales there are, in the order of the lists',
    async (t) => {
      const store = await open(t);
      await tell(store, town());
      const selection = { experts: {}, questions: {}, maxCells: 100 };
      const { ground } = await read(store, { ...selection, withSources: false });
      const { experts, questions, scales } = await store.matrixMaterial({ ...selection, withStatements: false });
      t.strictSame({ ...ground }, { experts, questions, scales });
    },
  );

  t.test(
    'a position comes with what decides whether it counts, and with its source where that is asked for',
    async (t) => {
      const store = await open(t);
      await tell(store, town());
      const only = (withSources: boolean) => read(store, select({ id: ['ben'] }, { id: ['bridge'] }, { withSources }));
      const { revision = 0, recordedSeq } = (await store.get('position', 'b1')) ?? {};
      const head = {
        id: 'b1',
        expert: 'ben',
        question: 'bridge',
        option: 'oppose',
        saidOn: '2024',
        saidAt: null,
        supersedes: null,
        status: 'retracted',
        recordedAt: RECORDED.at,
        recordedSeq,
        revision,
      };
      t.strictSame((await only(false)).cells, [[{ ...head, source: null, capacity: null }]]);
      t.strictSame((await only(true)).cells, [[{ ...head, source: 'gazette', capacity: null }]]);
      await tell(
        store,
        story()
          .source('gazette', { publishedOn: '2024' })
          .statement('said-b1', 'ben', { source: 'gazette', venue: 'Town hall' }),
      );
      const statement = await store.get('statement', 'said-b1');
      t.ok((statement?.revision ?? 0) > revision);
      t.equal((await only(false)).cells[0]?.[0]?.revision, revision);
      t.equal((await only(true)).cells[0]?.[0]?.revision, statement?.revision);
    },
  );

  t.test('filters choose experts and questions, and only cells of both are read', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(idsOf(await read(store, select({ id: ['ada'] }, {}))), ['a1 a4', 'a2']);
    t.strictSame(idsOf(await read(store, select({}, { id: ['tolls', 'ferry'] }))), ['a2', 'b2']);
    t.strictSame(idsOf(await read(store, select({ id: ['ada'] }, { q: 'nothing' }))), []);
  });

  t.test(
    'more cells than asked for are refused as for a matrix, and a reader that fails leaves the store as it was',
    async (t) => {
      const store = await open(t);
      await tell(store, town());
      await t.rejects(read(store, select({}, {}, { maxCells: 5 })), {
        kind: 'too-large',
        message: /^2 experts × 3 questions are 6 cells, and one answer holds at most 5; choose fewer/,
      });
      const failing = store.readCells(select({}, {}), () => ({
        cell: () => {
          throw new RangeError('enough');
        },
        end: () => null,
      }));
      await t.rejects(failing, { message: 'enough' });
      t.equal((await read(store, select({}, {}))).cells.length, 4);
      await tell(store, story().expert('dan'));
      t.equal((await store.get('expert', 'dan'))?.name, 'dan');
    },
  );

  t.test('questions are ranked by how they divide, by the scale as it is now', async (t) => {
    const store = await open(t);
    const told = () =>
      story()
        .says('ada', 'bridge', 'support', { id: 'b1' })
        .says('ben', 'bridge', 'lean-oppose', { id: 'b2' })
        .question('ferry', { scale: 'votes' })
        .says('ada', 'ferry', 'aye', { id: 'f1' })
        .says('ben', 'ferry', 'nay', { id: 'f2' })
        .says('cy', 'ferry', 'nay', { id: 'f3' })
        .says('ada', 'tolls', 'support', { id: 't1' })
        .says('ben', 'tolls', 'oppose', { id: 't2', status: 'draft' });
    const ranked = (minValued = 2) => store.mostDivisive({ minValued, limit: 10 });
    await tell(store, told().scale('votes', { aye: 0.25, nay: -0.25 }));
    t.strictSame(
      await ranked(),
      ['ferry', 'bridge'],
      'who is alone on tolls, where a draft is against them, divides nobody',
    );
    t.strictSame(await ranked(3), ['ferry']);
    t.strictSame(await store.mostDivisive({ minValued: 2, limit: 1 }), ['ferry']);
    t.strictSame(await store.publicly.mostDivisive({ minValued: 2, limit: 10 }), ['ferry', 'bridge']);
    await tell(store, told().scale('votes', { aye: 0.25, nay: -0.25, veto: -1 }));
    t.strictSame(await ranked(), ['bridge', 'ferry'], 'aye and nay are not the ends of the scale any more');
    t.strictSame(await store.check(), []);
  });
};
