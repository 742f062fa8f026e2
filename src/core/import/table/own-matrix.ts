/** A matrix of ours that comes back: nothing is written in its cells, as they follow from positions (docs/decisions/0041). */
import type { Violation } from '../../values/errors.ts';
import { foldedName } from './column-names.ts';
import { CODED_COLUMNS } from './columns.ts';
import type { FileColumn } from './file-table.ts';

const EXPERT = foldedName('expert');
/** What stands first in tables of answers by expert, and in the workbook of a question; lists of records begin with their ids. */
const FIRST = [
  ['expert_id', 'expert'],
  ['expert', 'stance', 'in short'],
].map((names) => names.map(foldedName));

const CODED: ReadonlySet<string> = new Set(CODED_COLUMNS.map(foldedName));

const FOLLOWS =
  'its cells follow from positions. Take out /v1/positions.csv (or .xlsx), where a position has a row with its id and revision, change it there, and bring that back';

/** The one fault of such a table, which says where its cells are changed; null of another, and of a grid, which may be a survey. */
export function answerFault(columns: readonly FileColumn[]): Violation | null {
  const names = columns.map(({ name }) => foldedName(name));
  if (!FIRST.some((first) => first.every((name, index) => names[index] === name))) return null;
  const message = `names the columns of an answer as it went out here, such as a matrix: ${FOLLOWS}`;
  return { line: columns[0]?.line ?? 1, message };
}

/** The same, and of a grid both ways to go on. */
export function matrixFault(columns: readonly FileColumn[]): Violation | null {
  const answer = answerFault(columns);
  if (answer !== null || !isGrid(columns.map(({ name }) => foldedName(name)))) return answer;
  const line = columns[0]?.line ?? 1;
  const message = `names experts, and no question, option or source; where it is a grid as it went out here, ${FOLLOWS}. Where it is a table of yours with a column for each question, say so in a mapping (standpoint import --draft-mapping makes a first one)`;
  return { line, message };
}

/** The workbook of several questions has the names of experts, and a column under the title of each question. */
const isGrid = ([first, ...others]: readonly string[]): boolean =>
  first === EXPERT && others.length > 1 && !others.some((name) => CODED.has(name));
