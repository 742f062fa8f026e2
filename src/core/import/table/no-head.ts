/** A line that was to name the columns, and names none that is known. */
import type { Violation } from '../../values/errors.ts';
import { show } from '../../values/validation.ts';
import { foldedName } from './column-names.ts';
import { CODED_COLUMNS } from './columns.ts';
import type { FileColumn, FileRow } from './file-table.ts';
import type { Mapping } from './mapping.ts';
import type { RowTemplate } from './template.ts';

/** So many names in one line are no chance. */
const MIN_NAMES = 2;

/** The one fault of such a table: what the line looks like, and the line that does name columns, if there is one near. */
export function noHead(columns: readonly FileColumn[], rows: readonly FileRow[], mapping: Mapping | null): Violation {
  const [first] = columns;
  const wanted = new Set(
    (mapping?.rows ?? []).some(({ columns }) => columns !== null)
      ? [...theirs(mapping?.rows ?? [])].map(foldedName)
      : CODED_COLUMNS.map(foldedName),
  );
  const isNamed = (cell: unknown): boolean => typeof cell === 'string' && wanted.has(foldedName(cell));
  const head = rows.find(({ cells }) => cells.filter(isNamed).length >= MIN_NAMES);
  const remedy =
    head === undefined
      ? 'add a line that names them, or say in a mapping which line does ("head: 3"), or that none does ("head: none")'
      : `line ${head.line} does; say so in a mapping with "head: ${head.line}", or delete what stands before it`;
  const message = `names no column that is known: it looks like ${head === undefined ? 'data' : 'a title'}, beginning ${show(first?.name ?? '')}; ${remedy}`;
  return { line: first?.line ?? 1, message };
}

function* theirs(rows: readonly RowTemplate[]): Generator<string> {
  for (const { columns } of rows)
    for (const template of columns?.values() ?? [])
      for (const part of template) if ('column' in part) yield part.column;
}
