/** The fields of a decision on a candidate: what they are called, and what the form is made of. */
import type { DocumentCandidate } from '../../core/capture/document.ts';
import type { DecisionFields, KeptDecision } from '../../core/capture/kept-decision.ts';
import type { Offered } from '../../core/capture/offered.ts';

/** Before the name of a speaker who is not on record, as what is chosen; no id has a space. */
export const NEW = 'new ';
/** What is said on one question; the field of the form is called this, a stop, and the id of the question. */
export const ANSWER_FIELDS = ['option', 'basis', 'summary', 'condition', 'note'] as const;
export type AnswerField = (typeof ANSWER_FIELDS)[number];

/** What the fields are called. */
export const DECISION_LABELS = {
  expert: 'Who',
  newExpert: 'Or a new name',
  saidOn: 'Said on',
  paraphrase: 'What is retold, in words of your own',
  option: 'What it says',
  find: 'Find others on record',
  summary: 'The position in one sentence of yours',
  condition: 'Condition (an “if”)',
  basis: 'Was it said so?',
  note: 'Why it was coded so',
  newKind: 'Somebody new is',
  newDescription: 'Who that is, in a few words',
  reason: 'Why it is set aside',
};

/** What a field is called on the page; of an answer, with the question. */
export function labelOfField(
  field: string,
  questions: readonly { readonly id: string; readonly title: string }[],
): string {
  const [name = '', question] = field.split('.');
  const label = new Map<string, string>(Object.entries(DECISION_LABELS)).get(name) ?? field;
  return question === undefined ? label : `${questions.find(({ id }) => id === question)?.title ?? question}: ${label}`;
}

export type DecisionWork = Offered & {
  readonly candidate: DocumentCandidate;
  readonly kept: KeptDecision | null;
  /** What was sent and refused; null where nothing was. */
  readonly sent: DecisionFields | null;
  /** True where a name is near another's: it may be sent again as another. */
  readonly isNear: boolean;
};
