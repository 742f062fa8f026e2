/** What there is to find at a glance: the questions that divide most, what was said last, and who moved. */
import type { Caller } from '../../core/access/caller.ts';
import type { Change } from '../../core/change-log/change.ts';
import { type Division, LEAST_VALUED } from '../../core/comparison/consensus.ts';
import type { Latest, LatestMove, NewPosition } from '../../core/comparison/latest.ts';
import { buildMoves } from '../../core/comparison/moves.ts';
import { correctedDays } from '../../core/matrix/corrected.ts';
import type { MatrixMaterial } from '../../core/matrix/material.ts';
import { MAX_CELLS, type Matrix } from '../../core/matrix/matrix.ts';
import type { MatrixExtent, Reading, StoreReading } from '../../core/ports/store.ts';
import { isAnswer } from '../../core/records/scale.ts';
import { seenFor } from '../access/sight.ts';
import { askExtent, askMatrix } from '../matrix/matrix.ts';
import { asPublished, MAX_COMPARED_CELLS } from './cells.ts';
import { askDivision, askWholeDivision, rankedBy } from './consensus.ts';

const NOW = { rule: 'latest', asOf: null, knownAt: null } as const;

/** On fewer experts than this a split is told only where no other is. */
const ENOUGH_VALUED = 5;

/** How much there is, how the questions asked for divide the experts, and the matrix of each that divides them most. */
export type DivisionFound = {
  readonly extent: MatrixExtent;
  /** In the order named. */
  readonly division: Division;
  /**
   * The most divisive first: those on which somebody is on each side, and of these first the ones that rest on five
   * experts or more. Cells of the first carry their statements. None where there is more on record than can be compared at
   * once, or than one matrix holds.
   */
  readonly divided: readonly Matrix[];
};

/** True for a preview: drafts count as if they were published. For those who may see them. */
type Previewable = { readonly drafts?: boolean };

/** What is found in how experts divide as things stand: the division of `questions`, and up to `limit` that divide most. */
export async function askFindings(
  store: StoreReading,
  caller: Caller,
  { questions, limit, drafts = false }: Previewable & { readonly questions: readonly string[]; readonly limit: number },
): Promise<DivisionFound> {
  const extent = await askExtent(store, caller, { knownAt: null, drafts });
  const ids = extent.experts > MAX_CELLS ? [] : await mostDivisive(store, caller, extent, { limit, drafts });
  return {
    extent,
    division: await askDivision(store, caller, questions, drafts),
    divided: await Promise.all(
      ids.map((id, index) => askMatrix(store, caller, { ...NOW, drafts, questions: [id], statements: index === 0 })),
    ),
  };
}

/** The ids of up to `limit` questions that divide most, as `DivisionFound` orders them; none where there is too much to compare. */
export async function listDivisive(store: StoreReading, caller: Caller, limit: number): Promise<readonly string[]> {
  const extent = await askExtent(store, caller, { knownAt: null });
  return mostDivisive(store, caller, extent, { limit, drafts: false });
}

async function mostDivisive(
  store: StoreReading,
  caller: Caller,
  extent: MatrixExtent,
  { limit, drafts }: { readonly limit: number; readonly drafts: boolean },
): Promise<readonly string[]> {
  const seen = seenFor(caller, store, { drafts, knownAt: null });
  const ranked: string[] = [];
  for (const minValued of [ENOUGH_VALUED, LEAST_VALUED]) {
    if (ranked.length >= limit) break;
    // What is kept is of what is public.
    const kept = drafts ? null : await seen.mostDivisive({ minValued, limit });
    ranked.push(...(kept ?? (await measured(store, caller, extent, { minValued, drafts }))));
  }
  return [...new Set(ranked)].slice(0, limit);
}

/** The same of every cell. */
async function measured(
  store: StoreReading,
  caller: Caller,
  { experts, questions }: MatrixExtent,
  { minValued, drafts }: { readonly minValued: number; readonly drafts: boolean },
): Promise<readonly string[]> {
  if (experts * questions > MAX_COMPARED_CELLS) return [];
  const whole = await askWholeDivision(store, caller, drafts);
  const dividing = whole.questions.filter(({ minority }) => (minority ?? 0) > 0);
  return rankedBy(dividing, 'divisive', minValued).map(({ id }) => id);
}

/** So many of the latest entries of the log are looked through. */
const LOOKED_THROUGH = 100;
/** And so many of the positions among them for who moved. */
const LOOKED_AT = 30;

/**
 * The `limit` positions that became public last, or were drafted last in a preview, and the moves among the latest of
 * them: each the newest first.
 */
export async function askLatest(
  reading: Reading,
  caller: Caller,
  { limit, drafts = false }: Previewable & { readonly limit: number },
): Promise<Latest> {
  const store = seenFor(caller, reading, { drafts, knownAt: null });
  const changes = await store.changesBefore(Number.MAX_SAFE_INTEGER, LOOKED_THROUGH);
  const entries = newestOfEach(changes.filter(isNewPosition)).slice(0, LOOKED_AT);
  const known = await recordsOf(store, entries);
  const positions = entries.flatMap(({ id, at }) => known.tell(id, at.slice(0, 10)));
  return {
    positions: positions.toSorted(byNews).slice(0, limit),
    moves: (await latestMoves(store, positions, drafts)).slice(0, limit),
  };
}

const newestFirst = (a: string, b: string): number => Number(a < b) - Number(a > b);

/** What became public on one day comes by the day on which it was said. */
const byNews = ({ position: a, on: onA }: NewPosition, { position: b, on: onB }: NewPosition): number =>
  newestFirst(onA, onB) || newestFirst(a.saidOn, b.saidOn) || b.recordedSeq - a.recordedSeq;

/** What was drafted and then published came twice. */
const newestOfEach = (changes: readonly Change[]): Change[] => {
  const told = new Set<string>();
  return changes.filter(({ id }) => !told.has(id) && told.add(id));
};

const isNewPosition = ({ entity, action }: Change): boolean =>
  entity === 'position' && (action === 'create' || action === 'publish');

async function recordsOf(store: Reading, entries: readonly Change[]) {
  const found = await store.getMany(
    'position',
    entries.map(({ id }) => id),
  );
  const positions = byId(found.filter(({ status }) => status !== 'retracted'));
  const experts = byId(await store.getMany('expert', [...new Set(found.map(({ expert }) => expert))]));
  const questions = byId(await store.getMany('question', [...new Set(found.map(({ question }) => question))]));
  const correctedOn = correctedDays(await store.corrected([...experts.keys()], [...questions.keys()]));
  const scales = byId(await store.getMany('scale', [...new Set([...questions.values()].map(({ scale }) => scale))]));
  return {
    tell(id: string, on: string): NewPosition[] {
      const position = positions.get(id);
      const [expert, question] = [experts.get(position?.expert ?? ''), questions.get(position?.question ?? '')];
      const option = scales.get(question?.scale ?? '')?.options.find((it) => it.id === position?.option);
      if (position === undefined || expert === undefined || question === undefined || option === undefined) return [];
      // Whoever was absent said nothing.
      if (!isAnswer(option.role)) return [];
      return [
        { position, expert, question, label: option.label, on, correctedOn: correctedOn(expert.id, question.id) },
      ];
    },
  };
}

const byId = <T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> =>
  new Map(records.map((record) => [record.id, record]));

/** The last move of each cell of the positions, where there was one: by the day of it. */
async function latestMoves(store: Reading, positions: readonly NewPosition[], drafts: boolean): Promise<LatestMove[]> {
  const cells = new Map(positions.map((it) => [`${it.expert.id} ${it.question.id}`, it]));
  const material = await store.matrixMaterial({
    experts: { id: positions.map(({ expert }) => expert.id) },
    questions: { id: positions.map(({ question }) => question.id) },
    maxCells: LOOKED_AT ** 2,
    withStatements: true,
    withDrafts: drafts,
  });
  return [...cells.values()]
    .flatMap(({ expert, question }): LatestMove[] => {
      const cell = cellOf(material, expert.id, question.id);
      const move = cell.experts.length === 0 ? undefined : buildMoves(cell, NOW).moves.at(-1);
      return move === undefined ? [] : [{ expert, move }];
    })
    .sort(({ move: a }, { move: b }) => newestFirst(a.to.saidOn, b.to.saidOn));
}

/** The material of one cell; whoever else said its statements stays among the signers. */
const cellOf = (material: MatrixMaterial, expert: string, question: string): MatrixMaterial => ({
  ...material,
  experts: material.experts.filter(({ id }) => id === expert),
  questions: material.questions.filter(({ id }) => id === question),
  positions: material.positions
    .filter((position) => position.expert === expert && position.question === question)
    .map(asPublished),
  signers: [...material.signers, ...material.experts],
});
