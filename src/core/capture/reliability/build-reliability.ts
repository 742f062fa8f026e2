/** Reads codings into the figures of reliability: by question, by coder, which options are taken for which, and where coders differ. */
import type { ScaleOption } from '../../records/scale.ts';
import type { Coding, CodingUnit } from '../coding.ts';
import { alphaOf, type Coincidences, coincidencesOf, type Metric } from './alpha.ts';
import { intervalOf } from './bootstrap.ts';
import type { AlphaFigure, CoderReliability, QuestionReliability, Reliability } from './reliability.ts';

/** A unit with what all of its coders submitted. */
export type CodedUnit = { readonly unit: CodingUnit; readonly codings: readonly Coding[] };

export type CodedQuestion = {
  readonly id: string;
  readonly title: string;
  readonly options: readonly Pick<ScaleOption, 'id' | 'value'>[];
};

/** "It says nothing" among options in nominal alpha; no id has a space. */
const NOTHING = 'says nothing';

type Figures = Pick<Reliability, 'questions' | 'coders' | 'confusion' | 'disagreements'>;

/** Lets others have their turn. */
type Pause = () => Promise<void>;

export async function buildReliability(
  coded: readonly CodedUnit[],
  questions: readonly CodedQuestion[],
  pause: Pause,
): Promise<Figures> {
  const ofQuestion = Map.groupBy(coded, ({ unit }) => unit.question);
  const figures: QuestionReliability[] = [];
  for (const question of questions)
    figures.push(await questionFigures(question, ofQuestion.get(question.id) ?? [], pause));
  await pause();
  return {
    questions: figures.sort((a, b) =>
      a.title < b.title ? -1 : a.title > b.title ? 1 : a.question < b.question ? -1 : 1,
    ),
    coders: coderFigures(coded),
    confusion: questions.flatMap(({ id }) => confusionOn(id, ofQuestion.get(id) ?? [])),
    disagreements: coded.filter(({ codings }) => differ(codings)).map(disagreementOn),
  };
}

/** True where two coders gave two options. */
export const differ = (codings: readonly Pick<Coding, 'option'>[]): boolean =>
  codings.some(({ option }) => option !== codings[0]?.option);

async function questionFigures(
  { id, title, options }: CodedQuestion,
  coded: readonly CodedUnit[],
  pause: Pause,
): Promise<QuestionReliability> {
  const coders = [...new Set(coded.flatMap(({ codings }) => codings.map(({ coder }) => coder)))].sort();
  const values = new Map(options.map((option) => [option.id, option.value]));
  const ratings = <V>(value: (coding: Coding) => V | null) =>
    coded.map(({ codings }) =>
      coders.map((coder) => {
        const own = codings.find((it) => it.coder === coder);
        return own === undefined ? null : value(own);
      }),
    );
  const named = coincidencesOf(ratings(({ option }) => option ?? NOTHING));
  const valued = coincidencesOf(ratings(({ option }) => (option === null ? null : (values.get(option) ?? null))));
  const pairs = coded.flatMap(({ codings }) => pairsOf(codings));
  return {
    ...{ question: id, title, units: coded.length, coders: coders.length, same: shareOfSame(pairs) },
    nominal: await figure(named, 'nominal', pause),
    ordinal: await figure(valued, 'ordinal', pause),
    interval: await figure(valued, 'interval', pause),
  };
}

const NO_INTERVAL = { low: null, high: null, draws: 0 };

async function figure(coincidences: Coincidences, metric: Metric, pause: Pause): Promise<AlphaFigure> {
  const alpha = alphaOf(coincidences, metric);
  const interval = typeof alpha === 'string' ? null : await intervalOf(coincidences, metric, pause);
  const { low, high, draws } = interval ?? NO_INTERVAL;
  const counts = { units: coincidences.units.length, values: coincidences.pairable };
  return typeof alpha === 'number'
    ? { alpha, why: null, ...counts, low, high, draws }
    : { alpha: null, why: alpha, ...counts, low, high, draws };
}

type CodingPair = readonly [Coding, Coding];

/** Every two codings of one unit, once. */
const pairsOf = (codings: readonly Coding[]): readonly CodingPair[] =>
  codings.flatMap((one, index) => codings.slice(index + 1).map((other): CodingPair => [one, other]));

const isSame = ([one, other]: CodingPair): boolean => one.option === other.option;

const shareOfSame = (pairs: readonly CodingPair[]): number | null =>
  pairs.length === 0 ? null : pairs.filter(isSame).length / pairs.length;

function coderFigures(coded: readonly CodedUnit[]): CoderReliability[] {
  const all = coded.flatMap(({ codings }) => codings);
  const pairs = coded.flatMap(({ codings }) => pairsOf(codings));
  const names = new Map(all.map(({ coder, name }) => [coder, name]));
  return [...names].sort().map(([coder, name]) => {
    const own = all.filter((it) => it.coder === coder);
    const ownPairs = pairs.filter((pair) => pair.some((it) => it.coder === coder));
    return {
      ...{ coder, name, codings: own.length, nothing: own.filter(({ option }) => option === null).length },
      ...{ pairs: ownPairs.length, same: shareOfSame(ownPairs) },
    };
  });
}

function confusionOn(question: string, coded: readonly CodedUnit[]): Reliability['confusion'] {
  const counts = new Map<string, Reliability['confusion'][number]>();
  for (const pair of coded.flatMap(({ codings }) => pairsOf(codings))) {
    const [first = null, second = null] = pair.map(({ option }) => option).sort(byName);
    const key = JSON.stringify([first, second]);
    counts.set(key, { question, first, second, pairs: (counts.get(key)?.pairs ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}

/** Options by their ids; that of nothing last. */
const byName = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;

const disagreementOn = ({ unit, codings }: CodedUnit): Reliability['disagreements'][number] => ({
  ...{ document: unit.document, round: unit.round, candidate: unit.candidate, question: unit.question },
  options: codings.map(({ option }) => option).sort(byName),
  decided: unit.decision !== null,
  page: `/desk/documents/${unit.document}/adjudicate?unit=${unit.id}`,
});
