import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { ListFilter, Snapshot, Store } from '../../../src/core/ports/store.ts';
import { type Entities, KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, EXPERTS, QUESTIONS, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { inScope } from '../../helpers/scope.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

/** More than fit two pieces, with days in no order and some that are the same. */
const MANY = 1_203;

function crowd() {
  const told = story().source('old', { publishedOn: '1999' });
  for (let n = 0; n < MANY; n += 1)
    told
      .expert(`expert-${n}`, { name: `Expert ${(n * 7919) % 101}`, affiliations: [{ organization: `Guild ${n % 3}` }] })
      .says(`expert-${n}`, `question-${n % 5}`, n % 2 === 0 ? 'support' : 'oppose', {
        id: `p-${n}`,
        on: `20${10 + ((n * 31) % 7)}-0${1 + (n % 9)}`,
        source: n % 4 === 0 ? 'old' : 'post',
        status: n % 11 === 0 ? 'draft' : 'published',
      });
  for (let n = 0; n < 5; n += 1) told.question(`question-${n}`, { topics: [n < 2 ? 'low' : 'high'] });
  return told;
}

async function joined<K extends Kind>(snapshot: Snapshot, kind: K, filter: ListFilter = {}): Promise<Entities[K][]> {
  const found: Entities[K][] = [];
  for await (const piece of snapshot.pieces(kind, filter)) found.push(...piece);
  return found;
}

async function listed<K extends Kind>(store: Store, kind: K, filter: ListFilter = {}): Promise<readonly Entities[K][]> {
  const { items, next } = await store.list(kind, filter, { limit: MANY * 2 });
  if (next !== null) throw new Error('the list is longer than the test expects');
  return items;
}

const days = fc.option(fc.constantFrom('2023-12-31', '2024-06-29', '2024-06-30'), { nil: undefined });
const some = <T extends string>(from: readonly T[]) =>
  fc.option(fc.subarray([...from], { minLength: 1 }), { nil: undefined });

const arbitraryFilter = fc.record({
  expert: some(EXPERTS),
  question: some(QUESTIONS),
  option: some(['support', 'oppose', 'mixed']),
  source: some(['post', 'none']),
  affiliation: some(['Guild']),
  status: some(['published', 'retracted', 'draft']),
  from: days,
  to: days,
  q: fc.option(fc.constantFrom('ada', 'holds support'), { nil: undefined }),
});

export const snapshotsContract: Contract = (t, open) => {
  t.test('what is written while a snapshot is open is not seen in it, and by all others', async (t) => {
    const store = await open(t);
    await tell(store, story().says('ada', 'bridge', 'support', { id: 'p' }));
    const snapshot = await store.snapshot(null);
    const before = await store.revision();
    await tell(store, story().says('ada', 'bridge', 'oppose', { id: 'p' }).says('ben', 'bridge', 'oppose'));
    t.equal(await snapshot.revision(), before);
    t.equal((await snapshot.get('position', 'p'))?.option, 'support');
    t.equal((await joined(snapshot, 'expert')).length, 1);
    t.equal((await snapshot.held(['ada', 'ben'], ['bridge'], { withStatements: false })).positions.length, 1);
    t.equal((await store.get('position', 'p'))?.option, 'oppose');
    await snapshot.close();
    const later = await store.snapshot(null);
    t.equal((await joined(later, 'expert')).length, 2);
    await later.close();
  });

  t.test('the pieces of a list are the list, in its order, whatever it is filtered by', async (t) => {
    const store = await open(t);
    await tell(store, crowd());
    const snapshot = await store.snapshot(null);
    for (const kind of KINDS) t.strictSame(await joined(snapshot, kind), await listed(store, kind), kind);
    const filters: { [K in Kind]?: readonly ListFilter[] } = {
      expert: [{ affiliation: ['Guild 1'] }, { q: 'expert' }, { id: ['expert-7', 'expert-1100'] }],
      position: [
        { affiliation: ['Guild 1'], option: ['oppose'] },
        { topic: ['low'], from: '2012-03-01', to: '2014-06-30' },
        { source: ['old'], status: ['draft'] },
        { question: ['question-3'], expert: ['expert-3', 'expert-8', 'expert-1198'] },
        { q: 'support' },
        { q: 'nothing' },
      ],
      statement: [{ question: ['question-1'] }, { affiliation: ['Guild 2'], q: 'said' }],
      question: [{ topic: ['high'] }],
      source: [{ from: '2000-01-01' }],
    };
    for (const [kind, each] of Object.entries(filters))
      for (const filter of each) {
        const found = await joined(snapshot, kind as Kind, filter);
        t.strictSame(found, await listed(store, kind as Kind, filter), `${kind} ${JSON.stringify(filter)}`);
      }
    await snapshot.close();
  });

  t.test('no piece is larger than another has to wait for, and an empty list has an end', async (t) => {
    const store = await open(t);
    await tell(store, crowd());
    const snapshot = await store.snapshot(null);
    let pieces = 0;
    for await (const piece of snapshot.pieces('position', {})) {
      pieces += 1;
      t.ok(piece.length <= 500);
    }
    t.ok(pieces > 2);
    t.strictSame(await joined(snapshot, 'position', { option: ['none'] }), []);
    await snapshot.close();
  });

  t.test('whatever was told and whatever is asked, the pieces are the list', async (t) => {
    await eventuallyHolds(
      t,
      fc.tuple(arbitraryRemarks, arbitraryFilter),
      ([remarks, { status, option, ...rest }]) =>
        inScope(async (t) => {
          const store = await open(t);
          await importBundle(store, toldBy(remarks), RECORDED);
          const snapshot = await store.snapshot(null);
          const filter = { ...rest, ...(option && { option }), ...(status && { status }) } as ListFilter;
          const same = isDeepStrictEqual(
            await joined(snapshot, 'position', filter),
            await listed(store, 'position', filter),
          );
          await snapshot.close();
          return same;
        }),
      { runs: 30 },
    );
  });

  t.test('what experts hold on questions is the material of their matrix', async (t) => {
    const store = await open(t);
    await tell(store, crowd());
    const [experts, questions] = [
      ['expert-1', 'expert-11', 'expert-20'],
      ['question-0', 'question-1'],
    ];
    const snapshot = await store.snapshot(null);
    for (const withStatements of [true, false]) {
      const { positions, statements, sources, signers, corrections } = await store.matrixMaterial({
        experts: { id: experts },
        questions: { id: questions },
        maxCells: 100,
        withStatements,
      });
      t.ok(positions.length > 0);
      t.strictSame(await snapshot.held(experts, questions, { withStatements }), {
        ...{ positions, statements, sources, signers, corrections },
      });
    }
    await snapshot.close();
  });

  t.test('a snapshot of what was known is what was known then', async (t) => {
    const store = await open(t);
    await tell(store, story().says('ada', 'bridge', 'support', { id: 'p' }));
    await t.rejects(store.snapshot('2999-01-01T00:00:00Z'), {
      kind: 'invalid',
      message: /knownAt must lie in the past/,
    });
    const past = await store.snapshot('2001-01-01T00:00:00Z');
    t.equal(await past.revision(), 0);
    t.strictSame(await joined(past, 'position'), []);
    await past.close();
  });

  t.test('a snapshot that is closed, or whose store is, cannot be read any more', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada'));
    const [one, other] = [await store.snapshot(null), await store.snapshot(null)];
    await one.close();
    await t.rejects(one.revision());
    t.equal(await other.revision(), 1);
    await store.close();
    await t.rejects(other.revision());
  });
};
