/** Rounds of coding: who codes the accepted candidates of a document for which questions. */
import { keyStateAt } from '../../core/access/api-key.ts';
import { type Caller, demand, may } from '../../core/access/caller.ts';
import { type CodingRound, RoundInput } from '../../core/capture/coding.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import type { Store } from '../../core/ports/store.ts';
import { Failure, type Violation } from '../../core/values/errors.ts';
import { byCodePoint, byName } from '../../core/values/sort-key.ts';
import { validator } from '../../core/values/validation.ts';
import { listCandidates } from './documents.ts';
import { positionsOn } from './drafts-on.ts';

const readInput = validator(RoundInput);

/** Somebody who may code, by the id of their key. */
export type Coder = { readonly id: string; readonly name: string };

/** Whose keys may write now, by name. */
export async function listCoders(store: Store, caller: Caller, now: Date): Promise<readonly Coder[]> {
  demand(caller, 'publish');
  const coders: Coder[] = [];
  let after: readonly string[] | undefined;
  do {
    const page = await store.keys.list({ limit: 500, ...(after && { after }) });
    for (const key of page.items)
      if (keyStateAt(key, now) === 'active' && may({ name: key.name, key: key.id, scopes: key.scopes }, 'write'))
        coders.push({ id: key.id, name: key.name });
    after = page.next ?? undefined;
  } while (after !== undefined);
  return coders.sort((a, b) => byName(a.name, b.name) || byCodePoint(a.id, b.id));
}

/**
 * Opens a round over the accepted candidates of a document. Fails with `not-found`, with `invalid` and a pointer for every
 * question and coder that is not there, and with `conflict` where a candidate is open, a round is, nothing was accepted, or
 * a position rests on an accepted statement already: a coder would see it.
 */
export async function openRound(
  store: Store,
  caller: Caller,
  document: string,
  input: RoundInput,
  now: Date,
): Promise<CodingRound> {
  demand(caller, 'publish');
  const read = readInput(input);
  if (!read.ok) throw invalid(read.violations);
  const { questions, coders: wanted, due } = read.value;
  const accepted = await acceptedIn(store, caller, document);
  const known = new Map((await listCoders(store, caller, now)).map((it) => [it.id, it]));
  const questionsThere = new Set((await store.getMany('question', questions)).map(({ id }) => id));
  const violations = [
    ...faultsOf('questions', questions, (id) => questionsThere.has(id), 'names no question'),
    ...faultsOf('coders', wanted, (id) => known.has(id), 'names no key that may write'),
  ];
  if (violations.length > 0) throw invalid(violations);
  await refuseSeen(store, document, accepted, questionsThere);
  const coders = wanted.flatMap((id) => known.get(id) ?? []);
  const candidates = accepted.map(({ id }) => id);
  return store.codings.open({ document, candidates, questions, coders, due: due ?? null, by: caller.name });
}

const invalid = (violations: readonly Violation[]): Failure =>
  new Failure('invalid', violations.map(({ pointer, message }) => `${pointer} ${message}`).join('; '), violations);

const faultsOf = (
  field: string,
  ids: readonly string[],
  isThere: (id: string) => boolean,
  message: string,
): readonly Violation[] =>
  ids.flatMap((id, index) =>
    isThere(id) ? [] : [{ pointer: `/${field}/${index}`, message: `${message}: there is no "${id}"` }],
  );

async function acceptedIn(store: Store, caller: Caller, document: string): Promise<readonly DocumentCandidate[]> {
  const candidates = await listCandidates(store, caller, document);
  const open = candidates.filter(({ state }) => state === 'open').length;
  if (open > 0)
    throw new Failure(
      'conflict',
      `${open} candidates of the document "${document}" are still open: decide what is coded`,
    );
  const accepted = candidates.filter(({ state }) => state === 'accepted');
  if (accepted.length === 0) throw new Failure('conflict', `nothing was accepted in the document "${document}"`);
  return accepted;
}

/** Fails with `conflict`: what is on record of a unit already tells every coder what somebody thinks. */
async function refuseSeen(
  store: Store,
  document: string,
  accepted: readonly DocumentCandidate[],
  questions: ReadonlySet<string>,
): Promise<void> {
  const { source = '' } = (await store.documents.get(document)) ?? {};
  const statements = new Set(accepted.flatMap(({ statement }) => statement ?? []));
  const seen = (await positionsOn(store, source, statements)).find(({ question }) => questions.has(question));
  if (seen !== undefined)
    throw new Failure(
      'conflict',
      `the position "${seen.id}" says on "${seen.question}" already what a coder is to say unseen: delete it, or leave the question out`,
    );
}

/** The rounds of a document, the oldest first. Fails with `not-found`. */
export async function listRounds(store: Store, caller: Caller, document: string): Promise<readonly CodingRound[]> {
  demand(caller, 'write');
  if ((await store.documents.get(document)) === null)
    throw new Failure('not-found', `there is no document "${document}"`);
  return store.codings.rounds(document);
}

/** The rounds in which the caller has something to code, the oldest first. */
export async function ownRounds(store: Store, caller: Caller): Promise<readonly CodingRound[]> {
  demand(caller, 'write');
  return (await store.codings.rounds()).filter((round) => isWaitingFor(round, caller));
}

export const isWaitingFor = ({ coders }: CodingRound, { key }: Caller): boolean =>
  coders.some(({ coder, state }) => coder === key && state !== 'submitted');

/** Fails with `blind` where the caller codes the round, and has not submitted. */
export function refuseBlind(round: CodingRound, caller: Caller): void {
  if (!isWaitingFor(round, caller)) return;
  throw new Failure(
    'blind',
    `you are a coder of the round "${round.id}" of the document "${round.document}": submit your own codings first`,
  );
}

/** Fails with `conflict` while a coder of the round has not submitted. */
export function requireComplete(round: CodingRound): void {
  const waiting = round.coders.filter(({ state }) => state !== 'submitted').map(({ name }) => name);
  if (waiting.length > 0)
    throw new Failure('conflict', `the round "${round.id}" waits for the codings of ${waiting.join(', ')}`);
}
