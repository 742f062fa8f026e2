/** Consensus as tables: a row per option of one question, or a row per question of many. */

import type { Consensus, ConsensusRanking, QuestionConsensus } from '../core/comparison/consensus.ts';
import { sideOf } from '../core/matrix/cell.ts';
import type { Scale, ScaleOption } from '../core/records/scale.ts';
import { columnsOf, type Table, tableOf } from './table.ts';
import { basisNotes } from './words.ts';

/** A part of a distribution: an option, or one of the states of a cell that have none. */
type Part = Pick<ScaleOption, 'value'> & { readonly key: string; readonly label: string; readonly experts: number };

function partsOf({ distribution }: QuestionConsensus, { options }: Scale): Part[] {
  const part = (key: string, label: string, value: number | null): Part => ({
    ...{ key, label, value },
    experts: distribution[key] ?? 0,
  });
  return [
    ...options.map(({ id, label, value }) => part(id, label, value)),
    part('contested', 'Contested', null),
    part('none', 'Nothing on record', null),
  ];
}

/** One row per option, and for contested and none, each with the measures of the whole. */
export function consensusRecords({ question, scale, experts }: Consensus): Table {
  const { text, number } = columnsOf<Part>();
  return tableOf(
    'Consensus',
    [
      text('question_id', 'Question id', () => question.id),
      text('question', 'Question', () => question.title),
      text('option_id', 'Option id', ({ key }) => key),
      text('option', 'Option', ({ label }) => label),
      number('value', 'Value', ({ value }) => value),
      number('experts', 'Experts', (part) => part.experts),
      number('of', 'Of', () => experts),
      number('answered', 'On record', () => question.answered),
      number('valued', 'With a value (n)', () => question.valued),
      number('mean', 'Mean', () => question.mean),
      number('spread', 'Spread', () => question.spread),
      number('polarisation', 'Polarisation', () => question.polarisation),
    ],
    partsOf(question, scale),
  );
}

const DIGITS = 2;
const rounded = (value: number | null): string => value?.toFixed(DIGITS) ?? '—';

/** The distribution, and the measures in words. */
export function consensusDisplay(consensus: Consensus): Table[] {
  const { question, scale, experts } = consensus;
  const { text, number } = columnsOf<Part>();
  const { mean, spread, polarisation, valued, answered } = question;
  const table = tableOf(
    question.title,
    [text('option', 'Option', ({ label }) => label), number('experts', 'Experts', (part) => part.experts)],
    partsOf(question, scale),
    [
      valued === 0
        ? `${answered} of ${experts} on record, and none took a place on the scale: there is nothing to measure (n = 0).`
        : `${answered} of ${experts} on record. Mean ${rounded(mean)}, spread ${rounded(spread)}, polarisation ${rounded(polarisation)} (n = ${valued}).`,
      MEANING,
      ...basisNotes(consensus),
    ],
  );
  return [{ ...table, subtitle: question.proposition }];
}

const MEANING = 'Polarisation is 0 where all stand at one place, and 1 where one half stands at each end of the scale.';

/** A question with how many experts stand on which side. */
type Row = QuestionConsensus & { readonly sides: { readonly [side: string]: number } };

function rowsOf({ items, scales }: ConsensusRanking): Row[] {
  const byId = new Map(scales.map((scale) => [scale.id, scale]));
  return items.map((item) => {
    const sides: { [side: string]: number } = { support: 0, oppose: 0, neutral: 0, noSide: 0 };
    for (const { id, value } of byId.get(item.scale)?.options ?? [])
      sides[sideOf(value)] = (sides[sideOf(value)] ?? 0) + (item.distribution[id] ?? 0);
    return { ...item, sides };
  });
}

const { text, number } = columnsOf<Row>();
const MEASURES = [
  number('polarisation', 'Polarisation', ({ polarisation }) => polarisation),
  number('valued', 'n', ({ valued }) => valued),
  number('mean', 'Mean', ({ mean }) => mean),
  number('spread', 'Spread', ({ spread }) => spread),
];
const SIDES = [
  number('support', 'Support', ({ sides }) => sides.support ?? 0),
  number('oppose', 'Oppose', ({ sides }) => sides.oppose ?? 0),
  number('neutral', 'Neutral', ({ sides }) => sides.neutral ?? 0),
  number('no_side', 'No side', ({ sides }) => sides.noSide ?? 0),
  number('contested', 'Contested', ({ distribution }) => distribution.contested ?? 0),
  number('none', 'Nothing on record', ({ distribution }) => distribution.none ?? 0),
];

/** One row per question, in the order of the ranking. */
export const rankingRecords = (ranking: ConsensusRanking): Table =>
  tableOf(
    'Consensus',
    [
      text('question_id', 'Question id', ({ id }) => id),
      text('question', 'Question', ({ title }) => title),
      text('proposition', 'Proposition', ({ proposition }) => proposition),
      text('scale_id', 'Scale id', ({ scale }) => scale),
      ...MEASURES,
      number('answered', 'On record', ({ answered }) => answered),
      ...SIDES,
    ],
    rowsOf(ranking),
  );

const TITLES = { divisive: 'The most divisive questions', agreed: 'The most agreed questions' };

export function rankingDisplay(ranking: ConsensusRanking): Table[] {
  const { order, minValued, omitted, experts } = ranking;
  const measures = MEASURES.map((column) =>
    column.key === 'valued' ? column : { ...column, of: (row: Row) => asNumber(column.of(row)) },
  );
  return [
    tableOf(
      TITLES[order],
      [text('question', 'Question', ({ title }) => title), ...measures, ...SIDES],
      rowsOf(ranking),
      [
        `Of ${experts} experts. ${MEANING}`,
        ...(omitted === 0
          ? []
          : [
              `${omitted} further ${omitted === 1 ? 'question' : 'questions'} on which fewer than ${minValued} took a place.`,
            ]),
        ...basisNotes(ranking),
      ],
    ),
  ];
}

const asNumber = (value: unknown): string | null => (typeof value === 'number' ? value.toFixed(DIGITS) : null);
