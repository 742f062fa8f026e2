/** Import and export of bundles. */
import {
  type Bundle,
  type BundleContent,
  type ImportReport,
  mergeContents,
  readBundle,
  toBundle,
} from '../core/bundle.ts';
import { type Entities, KINDS, type Kind } from '../core/entity.ts';
import { Failure, type Violation } from '../core/errors.ts';
import { idsIn, planImport, type Stored } from '../core/import.ts';
import type { ListFilter, Store } from '../core/store.ts';

export type Recorded = { readonly at: string; readonly by: string };

/** Writes all of a bundle or nothing. Fails with `invalid` and every fault, each at its JSON pointer. */
export const importBundle = (store: Store, value: unknown, recorded: Recorded): Promise<ImportReport> =>
  importAll(store, [{ value, place: '' }], recorded);

/** Writes all of several bundles or nothing. Fails as `importBundle` does, each pointer behind `/{index of the bundle}`. */
export const importBundles = (store: Store, values: readonly unknown[], recorded: Recorded): Promise<ImportReport> =>
  importAll(
    store,
    values.map((value, which) => ({ value, place: `/${which}` })),
    recorded,
  );

async function importAll(
  store: Store,
  bundles: readonly { value: unknown; place: string }[],
  recorded: Recorded,
): Promise<ImportReport> {
  const read = bundles.map(({ value, place }) => readBundle(value, place));
  const content = mergeContents(read.map((it) => it.content));
  const { plan, violations } = planImport(content, await storedFor(store, content), recorded);
  const faults = [...read.flatMap((it) => it.violations), ...violations];
  if (faults.length > 0) throw refusal(faults);
  return store.apply(plan);
}

const refusal = (violations: readonly Violation[]): Failure =>
  new Failure(
    'invalid',
    `there ${violations.length === 1 ? 'is' : 'are'} ${violations.length} ${violations.length === 1 ? 'fault' : 'faults'}; nothing was imported`,
    violations,
  );

async function storedFor(store: Store, content: BundleContent): Promise<Stored> {
  const ids = idsIn(content);
  const load = async <K extends Kind>(kind: K, wanted: Iterable<string>): Promise<Map<string, Entities[K]>> =>
    new Map((await store.getMany(kind, [...wanted])).map((record) => [record.id, record]));
  const question = await load('question', ids.question);
  return {
    question,
    scale: await load('scale', new Set([...ids.scale, ...[...question.values()].map(({ scale }) => scale)])),
    expert: await load('expert', ids.expert),
    source: await load('source', ids.source),
    statement: await load('statement', ids.statement),
    position: await load('position', ids.position),
  };
}

const EXPORT_PAGE = 500;

/** Everything, drafts included, as one bundle that imports to the same records. */
export async function exportBundle(store: Store): Promise<Bundle> {
  const entities = {} as { [K in Kind]: Entities[K][] };
  const collect = async <K extends Kind>(kind: K): Promise<Entities[K][]> => {
    const items: Entities[K][] = [];
    let after: readonly string[] | undefined;
    const filter: ListFilter = {};
    do {
      const page = await store.list(kind, filter, { limit: EXPORT_PAGE, ...(after && { after }) });
      items.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return items.sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  for (const kind of KINDS) Object.assign(entities, { [kind]: await collect(kind) });
  return toBundle(entities);
}
