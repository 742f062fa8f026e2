import t from 'tap';
import { operator } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import { latestChanges, listChanges } from '../../../src/services/change-log/changes.ts';
import { refusal } from '../../helpers/asserts/refusal.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';

const WRITER = operator('a writer');
const seqs = ({ items }: { items: readonly { readonly seq: number }[] }) => items.map(({ seq }) => seq);
const page = (store: Store, after: number, limit: number) => listChanges(store, READER, { after, limit });

/** Seven drafts in a row, and three experts after them. */
async function draftsBetween(t: Parameters<typeof storeOf>[0]): Promise<{ store: Store; before: number }> {
  const told = story().expert('ada').question('bridge').statement('s', 'ada');
  const store = await storeOf(t, told);
  const before = await store.revision();
  const about = { expert: 'ada', question: 'bridge', option: 'mixed', statements: ['s'], status: 'draft' as const };
  for (let index = 0; index < 7; index += 1) told.position(`d${index}`, about);
  await tell(store, told);
  await tell(store, story().expert('ben').expert('cho').expert('dan'));
  return { store, before };
}

t.test('changes come oldest first, in pages that say where the next begins', async (t) => {
  const store = await storeOf(t, story().expert('a').expert('b').expert('c').expert('d').expert('e'));
  const first = await page(store, 0, 2);
  t.strictSame([seqs(first), first.next], [[1, 2], 2]);
  const second = await page(store, 2, 2);
  t.strictSame([seqs(second), second.next], [[3, 4], 4]);
  const last = await page(store, 4, 2);
  t.strictSame([seqs(last), last.next], [[5], null]);
});

t.test('a page that ends with the log has no next', async (t) => {
  const store = await storeOf(t, story().expert('a').expert('b'));
  t.equal((await page(store, 0, 2)).next, null);
  t.strictSame(await page(store, 2, 2), { items: [], next: null });
  t.strictSame(await page(store, 99, 2), { items: [], next: null });
});

t.test('drafts are passed over, a page is full nonetheless, and its next is no draft', async (t) => {
  const { store, before } = await draftsBetween(t);
  const { items, next } = await page(store, before, 2);
  t.strictSame(
    items.map(({ id }) => id),
    ['ben', 'cho'],
  );
  t.equal(next, items[1]?.seq);
  t.strictSame(
    (await page(store, next ?? 0, 2)).items.map(({ id }) => id),
    ['dan'],
  );
});

t.test('a page before drafts does not tell that they are there', async (t) => {
  const { store, before } = await draftsBetween(t);
  t.equal((await page(store, before - 1, 1)).next, before, 'a public change follows');
  await tell(
    store,
    story()
      .position('last', { expert: 'ada', question: 'bridge', option: 'support', statements: ['s'], status: 'draft' })
      .statement('s', 'ada'),
  );
  const last = await store.revision();
  t.equal((await page(store, last - 2, 1)).next, null, 'only a draft follows');
});

t.test('those who see drafts get every entry as it is', async (t) => {
  const { store } = await draftsBetween(t);
  const { items, next } = await listChanges(store, WRITER, { after: 0, limit: 500 });
  t.strictSame(items, await store.changes(0, 500));
  t.equal(next, null);
  t.equal(items.filter(({ after }) => after?.status === 'draft').length, 7);
});

t.test('a draft appears with its publication, as new', async (t) => {
  const at = (status: 'draft' | 'published') => story().says('ada', 'bridge', 'support', { id: 'p', status });
  const store = await storeOf(t, at('draft'));
  await tell(store, at('published'));
  const { items } = await page(store, 0, 100);
  const changes = items.filter(({ id }) => id === 'p');
  t.strictSame(
    changes.map(({ action, before, after }) => [action, before, after?.status]),
    [['publish', null, 'published']],
  );
  t.notOk(JSON.stringify(items).includes('draft'));
});

t.test('entries are filtered, and what no record bears is refused by name', async (t) => {
  const store = await storeOf(t, story().says('ada', 'bridge', 'support').says('ben', 'tolls', 'oppose'));
  const { items } = await listChanges(store, READER, { after: 0, limit: 100, expert: ['ada'], question: ['bridge'] });
  t.strictSame(
    items.map(({ entity }) => entity),
    ['position'],
  );
  const { violations } = await refusal(
    listChanges(store, READER, { after: 0, limit: 1, expert: ['adda'], topic: ['x'] }),
  );
  t.strictSame(
    violations.map(({ parameter }) => parameter),
    ['expert', 'topic'],
  );
});

t.test('the latest changes come newest first, drafts passed over for those who do not see them', async (t) => {
  const { store } = await draftsBetween(t);
  const ids = (changes: readonly { readonly id: string }[]) => changes.map(({ id }) => id);
  t.strictSame(ids(await latestChanges(store, READER, 4)), ['dan', 'cho', 'ben', 's']);
  t.strictSame(ids(await latestChanges(store, WRITER, 4, {})), ['dan', 'cho', 'ben', 'd6']);
  t.strictSame(ids(await latestChanges(store, READER, 4, { expert: ['ada'] })), ['s', 'ada']);
});
