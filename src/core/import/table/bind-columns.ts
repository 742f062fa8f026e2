/** Which cells of somebody's table each of our columns is read from. */

import type { Violation } from '../../values/errors.ts';
import { escapePointer, suggest } from '../../values/validation.ts';
import { CODED_COLUMNS, type CodedColumn, REQUIRED_COLUMNS, WORDS_COLUMNS } from './columns.ts';
import type { FileColumn } from './file-table.ts';
import type { Mapping, TemplatePart } from './mapping.ts';

/** One of our columns: the text that its cells are made of, and where among theirs. */
export type Binding = {
  readonly column: CodedColumn;
  /** Text, or the index of one of their columns. */
  readonly parts: readonly (string | number)[];
  /** True where our column is theirs, unchanged, and holds texts. */
  readonly isPlain: boolean;
  readonly values: ReadonlyMap<string, string | null> | undefined;
  /** For whoever mends it: the index of their column, or of the first that has a part in it, and its name. */
  readonly index: number | null;
  readonly name: string;
};

/** Where the columns of their table belong, and what is wrong with them. `mappingAt` stands before pointers into the mapping. */
export function bindColumns(
  columns: readonly FileColumn[],
  mapping: Mapping | null,
  hasHeader: boolean,
  mappingAt: string,
): { bindings: Binding[]; violations: Violation[] } {
  const placed = (index: number, message: string): Violation => ({
    line: columns[index]?.line ?? 1,
    ...(hasHeader && { column: index + 1 }),
    columnName: columns[index]?.name ?? '',
    message,
  });
  const violations = hasHeader ? unfitNames(columns, placed) : [];
  const indexOf = new Map(columns.map(({ name }, index) => [name, index]));
  const { bindings, used, unknown } = boundBy(mapping, indexOf, hasHeader, mappingAt);
  violations.push(...unknown, ...idleColumns(mapping, bindings, hasHeader, mappingAt));
  const known = mapping?.columns == null ? [...CODED_COLUMNS] : [];
  columns.forEach(({ name }, index) => {
    if (name === '' || used.has(name) || mapping?.ignore.has(name) === true) return;
    violations.push(placed(index, whyUnknown(name, known)));
  });
  if (hasHeader) violations.push(...missingColumns(bindings, columns));
  return { bindings, violations };
}

function whyUnknown(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'is used by no template of the mapping; use it, or name it under "ignore"';
  return `is not known here${suggest(name, known, false) || '; docs/guide/import.md names the columns there are'}`;
}

type Placed = (index: number, message: string) => Violation;

function unfitNames(columns: readonly FileColumn[], placed: Placed): Violation[] {
  const first = new Map<string, number>();
  return columns.flatMap(({ name }, index) => {
    if (name === '') return [placed(index, `is a column without a name, number ${index + 1} of ${columns.length}`)];
    const before = first.get(name);
    first.set(name, before ?? index);
    return before === undefined ? [] : [placed(index, `is the name of column ${before + 1} already`)];
  });
}

type Bound = { bindings: Binding[]; used: ReadonlySet<string>; unknown: Violation[] };

function boundBy(
  mapping: Mapping | null,
  indexOf: ReadonlyMap<string, number>,
  hasHeader: boolean,
  mappingAt: string,
): Bound {
  const bindings: Binding[] = [];
  const used = new Set<string>();
  const unknown: Violation[] = [];
  for (const column of CODED_COLUMNS) {
    const template = templateOf(column, mapping, indexOf);
    if (template === undefined) continue;
    for (const part of template) {
      if (!('column' in part)) continue;
      used.add(part.column);
      if (hasHeader && !indexOf.has(part.column))
        unknown.push({
          pointer: `${mappingAt}/columns/${escapePointer(column)}`,
          message: `uses the column "${part.column}", which the table does not have${suggest(part.column, [...indexOf.keys()])}`,
        });
    }
    bindings.push(bindingOf(column, template, mapping, indexOf));
  }
  return { bindings, used, unknown };
}

/** What the cells of our column are made of; undefined where nothing is said of it. */
function templateOf(
  column: CodedColumn,
  mapping: Mapping | null,
  indexOf: ReadonlyMap<string, number>,
): readonly TemplatePart[] | undefined {
  if (mapping?.columns != null) return mapping.columns.get(column);
  return indexOf.has(column) && mapping?.ignore.has(column) !== true ? [{ column }] : undefined;
}

function bindingOf(
  column: CodedColumn,
  template: readonly TemplatePart[],
  mapping: Mapping | null,
  indexOf: ReadonlyMap<string, number>,
): Binding {
  // A column that no row has named yet is empty: an index behind all cells.
  const parts = template.map((part) => ('column' in part ? (indexOf.get(part.column) ?? indexOf.size) : part.text));
  const index = parts.find((part) => typeof part === 'number') ?? null;
  const theirs = template.flatMap((part) => ('column' in part ? part.column : []));
  return {
    column,
    parts,
    isPlain: mapping?.columns == null && !isNumbered(mapping, column),
    values: mapping?.values.get(column),
    index,
    name: theirs.length === 0 || theirs[0] === column ? column : `${column} (${theirs.join(', ')})`,
  };
}

/** Is what a number means in this column told? */
const isNumbered = (mapping: Mapping | null, column: string): boolean =>
  [...(mapping?.dates.formats.keys() ?? [])].some((dated) => dated === column);

/** What is said of a column that is nowhere to be read would be passed over without a word. */
function idleColumns(
  mapping: Mapping | null,
  bindings: readonly Binding[],
  hasHeader: boolean,
  mappingAt: string,
): Violation[] {
  if (mapping === null || (mapping.columns === null && !hasHeader)) return [];
  const bound = new Set<string>(bindings.map(({ column }) => column));
  const idle = (under: string, columns: Iterable<string>, message: string): Violation[] =>
    [...columns]
      .filter((column) => !bound.has(column))
      .map((column) => ({ pointer: `${mappingAt}/${under}/${escapePointer(column)}`, message }));
  return [
    ...idle('values', mapping.values.keys(), 'says how a column is spelt that nothing is read from'),
    ...idle('dates', mapping.dates.formats.keys(), 'says how a column is written that nothing is read from'),
  ];
}

/** Columns without which no row can be right. */
function missingColumns(bindings: readonly Binding[], columns: readonly FileColumn[]): Violation[] {
  const bound = new Set(bindings.map(({ column }) => column));
  const line = columns[0]?.line ?? 1;
  const missing = REQUIRED_COLUMNS.filter((column) => !bound.has(column)).map(
    (column): Violation => ({ line, columnName: column, message: 'is required, and there is no such column' }),
  );
  if (WORDS_COLUMNS.some((column) => bound.has(column))) return missing;
  return [
    ...missing,
    { line, columnName: 'quote', message: 'or "paraphrase" is required, and there is no such column' },
  ];
}
