/** Which cells of somebody's table each of our columns is read from. */

import type { Violation } from '../../values/errors.ts';
import { escapePointer, suggest } from '../../values/validation.ts';
import { ColumnNames, foldedName } from './column-names.ts';
import { CODED_COLUMNS, type CodedColumn, REQUIRED_COLUMNS, WORDS_COLUMNS } from './columns.ts';
import type { FileColumn } from './file-table.ts';
import type { Mapping, Spellings, TemplatePart } from './mapping.ts';

/** One of their columns in a template. */
export type Place = {
  /** One behind all cells for a column that no row has named yet. */
  readonly index: number;
  readonly name: string;
  /** What stands for it where it is empty; null where all that is made of it is then empty. */
  readonly whenEmpty: string | null;
};

/** One of our columns: the text that its cells are made of, and where among theirs. */
export type Binding = {
  readonly column: CodedColumn;
  readonly parts: readonly (string | Place)[];
  /** True where our column is theirs, unchanged, and holds texts. */
  readonly isPlain: boolean;
  readonly values: Spellings | undefined;
  /** For whoever mends it: the index of their column, or of the first that has a part in it, and its name. */
  readonly index: number | null;
  readonly name: string;
};

/** How the columns of their table are bound to ours, and what is wrong with them. */
export type Bound = {
  readonly bindings: readonly Binding[];
  readonly violations: readonly Violation[];
  /** Columns without a name: nothing may stand in them. */
  readonly nameless: readonly number[];
  /** False where none of the names that were looked for is there: the line names no columns. */
  readonly isHead: boolean;
};

/** Where the columns of their table belong, and what is wrong with them. `mappingAt` stands before pointers into the mapping. */
export function bindColumns(
  columns: readonly FileColumn[],
  mapping: Mapping | null,
  hasHeader: boolean,
  mappingAt: string,
): Bound {
  const placed = (index: number, message: string): Violation => ({
    line: columns[index]?.line ?? 1,
    ...(hasHeader && { column: index + 1 }),
    columnName: columns[index]?.name ?? '',
    message,
  });
  const names = new ColumnNames(columns);
  const { bindings, used, unknown } = boundBy({ mapping, names, hasHeader, mappingAt });
  const violations = [...unknown, ...idleColumns(mapping, bindings, hasHeader, mappingAt)];
  if (!hasHeader && mapping !== null && mapping.head !== null)
    violations.push({ pointer: `${mappingAt}/head`, message: 'is for tables in which a line names the columns' });
  const ignored = new Set([...(mapping?.ignore ?? [])].flatMap((name) => ignoredBy(name, names)));
  const known = mapping?.columns == null ? [...CODED_COLUMNS] : [];
  columns.forEach(({ name }, index) => {
    if (name === '' || used.has(index) || ignored.has(index)) return;
    violations.push(placed(index, whyUnused(index, name, { names, known, used })));
  });
  if (hasHeader) violations.push(...missingColumns(bindings, columns));
  const nameless = columns.flatMap(({ name }, index) => (name === '' && !used.has(index) ? [index] : []));
  return {
    bindings,
    violations,
    nameless,
    isHead: used.size > 0 || (mapping?.columns != null && unknown.length < MIN_NAMES),
  };
}

/** A mapping that uses fewer names columns that are not there, rather than a table without a head. */
const MIN_NAMES = 2;

/** All columns of that name, or the one with that number. */
function ignoredBy(name: string, names: ColumnNames): readonly number[] {
  const all = names.all(name);
  return all.length > 0 ? all : [names.at(name)].filter((index) => index !== undefined);
}

type Unused = {
  readonly names: ColumnNames;
  readonly known: readonly string[];
  readonly used: ReadonlySet<number>;
};

function whyUnused(index: number, name: string, { names, known, used }: Unused): string {
  const address = names.addressOf(index);
  const before = names.alike(name).find((other) => other < index && used.has(other));
  if (known.length === 0) {
    const again = before === undefined ? '' : `has the name of column ${before + 1}, and `;
    const use = address === name ? 'use it' : `use it as {${address}}`;
    return `${again}is used by no template of the mapping; ${use}, or name it under "ignore"`;
  }
  if (before !== undefined) return `is the name of column ${before + 1} already`;
  return `is not known here${suggest(name, known, false) || '; docs/guide/import.md names the columns there are'}`;
}

type Binder = {
  readonly mapping: Mapping | null;
  readonly names: ColumnNames;
  readonly hasHeader: boolean;
  readonly mappingAt: string;
};

function boundBy({ mapping, names, hasHeader, mappingAt }: Binder): {
  bindings: Binding[];
  used: ReadonlySet<number>;
  unknown: Violation[];
} {
  const bindings: Binding[] = [];
  const used = new Set<number>();
  const unknown: Violation[] = [];
  for (const column of CODED_COLUMNS) {
    const template = templateOf(column, mapping, names);
    if (template === undefined) continue;
    const parts = template.map((part) => ('column' in part ? placeOf(part.column, names) : part.text));
    for (const part of parts) {
      if (typeof part === 'string') continue;
      if (part.index < names.count) used.add(part.index);
      else if (hasHeader)
        unknown.push({
          pointer: `${mappingAt}/columns/${escapePointer(column)}`,
          message: `uses the column "${part.name}", which the table does not have${suggest(part.name, names.addresses)}`,
        });
    }
    bindings.push(bindingOf(column, parts, mapping));
  }
  return { bindings, used, unknown };
}

/** What the cells of our column are made of; undefined where nothing is said of it. */
function templateOf(
  column: CodedColumn,
  mapping: Mapping | null,
  names: ColumnNames,
): readonly TemplatePart[] | undefined {
  if (mapping?.columns != null) return mapping.columns.get(column);
  const isIgnored = [...(mapping?.ignore ?? [])].some((name) => foldedName(name) === foldedName(column));
  return names.all(column).length > 0 && !isIgnored ? [{ column }] : undefined;
}

/** A name that ends in "?", or has a "|" in it, is that of their column if there is one. */
function placeOf(written: string, names: ColumnNames): Place {
  const found = names.at(written);
  if (found !== undefined) return { index: found, whenEmpty: null, name: written };
  const [, name = written, instead] = /^(.+)\|(.*)$/su.exec(written) ?? /^(.+)\?()$/su.exec(written) ?? [];
  return { index: names.at(name) ?? names.count, whenEmpty: instead ?? null, name };
}

function bindingOf(column: CodedColumn, parts: readonly (string | Place)[], mapping: Mapping | null): Binding {
  const theirs = parts.filter((part) => typeof part !== 'string');
  const [first] = theirs;
  return {
    column,
    parts,
    isPlain: mapping?.columns == null && !isNumbered(mapping, column),
    values: mapping?.values.get(column),
    index: first?.index ?? null,
    name:
      first === undefined || foldedName(first.name) === foldedName(column)
        ? column
        : `${column} (${theirs.map(({ name }) => name).join(', ')})`,
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
