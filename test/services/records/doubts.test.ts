import t from 'tap';
import type { Reading } from '../../../src/core/ports/store.ts';
import { listDoubts } from '../../../src/services/records/doubts.ts';
import { OPERATOR } from '../../helpers/fixtures/callers.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { storeOf } from '../../helpers/store/tell.ts';

t.test(
  'to find doubts, what a statement is compared with is read, and nothing else that its experts said',
  async (t) => {
    const acts = { attribution: 'record' as const, paraphrase: 'Voted.' };
    const told = story()
      .says('ada', 'bridge', 'support', { id: 'quoted', quote: 'Build it.' })
      .statement('again', 'ada', { attribution: 'direct', quotes: ['“Build it”'] })
      .statement('vote', 'ada', acts)
      .statement('other-vote', 'ada', acts)
      .says('ada', 'tolls', 'oppose', { id: 'apart', quote: 'No tolls.' });
    const store = await storeOf(t, told);
    const read: string[] = [];
    const list: Reading['list'] = async (kind, filter, page) => {
      const found = await store.list(kind, filter, page);
      read.push(...found.items.map(({ id }) => `${kind} ${id}`));
      return found;
    };
    const doubtsOf = async (id: string) => {
      read.length = 0;
      const { items } = await listDoubts({ ...store, list }, OPERATOR, { id: [id], limit: 10 });
      return items.map(({ doubt, others }) => [doubt, ...others]);
    };
    t.strictSame(await doubtsOf('vote'), [['uncited']]);
    t.strictSame(read, ['statement vote']);
    t.strictSame(await doubtsOf('said-quoted'), [['same-words', 'again']]);
    t.strictSame(read.toSorted(), [
      'position quoted',
      'statement again',
      'statement said-apart',
      'statement said-quoted',
      'statement said-quoted',
    ]);
  },
);
