/** Import of bundles of any length, a part at a time: all of them or nothing. */
import { demand } from '../../core/access/caller.ts';
import { BundleParts } from '../../core/import/bundle/parts.ts';
import type { AnyBundle } from '../../core/import/bundle/pieces.ts';
import type { Store } from '../../core/ports/store.ts';
import type { ImportReport } from '../../core/writing/plan.ts';
import { importCommit, recordedFor, reportedFor } from './drafts-asked-for.ts';
import type { ImportCommit } from './import.ts';

/**
 * Writes all of several bundles or nothing. Fails with `invalid` and every fault, the first of them listed with their
 * file, and as `Store.write` does.
 */
export async function importParts(
  store: Store,
  bundles: readonly AnyBundle[],
  recorded: ImportCommit,
): Promise<ImportReport> {
  const { caller, ...when } = recorded;
  demand(caller, 'write');
  const parts = new BundleParts(bundles, { ...when, ...recordedFor(recorded) });
  const commit = importCommit(recorded, { ...when, reason: parts.reason });
  return (await reportedFor(recorded, store.write(commit, parts.all()))).report;
}
