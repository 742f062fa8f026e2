/** Participation: a row for each expert. */
import type { ExpertParticipation, Participation } from '../../core/comparison/participation.ts';
import type { Answer, Shape } from '../answer.ts';
import { markedAnswer } from '../preview.ts';
import { columnsOf, type Table, tableOf } from '../table.ts';
import { basisNotes } from '../words.ts';

export const PARTICIPATION_SHAPES: readonly Shape[] = ['items', 'records', 'display'];

export const participationAnswer = (participation: Participation): Answer =>
  markedAnswer(participation, {
    document: participation,
    basis: participation,
    items: () => participation.experts,
    records: () => participationRecords(participation),
    display: () => [participationDisplay(participation)],
  });

const { text, number } = columnsOf<ExpertParticipation>();
const COUNTS = [
  number('asked', 'Asked (n)', ({ asked }) => asked),
  number('answered', 'Answered', ({ answered }) => answered),
  number('sides', 'Took a side', ({ sides }) => sides),
  number('not_answered', 'Not answered', ({ notAnswered }) => notAnswered),
  number('missed', 'Missed', ({ missed }) => missed),
  number('not_eligible', 'Not eligible', ({ notEligible }) => notEligible),
  number('none', 'Nothing on record', ({ none }) => none),
];

const participationRecords = ({ experts }: Participation): Table =>
  tableOf(
    'Participation',
    [
      text('expert_id', 'Expert id', ({ id }) => id),
      text('expert', 'Expert', ({ name }) => name),
      text('affiliation', 'Affiliation', ({ affiliation }) => affiliation),
      ...COUNTS,
      number('rate', 'Participation', ({ rate }) => rate),
    ],
    experts,
  );

const PERCENT = 100;

function participationDisplay(participation: Participation): Table {
  const { experts, questions } = participation;
  return tableOf(
    'Participation',
    [
      text('expert', 'Expert', ({ name }) => name),
      ...COUNTS,
      text('rate', 'Participation', ({ rate }) => (rate === null ? '—' : `${Math.round(rate * PERCENT)} %`)),
    ],
    experts,
    [
      `Of ${questions} ${questions === 1 ? 'question' : 'questions'}. Participation is the share of those answered among those asked; nothing is computed from silence.`,
      ...basisNotes(participation),
    ],
  );
}
