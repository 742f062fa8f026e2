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
import type { StoreReading } from '../../core/ports/store.ts';
import { Failure } from '../../core/values/errors.ts';
import { seenFor } from '../access/sight.ts';
import { askExtent, type Chosen, chosenExperts, inOrder, readingAt, selectionOf } from '../matrix/matrix.ts';
import { decodeCursor, encodeCursor } from '../records/cursor.ts';
import { getRecord } from '../records/records.ts';
import { runsOf } from '../slices.ts';
import { MAX_COMPARED_CELLS, markOf, readHeld } from './cells.ts';

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
  const seen = seenFor(caller, store, request);
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
  const seen = seenFor(caller, store, request);
  const { order, minValued, limit, cursor } = request;
  const after = cursor === undefined ? null : toRank(cursor, order);
  const { questions, scales, experts, revision, groupsOf } = await read(seen, request);
  const compare = byRank(order);
  const ranked = rankedBy(questions, order, minValued);
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

/** Those of the questions on which so many took a place, the first of the order first. */
export function rankedBy(
  questions: readonly QuestionConsensus[],
  order: ConsensusOrder,
  minValued: number,
): QuestionConsensus[] {
  const compare = byRank(order);
  return questions.filter(({ valued }) => valued >= minValued).sort((a, b) => compare(rankOf(a), rankOf(b)));
}

const NOW = { rule: 'latest', asOf: null, knownAt: null } as const;

/** How all questions divide all experts as things stand, or would in a preview. Fails with `too-large`. */
export const askWholeDivision = async (store: StoreReading, caller: Caller, drafts = false): Promise<Division> =>
  read(seenFor(caller, store, { drafts, knownAt: null }), { ...NOW, drafts });

/** How these questions divide all experts as things stand, or would in a preview, in the order named. Fails with `invalid` on unknown ids. */
export async function askDivision(
  store: StoreReading,
  caller: Caller,
  questions: readonly string[],
  drafts = false,
): Promise<Division> {
  const seen = seenFor(caller, store, { drafts, knownAt: null });
  const { experts } = await askExtent(store, caller, { knownAt: null, drafts });
  const atOnce = Math.max(1, Math.floor(MAX_COMPARED_CELLS / Math.max(1, experts)));
  const parts: Division[] = [];
  for (const some of runsOf(questions, atOnce)) parts.push(await read(seen, { ...NOW, drafts, questions: some }));
  return {
    experts: parts[0]?.experts ?? experts,
    scales: [...new Map(parts.flatMap(({ scales }) => scales).map((scale) => [scale.id, scale])).values()],
    questions: inOrder(
      parts.flatMap((part) => part.questions),
      questions,
    ),
    revision: Math.max(0, ...parts.map(({ revision }) => revision)),
  };
}

const basis = ({ rule, asOf, knownAt, drafts = false }: ConsensusRequest, revision: number) => ({
  ...{ rule, asOf, knownAt, revision },
  ...markOf({ drafts }),
});

async function read(store: StoreReading, request: ConsensusRequest): Promise<ConsensusOfAll> {
  const { rule, asOf, knownAt, drafts = false } = request;
  const groups = request.groupBy !== undefined;
  const reading = await readingAt(store, knownAt);
  const selection = await selectionOf(reading, request);
  const { organizations } = selection;
  const cells = { ...selection, maxCells: MAX_COMPARED_CELLS };
  // For which groups a position counts depends on its day.
  const at = { rule, asOf, knownAt, drafts, organizations, byDay: groups };
  return readHeld({ store, reading }, cells, at, (ground) => {
    const experts = chosenExperts(ground.experts, { named: {}, organizations }, asOf);
    return consensusReader({ ...ground, experts }, { rule, asOf, organizations, groups });
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
