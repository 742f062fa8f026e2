/** Who changed their mind. */

import type { Caller } from '../../core/access/caller.ts';
import { buildMoves, type Moves } from '../../core/comparison/moves.ts';
import { MAX_CELLS } from '../../core/matrix/matrix.ts';
import type { Reading } from '../../core/ports/store.ts';
import { publicTo } from '../access/sight.ts';
import { getRecord } from '../records/records.ts';
import { requireKnown } from '../records/require-known.ts';

export type MovesRequest = {
  readonly question?: readonly string[];
  readonly topic?: readonly string[];
  readonly asOf: string | null;
  /** The instant whose state the store is read of, for the answer to name. */
  readonly knownAt: string | null;
};

/** On what the expert changed their mind. Fails with `invalid` on an unknown question or topic, and as `getRecord` does. */
export async function listMoves(
  reading: Reading,
  caller: Caller,
  expert: string,
  { asOf, knownAt, ...asked }: MovesRequest,
): Promise<Moves> {
  const store = publicTo(caller, reading);
  await getRecord(store, caller, 'expert', expert);
  const { question, topic } = await requireKnown(store, asked);
  const material = await store.matrixMaterial({
    experts: { id: [expert] },
    questions: { ...(question && { id: question }), ...(topic && { topic }) },
    maxCells: MAX_CELLS,
    withStatements: true,
  });
  return buildMoves(material, { asOf, knownAt });
}
