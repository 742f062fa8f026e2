/** All that can be seen of a store. */

import type { Store } from '../../../src/core/ports/store.ts';
import { KINDS } from '../../../src/core/records/kinds.ts';

export const contentOf = async (store: Store) => ({
  revision: await store.revision(),
  changes: await store.changes(0, 1000),
  records: await Promise.all(KINDS.map((kind) => store.list(kind, {}, { limit: 500 }))),
  found: await store.search('ada new', {
    kinds: ['expert', 'question', 'position', 'statement'],
    match: 'any',
    limit: 100,
  }),
});
