import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

export const keyedPositionsContract: Contract = (t, open) => {
  t.test('positions are found by expert, question and source, with what they rest on', async (t) => {
    const store = await open(t);
    await tell(
      store,
      story()
        .source('gazette')
        .says('ada', 'bridge', 'support', { id: 'a1', on: '2024-06-01' })
        .says('ada', 'bridge', 'oppose', { id: 'a2', on: '2024-07-01', status: 'draft' })
        .says('ada', 'bridge', 'mixed', { id: 'a3', on: '2024-05-01', status: 'retracted' })
        .says('ada', 'bridge', 'support', { id: 'elsewhere', source: 'gazette' })
        .says('ada', 'tolls', 'support', { id: 'tolls' })
        .says('ben', 'bridge', 'support', { id: 'ben' })
        .statement('printed-twice', 'cho', { sources: ['post', 'gazette'] })
        .position('reprint', {
          ...{ expert: 'cho', question: 'bridge', option: 'support', statements: ['printed-twice'] },
        })
        .position('of-two', {
          ...{ expert: 'ada', question: 'ferry', option: 'support', statements: ['said-a1', 'said-elsewhere'] },
        }),
    );
    const key = (expert: string, question: string, source = 'post') => ({ expert, question, source });
    const found = await store.keyedPositions([
      ...[key('ada', 'bridge'), key('ada', 'ferry', 'gazette'), key('cho', 'bridge')],
      key('nobody', 'bridge'),
    ]);
    t.strictSame(found.map(({ position, statement, isOneRow }) => [position, statement, isOneRow]).sort(), [
      ['a1', 'said-a1', true],
      ['a2', 'said-a2', true],
      ['a3', 'said-a3', false],
      ['of-two', 'said-elsewhere', false],
      ['reprint', 'printed-twice', true],
    ]);
    const recordedBy = (await store.get('position', 'a1'))?.recordedBy ?? '';
    t.strictSame(
      found.find(({ position }) => position === 'a1'),
      {
        ...{ ...key('ada', 'bridge'), position: 'a1', statement: 'said-a1', recordedBy, isOneRow: true },
      },
    );
    t.strictSame(await store.keyedPositions([]), []);
  });
};
