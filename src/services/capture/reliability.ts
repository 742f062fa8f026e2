/** Reliability of coding: of one document, or of all that several people have coded. */
import { type Caller, demand } from '../../core/access/caller.ts';
import type { CodingRound } from '../../core/capture/coding.ts';
import type { DocumentCandidate } from '../../core/capture/document.ts';
import { buildReliability, type CodedQuestion } from '../../core/capture/reliability/build-reliability.ts';
import type { Reliability } from '../../core/capture/reliability/reliability.ts';
import { spanAgreement } from '../../core/capture/reliability/span-agreement.ts';
import type { Store } from '../../core/ports/store.ts';
import { requireKnown } from '../records/require-known.ts';
import type { Pause } from '../slices.ts';
import { codedUnits } from './coded-units.ts';
import { isWaitingFor, listRounds, refuseBlind } from './rounds.ts';

/** `questions` narrows it; `from` and `to` are days on which the last coder of a round submitted. */
export type ReliabilityRequest = {
  readonly document?: string;
  readonly questions?: readonly string[];
  readonly from?: string;
  readonly to?: string;
};

/**
 * Counts complete rounds only. Fails with `not-found` and `invalid` for documents and questions that are not there, and
 * with `blind` where the caller still codes in the document that is asked for; over all, the documents in which they do are
 * left out.
 */
export async function askReliability(
  store: Store,
  caller: Caller,
  request: ReliabilityRequest,
  pause: Pause,
): Promise<Reliability> {
  demand(caller, 'publish');
  const { document, from = null, to = null } = request;
  const all = document === undefined ? await store.codings.rounds() : await listRounds(store, caller, document);
  if (document !== undefined) for (const round of all) refuseBlind(round, caller);
  const wanted = request.questions && (await requireKnown(store, { question: request.questions })).question;
  const rounds =
    wanted === undefined ? all : all.filter(({ questions }) => questions.some((id) => wanted.includes(id)));
  const blind = new Set(all.filter((round) => isWaitingFor(round, caller)).map((round) => round.document));
  const seen = rounds.filter((round) => !blind.has(round.document));
  const complete = seen.filter((round) => round.state === 'complete' && isWithin(round, from, to));
  const coded = (await Promise.all(complete.map((round) => codedUnits(store, round)))).flat();
  const chosen = wanted === undefined ? coded : coded.filter(({ unit }) => wanted.includes(unit.question));
  const asked = [...new Set(chosen.map(({ unit }) => unit.question))];
  return {
    document: document ?? null,
    ...(await buildReliability(chosen, await codedQuestions(store, asked), pause)),
    spans: document === undefined ? [] : proposers(await store.documents.candidates(document)),
    ...{ from, to, rounds: complete.length },
    open: rounds.filter(({ state }) => state === 'open').length,
  };
}

/** By the day on which the round was complete; a reduced date holds all days in it. */
function isWithin({ coders }: CodingRound, from: string | null, to: string | null): boolean {
  const day =
    coders
      .map(({ submittedAt }) => submittedAt ?? '')
      .sort()
      .at(-1)
      ?.slice(0, 10) ?? '';
  return (from === null || day.slice(0, from.length) >= from) && (to === null || day.slice(0, to.length) <= to);
}

async function codedQuestions(store: Store, ids: readonly string[]): Promise<readonly CodedQuestion[]> {
  const questions = await store.getMany('question', ids);
  const scales = await store.getMany('scale', [...new Set(questions.map(({ scale }) => scale))]);
  const options = new Map(scales.map((it) => [it.id, it.options]));
  return questions.map(({ id, title, scale }) => ({ id, title, options: options.get(scale) ?? [] }));
}

/** Whose proposals mark the words that were accepted in the end. */
function proposers(candidates: readonly DocumentCandidate[]): Reliability['spans'] {
  const wordsOf = (of: readonly DocumentCandidate[]) => of.map(({ quotes, content }) => [...quotes, ...content]);
  const accepted = wordsOf(candidates.filter(({ state }) => state === 'accepted'));
  const byOrigin = Map.groupBy(candidates, ({ origin }) => `${origin.kind} ${origin.name}`);
  return [...byOrigin]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([origin, own]) => {
      const { first, second, ...agreement } = spanAgreement(wordsOf(own), accepted);
      return { origin, proposed: first, accepted: second, ...agreement };
    });
}
