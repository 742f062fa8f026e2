/** A row that names the columns once more: a head in two lines, or tables that were laid one below the other. */
import type { Violation } from '../../values/errors.ts';
import { show } from '../../values/validation.ts';
import { type FileRow, isBlank, textIn } from './file-table.ts';

/** So many cells are no chance. */
const MIN_CELLS = 2;
/** `(for or against)`, `[text]`, `<name>`: no value is written so in every cell. */
const REMARK = /^(?:\(.*\)|\[.*\]|<.*>)$/s;

/** The one fault of such a row; null where it is another. `names`: those of the columns, none where no line names them. */
export function namesAgain({ line, cells }: FileRow, names: readonly string[]): Violation | null {
  const filled = cells.flatMap((cell, index) => (isBlank(cell) ? [] : [{ text: textIn(cell), index }]));
  if (names.length === 0 || filled.length < MIN_CELLS) return null;
  const what = filled.every(({ text, index }) => isSame(text, names[index] ?? ''))
    ? 'names the columns again'
    : filled.every(({ text }) => REMARK.test(text))
      ? `says what the columns are, as ${show(filled[0]?.text)}, and no position`
      : null;
  return what === null ? null : { line, message: `${what}; delete it, or leave it out by "skip" of a mapping` };
}

const isSame = (text: string, name: string): boolean => text.toLowerCase() === name.trim().toLowerCase();
