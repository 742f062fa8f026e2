import type { ListFilter, Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { tell } from '../../helpers/store/tell.ts';
import { rename } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';

/** Three experts of two organizations on three questions of two topics, in two papers over three months. */
const town = () =>
  story()
    .source('post', { publishedOn: '2024-06' })
    .source('gazette', { publishedOn: '2024-08-01' })
    .expert('ada', { affiliations: [{ organization: 'École du Port', role: 'Pilot' }] })
    .expert('ben', { affiliations: [{ organization: 'Guild of 100% Sailors' }] })
    .expert('cho', {
      name: 'Cho Harbour',
      affiliations: [{ organization: 'École du Port' }, { organization: 'Guild' }],
    })
    .question('bridge', { topics: ['traffic'], aliases: ['crossing'] })
    .question('tolls', { topics: ['money', 'traffic'] })
    .question('ferry', { topics: ['boats'], succeeds: 'bridge' })
    .says('ada', 'bridge', 'support', { id: 'a1', on: '2024-06-01', quote: 'A bridge for the children.' })
    .says('ada', 'tolls', 'oppose', { id: 'a2', on: '2024-07-01', source: 'gazette', basis: 'inferred' })
    .says('ben', 'bridge', 'oppose', { id: 'b1', status: 'retracted' })
    .says('cho', 'ferry', 'mixed', { id: 'c1', source: 'gazette', summary: 'Boats for the children.' })
    .says('cho', 'bridge', 'support', { id: 'c2', on: '2024-05-01', status: 'draft' });

async function found(store: Store, kind: Kind, filter: ListFilter): Promise<string[]> {
  const { items } = await store.list(kind, filter, { limit: 500 });
  return items.map(({ id }) => id.replace('said-', '')).sort();
}

/** What each filter lets through, of all the town has. */
const CASES: readonly (readonly [Kind, ListFilter, readonly string[]])[] = [
  ['expert', { id: ['ada', 'cho', 'nobody'] }, ['ada', 'cho']],
  ['expert', { affiliation: ['École du Port'] }, ['ada', 'cho']],
  ['expert', { affiliation: ['Guild'] }, ['cho']],
  ['expert', { affiliation: ['%'] }, []],
  ['expert', { affiliation: ['_uild'] }, []],
  ['expert', { affiliation: ['—'] }, []],
  ['expert', { affiliation: ['Guild of 100% Sailors', 'École du Port'] }, ['ada', 'ben', 'cho']],
  ['expert', { q: 'harbour' }, ['cho']],
  ['expert', { q: 'pilot' }, ['ada']],
  ['scale', { id: ['support'] }, ['support']],
  ['source', { id: ['post'] }, ['post']],
  ['source', { from: '2024-06-30' }, ['gazette', 'post']],
  ['source', { from: '2024-07-01' }, ['gazette']],
  ['source', { to: '2024-06-30' }, ['post']],
  ['source', { to: '2024-06-29' }, []],
  ['question', { id: ['ferry'] }, ['ferry']],
  ['question', { topic: ['traffic'] }, ['bridge', 'tolls']],
  ['question', { topic: ['money', 'boats'] }, ['ferry', 'tolls']],
  ['question', { topic: ['traf'] }, []],
  ['question', { q: 'crossing' }, ['bridge']],
  ['question', { succeeds: ['bridge'] }, ['ferry']],
  ['question', { succeeds: ['ferry', 'tolls'] }, []],
  ['statement', { id: ['said-a1'] }, ['a1']],
  ['statement', { expert: ['ada'] }, ['a1', 'a2']],
  ['statement', { source: ['gazette'] }, ['a2', 'c1']],
  ['statement', { from: '2024-06-30', to: '2024-07-31' }, ['a2', 'b1']],
  ['statement', { affiliation: ['École du Port'] }, ['a1', 'a2', 'c1', 'c2']],
  ['statement', { q: 'children' }, ['a1']],
  ['statement', { attribution: ['direct'] }, ['a1']],
  ['statement', { attribution: ['direct', 'paraphrase'], expert: ['ada'] }, ['a1', 'a2']],
  ['position', { statement: ['said-a1', 'said-c2'] }, ['a1', 'c2']],
  ['position', { statement: ['said-none'] }, []],
  ['position', { id: ['a1', 'c1'] }, ['a1', 'c1']],
  ['position', { expert: ['ada', 'ben'] }, ['a1', 'a2', 'b1']],
  ['position', { question: ['bridge'] }, ['a1', 'b1', 'c2']],
  ['position', { option: ['support', 'mixed'] }, ['a1', 'c1', 'c2']],
  ['position', { source: ['gazette'] }, ['a2', 'c1']],
  ['position', { topic: ['traffic'] }, ['a1', 'a2', 'b1', 'c2']],
  ['position', { affiliation: ['Guild', 'Guild of 100% Sailors'] }, ['b1', 'c1', 'c2']],
  ['position', { status: ['draft'] }, ['c2']],
  ['position', { basis: ['inferred'] }, ['a2']],
  ['position', { basis: ['inferred', 'stated'], expert: ['ada'] }, ['a1', 'a2']],
  ['position', { status: ['published', 'retracted'] }, ['a1', 'a2', 'b1', 'c1']],
  ['position', { from: '2024-07-01' }, ['a2', 'c1']],
  ['position', { to: '2024-06-01' }, ['a1', 'c2']],
  ['position', { q: 'children' }, ['c1']],
];

export const filtersContract: Contract = (t, open) => {
  t.test('each filter lets through what it says: values of one widen it', async (t) => {
    const store = await open(t);
    await tell(store, town());
    for (const [kind, filter, ids] of CASES)
      t.strictSame(await found(store, kind, filter), ids, `${kind} ${JSON.stringify(filter)}`);
  });

  t.test('different filters narrow', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(
      await found(store, 'position', { expert: ['ada', 'cho'], question: ['bridge', 'ferry'], status: ['published'] }),
      ['a1', 'c1'],
    );
    t.strictSame(await found(store, 'position', { expert: ['ada'], option: ['mixed'] }), []);
    t.strictSame(await found(store, 'question', { topic: ['traffic'], q: 'tolls' }), ['tolls']);
  });

  t.test('a filter that names nothing lets nothing through', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await found(store, 'expert', { id: [] }), []);
    t.strictSame(await found(store, 'position', { expert: [] }), []);
  });

  t.test('the statements on a question are those that a position on it rests on, drafts left out', async (t) => {
    const store = await open(t);
    await tell(store, town());
    t.strictSame(await found(store, 'statement', { question: ['bridge'] }), ['a1', 'b1']);
  });

  t.test('a filtered list goes on over its pages without losing its filter', async (t) => {
    const store = await open(t);
    await tell(store, town());
    const filter = { status: ['published'] } as const;
    const first = await store.list('position', filter, { limit: 2 });
    const second = await store.list('position', filter, { limit: 2, ...(first.next && { after: first.next }) });
    t.strictSame(
      [...first.items, ...second.items].map(({ id }) => id),
      ['c1', 'a2', 'a1'],
    );
    t.equal(second.next, null);
  });

  t.test('what was made or changed since an instant, that instant included, now and as it was known', async (t) => {
    let day = 1;
    const at = (of: number) => `2025-01-0${of}T00:00:00.000Z`;
    const store = await open(t, { now: () => new Date(at(day)) });
    await tell(store, town());
    day = 2;
    const { revision = 0 } = (await store.get('expert', 'ben')) ?? {};
    await rename(store, 'expert', 'ben', 'bea', revision, { actor: 'a tester', mayPublish: true, reason: 'Her name.' });
    day = 5;
    t.strictSame(await found(store, 'expert', { updatedSince: at(1) }), ['ada', 'bea', 'cho']);
    t.strictSame(await found(store, 'expert', { updatedSince: at(2) }), ['bea']);
    t.strictSame(await found(store, 'expert', { updatedSince: '2025-01-02T00:00:00.001Z' }), []);
    t.strictSame(await found(store, 'expert', { updatedSince: at(1), id: ['cho', 'bea'] }), ['bea', 'cho']);
    t.strictSame(await found(store, 'source', { updatedSince: at(2) }), []);
    const before = await store.asKnownAt('2025-01-01T12:00:00.000Z');
    const then = async (since: string) => (await before.list('expert', { updatedSince: since }, { limit: 9 })).items;
    t.strictSame(
      (await then(at(1))).map(({ id }) => id),
      ['ada', 'ben', 'cho'],
    );
    t.strictSame(await then(at(2)), []);
  });

  t.test('a filter that a kind does not have is refused, not ignored', async (t) => {
    const store = await open(t);
    await t.rejects(store.list('scale', { expert: ['ada'] }, { limit: 1 }), RangeError);
    await t.rejects(store.list('source', { q: 'bridge' }, { limit: 1 }), RangeError);
  });

  t.test('what a person sends as a value is a value and never a command', async (t) => {
    const store = await open(t);
    await tell(store, town());
    for (const value of ["'; DROP TABLE experts; --", '" OR 1=1', '\\', '{"a":1}', '%', '\ud800', 'a\u0000b'])
      for (const filter of [{ id: [value] }, { affiliation: [value] }, { q: value }])
        t.notOk((await found(store, 'expert', filter)).length === 3, JSON.stringify(filter));
    t.equal((await found(store, 'expert', {})).length, 3);
  });
};
