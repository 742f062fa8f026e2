/** Consensus on one question: a row per option of its scale, with the measures of the whole. */

import type { Consensus, QuestionConsensus } from '../../core/comparison/consensus.ts';
import type { Scale, ScaleOption } from '../../core/records/scale.ts';
import type { Answer, Shape } from '../answer.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { basisNotes } from '../words.ts';

export const CONSENSUS_SHAPES: readonly Shape[] = ['records', 'display'];

export const consensusAnswer = (consensus: Consensus): Answer => ({
  document: consensus,
  basis: consensus,
  records: () => consensusRecords(consensus),
  display: () => consensusDisplay(consensus),
});

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
function consensusRecords({ question, scale, experts }: Consensus): Table {
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

/** Of a measure in words. */
export const DIGITS = 2;
const rounded = (value: number | null): string => value?.toFixed(DIGITS) ?? '—';

/** The distribution, and the measures in words. */
function consensusDisplay(consensus: Consensus): Table[] {
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
      POLARISATION_MEANING,
      ...basisNotes(consensus),
    ],
  );
  return [{ ...table, subtitle: question.proposition }];
}

export const POLARISATION_MEANING =
  'Polarisation is 0 where all stand at one place, and 1 where one half stands at each end of the scale.';
