/** What a store exports. */

import { BUNDLE_TEXTS, type BundleTextFormat } from '../../../src/cli/output/bundle-text.ts';
import { type Bundle, inputOf } from '../../../src/core/import/bundle/bundle.ts';
import type { Reading } from '../../../src/core/ports/store.ts';
import { KINDS, PLURALS } from '../../../src/core/records/kinds.ts';
import type { Records } from '../fixtures/records.ts';

/** The text of an export. */
export async function exportedText(reading: Reading, format: BundleTextFormat): Promise<string> {
  let text = '';
  for await (const piece of BUNDLE_TEXTS[format](reading)) text += piece;
  return text;
}

/** The bundle that an export is. */
export const exported = async (reading: Reading): Promise<Bundle> => JSON.parse(await exportedText(reading, 'json'));

/** Records as they are written in a bundle. */
export const asWritten = (records: Records): Bundle => ({
  bundleVersion: 1,
  ...Object.fromEntries(
    KINDS.map((kind) => [PLURALS[kind], records[kind].map((record) => inputOf(kind, record as never))]),
  ),
});
