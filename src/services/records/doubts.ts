/** What is doubtful in statements, for whoever is about to publish. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { ListFilter, Reading } from '../../core/ports/store.ts';
import { type Doubt, doubtsOf } from '../../core/records/doubts.ts';
import type { Entities, Kind } from '../../core/records/kinds.ts';
import type { Attribution } from '../../core/records/statement.ts';
import { type List, type ListRequest, listRecords } from './records.ts';

const PAGE = 500;

/** No other statements have any, as `statementFaults` sees to. */
const WITH_QUOTES = ['direct', 'mixed'] as const satisfies Attribution[];

/**
 * The doubts of a page of statements, drafts among them; `limit` and `cursor` count statements, so a page may have no
 * doubts and others follow. Of statements with quotes, all quotes of their experts are read as well; nothing else that
 * they said or hold is. Fails as `listRecords` does.
 */
export async function listDoubts(store: Reading, caller: Caller, request: ListRequest): Promise<List<Doubt>> {
  demand(caller, 'write');
  const { items: statements, next } = await listRecords(store, caller, 'statement', request);
  if (statements.length === 0) return { items: [], next };
  const positions = await all(store, 'position', { statement: statements.map(({ id }) => id) });
  const quoted = statements.filter(({ quotes }) => quotes.length > 0);
  const expert = [...new Set(quoted.flatMap(({ experts }) => experts))];
  const said = expert.length === 0 ? [] : await all(store, 'statement', { expert, attribution: WITH_QUOTES });
  const sources = await store.getMany('source', [...new Set(statements.flatMap((it) => it.sources))]);
  const cited = new Set(positions.flatMap((position) => position.statements));
  return { items: doubtsOf(statements, { sources, cited, said }), next };
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
