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
import { type Chosen, chosenExperts, isOfAnyDay, readingAt, selectionOf } from '../matrix/matrix.ts';
import { isOfNow, MAX_COMPARED_CELLS } from './cells.ts';

export type ParticipationRequest = Omit<Chosen, 'q'> & Omit<ParticipationOptions, 'organizations'>;

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
  const selection = await selectionOf(reading, request);
  const cells = { ...selection, maxCells: MAX_COMPARED_CELLS, withSources: false };
  const begin = (ground: CellAxes) => {
    const { rule, asOf, knownAt } = request;
    const { organizations } = selection;
    const experts = chosenExperts(ground.experts, selection, asOf);
    return participationReader({ ...ground, experts }, { rule, asOf, knownAt, organizations });
  };
  const ofNow = (ground: CellAxes) => (isOfAnyDay(ground.experts, selection) ? begin(ground) : null);
  const stored = isOfNow(request) ? await seen.readStances(cells, ofNow) : null;
  return stored ?? reading.readCells(cells, begin);
}
