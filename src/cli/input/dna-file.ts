/** A database of the Discourse Network Analyzer as a file to import, with its places in the words of that program. */

import type { Reading } from '../../core/ports/store.ts';
import type { BundleFile } from '../../intake/bundle-file.ts';
import { adoptStored } from '../../services/import/keep-edits.ts';
import { OPERATOR } from '../operator.ts';

export type DnaFile = BundleFile & {
  /** What was left out, and what to look at: how often. */
  readonly tally: ReadonlyMap<string, number>;
};

/** Reads the file beside what the store holds of it already. Fails with `invalid` where it cannot be read. */
export async function readDnaFile(store: Reading, path: string): Promise<DnaFile> {
  // Loaded when it is needed: most imports do not.
  const [{ readDna }, { dnaToBundle }] = await Promise.all([
    import('../../intake/dna/read.ts'),
    import('../../intake/dna/bundle.ts'),
  ]);
  const { bundle, origin, tally } = dnaToBundle(path, readDna(path));
  return {
    value: await adoptStored(store, OPERATOR, bundle),
    locate: (pointer) => [path, origin(pointer)].filter((part) => part !== '').join(': '),
    tally,
  };
}
