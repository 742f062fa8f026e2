/** Import of bundles. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type BundleContent, mergeContents, readBundle } from '../../core/import/bundle/bundle.ts';
import { partOfContent } from '../../core/import/content-part.ts';
import { Faults } from '../../core/import/fault-list.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Applied, Idempotency, ImportReport } from '../../core/writing/plan.ts';
import { importCommit, recordedFor, reportedFor } from './drafts-asked-for.ts';

/** Who imports and when, and whether it is only a trial. */
export type ImportCommit = {
  readonly caller: Caller;
  /** An RFC 3339 instant. */
  readonly at: string;
  /** Why, beside what the bundles say themselves. */
  readonly reason?: string | null;
  /** True for drafts: what is made is one, whatever it says, and nothing that is public changes. */
  readonly drafts?: boolean;
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
  { caller, at, reason = null, drafts = false, ...options }: ImportCommit,
): Promise<Applied> {
  demand(caller, 'write');
  const read = bundles.map(({ value, place }) => readBundle(value, place));
  const found = read.flatMap((it) => it.violations);
  const content = mergeContents([...read.map((it) => it.content), { ...NOTHING, reason }]);
  const asked = { caller, drafts };
  const part = partOfContent(content, { at, ...recordedFor(asked) }, (violations) => {
    const faults = new Faults();
    faults.add(found.concat(violations));
    if (faults.count > 0) throw faults.refusal();
  });
  return reportedFor(asked, store.write(importCommit(asked, { ...options, reason: content.reason }), [part]));
}
