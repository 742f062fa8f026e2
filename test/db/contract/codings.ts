import type { Store } from '../../../src/core/ports/store.ts';
import { candidateOf, documentOf } from '../../helpers/fixtures/documents.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import { remove, rename, writeActs } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';
import { COMMIT, fails } from './documents.ts';

const town = () =>
  story()
    .statement('tax', 'ada', { attribution: 'direct', quotes: ['a tax on islanders'] })
    .statement('boats', 'ada', { attribution: 'direct', quotes: ['We got one.'] })
    .says('ben', 'toll', 'oppose')
    .question('fare')
    .question('levy');

/** A document of two candidates that became statements, and two who may code. */
async function newsroom(store: Store) {
  await tell(store, town());
  await store.documents.add(documentOf('post'), [candidateOf(4), candidateOf(9)]);
  for (const [id, statement] of [
    ['1', 'tax'],
    ['2', 'boats'],
  ] as const)
    await store.documents.change(id, 1, { state: 'accepted', statement, by: 'Ida' });
  const keyOf = async (name: string) =>
    (await store.keys.create({ name, scopes: ['write'], createdBy: 'a tester', expiresAt: null })).key.id;
  // In the order of their ids, in which rounds have them.
  const [first, second] = [await keyOf('Ida'), await keyOf('Bo')].sort();
  if (first === undefined || second === undefined) throw new Error('there are two');
  const coders = [
    { id: first, name: 'Ida' },
    { id: second, name: 'Bo “B”' },
  ];
  const round = { document: '1', candidates: ['1', '2'], coders, due: '2024-08', by: 'Pia' };
  const coding = (unit: string, coder: string, option: string | null, expect = 0) =>
    store.codings.put({
      ...{ unit, coder, expect, option, basis: option === null ? null : 'stated' },
      ...{ condition: null, summary: option, note: null },
    });
  return { first, second, round, coding };
}

export const codingsContract: Contract = (t, open) => {
  t.test('a round has a unit for each candidate and question, and one is open at a time', async (t) => {
    const store = await open(t);
    const { round, first, second } = await newsroom(store);
    const opened = await store.codings.open({ ...round, questions: ['toll', 'fare'] });
    t.strictSame(opened, {
      ...{ id: '1', document: '1', number: 1, questions: ['toll', 'fare'], due: '2024-08', openedBy: 'Pia' },
      ...{ openedAt: RECORDED.at, units: 4, decided: 0, state: 'open' },
      coders: [
        { coder: first, name: 'Ida', state: 'todo', submittedAt: null },
        { coder: second, name: 'Bo “B”', state: 'todo', submittedAt: null },
      ],
    });
    t.strictSame(
      (await store.codings.units('1')).map(({ id, candidate, question }) => `${id} ${candidate} ${question}`),
      ['1 1 toll', '2 1 fare', '3 2 toll', '4 2 fare'],
    );
    t.match(await store.codings.unit('2', 'toll'), { id: '3', round: '1', document: '1', decision: null });
    t.equal(await store.codings.unit('2', 'levy'), null);
    await fails(t, store.codings.open({ ...round, questions: ['levy'] }), 'conflict', /a round of .* "1" is open/);
    t.strictSame(await store.codings.rounds(), [opened]);
    t.strictSame(await store.codings.rounds('2'), []);
  });

  t.test('a coding is put by whoever saw it last, until all of theirs are submitted', async (t) => {
    const store = await open(t);
    const { round, first, second, coding } = await newsroom(store);
    await store.codings.open({ ...round, questions: ['toll'] });
    t.match(await coding('1', second, 'oppose'), {
      ...{ document: '1', round: '1', candidate: '1', question: 'toll', coder: second, name: 'Bo “B”' },
      ...{ option: 'oppose', basis: 'stated', summary: 'oppose', condition: null, state: 'draft', revision: 1 },
    });
    await fails(t, coding('1', second, 'support'), 'stale', /is at revision 1 by now/);
    t.match(await coding('1', second, null, 1), { option: null, basis: null, revision: 2, at: RECORDED.at });
    await coding('1', first, 'oppose');
    t.strictSame(
      (await store.codings.codings('1')).map(({ coder }) => coder),
      [first, second],
    );
    t.equal((await store.codings.codings('1', second)).length, 1);
    await fails(t, store.codings.submit('1', second), 'conflict', /1 of the units .* candidate "2" on "toll"/);
    await coding('2', second, 'oppose');
    const submitted = await store.codings.submit('1', second);
    t.match(
      submitted.coders.map(({ state, submittedAt }) => [state, submittedAt]),
      [
        ['working', null],
        ['submitted', RECORDED.at],
      ],
    );
    t.equal(submitted.state, 'open');
    t.strictSame(await store.codings.submit('1', second), submitted, 'sent again, it changes nothing');
    await fails(t, coding('2', second, 'support', 1), 'conflict', /submitted in this round never changes/);
    await fails(t, store.codings.submit('9', second), 'not-found', /there is no round "9"/);
    await coding('2', first, null);
    t.equal((await store.codings.submit('1', first)).state, 'complete');
    t.match(await store.codings.open({ ...round, questions: ['toll'] }), { id: '2', number: 2 });
    t.match(await store.codings.unit('1', 'toll'), { round: '2' }, 'that of the newest round');
  });

  t.test('while a round is open nothing tells what is coded in it, and what is coded stays', async (t) => {
    const store = await open(t);
    const { round, first, second, coding } = await newsroom(store);
    await store.codings.open({ ...round, questions: ['toll'] });
    const told = town().position('told', { expert: 'ada', question: 'toll', option: 'oppose', statements: ['tax'] });
    await fails(
      t,
      tell(store, told),
      'conflict',
      /the position "told" would tell on "toll" .* document "1" say unseen/,
    );
    t.equal(await store.get('position', 'told'), null);
    const other = town().position('other', { expert: 'ada', question: 'fare', option: 'oppose', statements: ['tax'] });
    await tell(store, other);
    const isCoded = /the candidate "1" is coded by several people, in the document "1"/;
    await fails(t, store.documents.change('1', 2, { state: 'open' }), 'conflict', isCoded);
    for (const coder of [first, second]) {
      for (const unit of ['1', '2']) await coding(unit, coder, 'oppose');
      await store.codings.submit('1', coder);
    }
    await tell(store, told);
    t.not(await store.get('position', 'told'), null);
  });

  t.test('a unit is decided once, with all that the commit writes', async (t) => {
    const store = await open(t);
    const { round, first, second, coding } = await newsroom(store);
    await store.codings.open({ ...round, questions: ['toll'] });
    for (const coder of [first, second]) {
      for (const unit of ['1', '2']) await coding(unit, coder, 'oppose');
      await store.codings.submit('1', coder);
    }
    const decision = { unit: '1', option: 'oppose', position: 'made', reason: null, by: 'Pia' };
    const known = await store.get('position', 'ben-toll-1');
    if (known === null) throw new Error('it was told');
    const decide = (expect: number | 'absent') =>
      writeActs(
        store,
        { ...COMMIT, adjudication: decision },
        { kind: 'position', record: { ...known, id: 'made', expert: 'ada', statements: ['tax'] }, expect },
      );
    await t.rejects(decide(7), { name: 'Failure' });
    t.equal((await store.codings.unit('1', 'toll'))?.decision, null);
    await decide('absent');
    const { unit: _, ...decided } = { ...decision, at: RECORDED.at };
    t.strictSame((await store.codings.unit('1', 'toll'))?.decision, decided);
    await fails(t, decide('absent'), 'conflict', /Pia has decided on it already/);
    t.match(await store.codings.rounds('1'), [{ decided: 1 }]);
    const at = (await store.get('position', 'made'))?.revision ?? 0;
    await rename(store, 'position', 'made', 'called', at, COMMIT);
    t.equal((await store.codings.unit('1', 'toll'))?.decision?.position, 'called');
  });

  t.test('a question that is coded stays, and goes over into another that nobody coded with it', async (t) => {
    const store = await open(t);
    const { round } = await newsroom(store);
    await store.codings.open({ ...round, questions: ['fare', 'levy'] });
    const at = async (id: string) => (await store.get('question', id))?.revision ?? 0;
    const removal = remove(store, 'question', 'fare', await at('fare'), COMMIT);
    await fails(t, removal, 'conflict', /the question "fare" is coded by several people, in the document "1"/);
    const merge = async (id: string, into: string) =>
      writeActs(store, COMMIT, { act: 'merge', kind: 'question', id, into, expect: await at(id) });
    await fails(t, merge('fare', 'levy'), 'conflict', /"fare" and "levy" are coded in one round of the document "1"/);
    await rename(store, 'question', 'fare', 'fee', await at('fare'), COMMIT);
    t.match(await store.codings.rounds(), [{ questions: ['fee', 'levy'] }]);
    await merge('fee', 'toll');
    t.match(await store.codings.rounds(), [{ questions: ['toll', 'levy'] }]);
    t.strictSame(await store.check(), []);
  });
};
