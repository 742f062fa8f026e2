/** Questions ranked by consensus: a row per question, in the order of the ranking. */
import type { ConsensusRanking, QuestionConsensus } from '../../core/comparison/consensus.ts';
import { sideOf } from '../../core/matrix/cell.ts';
import type { Answer, Shape } from '../answer.ts';
import { type CitedCells, NOTHING_CITED } from '../drawing.ts';
import { markedAnswer } from '../preview.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { basisNotes } from '../words.ts';
import { DIGITS, GROUP_MEANING, groupedRecords, POLARISATION_MEANING } from './consensus.ts';

export const RANKING_SHAPES: readonly Shape[] = ['items', 'records', 'display', 'picture'];

/** `cells` are those that it was computed from, where it is to be drawn. */
export const rankingAnswer = (ranking: ConsensusRanking, cells: CitedCells = NOTHING_CITED): Answer =>
  markedAnswer(ranking, {
    document: ranking,
    basis: ranking,
    items: () => ranking.items,
    records: () => rankingRecords(ranking),
    display: () => rankingDisplay(ranking),
    picture: () => ({ kind: 'ranking', ranking, cells }),
  });

/** A question, or one of its groups, with how many experts stand on which side. */
type Row = QuestionConsensus & { readonly group: string | null; readonly sides: { readonly [side: string]: number } };

function rowsOf({ items, scales, groupBy }: ConsensusRanking): Row[] {
  const byId = new Map(scales.map((scale) => [scale.id, scale]));
  const rowOf = (item: QuestionConsensus, group: string | null): Row => {
    const sides: { [side: string]: number } = { support: 0, oppose: 0, neutral: 0, noSide: 0 };
    for (const { id, value } of byId.get(item.scale)?.options ?? [])
      sides[sideOf(value)] = (sides[sideOf(value)] ?? 0) + (item.distribution[id] ?? 0);
    return { ...item, group, sides };
  };
  if (groupBy === null) return items.map((item) => rowOf(item, null));
  return items.flatMap(({ groups = [], ...item }) => groups.map((group) => rowOf({ ...item, ...group }, group.name)));
}

const { text, number } = columnsOf<Row>();
const MEASURES = [
  number('polarisation', 'Polarisation', ({ polarisation }) => polarisation),
  number('valued', 'n', ({ valued }) => valued),
  number('mean', 'Mean', ({ mean }) => mean),
  number('spread', 'Spread', ({ spread }) => spread),
  number('minority', 'Minority', ({ minority }) => minority),
];
const SIDES = [
  number('support', 'Support', ({ sides }) => sides.support ?? 0),
  number('oppose', 'Oppose', ({ sides }) => sides.oppose ?? 0),
  number('neutral', 'Neutral', ({ sides }) => sides.neutral ?? 0),
  number('no_side', 'No side', ({ sides }) => sides.noSide ?? 0),
  number('contested', 'Contested', ({ distribution }) => distribution.contested ?? 0),
  number('none', 'Nothing on record', ({ distribution }) => distribution.none ?? 0),
];

/** One row per question, or per question, group and option, in the order of the ranking. */
function rankingRecords(ranking: ConsensusRanking): Table {
  if (ranking.groupBy !== null) return groupedRecords(ranking.items, ranking.scales);
  return tableOf(
    'Consensus',
    [
      text('question_id', 'Question id', ({ id }) => id),
      text('question', 'Question', ({ title }) => title),
      text('proposition', 'Proposition', ({ proposition }) => proposition),
      text('scale_id', 'Scale id', ({ scale }) => scale),
      ...MEASURES,
      number('answered', 'Answered', ({ answered }) => answered),
      ...SIDES,
    ],
    rowsOf(ranking),
  );
}

const TITLES = { divisive: 'The most divisive questions', agreed: 'The most agreed questions' };

function rankingDisplay(ranking: ConsensusRanking): Table[] {
  const { order, minValued, omitted, experts, groupBy } = ranking;
  const measures = MEASURES.map((column) =>
    column.key === 'valued' ? column : { ...column, of: (row: Row) => asNumber(column.of(row)) },
  );
  return [
    tableOf(
      TITLES[order],
      [
        text('question', 'Question', ({ title }) => title),
        ...(groupBy === null ? [] : [text('group', 'Group', ({ group }) => group)]),
        ...measures,
        ...SIDES,
      ],
      rowsOf(ranking),
      [
        `Of ${experts} experts. ${POLARISATION_MEANING} Minority is the share of the smaller side among those on one.`,
        ...(groupBy === null ? [] : [GROUP_MEANING]),
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
