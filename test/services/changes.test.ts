import t from 'tap';
import { listChanges } from '../../src/services/changes.ts';
import { story } from '../helpers/story.ts';
import { storeOf, tell } from '../helpers/tell.ts';

const seqs = ({ items }: { items: readonly { readonly seq: number }[] }) => items.map(({ seq }) => seq);

t.test('changes come oldest first, in pages that say where the next begins', async (t) => {
  const store = await storeOf(t, story().expert('a').expert('b').expert('c').expert('d').expert('e'));
  const first = await listChanges(store, 0, 2);
  t.strictSame([seqs(first), first.next], [[1, 2], 2]);
  const second = await listChanges(store, 2, 2);
  t.strictSame([seqs(second), second.next], [[3, 4], 4]);
  const last = await listChanges(store, 4, 2);
  t.strictSame([seqs(last), last.next], [[5], null]);
});

t.test('a page that ends with the log has no next', async (t) => {
  const store = await storeOf(t, story().expert('a').expert('b'));
  t.equal((await listChanges(store, 0, 2)).next, null);
  t.strictSame(await listChanges(store, 2, 2), { items: [], next: null });
  t.strictSame(await listChanges(store, 99, 2), { items: [], next: null });
});

t.test('drafts are passed over, and a page is full nonetheless', async (t) => {
  const store = await storeOf(t, story().expert('ada').question('bridge').statement('s', 'ada'));
  const before = await store.revision();
  const drafts = story();
  for (let index = 0; index < 7; index += 1)
    drafts.position(`d${index}`, {
      expert: 'ada',
      question: 'bridge',
      option: 'mixed',
      statements: ['s'],
      status: 'draft',
    });
  await tell(store, drafts);
  await tell(store, story().expert('ben').expert('cho').expert('dan'));
  const { items, next } = await listChanges(store, before, 2);
  t.strictSame(
    items.map(({ id }) => id),
    ['ben', 'cho'],
  );
  t.strictSame(
    (await listChanges(store, next ?? 0, 2)).items.map(({ id }) => id),
    ['dan'],
  );
});

t.test('a draft appears with its publication, as new', async (t) => {
  const at = (status: 'draft' | 'published') => story().says('ada', 'bridge', 'support', { id: 'p', status });
  const store = await storeOf(t, at('draft'));
  await tell(store, at('published'));
  const { items } = await listChanges(store, 0, 100);
  const changes = items.filter(({ id }) => id === 'p');
  t.strictSame(
    changes.map(({ action, before, after }) => [action, before, after?.status]),
    [['publish', null, 'published']],
  );
  t.notOk(JSON.stringify(items).includes('draft'));
});
