/** Positions that rest on statements of one source. */
import type { Store } from '../../core/ports/store.ts';
import type { Position, PositionStatus } from '../../core/records/position.ts';

/** In the order of the store; of all states, or of one. */
export async function positionsOn(
  store: Store,
  source: string,
  statements: ReadonlySet<string>,
  status: readonly PositionStatus[] = ['draft', 'published'],
): Promise<readonly Position[]> {
  const found: Position[] = [];
  let after: readonly string[] | undefined;
  do {
    const page = await store.list('position', { source: [source], status }, { limit: 500, ...(after && { after }) });
    found.push(...page.items.filter((it) => it.statements.some((id) => statements.has(id))));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}
