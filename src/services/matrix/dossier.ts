/** All that is on record of one expert, or of one expert on one question. */

import type { Caller } from '../../core/access/caller.ts';
import type { Moment } from '../../core/matrix/cell.ts';
import { buildDossier, type Dossier } from '../../core/matrix/dossier.ts';
import { MAX_CELLS } from '../../core/matrix/matrix.ts';
import type { Reading } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { seenFor } from '../access/sight.ts';
import { getRecord } from '../records/records.ts';

/** The dossier of an expert, on all questions or on one, with drafts for a preview. Fails with `not-found` on an unknown id. */
export async function getDossier(
  reading: Reading,
  caller: Caller,
  expert: string,
  moment: Moment,
  question?: string,
): Promise<Dossier> {
  const { drafts = false } = moment;
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  await getRecord(store, caller, 'expert', expert);
  if (question !== undefined) await getRecord(store, caller, 'question', question);
  const material = await store.matrixMaterial({
    experts: { id: [expert] },
    questions: question === undefined ? {} : { id: [question] },
    maxCells: MAX_CELLS,
    withStatements: true,
    withDrafts: drafts,
  });
  const dossier = buildDossier(material, moment);
  if (dossier === null) throw new Failure('not-found', `there is no expert "${expert}"`);
  return dossier;
}
