/** What there is to find at a glance: the questions that divide most, what was said last, and who moved. */
import type { Caller } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import { type ConsensusRanking, LEAST_VALUED, type QuestionConsensus } from '../../core/comparison/consensus.ts';
import type { Latest, LatestMove, NewPosition } from '../../core/comparison/latest.ts';
import { buildMoves } from '../../core/comparison/moves.ts';
import type { Matrix } from '../../core/matrix/matrix.ts';
import type { Reading, StoreReading } from '../../core/ports/store.ts';
import { isAnswer } from '../../core/records/scale.ts';
import { publicTo } from '../access/sight.ts';
import { askExtent, askMatrix } from '../matrix/matrix.ts';
import { MAX_COMPARED_CELLS } from './cells.ts';
import { rankConsensus } from './consensus.ts';

const NOW = { rule: 'latest', asOf: null, knownAt: null } as const;

/** On fewer experts than this a split is told only where no other is. */
const ENOUGH_VALUED = 5;

/**
 * The matrix of up to `limit` questions that divide experts most, the most divisive first: those on which somebody is on
 * each side, and of these first the ones that rest on five experts or more. Cells of the first carry their statements.
 * None where there is more on record than can be compared at once.
 */
export async function askMostDivisive(store: StoreReading, caller: Caller, limit: number): Promise<readonly Matrix[]> {
  const { experts, questions } = await askExtent(store, caller, { knownAt: null });
  if (experts * questions > MAX_COMPARED_CELLS) return [];
  const rank = (minValued: number): Promise<ConsensusRanking> =>
    rankConsensus(store, caller, { ...NOW, order: 'divisive', minValued, limit });
  const sound = await rank(ENOUGH_VALUED);
  const found = sound.items.filter(isDivided);
  // Below that number only where something was left out.
  const others = found.length < limit && sound.omitted > 0 ? (await rank(LEAST_VALUED)).items.filter(isDivided) : [];
  const ids = new Set([...found, ...others].map(({ id }) => id).slice(0, limit));
  return Promise.all(
    [...ids].map((id, index) => askMatrix(store, caller, { ...NOW, questions: [id], statements: index === 0 })),
  );
}

const isDivided = ({ minority }: QuestionConsensus): boolean => (minority ?? 0) > 0;

/** So many of the latest entries of the log are looked through. */
const LOOKED_THROUGH = 100;
/** And so many of the positions among them for who moved. */
const LOOKED_AT = 30;

/** The `limit` positions that became public last, and the moves among the latest of them: each the newest first. */
export async function askLatest(reading: Reading, caller: Caller, limit: number): Promise<Latest> {
  const store = publicTo(caller, reading);
  const changes = await store.changesBefore(Number.MAX_SAFE_INTEGER, LOOKED_THROUGH);
  const entries = changes.filter(isNewPosition).slice(0, LOOKED_AT);
  const known = await recordsOf(store, entries);
  const positions = entries.flatMap(({ id, at }) => known.tell(id, at.slice(0, 10)));
  return {
    positions: positions.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : later(a, b))).slice(0, limit),
    moves: (await latestMoves(store, positions)).slice(0, limit),
  };
}

/** What became public on one day comes by the day on which it was said. */
const later = ({ position: a }: NewPosition, { position: b }: NewPosition): number =>
  a.saidOn < b.saidOn ? 1 : a.saidOn > b.saidOn ? -1 : b.recordedSeq - a.recordedSeq;

const isNewPosition = ({ entity, action }: Change): boolean =>
  entity === 'position' && (action === 'create' || action === 'publish');

async function recordsOf(store: Reading, entries: readonly Change[]) {
  const found = await store.getMany(
    'position',
    entries.map(({ id }) => id),
  );
  const positions = byId(found.filter(({ status }) => status === 'published'));
  const experts = byId(await store.getMany('expert', [...new Set(found.map(({ expert }) => expert))]));
  const questions = byId(await store.getMany('question', [...new Set(found.map(({ question }) => question))]));
  const scales = byId(await store.getMany('scale', [...new Set([...questions.values()].map(({ scale }) => scale))]));
  return {
    tell(id: string, on: string): NewPosition[] {
      const position = positions.get(id);
      const [expert, question] = [experts.get(position?.expert ?? ''), questions.get(position?.question ?? '')];
      const option = scales.get(question?.scale ?? '')?.options.find((it) => it.id === position?.option);
      if (position === undefined || expert === undefined || question === undefined || option === undefined) return [];
      // Whoever was absent said nothing.
      if (!isAnswer(option.role)) return [];
      return [{ position, expert, question, label: option.label, on }];
    },
  };
}

const byId = <T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [record.id, record]));

/** The last move of each cell of the positions, where there was one: by the day of it. */
async function latestMoves(store: Reading, positions: readonly NewPosition[]): Promise<LatestMove[]> {
  const cells = new Map(positions.map((it) => [`${it.expert.id} ${it.question.id}`, it]));
  const moves: LatestMove[] = [];
  for (const { expert, question } of cells.values()) {
    const selection = { experts: { id: [expert.id] }, questions: { id: [question.id] } };
    const material = await store.matrixMaterial({ ...selection, maxCells: 1, withStatements: true });
    const move = buildMoves(material, NOW).moves.at(-1);
    if (move !== undefined) moves.push({ expert, move });
  }
  return moves.sort(({ move: a }, { move: b }) => (a.to.saidOn < b.to.saidOn ? 1 : -1));
}
