import type { NewProposal } from '../../../src/core/writing/proposal.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

const PROPOSAL: NewProposal = {
  ...{ act: 'change', entity: 'expert', record: 'ada', revision: 1, key: 'a key', proposedBy: 'a writer' },
  ...{ patch: { name: 'Ada Lind' }, before: { name: 'Ada' }, reason: 'Misspelt.' },
};
const DECIDED = { by: 'a publisher', why: 'No.' } as const;

export const proposalsContract: Contract = (t, open) => {
  t.test('a proposal is kept as it was made, and the same one is kept once', async (t) => {
    const { proposals } = await open(t);
    const made = await proposals.add(PROPOSAL);
    t.strictSame(made, {
      ...{ ...PROPOSAL, id: '1', state: 'open', proposedAt: RECORDED.at },
      ...{ decidedBy: null, decidedAt: null, decision: null, seq: null },
    });
    t.strictSame(await proposals.get('1'), made);
    t.strictSame(await proposals.add(PROPOSAL), made);
    const others = [
      { ...PROPOSAL, reason: null },
      { ...PROPOSAL, key: null },
      { ...PROPOSAL, act: 'retract' as const, patch: null, before: null },
    ];
    for (const other of others) {
      const kept = await proposals.add(other);
      t.match(kept, other);
      t.strictSame(await proposals.add(other), kept);
    }
    t.equal((await proposals.list({}, { limit: 10 })).items.length, 1 + others.length);
    for (const id of ['9', '0', 'x', '1 ']) t.equal(await proposals.get(id), null);
  });

  t.test('proposals are listed newest first, page by page, and by what they are and are about', async (t) => {
    const { proposals } = await open(t);
    for (const record of ['ada', 'ben', 'cho']) await proposals.add({ ...PROPOSAL, record });
    await proposals.add({ ...PROPOSAL, entity: 'question' });
    await proposals.decide('2', { ...DECIDED, state: 'declined' });
    const listed = async (...[filter, page]: Parameters<typeof proposals.list>) => {
      const { items, next } = await proposals.list(filter, page);
      return [items.map(({ id }) => id).join(' '), next];
    };
    t.strictSame(await listed({}, { limit: 3 }), ['4 3 2', ['2']]);
    t.strictSame(await listed({}, { limit: 3, after: 2 }), ['1', null]);
    t.strictSame(await listed({ state: ['open'] }, { limit: 3 }), ['4 3 1', null]);
    t.strictSame(await listed({ state: ['declined', 'accepted'] }, { limit: 3 }), ['2', null]);
    t.strictSame(await listed({ entity: ['expert'], record: ['ada', 'cho'] }, { limit: 3 }), ['3 1', null]);
  });

  t.test('a proposal is decided on once, and what is not there not at all', async (t) => {
    const { proposals } = await open(t);
    await proposals.add(PROPOSAL);
    const declined = await proposals.decide('1', { ...DECIDED, state: 'declined' });
    t.match(declined, { state: 'declined', decidedBy: DECIDED.by, decidedAt: RECORDED.at, decision: 'No.', seq: null });
    t.strictSame(await proposals.get('1'), declined);
    await t.rejects(proposals.decide('1', { ...DECIDED, state: 'withdrawn' }), { name: 'Failure', kind: 'conflict' });
    await t.rejects(proposals.decide('2', { ...DECIDED, state: 'declined' }), { name: 'Failure', kind: 'not-found' });
    t.equal((await proposals.add(PROPOSAL)).id, '2', 'what was declined may be proposed again');
  });

  t.test('a commit that carries a proposal out accepts it, and where that fails both come to nothing', async (t) => {
    const store = await open(t);
    await store.proposals.add(PROPOSAL);
    await store.proposals.add({ ...PROPOSAL, record: 'ben' });
    await store.proposals.decide('2', { ...DECIDED, state: 'declined' });
    const commit = { actor: 'a publisher', mayPublish: true, reason: 'Heard again.' };
    await t.rejects(store.write({ ...commit, accepts: '2' }, []), { name: 'Failure', kind: 'conflict' });
    await t.rejects(store.write({ ...commit, accepts: '3' }, []), { name: 'Failure', kind: 'not-found' });
    await tell(store, story().expert('ada'));
    await store.write({ ...commit, accepts: '1' }, []);
    t.match(await store.proposals.get('1'), { state: 'accepted', decidedBy: 'a publisher', decision: 'Heard again.' });
    t.equal((await store.proposals.get('2'))?.state, 'declined');
  });
};
