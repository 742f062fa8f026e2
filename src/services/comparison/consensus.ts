/** How far chosen experts agree: on one question, and on which of many the most and the least. */
import { type Caller, demand } from '../../core/access/caller.ts';
import { type ConsensusOfAll, consensusReader } from '../../core/comparison/build-consensus.ts';
import {
  byRank,
  type Consensus,
  type ConsensusOrder,
  type ConsensusRanking,
  type QuestionConsensus,
  type Rank,
} from '../../core/comparison/consensus.ts';
import type { Moment } from '../../core/matrix/cell.ts';
import type { Reading, Store } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { type Chosen, readingAt, requireAffiliated, selectionOf } from '../matrix/matrix.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import { getRecord } from '../records/records.ts';
import { MAX_COMPARED_CELLS } from './cells.ts';

export type ConsensusRequest = Chosen &
  Moment & {
    /** An instant that is past; null for all that is known. */
    readonly knownAt: string | null;
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
  store: Store,
  caller: Caller,
  id: string,
  request: ConsensusRequest,
): Promise<Consensus> {
  demand(caller, 'read');
  const reading = await readingAt(store, request.knownAt);
  await getRecord(reading, caller, 'question', id);
  const { questions, scales, experts, revision } = await read(reading, { ...request, questions: [id] });
  const [question] = questions;
  const [scale] = scales;
  if (question === undefined || scale === undefined) throw new Failure('not-found', `there is no question "${id}"`);
  return { ...basis(request, revision), experts, scale, question };
}

/** One page of the ranking. Fails with `invalid` on unknown ids, topics, affiliations and cursors, and with `too-large`. */
export async function rankConsensus(store: Store, caller: Caller, request: RankingRequest): Promise<ConsensusRanking> {
  demand(caller, 'read');
  const { order, minValued, limit, cursor } = request;
  const after = cursor === undefined ? null : toRank(cursor, order);
  const { questions, scales, experts, revision } = await read(await readingAt(store, request.knownAt), request);
  const compare = byRank(order);
  const ranked = questions.filter(({ valued }) => valued >= minValued).sort((a, b) => compare(rankOf(a), rankOf(b)));
  const rest = after === null ? ranked : ranked.filter((question) => compare(rankOf(question), after) > 0);
  const items = rest.slice(0, limit);
  const last = rest.length > limit ? items.at(-1) : undefined;
  return {
    ...basis(request, revision),
    experts,
    order,
    minValued,
    omitted: questions.length - ranked.length,
    scales: scales.filter(({ id }) => items.some(({ scale }) => scale === id)),
    items,
    next: last === undefined ? null : encodeCursor(toParts(rankOf(last)), listOf(order)),
  };
}

const basis = ({ rule, asOf, knownAt }: ConsensusRequest, revision: number) => ({ rule, asOf, knownAt, revision });

async function read(reading: Reading, request: ConsensusRequest): Promise<ConsensusOfAll> {
  const selection = await selectionOf(reading, request);
  return reading.readCells({ ...selection, maxCells: MAX_COMPARED_CELLS, withSources: false }, (ground) => {
    requireAffiliated(request, ground.experts);
    return consensusReader(ground, { rule: request.rule, asOf: request.asOf });
  });
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
