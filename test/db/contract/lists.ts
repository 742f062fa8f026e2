import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { ListFilter, Store } from '../../../src/core/ports/store.ts';
import { type Entities, KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import type { ListOrder, Page } from '../../../src/core/values/page.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, shuffled, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { inScope } from '../../helpers/scope.ts';
import { tell } from '../../helpers/store/tell.ts';
import type { Contract } from '../store-contract.ts';

async function idsOf(store: Store, kind: Kind, filter: ListFilter = {}): Promise<string[]> {
  const { items } = await store.list(kind, filter, { limit: 500 });
  return items.map(({ id }) => id);
}

/** All pages of `limit`, one after the other. */
async function pagesOf<K extends Kind>(store: Store, kind: K, limit: number): Promise<(readonly Entities[K][])[]> {
  const pages: (readonly Entities[K][])[] = [];
  let after: readonly string[] | null = null;
  do {
    const page: { items: readonly Entities[K][]; next: readonly string[] | null } = await store.list(
      kind,
      {},
      { limit, ...(after && { after }) },
    );
    pages.push(page.items);
    after = page.next;
  } while (after !== null);
  return pages;
}

export const listsContract: Contract = (t, open) => {
  t.test('a list is had by id as well, and each order the other way round: in pages, and in pieces', async (t) => {
    const store = await open(t);
    const told = story().expert('cy', { name: 'Ada' }).expert('bo', { name: 'Ada' }).expert('ann', { name: 'Zoe' });
    await tell(store, told);
    const snapshot = await store.snapshot(null);
    const orders: readonly [ListOrder | undefined, readonly string[]][] = [
      [undefined, ['bo', 'cy', 'ann']],
      [{ by: 'own', reversed: true }, ['ann', 'cy', 'bo']],
      [{ by: 'id', reversed: false }, ['ann', 'bo', 'cy']],
      [{ by: 'id', reversed: true }, ['cy', 'bo', 'ann']],
    ];
    for (const [order, expected] of orders) {
      const at = { limit: 1, ...(order && { order }) };
      const paged: string[] = [];
      let after: readonly string[] | null = [];
      while (after !== null) {
        const page: Page<{ id: string }> = await store.list(
          'expert',
          {},
          { ...at, ...(after.length > 0 && { after }) },
        );
        paged.push(...page.items.map(({ id }) => id));
        after = page.next;
      }
      t.strictSame(paged, expected, JSON.stringify(order));
      const pieces: string[] = [];
      for await (const some of snapshot.pieces('expert', {}, order)) pieces.push(...some.map(({ id }) => id));
      t.strictSame(pieces, expected, JSON.stringify(order));
    }
    await snapshot.close();
  });

  t.test('experts are listed by sort name, without regard to case and accents, then by id', async (t) => {
    const store = await open(t);
    const told = story()
      .expert('z', { name: 'Zoe', sortName: 'Adams, Zoe' })
      .expert('e2', { name: 'Élodie' })
      .expert('e1', { name: 'elodie' })
      .expert('f', { name: 'Frank' })
      .expert('d', { name: 'DORA' });
    await tell(store, told);
    t.strictSame(await idsOf(store, 'expert'), ['z', 'd', 'e1', 'e2', 'f']);
  });

  t.test('questions are listed by title, scales by id', async (t) => {
    const store = await open(t);
    await tell(
      store,
      story().question('a', { title: 'Tolls' }).question('b', { title: '“Bridge”' }).scale('agree', { yes: 1 }),
    );
    t.strictSame(await idsOf(store, 'question'), ['b', 'a']);
    t.strictSame(await idsOf(store, 'scale'), ['agree', 'support']);
  });

  t.test('what has a day is listed latest first; a reduced date counts from its last day', async (t) => {
    const store = await open(t);
    const days = { a: '2024-06-29', b: '2024-06', c: '2024', d: '2023-12-31', e: '2024-07-01' };
    const told = story();
    for (const [id, on] of Object.entries(days))
      told.source(id, { publishedOn: on }).says('ada', 'bridge', 'mixed', { id, on, source: id });
    await tell(store, told);
    for (const kind of ['source', 'statement', 'position'] as const)
      t.strictSame(
        (await idsOf(store, kind)).map((id) => id.replace('said-', '')),
        ['c', 'e', 'b', 'a', 'd'],
        kind,
      );
  });

  t.test('what has the same day or name is listed by id, filtered or not', async (t) => {
    const store = await open(t);
    const told = story();
    for (const id of ['c', 'a', 'd', 'b'])
      told.expert(id, { name: 'Same Name' }).says(id, 'bridge', 'mixed', { id, on: '2024' });
    await tell(store, told);
    const any = ['a', 'b', 'c', 'd'];
    for (const filter of [{}, { id: any }, { q: 'same' }]) t.strictSame(await idsOf(store, 'expert', filter), any);
    for (const filter of [{}, { id: any }, { option: ['mixed'] }, { source: ['post'] }, { q: 'holds' }])
      t.strictSame(await idsOf(store, 'position', filter), any.toReversed(), JSON.stringify(filter));
  });

  t.test('lists do not depend on the order in which records were written', async (t) => {
    const twice = arbitraryRemarks.chain((remarks) =>
      fc.tuple(fc.constant(toldBy(remarks)), shuffled(toldBy(remarks).positions ?? [])),
    );
    await eventuallyHolds(
      t,
      twice,
      ([bundle, positions]) =>
        inScope(async (t) => {
          const [one, other] = [await open(t), await open(t)];
          await importBundle(one, bundle, RECORDED);
          const upside = {
            experts: bundle.experts?.toReversed() ?? [],
            statements: bundle.statements?.toReversed() ?? [],
          };
          await importBundle(other, { ...bundle, ...upside, positions }, RECORDED);
          for (const kind of KINDS)
            if (!isDeepStrictEqual(await idsOf(one, kind), await idsOf(other, kind))) return false;
          return true;
        }),
      { runs: 10 },
    );
  });

  t.test('pages of any size hold every record once, in the order of the whole list', async (t) => {
    const store = await open(t);
    const told = story();
    const days = ['2024', '2024-06', '2024-06-30', '2024-06-30', '2023-01-01', '2024-06-30', '2024-12-31'];
    days.forEach((on, index) => {
      told.source(`s${index}`, { publishedOn: on }).scale(`scale-${index}`, { yes: 1 });
      told.expert(`e${index}`, { name: index % 2 ? 'Same Name' : `Name ${index}` });
      told.question(`q${index}`, { title: 'Same title' });
      told.says(`e${index}`, `q${index}`, 'mixed', { on, source: `s${index}` });
    });
    await tell(store, told);
    for (const kind of KINDS) {
      const whole = await idsOf(store, kind);
      for (let limit = 1; limit <= whole.length + 1; limit += 1) {
        const pages = await pagesOf(store, kind, limit);
        t.strictSame(
          pages.flat().map(({ id }) => id),
          whole,
          `${kind} by ${limit}`,
        );
        t.ok(pages.slice(0, -1).every(({ length }) => length === limit));
        t.ok(pages.length === Math.ceil(whole.length / limit), 'no empty page at the end');
      }
    }
  });

  t.test('records written between two pages neither hide nor repeat others', async (t) => {
    const store = await open(t);
    const told = story().expert('ada').expert('cho').expert('eve').expert('gil');
    await tell(store, told);
    const first = await store.list('expert', {}, { limit: 2 });
    await tell(store, told.expert('abe').expert('dan'));
    const rest = await store.list('expert', {}, { limit: 10, ...(first.next && { after: first.next }) });
    t.strictSame(
      first.items.map(({ id }) => id),
      ['ada', 'cho'],
    );
    t.strictSame(
      rest.items.map(({ id }) => id),
      ['dan', 'eve', 'gil'],
    );
    t.equal(rest.next, null);
  });

  t.test('a page that begins after a record no longer in the list goes on from where that stood', async (t) => {
    const store = await open(t);
    const told = story().says('ada', 'bridge', 'support', { id: 'a', on: '2024-01-03', status: 'draft' });
    told.says('ada', 'bridge', 'support', { id: 'b', on: '2024-01-02', status: 'draft' });
    told.says('ada', 'bridge', 'support', { id: 'c', on: '2024-01-01', status: 'draft' });
    await tell(store, told);
    const first = await store.list('position', { status: ['draft'] }, { limit: 1 });
    await tell(store, told.says('ada', 'bridge', 'support', { id: 'a', on: '2024-01-03' }));
    const second = await store.list(
      'position',
      { status: ['draft'] },
      { limit: 1, ...(first.next && { after: first.next }) },
    );
    t.strictSame(
      second.items.map(({ id }) => id),
      ['b'],
    );
  });

  t.test('a record in a list is the record got by its id', async (t) => {
    const store = await open(t);
    await tell(store, story().says('ada', 'bridge', 'support', { quote: '“Yes.”', condition: 'if it pays' }));
    for (const kind of KINDS) {
      const { items } = await store.list(kind, {}, { limit: 1 });
      t.strictSame(items, [await store.get(kind, items[0]?.id ?? '')], kind);
      t.strictSame(
        await store.getMany(
          kind,
          items.map(({ id }) => id),
        ),
        items,
        kind,
      );
    }
  });
};
