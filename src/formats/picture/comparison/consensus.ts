/** Consensus as a picture: questions, or the groups of one, each as a bar around a middle; one question by its options. */

import { POLARISATION_MEANING, partsOf } from '../../../answers/comparison/consensus.ts';
import type { CitedCells } from '../../../answers/drawing.ts';
import { titleOf } from '../../../answers/words.ts';
import type {
  Consensus,
  ConsensusGroup,
  ConsensusRanking,
  QuestionConsensus,
} from '../../../core/comparison/consensus.ts';
import { sideOf } from '../../../core/matrix/cell.ts';
import { onRecord } from '../../../core/matrix/matrix.ts';
import type { Scale } from '../../../core/records/scale.ts';
import { reachOf } from '../../halves.ts';
import { gap } from '../block.ts';
import { isolated } from '../led.ts';
import { basisInWords, counted, type Plan, sourceOf, tooLarge } from '../plan.ts';
import { MOST } from '../size.ts';
import { divisionBar, sidesHead } from './division.ts';
import { optionsBody } from './options.ts';
import { type BarRow, rowsBody } from './rows.ts';

/** Pixels at the size of a share card. */
const NARROWEST_BARS = 460;
const SHARES = { name: 0.44, number: 0 };

/** What a bar is drawn of. */
type Spread = Omit<ConsensusGroup, 'name' | 'experts'>;
type Bar = {
  readonly head?: string | null;
  readonly name: string;
  readonly spread: Spread;
  readonly scale: Pick<Scale, 'options'>;
};

/** One question by its options, or by its groups where these were asked for. Fails with `too-large` where a picture cannot hold it. */
export function consensusPlan(consensus: Consensus, cells: CitedCells): Plan {
  const { question, scale, experts, groupBy } = consensus;
  const bars = (question.groups ?? []).map(({ name, ...spread }) => ({ name, spread, scale }));
  return {
    ...(groupBy === null
      ? {
          leastWidth: NARROWEST_BARS,
          body: (area, room) => optionsBody(partsOf(scale), question.distribution, area, room),
        }
      : barsOf(bars)),
    title: titleOf(`${question.title}: ${sidesIn(question, scale)}`, consensus),
    subtitle: question.proposition,
    below: () => gap(0),
    source: [
      ...sourceOf(consensus, cells, `${onRecord(question, experts)} of ${counted(experts, 'expert')} on record`),
      ...measuresIn(question),
    ],
    words: `${isolated(question.proposition)} ${partsOf(scale)
      .map(({ key, label }) => `${label}: ${question.distribution[key] ?? 0}.`)
      .join(' ')} ${basisInWords(consensus)}`,
  };
}

/** Fails with `too-large` where a picture cannot hold it. */
export function rankingPlan(ranking: ConsensusRanking, cells: CitedCells): Plan {
  const { items, scales, groupBy, experts, omitted, minValued, next } = ranking;
  const byId = new Map(scales.map((scale) => [scale.id, scale]));
  const bars = items.flatMap((item): Bar[] => {
    const scale = byId.get(item.scale) ?? { options: [] };
    if (groupBy === null) return [{ name: item.title, spread: item, scale }];
    return (item.groups ?? []).map(({ name, ...spread }, index) => ({
      head: index === 0 ? item.title : null,
      name,
      spread,
      scale,
    }));
  });
  const left =
    omitted === 0 ? [] : [`${counted(omitted, 'question')} on which fewer than ${minValued} took a place left out`];
  return {
    ...barsOf(bars),
    title: titleOf(findingOf(ranking, byId), ranking),
    subtitle: POLARISATION_MEANING,
    below: () => gap(0),
    source: [
      ...sourceOf(ranking, cells, `${counted(items.length, 'question')}, ${counted(experts, 'expert')}`),
      ...(next === null ? [] : ['further questions follow']),
      ...left,
    ],
    words: [
      ...bars.map(({ name, spread, scale }) => `${isolated(name)}: ${sidesIn(spread, scale)}.`),
      basisInWords(ranking),
    ].join(' '),
  };
}

function barsOf(bars: readonly Bar[]): Pick<Plan, 'body' | 'leastWidth'> {
  if (bars.length > MOST.bars)
    throw tooLarge(counted(bars.length, 'bar'), `${MOST.bars}`, 'choose fewer, or a lower limit=');
  if (bars.length === 0) return { leastWidth: 0, body: () => gap(0) };
  const reach = Math.max(1, ...bars.map(({ spread, scale }) => reachOf(spread, scale)));
  const rows = bars.map(
    ({ head = null, name, spread, scale }): BarRow => ({
      head,
      name,
      remark: remarkOn(spread, scale),
      draw: (strip) => divisionBar(spread, scale, reach, strip),
    }),
  );
  return {
    leastWidth: NARROWEST_BARS,
    body: (area, room) => rowsBody(rows, SHARES, sidesHead(SHARES, area), area, room),
  };
}

const DIGITS = 2;

/** What the bar does not tell: on how many it rests, how far it divides them, and who is on neither side. */
function remarkOn({ distribution, valued, polarisation }: Spread, { options }: Pick<Scale, 'options'>): string {
  const count = (value: (value: number | null) => boolean) =>
    options.reduce((sum, option) => sum + (value(option.value) ? (distribution[option.id] ?? 0) : 0), 0);
  const told: readonly (readonly [number, string])[] = [
    [count((value) => value !== null && sideOf(value) === 'neutral'), 'between'],
    [distribution.contested ?? 0, 'contested'],
    [count((value) => value === null), 'took no side'],
    [distribution.none ?? 0, 'nothing on record'],
  ];
  return [
    ...(polarisation === null ? [] : [`polarisation ${polarisation.toFixed(DIGITS)}`]),
    `n = ${valued}`,
    ...told.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`])),
  ].join(' · ');
}

/** "6 for, 5 against"; where one side is empty, those between too. */
function sidesIn({ distribution }: Spread, { options }: Pick<Scale, 'options'>): string {
  const on = (side: ReturnType<typeof sideOf>) =>
    options.reduce((sum, { id, value }) => sum + (sideOf(value) === side ? (distribution[id] ?? 0) : 0), 0);
  const [support, oppose, neutral] = [on('support'), on('oppose'), on('neutral')];
  const between = neutral > 0 && Math.min(support, oppose) === 0 ? `, ${neutral} between` : '';
  return `${support} for, ${oppose} against${between}`;
}

function findingOf({ items, order }: ConsensusRanking, scales: ReadonlyMap<string, Scale>): string {
  const [first] = items;
  if (first === undefined) return 'There is no question to rank';
  if (order === 'divisive' && !isDivided(first))
    return `Experts are divided on none of ${counted(items.length, 'question')}`;
  const words = sidesIn(first, scales.get(first.scale) ?? { options: [] });
  return `${isolated(first.title)} ${order === 'divisive' ? 'divides most' : 'is agreed on most'}: ${words}`;
}

const isDivided = ({ polarisation }: QuestionConsensus): boolean => (polarisation ?? 0) > 0;

/** Of fewer a mean is no finding. */
const ENOUGH = 5;

function measuresIn({ mean, valued, polarisation }: QuestionConsensus): string[] {
  if (polarisation === null) return [];
  return [
    ...(mean === null || valued < ENOUGH ? [] : [`mean ${mean.toFixed(DIGITS)}`]),
    `polarisation ${polarisation.toFixed(DIGITS)} (n = ${valued})`,
  ];
}
