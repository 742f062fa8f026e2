/** Cells in words, as every table for people prints them. */
import type { Cell, Rule } from '../core/matrix/cell.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import { type ColumnOf, NOTHING_ON_RECORD } from './table.ts';

/** Finds the label of an option of a question's scale. */
export function labeller({
  questions,
  scales,
}: Pick<Matrix, 'scales'> & { questions: readonly { id: string; scale: string }[] }) {
  const labels = new Map(scales.map(({ id, options }) => [id, new Map(options.map((it) => [it.id, it.label]))]));
  const scaleOf = new Map(questions.map(({ id, scale }) => [id, scale]));
  return (question: string, option: string): string => labels.get(scaleOf.get(question) ?? '')?.get(option) ?? option;
}

/** The cell as a few words, and the day of its last correction where there was one. */
export const cellWords = (cell: Cell, label: (question: string, option: string) => string): string =>
  `${stanceWords(cell, label)}${cell.correctedOn === null ? '' : `, corrected ${cell.correctedOn}`}`;

/** The stance alone: an em dash for silence, the option's label, or the sides of a contradiction with their n. */
export function stanceWords(cell: Cell, label: (question: string, option: string) => string): string {
  if (cell.state === 'none') return NOTHING_ON_RECORD;
  if (cell.state === 'contested') return `Contested (${cell.counts.support} for, ${cell.counts.oppose} against)`;
  const words = cell.option === null ? cell.state : label(cell.question, cell.option);
  return cell.basis === 'inferred' ? `${words} (inferred)` : words;
}

/** A column of cells in words, each with its stance as detail. */
export const stanceColumn = <T>(
  key: string,
  title: string,
  cellOf: (record: T) => Cell | undefined,
  label: (question: string, option: string) => string,
): ColumnOf<T> => ({
  key,
  label: title,
  type: 'text',
  of: (record) => {
    const cell = cellOf(record);
    return cell === undefined ? null : cellWords(cell, label);
  },
  detail: (record) => {
    const cell = cellOf(record);
    return cell === undefined ? null : { stance: cell };
  },
});

/** The cell as one code: the id of its option, its state where there is none, an em dash for silence. */
export const cellCode = (cell: Cell | undefined): string | null =>
  cell === undefined ? null : cell.state === 'none' ? NOTHING_ON_RECORD : (cell.option ?? cell.state);

const RULE_WORDS: { readonly [R in Rule]: string } = {
  latest: 'the latest position counts',
  all: 'every position counts',
};

/** The rule and the day a table was made under, and what its signs mean. */
export const basisNotes = ({ rule, asOf }: { rule: Rule; asOf: string | null }): string[] => [
  `Rule "${rule}": ${RULE_WORDS[rule]}. As of: ${asOf ?? 'all that is on record'}.`,
  `${NOTHING_ON_RECORD} nothing on record. "Inferred" follows from what was said; everything else was stated.`,
];
