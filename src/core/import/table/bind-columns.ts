/** Which cells of somebody's table each of our columns is read from. */

import type { Violation } from '../../values/errors.ts';
import { escapePointer, show, suggest } from '../../values/validation.ts';
import { shortened } from './cell-edits.ts';
import { ColumnNames, foldedName } from './column-names.ts';
import { CODED_COLUMNS, type CodedColumn, REQUIRED_COLUMNS, STANCE_COLUMNS, WORDS_COLUMNS } from './columns.ts';
import type { FileColumn } from './file-table.ts';
import type { Mapping } from './mapping.ts';
import type { Spellings } from './spellings.ts';
import { forEachColumn, type RowTemplate, type TemplatePart } from './template.ts';

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
  /** What each row becomes: the bindings of one position or of several. */
  readonly rows: readonly (readonly Binding[])[];
  /** Their columns that may leave a row out, and of which values. */
  readonly skip: readonly Skipping[];
  readonly violations: readonly Violation[];
  /** Columns without a name: nothing may stand in them. */
  readonly nameless: readonly number[];
  /** False where the line names no columns, or those of another program: none that tells who holds what on which question. */
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
  const { rows, used, unknown } = boundBy({ mapping, names, hasHeader });
  const skip = skippedBy(mapping, names, mappingAt);
  const violations = [
    ...unknown,
    ...(hasHeader ? skip.unknown : []),
    ...idleColumns(mapping, rows.flat(), hasHeader, mappingAt),
  ];
  if (!hasHeader && mapping !== null && mapping.head !== null)
    violations.push({ pointer: `${mappingAt}/head`, message: 'is for tables in which a line names the columns' });
  const ignored = new Set(
    [...(mapping?.ignore ?? []), ...(mapping?.skip.keys() ?? []), ...(mapping?.join ?? []).map(({ on }) => on)].flatMap(
      (name) => ignoredBy(name, names),
    ),
  );
  const isOwn = hasOwnColumns(mapping);
  const known = [...CODED_COLUMNS];
  const unused = columns.flatMap(({ name, by }, index) =>
    name === '' || by !== undefined || used.has(index) || ignored.has(index) ? [] : [index],
  );
  const [first] = unused;
  if (isOwn && first !== undefined) violations.push(placed(first, whyIdle(unused, { names, used, hasHeader })));
  if (!isOwn)
    for (const index of unused)
      violations.push(placed(index, whyUnknown(index, columns[index]?.name ?? '', { names, known, used })));
  if (hasHeader) violations.push(...onceEach(rows.flatMap((bindings) => missingColumns(bindings, columns))));
  const nameless = columns.flatMap(({ name }, index) => (name === '' && !used.has(index) ? [index] : []));
  return {
    rows,
    skip: skip.places,
    violations,
    nameless,
    isHead: isOwn
      ? used.size > 0 || unknown.length < MIN_NAMES
      : columns.length === 0 || isOurs(rows.flat(), unused.length),
  };
}

/** A column of theirs, and the values of which a row is left out, trimmed and in lower case. */
export type Skipping = { readonly index: number; readonly name: string; readonly values: ReadonlySet<string> };

function skippedBy(
  mapping: Mapping | null,
  names: ColumnNames,
  mappingAt: string,
): { readonly places: readonly Skipping[]; readonly unknown: readonly Violation[] } {
  const unknown: Violation[] = [];
  const places = [...(mapping?.skip ?? [])].flatMap(([name, values]) => {
    const index = names.at(name);
    if (index !== undefined) return [{ index, name, values }];
    const message = `names a column that the table does not have${names.suggest(name)}`;
    unknown.push({ pointer: `${mappingAt}/skip/${escapePointer(name)}`, message });
    return [];
  });
  return { places, unknown };
}

/** Does a line without a mapping name columns of ours? A word or two that is one of ours does not make it so. */
const isOurs = (bindings: readonly Binding[], unused: number): boolean =>
  STANCE_COLUMNS.some((column) => bindings.some((binding) => binding.column === column)) ||
  (bindings.length > 0 && unused < MIN_NAMES);

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

/** So many of the columns are named. */
const SHOWN = 4;

type Idle = Pick<Unused, 'names' | 'used'> & { readonly hasHeader: boolean };

/** Of columns that a mapping makes nothing of: one fault, in words of those who fill in a form, too. */
function whyIdle([first = 0, ...others]: readonly number[], { names, used, hasHeader }: Idle): string {
  const address = names.addressOf(first);
  const before = names.alike(names.heads[first] ?? '').find((other) => other < first && used.has(other));
  const again = before === undefined ? '' : `has the name of column ${before + 1}, and `;
  const what = (each: string) =>
    `taken for nothing: say what ${each} is (in a mapping with {${address}}), or that it is not wanted (there under "ignore")`;
  if (others.length === 0) return `${again}is ${what('it')}`;
  const named = others.slice(0, SHOWN).map((index) => show(names.addressOf(index)));
  const more = `and ${others.length} more (${named.join(', ')}${others.length > SHOWN ? ' …' : ''})`;
  const data = hasHeader ? '; where these are no names but data, no line names the columns (there "head: none")' : '';
  return `${more} are ${what('each')}${data}`;
}

function whyUnknown(index: number, name: string, { names, known, used }: Unused): string {
  const before = names.alike(name).find((other) => other < index && used.has(other));
  if (before !== undefined) return `is the name of column ${before + 1} already`;
  return `is not known here${suggest(name, known, false) || '; docs/guide/import.md names the columns there are'}`;
}

/** Does the mapping say which columns of theirs are ours? */
const hasOwnColumns = (mapping: Mapping | null): boolean =>
  mapping?.rows.some(({ columns }) => columns !== null) === true;

const onceEach = (violations: readonly Violation[]): Violation[] => [
  ...new Map(violations.map((violation) => [JSON.stringify(violation), violation])).values(),
];

type Binder = { readonly mapping: Mapping | null; readonly names: ColumnNames; readonly hasHeader: boolean };

const OUR_NAMES: RowTemplate = { pointer: '', forEach: null, columns: null, values: new Map() };

function boundBy({ mapping, names, hasHeader }: Binder): {
  rows: Binding[][];
  used: ReadonlySet<number>;
  unknown: Violation[];
} {
  const used = new Set<number>();
  const unknown: Violation[] = [];
  const bind = (row: RowTemplate): Binding[] =>
    CODED_COLUMNS.flatMap((column) => {
      const template = templateOf(column, row, mapping, names);
      if (template === undefined) return [];
      const parts = template.map((part) => ('column' in part ? placeOf(part.column, names) : part.text));
      for (const part of parts) {
        if (typeof part === 'string') continue;
        if (part.index < names.count) used.add(part.index);
        else if (hasHeader)
          unknown.push({
            pointer: `${row.pointer}/columns/${escapePointer(column)}`,
            message: `uses the column "${part.name}", which the table does not have${names.suggest(part.name)}`,
          });
      }
      return [bindingOf(column, parts, row, mapping, names)];
    });
  const rows = (mapping?.rows ?? [OUR_NAMES]).flatMap((row) => {
    const each = forEachColumn(row, names);
    if (each.length === 0 && hasHeader)
      unknown.push({
        pointer: `${row.pointer}/forEach`,
        message: `is for columns such as ${JSON.stringify(row.forEach)}, of which the table has none${names.suggest(row.forEach ?? '')}`,
      });
    return each.map(bind);
  });
  return { rows, used, unknown: onceEach(unknown) };
}

/** What the cells of our column are made of; undefined where nothing is said of it. */
function templateOf(
  column: CodedColumn,
  { columns }: RowTemplate,
  mapping: Mapping | null,
  names: ColumnNames,
): readonly TemplatePart[] | undefined {
  if (columns !== null) return columns.get(column);
  const isIgnored = [...(mapping?.ignore ?? [])].some((name) => foldedName(name) === foldedName(column));
  return names.all(column).length > 0 && !isIgnored ? [{ column }] : undefined;
}

/** A name that ends in "?", or has a "|" in it, is that of their column if there is one. */
function placeOf(written: string, names: ColumnNames): Place {
  const found = names.at(written);
  const nameOf = (address: string, index: number | undefined): string =>
    index !== undefined && address.startsWith('#') ? names.addressOf(index) : address;
  if (found !== undefined) return { index: found, whenEmpty: null, name: nameOf(written, found) };
  const [, name = written, instead] = /^(.+)\|(.*)$/su.exec(written) ?? /^(.+)\?()$/su.exec(written) ?? [];
  const index = names.at(name);
  return { index: index ?? names.count, whenEmpty: instead ?? null, name: nameOf(name, index) };
}

/** Of a head that is a whole question, a fault names the beginning. */
const MAX_NAME_CHARACTERS = 60;

function bindingOf(
  column: CodedColumn,
  parts: readonly (string | Place)[],
  { columns, values }: RowTemplate,
  mapping: Mapping | null,
  names: ColumnNames,
): Binding {
  const theirs = parts.filter((part) => typeof part !== 'string');
  const [first] = theirs;
  return {
    column,
    parts,
    isPlain: columns === null && !isNumbered(mapping, column),
    values: values.get(column),
    index: first === undefined ? null : names.keyOf(first.index),
    name:
      first === undefined || foldedName(first.name) === foldedName(column)
        ? column
        : `${column} (${theirs.map(({ name }) => shortened(name, MAX_NAME_CHARACTERS)).join(', ')})`,
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
  if (mapping === null || (!hasOwnColumns(mapping) && !hasHeader)) return [];
  const bound = new Set<string>(bindings.map(({ column }) => column));
  const idle = (under: string, columns: Iterable<string>, message: string): Violation[] =>
    [...columns]
      .filter((column) => !bound.has(column))
      .map((column) => ({ pointer: `${mappingAt}/${under}/${escapePointer(column)}`, message }));
  return [
    ...idle(
      'values',
      new Set(mapping.rows.flatMap(({ values }) => [...values.keys()])),
      'says how a column is spelt that nothing is read from',
    ),
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
