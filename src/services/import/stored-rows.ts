/** What is stored of the positions that rows of a table may mean. */
import { type KeyedPosition, type PositionKey, textOfKey } from '../../core/import/table/keyed-position.ts';
import type { StoredRows } from '../../core/import/table/known-rows.ts';
import type { Store } from '../../core/ports/store.ts';

export const storedRows = (store: Store): StoredRows => ({
  statements: (ids) => store.getMany('statement', ids),
  under: async (keys, positions) => {
    const ids = (field: keyof PositionKey) => [...new Set(keys.map((key) => key[field]))];
    const [expert, question, source, current] = await Promise.all([
      store.redirects('expert', ids('expert')),
      store.redirects('question', ids('question')),
      store.redirects('source', ids('source')),
      store.redirects('position', [...new Set(positions)]),
    ]);
    const presentOf = (key: PositionKey): PositionKey => ({
      expert: expert.get(key.expert) ?? key.expert,
      question: question.get(key.question) ?? key.question,
      source: source.get(key.source) ?? key.source,
    });
    const present = new Map(keys.map((key) => [textOfKey(key), presentOf(key)]));
    const asked = new Map([...present.values()].map((key) => [textOfKey(key), key]));
    const found = new Map<string, KeyedPosition[]>();
    for (const position of await store.keyedPositions([...asked.values()])) {
      const key = textOfKey(position);
      found.set(key, [...(found.get(key) ?? []), position]);
    }
    return {
      byKey: new Map([...present].map(([text, key]) => [text, found.get(textOfKey(key)) ?? []])),
      current,
    };
  },
});
