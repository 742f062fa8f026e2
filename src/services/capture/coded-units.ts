/** The units of a round with what was coded of each. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { CodingRound } from '../../core/capture/coding.ts';
import type { CodedUnit } from '../../core/capture/reliability/build-reliability.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { listRounds, refuseBlind, requireComplete } from './rounds.ts';

export type CodedRound = { readonly round: CodingRound; readonly units: readonly CodedUnit[] };

/**
 * The newest round of a document as those decide on it who may publish. Fails with `not-found`, with `blind` where the
 * caller still codes in it, and with `conflict` while others do.
 */
export async function codedRound(store: Store, caller: Caller, document: string): Promise<CodedRound> {
  demand(caller, 'publish');
  const round = (await listRounds(store, caller, document)).at(-1);
  if (round === undefined) throw new Failure('not-found', `the document "${document}" has no round of coding`);
  refuseBlind(round, caller);
  requireComplete(round);
  return { round, units: await codedUnits(store, round) };
}

export async function codedUnits(store: Store, { id }: CodingRound): Promise<readonly CodedUnit[]> {
  const codings = Map.groupBy(await store.codings.codings(id), (it) => `${it.candidate} ${it.question}`);
  return (await store.codings.units(id)).map((unit) => ({
    unit,
    codings: codings.get(`${unit.candidate} ${unit.question}`) ?? [],
  }));
}
