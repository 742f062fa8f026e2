/**
 * Discourse-network measures: who shares whose sides, counted, not scored. The formulas are those of discourse network
 * analysis (Leifeld 2017, "Discourse Network Analysis: Policy Debates as Dynamic Networks", in: The Oxford Handbook of
 * Political Networks) as the Discourse Network Analyzer 3.1 computes them, but for its known defects.
 *
 * A(i, c, s) is how often actor i took side s (agree, disagree) on question c, each position counted once in its unit.
 */

export const AGGREGATIONS = ['ignore', 'subtract', 'combine', 'congruence', 'conflict'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

export const NORMALISATIONS = ['none', 'activity', 'prominence', 'average', 'jaccard', 'cosine'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

export type Measure = { readonly aggregation: Aggregation; readonly normalisation: Normalisation };

/** A position that took a side, by the numbers of its actor and its question. */
export type Sided = {
  readonly actor: number;
  readonly question: number;
  readonly agrees: boolean;
  /** What it counts once in, beside its actor, question and side; null where every position counts. */
  readonly unit: string | null;
};

/** A(i, c, s), row by row: all questions of the first actor, then of the second. */
export type SideCounts = {
  readonly actors: number;
  readonly questions: number;
  readonly agreed: Float64Array;
  readonly disagreed: Float64Array;
};

/**
 * Counts positions. With `regardless` a unit counts once whichever the side, and the first position in it says which;
 * otherwise once for each side.
 */
export function countSides(
  positions: Iterable<Sided>,
  { actors, questions, regardless }: { actors: number; questions: number; regardless: boolean },
): SideCounts {
  const [agreed, disagreed] = [new Float64Array(actors * questions), new Float64Array(actors * questions)];
  const seen = new Set<string>();
  for (const { actor, question, agrees, unit } of positions) {
    const cell = actor * questions + question;
    if (unit !== null) {
      const key = `${cell} ${regardless ? '' : agrees} ${unit}`;
      if (seen.has(key)) continue;
      seen.add(key);
    }
    const side = agrees ? agreed : disagreed;
    side[cell] = (side[cell] ?? 0) + 1;
  }
  return { actors, questions, agreed, disagreed };
}

/** The positions that count of each actor: n_i. */
export function activityOf({ actors, questions, agreed, disagreed }: SideCounts): number[] {
  return Array.from({ length: actors }, (_, actor) =>
    sum(questions, (c) => both(agreed, disagreed, actor, questions, c)),
  );
}

/** The positions that count on each question. */
export function prominenceOf({ actors, questions, agreed, disagreed }: SideCounts): number[] {
  return Array.from({ length: questions }, (_, c) =>
    sum(actors, (actor) => both(agreed, disagreed, actor, questions, c)),
  );
}

const both = (agreed: Float64Array, disagreed: Float64Array, actor: number, questions: number, c: number): number =>
  (agreed[actor * questions + c] ?? 0) + (disagreed[actor * questions + c] ?? 0);

function sum(length: number, of: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < length; index += 1) total += of(index);
  return total;
}

/** What an actor and a question have to do with each other. */
export type Tie = {
  readonly actor: number;
  readonly question: number;
  readonly weight: number;
  readonly agree: number;
  readonly disagree: number;
};

/**
 * Actors by questions, without the crossings at which there is no position. ignore: A+ + A-; subtract: A+ - A-;
 * combine: 1 agreed, 2 disagreed, 3 both. activity divides by the actor's positions, prominence by the question's.
 */
export function twoModeTies(counts: SideCounts, { aggregation, normalisation }: Measure): Tie[] {
  const { actors, questions, agreed, disagreed } = counts;
  const [activity, prominence] = [activityOf(counts), prominenceOf(counts)];
  const ties: Tie[] = [];
  for (let actor = 0; actor < actors; actor += 1)
    for (let question = 0; question < questions; question += 1) {
      const agree = agreed[actor * questions + question] ?? 0;
      const disagree = disagreed[actor * questions + question] ?? 0;
      if (agree + disagree === 0) continue;
      const divisor =
        normalisation === 'activity' ? activity[actor] : normalisation === 'prominence' ? prominence[question] : 1;
      const weight = divided(twoModeWeight(aggregation, agree, disagree), divisor ?? 0);
      ties.push({ actor, question, weight, agree, disagree });
    }
  return ties;
}

function twoModeWeight(aggregation: Aggregation, agree: number, disagree: number): number {
  if (aggregation === 'combine') return (agree > 0 ? 1 : 0) + (disagree > 0 ? 2 : 0);
  return aggregation === 'subtract' ? agree - disagree : agree + disagree;
}

/** What two actors have to do with each other; `shared` is the number of questions on which both took a side. */
export type Pair = {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly shared: number;
  readonly congruence: number;
  readonly conflict: number;
};

/**
 * Actors by actors, each pair once, without those that share no question. congruence: sum over c, s of
 * A(i,c,s)·A(j,c,s); conflict: of A(i,c,s)·A(j,c,1-s); ignore: both together; subtract: congruence - conflict.
 * average divides by (n_i + n_j)/2; jaccard by the union (sum over c, s of the product where both are present, else of
 * the one that is); cosine, as the field defines it, by n_i·n_j.
 */
export function oneModePairs(counts: SideCounts, { aggregation, normalisation }: Measure): Pair[] {
  const activity = activityOf(counts);
  const sums = overlaps(counts);
  const pairs: Pair[] = [];
  for (let a = 0; a < counts.actors; a += 1)
    for (let b = a + 1; b < counts.actors; b += 1) {
      const [shared = 0, congruence = 0, conflict = 0, joint = 0] = sums.map((of) => of[a * counts.actors + b]);
      if (shared === 0) continue;
      const [nOfA = 0, nOfB = 0] = [activity[a], activity[b]];
      const divisors = { average: (nOfA + nOfB) / 2, jaccard: nOfA + nOfB + joint, cosine: nOfA * nOfB };
      const by = normalisation in divisors ? divisors[normalisation as keyof typeof divisors] : 1;
      const weight = oneModeWeight(aggregation, divided(congruence, by), divided(conflict, by));
      pairs.push({ a, b, weight, shared, congruence, conflict });
    }
  return pairs;
}

function oneModeWeight(aggregation: Aggregation, congruence: number, conflict: number): number {
  if (aggregation === 'congruence') return congruence;
  if (aggregation === 'conflict') return conflict;
  return aggregation === 'subtract' ? congruence - conflict : congruence + conflict;
}

const divided = (value: number, by: number): number => (by === 0 ? 0 : value / by);

/**
 * Sums over questions for every two actors, at a·actors + b: of shared questions, congruence, conflict, and of what the
 * union has more than n_a + n_b (x·y - x - y where both are present). Only questions that both spoke on add to any.
 */
function overlaps({ actors, questions, agreed, disagreed }: SideCounts): readonly Float64Array[] {
  const sums = [0, 1, 2, 3].map(() => new Float64Array(actors * actors));
  const [shared, congruence, conflict, joint] = sums as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [agree, disagree] = [new Float64Array(actors), new Float64Array(actors)];
  for (let question = 0; question < questions; question += 1) {
    const present: number[] = [];
    for (let actor = 0; actor < actors; actor += 1) {
      agree[actor] = agreed[actor * questions + question] ?? 0;
      disagree[actor] = disagreed[actor * questions + question] ?? 0;
      if (agree[actor] !== 0 || disagree[actor] !== 0) present.push(actor);
    }
    present.forEach((a, index) => {
      const [x, y] = [agree[a] ?? 0, disagree[a] ?? 0];
      for (let other = index + 1; other < present.length; other += 1) {
        const b = present[other] ?? 0;
        const u = agree[b] ?? 0;
        const v = disagree[b] ?? 0;
        const at = a * actors + b;
        shared[at] = (shared[at] ?? 0) + 1;
        congruence[at] = (congruence[at] ?? 0) + x * u + y * v;
        conflict[at] = (conflict[at] ?? 0) + x * v + y * u;
        joint[at] = (joint[at] ?? 0) + jointOf(x, u) + jointOf(y, v);
      }
    });
  }
  return sums;
}

const jointOf = (x: number, y: number): number => (x > 0 && y > 0 ? x * y - x - y : 0);
