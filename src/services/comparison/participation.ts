/** How many of the questions asked chosen experts answered. */
import type { Caller } from '../../core/access/caller.ts';
import {
  type Participation,
  type ParticipationOptions,
  participationReader,
} from '../../core/comparison/participation.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { seenFor } from '../access/sight.ts';
import { type Chosen, chosenExperts, readingAt, selectionOf } from '../matrix/matrix.ts';
import { MAX_COMPARED_CELLS, markOf, readHeld } from './cells.ts';

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
  const seen = seenFor(caller, store, request);
  const { rule, asOf, knownAt, drafts = false } = request;
  const reading = await readingAt(seen, knownAt);
  const selection = await selectionOf(reading, request);
  const options = { rule, asOf, knownAt, organizations: selection.organizations };
  const cells = { ...selection, maxCells: MAX_COMPARED_CELLS };
  const at = { ...options, drafts };
  const participation = await readHeld({ store: seen, reading }, cells, at, (ground) => {
    const experts = chosenExperts(ground.experts, selection, asOf);
    return participationReader({ ...ground, experts }, options);
  });
  return { ...participation, ...markOf(request) };
}
