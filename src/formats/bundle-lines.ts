/** A bundle as text in lines: the frame in the first, a record with its kind in every other, each behind all that it refers to. */
import { BUNDLE_VERSION, type Inputs } from '../core/import/bundle/bundle.ts';
import { KINDS, type Kind } from '../core/records/kinds.ts';

export const BUNDLE_FRAME = { bundleVersion: BUNDLE_VERSION };

/** `pagesOf` gives the records of a kind, some at a time. */
export async function* bundleLines(
  pagesOf: <K extends Kind>(kind: K) => AsyncIterable<readonly Inputs[K][]>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(BUNDLE_FRAME)}\n`;
  for (const kind of KINDS)
    for await (const records of pagesOf(kind))
      yield records.map((record) => `${JSON.stringify({ kind, ...record })}\n`).join('');
}
