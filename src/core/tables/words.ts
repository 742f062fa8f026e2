/** Cells in words, as every table for people prints them. */
import type { Cell, Rule } from '../cell.ts';
import type { Matrix } from '../matrix.ts';
import { NOTHING_ON_RECORD } from '../table.ts';

/** Finds the label of an option of a question's scale. */
export function labeller({
  questions,
  scales,
}: Pick<Matrix, 'scales'> & { questions: readonly { id: string; scale: string }[] }) {
  const labels = new Map(
    questions.flatMap(({ id, scale }) =>
      (scales.find((it) => it.id === scale)?.options ?? []).map(
        (option) => [`${id} ${option.id}`, option.label] as const,
      ),
    ),
  );
  return (question: string, option: string): string => labels.get(`${question} ${option}`) ?? option;
}

/** The cell as a few words: an em dash for silence, the option's label, or the sides of a contradiction with their n. */
export function cellWords(cell: Cell, label: (question: string, option: string) => string): string {
  if (cell.state === 'none') return NOTHING_ON_RECORD;
  if (cell.state === 'contested') return `Contested (${cell.counts.support} for, ${cell.counts.oppose} against)`;
  const words = cell.option === null ? cell.state : label(cell.question, cell.option);
  return cell.basis === 'inferred' ? `${words} (inferred)` : words;
}

const RULE_WORDS: { readonly [R in Rule]: string } = {
  latest: 'the latest position counts',
  all: 'every position counts',
};

/** The rule and the day a table was made under, and what its signs mean. */
export const basisNotes = ({ rule, asOf }: { rule: Rule; asOf: string | null }): string[] => [
  `Rule "${rule}": ${RULE_WORDS[rule]}. As of: ${asOf ?? 'all that is on record'}.`,
  `${NOTHING_ON_RECORD} nothing on record. "Inferred" follows from what was said; everything else was stated.`,
];
