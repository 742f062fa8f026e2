/** How far chosen experts agree: on one question, and on which of many the most and the least. */
import type { Caller } from '../../core/access/caller.ts';
import type { AgreementGroups } from '../../core/comparison/agreement/agreement.ts';
import { type ConsensusOfAll, consensusReader } from '../../core/comparison/build-consensus.ts';
import {
  byRank,
  type Consensus,
  type ConsensusOrder,
  type ConsensusRanking,
  type Division,
  type QuestionConsensus,
  type Rank,
} from '../../core/comparison/consensus.ts';
import type { Moment } from '../../core/matrix/cell.ts';
import type { CellAxes } from '../../core/matrix/material.ts';
import type { StoreReading } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { publicTo } from '../access/sight.ts';
import { type Chosen, chosenExperts, inOrder, isOfAnyDay, readingAt, selectionOf } from '../matrix/matrix.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import { getRecord } from '../records/records.ts';
import { isOfNow, MAX_COMPARED_CELLS } from './cells.ts';

export type ConsensusRequest = Chosen &
  Moment & {
    /** An instant that is past; null for all that is known. */
    readonly knownAt: string | null;
    /** Every question also by group. */
    readonly groupBy?: AgreementGroups;
  };

export type RankingRequest = ConsensusRequest & {
  readonly order: ConsensusOrder;
  /** Questions on which fewer experts took a place are left out. */
  readonly minValued: number;
  readonly limit: number;
  readonly cursor?: string;
};

/** Fails with `not-found` on an unknown question, and with `invalid` on other unknown ids and affiliations. */
export async function askConsensus(
  store: StoreReading,
  caller: Caller,
  id: string,
  request: ConsensusRequest,
): Promise<Consensus> {
  const seen = publicTo(caller, store);
  await getRecord(await readingAt(seen, request.knownAt), caller, 'question', id);
  const { questions, scales, experts, revision, groupsOf } = await read(seen, { ...request, questions: [id] });
  const [question] = questions;
  const [scale] = scales;
  if (question === undefined || scale === undefined) throw new Failure('not-found', `there is no question "${id}"`);
  const [shown = question] = grouped([question], request, groupsOf);
  return { ...basis(request, revision), experts, groupBy: request.groupBy ?? null, scale, question: shown };
}

/** More groups than this, over all questions of an answer, are too many for one. */
const MAX_GROUPS = 50_000;

/** The questions with their groups, where these are asked for. Fails with `too-large`. */
function grouped(
  questions: readonly QuestionConsensus[],
  { groupBy }: ConsensusRequest,
  groupsOf: ConsensusOfAll['groupsOf'],
): QuestionConsensus[] {
  if (groupBy === undefined) return [...questions];
  let left = MAX_GROUPS;
  return questions.map((question) => {
    const groups = groupsOf(question);
    left -= groups.length;
    if (left < 0)
      throw new Failure(
        'too-large',
        `one answer holds at most ${MAX_GROUPS} groups in all its questions together; choose fewer with question=, ` +
          'topic=, affiliation= or limit=',
      );
    return { ...question, groups };
  });
}

/** One page of the ranking. Fails with `invalid` on unknown ids, topics, affiliations and cursors, and with `too-large`. */
export async function rankConsensus(
  store: StoreReading,
  caller: Caller,
  request: RankingRequest,
): Promise<ConsensusRanking> {
  const seen = publicTo(caller, store);
  const { order, minValued, limit, cursor } = request;
  const after = cursor === undefined ? null : toRank(cursor, order);
  const { questions, scales, experts, revision, groupsOf } = await read(seen, request);
  const compare = byRank(order);
  const ranked = questions.filter(({ valued }) => valued >= minValued).sort((a, b) => compare(rankOf(a), rankOf(b)));
  const rest = after === null ? ranked : ranked.filter((question) => compare(rankOf(question), after) > 0);
  const items = grouped(rest.slice(0, limit), request, groupsOf);
  const last = rest.length > limit ? items.at(-1) : undefined;
  return {
    ...basis(request, revision),
    experts,
    groupBy: request.groupBy ?? null,
    order,
    minValued,
    omitted: questions.length - ranked.length,
    scales: scales.filter(({ id }) => items.some(({ scale }) => scale === id)),
    items,
    next: last === undefined ? null : encodeCursor(toParts(rankOf(last)), listOf(order)),
  };
}

/** How these questions divide all experts as things stand, in the order named. Fails as `rankConsensus` does. */
export const askDivision = async (
  store: StoreReading,
  caller: Caller,
  questions: readonly string[],
): Promise<Division> => {
  const request = { rule: 'latest', asOf: null, knownAt: null, questions } as const;
  const found = await read(publicTo(caller, store), request);
  return { ...found, questions: inOrder(found.questions, questions) };
};

const basis = ({ rule, asOf, knownAt }: ConsensusRequest, revision: number) => ({ rule, asOf, knownAt, revision });

async function read(store: StoreReading, request: ConsensusRequest): Promise<ConsensusOfAll> {
  const { rule, asOf, groupBy } = request;
  const reading = await readingAt(store, request.knownAt);
  const selection = await selectionOf(reading, request);
  const { organizations } = selection;
  const cells = { ...selection, maxCells: MAX_COMPARED_CELLS, withSources: false };
  const begin = (ground: CellAxes) => {
    const experts = chosenExperts(ground.experts, { named: {}, organizations }, asOf);
    return consensusReader({ ...ground, experts }, { rule, asOf, organizations, groups: groupBy !== undefined });
  };
  // What a position counts for depends on its day, which the stances do not tell.
  const ofNow = (ground: CellAxes) => (isOfAnyDay(ground.experts, selection) ? begin(ground) : null);
  const stored = isOfNow(request) && groupBy === undefined ? await store.readStances(cells, ofNow) : null;
  return stored ?? reading.readCells(cells, begin);
}

const rankOf = ({ polarisation, valued, id }: QuestionConsensus): Rank => ({
  polarisation: polarisation ?? 0,
  valued,
  id,
});

const listOf = (order: ConsensusOrder): string => `consensus, ${order}`;
const toParts = ({ polarisation, valued, id }: Rank): string[] => [String(polarisation), String(valued), id];
/** A number from 0 to 1, a count and an id. */
const PARTS = [/^\d(?:\.\d+)?(?:e-\d+)?$/, /^\d{1,15}$/, /^\S+$/];

function toRank(cursor: string, order: ConsensusOrder): Rank {
  const [polarisation, valued, id = ''] = decodeCursor(cursor, listOf(order), PARTS);
  return { polarisation: Number(polarisation), valued: Number(valued), id };
}
