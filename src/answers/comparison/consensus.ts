/** Consensus on one question: a row per option of its scale, with the measures of the whole or of each group. */

import type { Consensus, ConsensusGroup, QuestionConsensus } from '../../core/comparison/consensus.ts';
import { onRecord } from '../../core/matrix/matrix.ts';
import { languageOf } from '../../core/records/question.ts';
import type { Scale, ScaleOption } from '../../core/records/scale.ts';
import type { Answer, Shape } from '../answer.ts';
import { type CitedCells, NOTHING_CITED } from '../drawing.ts';
import { markedAnswer } from '../preview.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { basisNotes } from '../words.ts';

export const CONSENSUS_SHAPES: readonly Shape[] = ['records', 'display', 'picture'];

/** `cells` are those that it was computed from, where it is to be drawn. */
export const consensusAnswer = (consensus: Consensus, cells: CitedCells = NOTHING_CITED): Answer =>
  markedAnswer(consensus, {
    document: consensus,
    basis: consensus,
    records: () => consensusRecords(consensus),
    display: () => consensusDisplay(consensus),
    picture: () => ({ kind: 'consensus', consensus, cells }),
  });

/** A part of a distribution: an option, or one of the states of a cell that have none. */
export type DistributionPart = Pick<ScaleOption, 'value'> & { readonly key: string; readonly label: string };

export const partsOf = ({ options }: Scale): DistributionPart[] => [
  ...options.map(({ id, label, value }) => ({ key: id, label, value })),
  { key: 'contested', label: 'Contested', value: null },
  { key: 'none', label: 'Nothing on record', value: null },
];

/** One part of what everybody holds on a question, or the members of one group. */
type Row = {
  readonly question: Pick<QuestionConsensus, 'id' | 'title'>;
  readonly group: string | null;
  readonly of: number;
  readonly part: DistributionPart;
  readonly spread: Omit<ConsensusGroup, 'name' | 'experts'>;
};

const { text, number } = columnsOf<Row>();
const COLUMNS = {
  question: [
    text('question_id', 'Question id', ({ question }) => question.id),
    text('question', 'Question', ({ question }) => question.title),
  ],
  group: [text('group', 'Group', ({ group }) => group)],
  counts: [
    text('option_id', 'Option id', ({ part }) => part.key),
    text('option', 'Option', ({ part }) => part.label),
    number('value', 'Value', ({ part }) => part.value),
    number('experts', 'Experts', ({ part, spread }) => spread.distribution[part.key] ?? 0),
    number('of', 'Of', ({ of }) => of),
    number('answered', 'Answered', ({ spread }) => spread.answered),
    number('valued', 'With a value (n)', ({ spread }) => spread.valued),
    number('mean', 'Mean', ({ spread }) => spread.mean),
    number('spread', 'Spread', ({ spread }) => spread.spread),
    number('polarisation', 'Polarisation', ({ spread }) => spread.polarisation),
    number('minority', 'Minority', ({ spread }) => spread.minority),
  ],
};

/** One row per option, and for contested and none, each with the measures of the whole or of the group. */
function consensusRecords({ question, scale, experts, groupBy }: Consensus): Table {
  if (groupBy !== null) return groupedRecords([question], [scale]);
  const rows = partsOf(scale).map((part): Row => ({ question, group: null, of: experts, part, spread: question }));
  return tableOf('Consensus', [...COLUMNS.question, ...COLUMNS.counts], rows);
}

/** One row per question, group and option, ready for charts. */
export function groupedRecords(questions: readonly QuestionConsensus[], scales: readonly Scale[]): Table {
  const partsByScale = new Map(scales.map((scale) => [scale.id, partsOf(scale)]));
  const rows = questions.flatMap((question) =>
    (question.groups ?? []).flatMap((group) =>
      (partsByScale.get(question.scale) ?? []).map(
        (part): Row => ({ question, group: group.name, of: group.experts, part, spread: group }),
      ),
    ),
  );
  return tableOf('Consensus by group', [...COLUMNS.question, ...COLUMNS.group, ...COLUMNS.counts], rows);
}

/** Of a measure in words. */
export const DIGITS = 2;
const rounded = (value: number | null): string => value?.toFixed(DIGITS) ?? '—';
const PERCENT = 100;

/** The distribution, of everybody or of each group, and the measures in words. */
function consensusDisplay(consensus: Consensus): Table[] {
  const { question, scale, experts, groupBy } = consensus;
  const { mean, spread, polarisation, minority, valued } = question;
  const notes = [
    valued === 0
      ? `${onRecord(question, experts)} of ${experts} on record, and none took a place on the scale: there is nothing to measure (n = 0).`
      : `${onRecord(question, experts)} of ${experts} on record. Mean ${rounded(mean)}, spread ${rounded(spread)}, polarisation ${rounded(polarisation)} (n = ${valued}).`,
    ...(minority === null ? [] : [`Of those on a side, ${Math.round(minority * PERCENT)} % are on the smaller one.`]),
    POLARISATION_MEANING,
    ...basisNotes(consensus),
  ];
  const table = groupBy === null ? distributionTable(consensus, notes) : groupsTable(question, scale, notes);
  return [{ ...table, subtitle: question.proposition, ...languageOf(question) }];
}

const distributionTable = ({ question, scale }: Consensus, notes: readonly string[]): Table => {
  const part = columnsOf<DistributionPart>();
  return tableOf(
    question.title,
    [
      part.text('option', 'Option', ({ label }) => label),
      part.number('experts', 'Experts', ({ key }) => question.distribution[key] ?? 0),
    ],
    partsOf(scale),
    notes,
  );
};

/** A row for each group, a column for each option. */
function groupsTable({ title, groups = [] }: QuestionConsensus, scale: Scale, notes: readonly string[]): Table {
  const group = columnsOf<ConsensusGroup>();
  return tableOf(
    title,
    [
      group.text('group', 'Group', ({ name }) => name),
      ...partsOf(scale).map(({ key, label }) => group.number(key, label, ({ distribution }) => distribution[key] ?? 0)),
      group.number('valued', 'n', ({ valued }) => valued),
      group.text('mean', 'Mean', ({ mean }) => rounded(mean)),
      group.text('polarisation', 'Polarisation', ({ polarisation }) => rounded(polarisation)),
      group.text('minority', 'Minority', ({ minority }) => rounded(minority)),
    ],
    groups,
    [GROUP_MEANING, ...notes],
  );
}

export const GROUP_MEANING = 'A position counts for the organizations that its holder belonged to on its day.';

export const POLARISATION_MEANING =
  'Polarisation is 0 where all stand at one place, and 1 where one half stands at each end of the scale.';
