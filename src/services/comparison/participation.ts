/** How many of the questions asked chosen experts answered. */
import type { Caller } from '../../core/access/caller.ts';
import {
  type Participation,
  type ParticipationOptions,
  participationReader,
} from '../../core/comparison/participation.ts';
import type { CellAxes } from '../../core/matrix/material.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { publicTo } from '../access/sight.ts';
import { type Chosen, inOrder, readingAt, requireAffiliated, selectionOf } from '../matrix/matrix.ts';
import { isOfNow, MAX_COMPARED_CELLS } from './cells.ts';

export type ParticipationRequest = Omit<Chosen, 'q'> & ParticipationOptions;

/**
 * The participation. Experts named by id come in the order named, others by name. Fails with `invalid` on unknown ids,
 * topics and affiliations, and with `too-large`.
 */
export async function askParticipation(
  store: StoreReading,
  caller: Caller,
  request: ParticipationRequest,
): Promise<Participation> {
  const seen = publicTo(caller, store);
  const reading = await readingAt(seen, request.knownAt);
  const { named, ...selection } = await selectionOf(reading, request);
  const cells = { ...selection, maxCells: MAX_COMPARED_CELLS, withSources: false };
  const begin = (ground: CellAxes) => {
    requireAffiliated(request, ground.experts);
    const { rule, asOf, knownAt } = request;
    return participationReader({ ...ground, experts: inOrder(ground.experts, named.experts) }, { rule, asOf, knownAt });
  };
  const stored = isOfNow(request) ? await seen.readStances(cells, begin) : null;
  return stored ?? reading.readCells(cells, begin);
}
