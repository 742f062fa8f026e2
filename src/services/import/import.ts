/** Import of bundles. */
import { type BundleContent, mergeContents, readBundle } from '../../core/import/bundle/bundle.ts';
import { partOfContent } from '../../core/import/content-part.ts';
import { Faults } from '../../core/import/fault-list.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Applied, Idempotency, ImportReport } from '../../core/writing/plan.ts';

/** Who imports and when, with which right, and whether it is only a trial. */
export type ImportCommit = {
  readonly at: string;
  readonly by: string;
  readonly mayPublish: boolean;
  /** Why, beside what the bundles say themselves. */
  readonly reason?: string | null;
  readonly dryRun?: boolean;
  readonly idempotency?: Idempotency;
};

/** Writes all of a bundle or nothing. Fails with `invalid` and every fault, each at its JSON pointer. */
export const importBundle = async (store: Store, value: unknown, recorded: ImportCommit): Promise<ImportReport> =>
  (await importAll(store, [{ value, place: '' }], recorded)).report;

/** Writes all of several bundles or nothing. Fails as `importBundle` does, each pointer behind `/{index of the bundle}`. */
export const importBundles = async (
  store: Store,
  values: readonly unknown[],
  recorded: ImportCommit,
): Promise<ImportReport> => {
  const bundles = values.map((value, which) => ({ value, place: `/${which}` }));
  return (await importAll(store, bundles, recorded)).report;
};

const NOTHING: BundleContent = {
  entries: { scale: [], expert: [], source: [], question: [], statement: [], position: [] },
  broken: new Set(),
  reason: null,
};

async function importAll(
  store: Store,
  bundles: readonly { value: unknown; place: string }[],
  { by: actor, mayPublish, dryRun = false, idempotency, ...recorded }: ImportCommit,
): Promise<Applied> {
  const read = bundles.map(({ value, place }) => readBundle(value, place));
  const found = read.flatMap((it) => it.violations);
  const content = mergeContents([...read.map((it) => it.content), { ...NOTHING, reason: recorded.reason ?? null }]);
  const part = partOfContent(content, { at: recorded.at, by: actor }, (violations) => {
    const faults = new Faults();
    faults.add(found.concat(violations));
    if (faults.count > 0) throw faults.refusal();
  });
  return store.write({ actor, mayPublish, reason: content.reason, dryRun, ...(idempotency && { idempotency }) }, [
    part,
  ]);
}
