/** Records made from a bundle without any store: what the pure core is tested with. */
import { type Bundle, readBundle } from '../../src/core/bundle.ts';
import { type Entities, KINDS, type Kind } from '../../src/core/entity.ts';
import { planImport, type Stored } from '../../src/core/import.ts';
import type { MatrixMaterial } from '../../src/core/store.ts';

export const RECORDED = { at: '2024-07-01T09:00:00.000Z', by: 'a tester', mayPublish: true };

/** The store's clock, stopped. */
export const CLOCK = { now: () => new Date(RECORDED.at) };

export type Records = { readonly [K in Kind]: Entities[K][] };

const empty = <T>(make: () => T): { [K in Kind]: T } => ({
  scale: make(),
  expert: make(),
  source: make(),
  question: make(),
  statement: make(),
  position: make(),
});

/** A store's content as `planImport` is given it; nothing where nothing is named. */
export function stored(records: Partial<Records> = {}): Stored {
  const content = empty(() => new Map<string, unknown>()) as { [K in Kind]: Map<string, Entities[K]> };
  for (const kind of KINDS)
    for (const record of records[kind] ?? []) (content[kind] as Map<string, unknown>).set(record.id, record);
  return content;
}

/** The records a faultless bundle makes, by kind, in the bundle's order. */
export function recordsOf(bundle: Bundle): Records {
  const { plan, violations } = planImport(readBundle(bundle, '').content, stored(), RECORDED);
  if (violations.length > 0) throw new Error(`the fixture is at fault: ${JSON.stringify(violations)}`);
  const records = empty((): unknown[] => []);
  for (const { kind, record } of plan.writes) records[kind].push(record);
  return records as Records;
}

/** The material of the matrix of all that a bundle holds. */
export function materialOf(bundle: Bundle): MatrixMaterial {
  const { expert, question, scale, position, statement, source } = recordsOf(bundle);
  return {
    experts: expert,
    questions: question,
    scales: scale,
    positions: position,
    statements: statement,
    sources: source,
  };
}
