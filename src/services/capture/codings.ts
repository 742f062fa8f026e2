/** Coding in a round: each coder by themselves, until all have submitted. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type Coding, CodingInput, type CodingRound, type CodingUnit } from '../../core/capture/coding.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { validator } from '../../core/values/validation.ts';
import { isWaitingFor, listRounds, refuseBlind } from './rounds.ts';

const readInput = validator(CodingInput);

/**
 * What was coded in the newest round of a document: by the caller, or with `of: 'all'` by all who have submitted. Fails
 * with `not-found`, and with `blind` where the caller codes in it and has not submitted.
 */
export async function listCodings(
  store: Store,
  caller: Caller,
  document: string,
  of: 'own' | 'all',
): Promise<readonly Coding[]> {
  demand(caller, 'write');
  const round = (await listRounds(store, caller, document)).at(-1);
  if (round === undefined) return [];
  if (of === 'own') return caller.key === null ? [] : store.codings.codings(round.id, caller.key);
  refuseBlind(round, caller);
  return (await store.codings.codings(round.id)).filter(({ state }) => state === 'submitted');
}

/**
 * Puts the caller's coding of a candidate on a question. Fails with `not-found` where that is no unit of a round,
 * with `forbidden` where the caller is none of its coders, with `stale`, with `conflict` once they have submitted, and
 * with `invalid`.
 */
export async function putCoding(
  store: Store,
  caller: Caller,
  candidate: string,
  question: string,
  input: CodingInput,
): Promise<Coding> {
  demand(caller, 'write');
  const unit = await store.codings.unit(candidate, question);
  if (unit === null)
    throw new Failure('not-found', `no round has the candidate "${candidate}" with the question "${question}"`);
  const rounds = await store.codings.rounds(unit.document);
  const coder = rounds.find(({ id }) => id === unit.round)?.coders.find((it) => it.coder === caller.key);
  if (coder === undefined)
    throw new Failure(
      'forbidden',
      `you are no coder of the round "${unit.round}": its coders are named when it is opened`,
    );
  const read = readInput(input);
  const faults = read.ok ? await faultsIn(store, question, read.value) : read.violations;
  const [first] = faults;
  if (first !== undefined) throw new Failure('invalid', `${first.pointer} ${first.message}`, faults);
  const { revision, option, basis = null, condition = null, summary = null, note = null } = input;
  const coding = { unit: unit.id, coder: coder.coder, expect: revision, option, basis, condition, summary, note };
  return store.codings.put(coding);
}

/** What is wrong with what is said of a question: its option, and what goes with that. */
export async function faultsIn(
  store: Store,
  question: string,
  { option, basis, condition, summary }: Omit<CodingInput, 'revision'>,
): Promise<readonly Violation[]> {
  if (option === null)
    return Object.entries({ basis, condition, summary }).flatMap(([field, value]) =>
      value === undefined ? [] : [{ pointer: `/${field}`, message: 'stands beside no option: leave it out' }],
    );
  const { scale = '' } = (await store.get('question', question)) ?? {};
  const options = (await store.get('scale', scale))?.options.map(({ id }) => id) ?? [];
  return [
    ...(options.includes(option)
      ? []
      : [{ pointer: '/option', message: `is no option of the question: these are ${options.join(', ')}` }]),
    ...(basis === undefined
      ? [{ pointer: '/basis', message: 'must say whether it was stated or inferred, where there is an option' }]
      : []),
  ];
}

/**
 * Submits what the caller has coded in the newest round of a document: it never changes from then on. Fails with
 * `not-found`, `forbidden`, and with `conflict` while a unit is not coded. Sent again, it changes nothing.
 */
export async function submitCodings(store: Store, caller: Caller, document: string): Promise<CodingRound> {
  demand(caller, 'write');
  const round = await ownRound(store, caller, document);
  return isWaitingFor(round, caller) ? store.codings.submit(round.id, caller.key ?? '') : round;
}

/** A round that the caller codes, with what they have coded of it so far. */
export type OwnUnits = {
  readonly round: CodingRound;
  readonly units: readonly { readonly unit: CodingUnit; readonly coding: Coding | null }[];
};

/** Of the newest round of a document. Fails with `not-found`, and with `forbidden` where the caller is none of its coders. */
export async function ownUnits(store: Store, caller: Caller, document: string): Promise<OwnUnits> {
  demand(caller, 'write');
  const round = await ownRound(store, caller, document);
  const own = await store.codings.codings(round.id, caller.key ?? '');
  const codings = new Map(own.map((it) => [`${it.candidate} ${it.question}`, it]));
  const units = (await store.codings.units(round.id)).map((unit) => ({
    unit,
    coding: codings.get(`${unit.candidate} ${unit.question}`) ?? null,
  }));
  return { round, units };
}

/** The newest round of a document, which the caller codes. */
async function ownRound(store: Store, caller: Caller, document: string): Promise<CodingRound> {
  const round = (await listRounds(store, caller, document)).at(-1);
  if (round === undefined) throw new Failure('not-found', `the document "${document}" has no round of coding`);
  if (round.coders.some(({ coder }) => coder === caller.key)) return round;
  throw new Failure('forbidden', `you are no coder of the round "${round.id}" of the document "${document}"`);
}
