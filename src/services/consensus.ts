/** How far chosen experts agree: on one question, and on which of many the most and the least. */
import { type ConsensusOfAll, consensusReader } from '../core/build-consensus.ts';
import type { Moment, Rule } from '../core/cell.ts';
import {
  byRank,
  type Consensus,
  type ConsensusOrder,
  type ConsensusRanking,
  type QuestionConsensus,
  type Rank,
} from '../core/consensus.ts';
import { Failure, invalidParameter } from '../core/errors.ts';
import type { Store } from '../core/store.ts';
import { MAX_COMPARED_CELLS } from './cells.ts';
import { type Chosen, requireAffiliated, selectionOf } from './matrix.ts';
import { getRecord } from './records.ts';

export type ConsensusRequest = Chosen & Moment;

export type RankingRequest = ConsensusRequest & {
  readonly order: ConsensusOrder;
  /** Questions on which fewer experts took a place are left out. */
  readonly minValued: number;
  readonly limit: number;
  readonly cursor?: string;
};

/** Fails with `not-found` on an unknown question, and with `invalid` on other unknown ids and affiliations. */
export async function askConsensus(store: Store, id: string, request: ConsensusRequest): Promise<Consensus> {
  await getRecord(store, 'question', id);
  const { questions, scales, experts, revision } = await read(store, { ...request, questions: [id] });
  const [question] = questions;
  const [scale] = scales;
  if (question === undefined || scale === undefined) throw new Failure('not-found', `there is no question "${id}"`);
  return { ...basis(request, revision), experts, scale, question };
}

/** One page of the ranking. Fails with `invalid` on unknown ids, topics, affiliations and cursors, and with `too-large`. */
export async function rankConsensus(store: Store, request: RankingRequest): Promise<ConsensusRanking> {
  const { order, minValued, limit, cursor } = request;
  const after = cursor === undefined ? null : decodeCursor(cursor, order);
  const { questions, scales, experts, revision } = await read(store, request);
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
    next: last === undefined ? null : encodeCursor(rankOf(last), order),
  };
}

const basis = (
  { rule, asOf }: Moment,
  revision: number,
): { rule: Rule; asOf: string | null; knownAt: null; revision: number } => ({
  rule,
  asOf,
  knownAt: null,
  revision,
});

async function read(store: Store, request: ConsensusRequest): Promise<ConsensusOfAll> {
  const selection = await selectionOf(store, request);
  return store.readCells({ ...selection, maxCells: MAX_COMPARED_CELLS, withSources: false }, (ground) => {
    requireAffiliated(request, ground.experts);
    return consensusReader(ground, { rule: request.rule, asOf: request.asOf });
  });
}

const rankOf = ({ polarisation, valued, id }: QuestionConsensus): Rank => ({
  polarisation: polarisation ?? 0,
  valued,
  id,
});

const encodeCursor = ({ polarisation, valued, id }: Rank, order: ConsensusOrder): string =>
  Buffer.from(JSON.stringify(['consensus', order, polarisation, valued, id])).toString('base64url');

function decodeCursor(cursor: string, order: ConsensusOrder): Rank {
  const [kind, ordered, polarisation, valued, id, ...more] = parsed(Buffer.from(cursor, 'base64url').toString());
  if (
    kind !== 'consensus' ||
    ordered !== order ||
    typeof polarisation !== 'number' ||
    typeof valued !== 'number' ||
    typeof id !== 'string' ||
    more.length > 0
  )
    throw invalidParameter('cursor', 'must be the "next" of a page of this ranking, unchanged, with the same order');
  return { polarisation, valued, id };
}

function parsed(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
