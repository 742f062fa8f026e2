/** What is doubtful in statements, for whoever is about to publish. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { ListFilter, Reading } from '../../core/ports/store.ts';
import { type Doubt, doubtsOf } from '../../core/records/doubts.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import { type List, type ListRequest, listRecords } from './records.ts';

const PAGE = 500;

/**
 * The doubts of a page of statements, drafts among them; `limit` and `cursor` count statements, so a page may have no
 * doubts and others follow. What the experts of these statements said besides is read as well. Fails as `listRecords` does.
 */
export async function listDoubts(store: Reading, caller: Caller, request: ListRequest): Promise<List<Doubt>> {
  demand(caller, 'write');
  const { items: statements, next } = await listRecords(store, caller, 'statement', request);
  if (statements.length === 0) return { items: [], next };
  const expert = [...new Set(statements.flatMap(({ experts }) => experts))];
  const positions = await all(store, 'position', { expert });
  const sources = await store.getMany('source', [...new Set(statements.flatMap((it) => it.sources))]);
  const cited = new Set(positions.flatMap((position) => position.statements));
  return { items: doubtsOf(statements, { sources, cited, said: await all(store, 'statement', { expert }) }), next };
}

async function all<K extends Kind>(store: Reading, kind: K, filter: ListFilter): Promise<Entities[K][]> {
  const found: Entities[K][] = [];
  let after: readonly string[] | undefined;
  do {
    const { items, next } = await store.list(kind, filter, { limit: PAGE, ...(after !== undefined && { after }) });
    found.push(...items);
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}
