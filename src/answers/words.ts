/** Cells in words, as every table for people prints them. */
import type { Cell, Rule } from '../core/matrix/cell.ts';
import { correctionsPath } from '../core/matrix/corrected.ts';
import type { Matrix } from '../core/matrix/matrix.ts';
import { type ColumnOf, lines, NOTHING_ON_RECORD } from './table.ts';

/** Finds the label of an option of a question's scale. */
export function labeller({
  questions,
  scales,
}: Pick<Matrix, 'scales'> & { questions: readonly { id: string; scale: string }[] }) {
  const labels = new Map(scales.map(({ id, options }) => [id, new Map(options.map((it) => [it.id, it.label]))]));
  const scaleOf = new Map(questions.map(({ id, scale }) => [id, scale]));
  return (question: string, option: string): string => labels.get(scaleOf.get(question) ?? '')?.get(option) ?? option;
}

/** What is said of a stance beside its label, in English; pages say it in other languages too. */
export const STANCE_WORDS = {
  contested: ({ support, oppose }: Pick<Cell['counts'], 'support' | 'oppose'>): string =>
    `Contested (${support} for, ${oppose} against)`,
  inferred: (label: string): string => `${label} (inferred)`,
  draft: ', draft',
  /** `day` as records have it. */
  corrected: (day: string): string => `, corrected ${day}`,
};

/** The cell as a few words: that it rests on a draft where it does, and the day of its last correction where there was one. */
export const cellWords = (
  cell: Cell,
  label: (question: string, option: string) => string,
  told = STANCE_WORDS,
): string => {
  const corrected = cell.correctedOn === null ? '' : told.corrected(cell.correctedOn);
  return `${stanceWords(cell, label, told)}${cell.status === undefined ? '' : told.draft}${corrected}`;
};

/** What a preview is headed by, wherever it is shown. */
export const PREVIEW = 'Preview, not public';

/** What a preview is, in a sentence. */
export const PREVIEW_WORDS =
  'Preview, not public: drafts count here as if they were published now, each marked as a draft.';

/** A title that says first that it is one of a preview. */
export const titleOf = (title: string, { preview }: Pick<Matrix, 'preview'>): string =>
  preview === true ? `${PREVIEW}: ${title}` : title;

/** The stance alone: an em dash for silence, the option's label, or the sides of a contradiction with their n. */
export function stanceWords(
  cell: Cell,
  label: (question: string, option: string) => string,
  told = STANCE_WORDS,
): string {
  if (cell.state === 'none') return NOTHING_ON_RECORD;
  if (cell.state === 'contested') return told.contested(cell.counts);
  const words = cell.option === null ? cell.state : label(cell.question, cell.option);
  return cell.basis === 'inferred' ? told.inferred(words) : words;
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

/** What can stand for a stance in the cell of a grid for machines. */
export const STANCE_VALUES = ['id', 'label', 'value'] as const;
export type StanceValues = (typeof STANCE_VALUES)[number];

/**
 * The cell as one code: the id of its option, or its label; its state where it has no one option, and an em dash for
 * silence. As a value it is a number, and where the cell has none, what it is by id.
 */
export function cellCode(
  cell: Cell | undefined,
  values: StanceValues,
  label: (question: string, option: string) => string,
): string | number | null {
  if (cell === undefined) return null;
  if (cell.state === 'none') return NOTHING_ON_RECORD;
  if (values === 'value' && cell.value !== null) return cell.value;
  if (cell.option === null) return cell.state;
  return values === 'label' ? label(cell.question, cell.option) : cell.option;
}

/** The address that says what a cell said before it was corrected; null where it never was. */
export const cellCorrections = ({
  expert,
  question,
  correctedOn,
}: Pick<Cell, 'expert' | 'question' | 'correctedOn'>): string | null =>
  correctedOn === null ? null : correctionsPath({ expert, question });

/** For people, below a table of cells: where to read what those that were corrected said before. */
export function correctionNotes(cells: readonly Cell[]): string[] {
  const corrected = cells.filter(({ correctedOn }) => correctedOn !== null);
  const [first] = corrected;
  if (first === undefined) return [];
  const { expert, question } = first;
  const path = correctionsPath({
    ...(corrected.every((it) => it.expert === expert) && { expert }),
    ...(corrected.every((it) => it.question === question) && { question }),
  });
  return [`What was said before it was corrected: ${path}`];
}

/** Which cells of a row were corrected, by the id that tells them apart, and on which day last: "tolls: 2024-07-01"; null for none. */
export const correctedAmong = (cells: readonly Cell[], by: 'expert' | 'question'): string | null =>
  lines(cells.flatMap((cell) => (cell.correctedOn === null ? [] : [`${cell[by]}: ${cell.correctedOn}`])));

/** Where what the corrected cells of a row said before is, in the order of `correctedAmong`; null for none. */
export const correctionsAmong = (cells: readonly Cell[]): string | null => lines(cells.map(cellCorrections));

const RULE_WORDS: { readonly [R in Rule]: string } = {
  latest: 'the latest position counts',
  all: 'every position counts',
};

/** That it is a preview where it is one, the rule and the day a table was made under, and what its signs mean. */
export const basisNotes = ({ rule, asOf, preview }: { rule: Rule; asOf: string | null; preview?: true }): string[] => [
  ...(preview === true ? [PREVIEW_WORDS] : []),
  `Rule "${rule}": ${RULE_WORDS[rule]}. As of: ${asOf ?? 'all that is on record'}.`,
  `${NOTHING_ON_RECORD} nothing on record. "Inferred" follows from what was said; everything else was stated.`,
];
