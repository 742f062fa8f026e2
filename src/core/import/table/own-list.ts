/** Our own lists that come back: a row for each record, under its id and the revision at which it went out. */
import NativeGuard from 'typebox/guard';
import { calledIn } from '../../records/called.ts';
import type { Entities, Kind } from '../../records/kinds.ts';
import type { Violation } from '../../values/errors.ts';
import { show, suggest } from '../../values/validation.ts';
import type { RecordIds, WriteGrounds, WritePart } from '../../writing/grounds.ts';
import type { Write } from '../../writing/plan.ts';
import { type Redirects, withCurrentIds } from '../../writing/redirects.ts';
import { type BundleContent, contentOf, type Inputs, inputOf, mergeContents, readInput } from '../bundle/bundle.ts';
import { idsIn } from '../ids-in.ts';
import { planImport } from '../plan-import.ts';
import { foldedName } from './column-names.ts';
import { type FileColumn, type FileRow, lineOfCell, textIn } from './file-table.ts';
import { numberIn, OWN_COLUMNS, type OwnColumn } from './own-columns.ts';
import { made, notSaid, type SaidIn } from './own-new.ts';
import type { CodedBy } from './part.ts';

/** A column that only the list of one kind has. */
const MARKS: readonly (readonly [string, Kind])[] = [
  ['attribution', 'statement'],
  ['basis', 'position'],
  ['coding_rule', 'question'],
  ['options', 'scale'],
  ['sort_name', 'expert'],
  ['publisher', 'source'],
];

/** The kind whose list has these columns; null where it is no list of ours. */
export function kindOfList(columns: readonly FileColumn[]): Kind | null {
  const names = new Set(columns.map(({ name }) => foldedName(name)));
  if (!names.has('id') || !names.has('revision')) return null;
  return MARKS.find(([mark]) => names.has(foldedName(mark)))?.[1] ?? null;
}

export type OwnListReading = {
  readonly kind: Kind;
  readonly columns: readonly FileColumn[];
  /** False where rows are whole records under their own names, as in NDJSON. */
  readonly hasHeader: boolean;
  readonly by: CodedBy;
  /** Make what is not stored, of rows of cells, too; those of whole records are made in any case. */
  readonly create: boolean;
  readonly refuse: (violations: readonly Violation[]) => void;
};

/** Rows of a list of ours as a part of a load: what they say of what is stored, and whole records also where they are not. */
export function partOfList(list: OwnListReading, rows: readonly FileRow[]): WritePart {
  const { hasHeader } = list;
  return hasHeader ? partOfCells(list, list.kind, rows) : partOfRecords(list, list.kind, rows);
}

/** Faults of columns that the list of that kind does not have. */
export function listFaults({ kind, columns, hasHeader }: OwnListReading): Violation[] {
  if (!hasHeader) return [];
  const known = ['id', 'revision', ...OWN_COLUMNS[kind].map(({ name }) => name)];
  return columns.flatMap(({ name, line }, index) => {
    if (name === '' || columnOf(kind, name) !== undefined || ['id', 'revision'].includes(foldedName(name))) return [];
    const message = `is no column of the list of ${kind}s${suggest(name, known)}`;
    return [{ line, column: index + 1, columnName: name, message }];
  });
}

const columnOf = <K extends Kind>(kind: K, name: string): OwnColumn<K> | undefined =>
  OWN_COLUMNS[kind].find((it) => [it.name, it.label ?? it.name].map(foldedName).includes(foldedName(name)));

/** Without what our formats put in front of a text that begins like a formula, and around one that turns its line. */
const plain = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/^\u2068+|\u2069+$/gmu, '')
    .replace(/^'(?=[=+\-@\t])/, '')
    .trim();

const saidIn = (cell: unknown): string => plain(textIn(cell));

type Indices = { readonly id: number; readonly revision: number };

function indicesIn(columns: readonly FileColumn[]): Indices {
  const at = (name: string) => columns.findIndex((column) => foldedName(column.name) === name);
  return { id: at('id'), revision: at('revision') };
}

function partOfCells<K extends Kind>(list: OwnListReading, kind: K, rows: readonly FileRow[]): WritePart {
  const at = indicesIn(list.columns);
  const bound = list.columns.map(({ name }) => columnOf(kind, name));
  const ids = (of: Kind) =>
    new Set(
      rows.flatMap(({ cells }) =>
        bound.flatMap((column, index) => (column?.ids === of ? saidIn(cells[index]).split('\n') : [])),
      ),
    );
  const own = new Set(rows.map(({ cells }) => saidIn(cells[at.id])));
  const referred: RecordIds = {
    ...{ scale: ids('scale'), expert: ids('expert'), source: ids('source') },
    ...{ question: ids('question'), statement: ids('statement'), position: ids('position') },
  };
  return {
    ids: { ...referred, [kind]: new Set([...own, ...referred[kind]]) },
    plan: (grounds) => {
      const news = new Map<string, FileRow>();
      const contents = rows.flatMap((row, place): BundleContent[] => {
        const read = mended(list, kind, { row, at, bound, grounds, news });
        return read === null ? [] : [placed(contentOf(kind, read, list.by.reason), kind, place)];
      });
      const writes = planned(list, mergeContents(contents), grounds, rows);
      for (const { kind: of, record } of writes) {
        const row = of === kind ? news.get(record.id) : undefined;
        if (row !== undefined) list.refuse(misread({ row, bound, grounds }, kind, record as Entities[K], list));
      }
      return writes;
    },
  };
}

type RowOfList<K extends Kind> = {
  readonly row: FileRow;
  readonly at: Indices;
  readonly bound: readonly (OwnColumn<K> | undefined)[];
  readonly grounds: WriteGrounds;
  /** Takes in the row of a record that is to be made, by its id. */
  readonly news: Map<string, FileRow>;
};

/** What stands in the columns of a row, whatever order they are in. */
function cellsOf<K extends Kind>({ row, bound }: Pick<RowOfList<K>, 'row' | 'bound'>): SaidIn<K> {
  return (column) => saidIn(row.cells[bound.indexOf(column)]);
}

/** Faults of a record that is made and says something else than its row. */
function misread<K extends Kind>(
  at: Pick<RowOfList<K>, 'row' | 'bound' | 'grounds'>,
  kind: K,
  record: Entities[K],
  { columns }: OwnListReading,
): Violation[] {
  const { row, bound, grounds } = at;
  const found = notSaid(kind, record, calledIn(grounds.stored), { said: cellsOf(at), plain });
  return found.map(({ column, message }) => {
    const index = bound.indexOf(column);
    return { line: lineOfCell(row, index), column: index + 1, columnName: columns[index]?.name ?? '', message };
  });
}

/** What the row makes of the stored record; null where it is at fault. */
function mended<K extends Kind>(
  list: OwnListReading,
  kind: K,
  { row, at, bound, grounds, news }: RowOfList<K>,
): Inputs[K] | null {
  const faults: Violation[] = [];
  const fault = (index: number, message: string) =>
    faults.push({
      ...{ line: lineOfCell(row, index), column: index + 1, columnName: list.columns[index]?.name ?? '', message },
    });
  const id = saidIn(row.cells[at.id]);
  const now = grounds.redirects[kind].get(id) ?? id;
  const stored = (grounds.stored[kind] as ReadonlyMap<string, Entities[K]>).get(now);
  let input: Inputs[K] | null = null;
  if (row.cells.length !== list.columns.length)
    fault(0, `begins a row of ${row.cells.length} cells, and the header names ${list.columns.length} columns`);
  else if (stored === undefined) {
    if (list.create) {
      news.set(id, row);
      const read = made(kind, id, cellsOf({ row, bound }));
      input = validated(kind, read, (field, message) => fault(indexOf(kind, field, list), message));
    } else fault(at.id, `${show(id)} is not stored; "create" makes what is missing`);
  } else {
    input = inputOf(kind, stored);
    const called = calledIn(grounds.stored);
    const changed: string[] = [];
    bound.forEach((column, index) => {
      if (column === undefined) return;
      const text = withIdsOfNow(saidIn(row.cells[index]), column.ids, grounds.redirects);
      const value = column.of(stored, called);
      const held = plain(textIn(value));
      // A spreadsheet writes 0.50 or 1E-07 for what is the same number.
      if (text === held || (typeof value === 'number' && numberIn(text) === value) || input === null) return;
      if (column.after !== undefined && text === plain(textIn(column.after(input, called)))) return;
      if (column.edit === undefined)
        fault(index, `is ${show(held)}, and cannot be changed here to ${show(text)}: ${column.elsewhere ?? ''}`);
      else input = { ...input, ...column.edit(input, text === '' ? null : text) };
      changed.push(`${column.name} is ${show(held)}, here ${show(text)}`);
    });
    if (changed.length > 0 && saidIn(row.cells[at.revision]) !== String(stored.revision))
      fault(at.revision, changedMeanwhile(stored, changed));
    if (faults.length === 0)
      input = validated(kind, input, (field, message) => fault(indexOf(kind, field, list), message));
  }
  list.refuse(faults);
  return faults.length > 0 ? null : input;
}

/** The text of a cell; one that holds ids has those that the records have now. */
function withIdsOfNow(text: string, kind: Kind | undefined, redirects: Redirects): string {
  const ids = text.split('\n');
  if (kind === undefined || !ids.some((id) => redirects[kind].has(id))) return text;
  return [...new Set(ids.map((id) => redirects[kind].get(id) ?? id))].join('\n');
}

/** Where the field of a record stands in the list. */
function indexOf(kind: Kind, field: string, { columns }: OwnListReading): number {
  const name = OWN_COLUMNS[kind].find((it) =>
    [field, `${field}Id`, `${field.replace(/s$/, '')}Ids`].map(foldedName).includes(foldedName(it.name)),
  )?.name;
  return Math.max(
    0,
    columns.findIndex((column) => foldedName(column.name) === foldedName(name ?? 'id')),
  );
}

function validated<K extends Kind>(
  kind: K,
  input: Inputs[K],
  fault: (field: string, message: string) => void,
): Inputs[K] | null {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const read = readInput(kind, given);
  if (read.ok) return read.value;
  for (const { pointer = '', message } of read.violations) fault(pointer.split('/')[1] ?? '', message);
  return null;
}

/** Fields that follow from others: what is written does not have them. */
const DERIVED: { readonly [K in Kind]?: readonly string[] } = {
  statement: ['expert', 'source', 'saidOnFrom'],
  position: ['saidOn', 'saidOnFrom', 'saidAt', 'recordedSeq'],
};

type Fields = {
  readonly id?: unknown;
  readonly revision?: unknown;
  readonly saidOnFrom?: unknown;
  readonly [field: string]: unknown;
};

/** A record as it was answered, as it would be written. */
function asWritten(kind: Kind, record: Fields): Fields & { readonly id: unknown } {
  const isDerived = (field: string): boolean =>
    field === 'revision' ||
    DERIVED[kind]?.includes(field) === true ||
    (kind === 'statement' && field === 'saidOn' && record.saidOnFrom === 'source');
  const fields = Object.entries(record).filter(([field, value]) => value !== null && !isDerived(field));
  return {
    id: record.id,
    ...Object.fromEntries(
      fields.map(([field, value]) => [
        field,
        field === 'affiliations' && Array.isArray(value) ? value.map(present) : value,
      ]),
    ),
  };
}

const present = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([, it]) => it !== null))
    : value;

function partOfRecords<K extends Kind>(list: OwnListReading, kind: K, rows: readonly FileRow[]): WritePart {
  const faults: Violation[] = [];
  const revisions = new Map<string, AtRevision>();
  const contents: BundleContent[] = [];
  rows.forEach(({ line, cells, fault }, place) => {
    if (fault !== undefined) {
      faults.push({ line, message: fault });
      return;
    }
    const given = list.columns.flatMap(({ name }, index) => (cells[index] === undefined ? [] : [[name, cells[index]]]));
    const record: Fields = Object.fromEntries(given);
    const read = readInput(kind, asWritten(kind, record));
    if (read.ok) {
      revisions.set(read.value.id, { revision: record.revision, line });
      contents.push(placed(contentOf(kind, read.value, list.by.reason), kind, place));
    } else
      for (const { pointer = '', message } of read.violations)
        faults.push({ line, columnName: pointer.slice(1), message });
  });
  list.refuse(faults);
  const content = mergeContents(contents);
  return {
    ids: idsIn(content),
    plan: (grounds) => {
      const writes = planned(list, content, grounds, rows);
      const current = new Map([...revisions].map(([id, out]) => [grounds.redirects[kind].get(id) ?? id, out]));
      list.refuse(
        writes.flatMap(({ kind: of, record }) => {
          const out = of === kind ? current.get(record.id) : undefined;
          return out === undefined ? [] : outdated({ kind, record: record as Entities[K] }, out, grounds);
        }),
      );
      return writes;
    },
  };
}

/** Where a record stands in the list, and at which revision it went out. */
type AtRevision = { readonly revision: unknown; readonly line: number };

/** What was changed since it went out, and says otherwise than what is stored now; what follows from others may differ. */
function outdated<K extends Kind>(
  { kind, record }: { readonly kind: K; readonly record: Entities[K] },
  out: AtRevision,
  grounds: WriteGrounds,
): Violation[] {
  const now = (grounds.stored[kind] as ReadonlyMap<string, Entities[K]>).get(record.id);
  if (now === undefined || now.revision === out.revision) return [];
  const [theirs, ours] = [now, record].map((it) => new Map(Object.entries(inputOf(kind, it))));
  const how = [...new Set([...(theirs?.keys() ?? []), ...(ours?.keys() ?? [])])].flatMap((field) => {
    const [before, after] = [theirs?.get(field) ?? null, ours?.get(field) ?? null];
    return NativeGuard.IsDeepEqual(before, after)
      ? []
      : [`${field} is ${JSON.stringify(before)}, here ${JSON.stringify(after)}`];
  });
  return how.length === 0 ? [] : [{ line: out.line, columnName: 'revision', message: changedMeanwhile(now, how) }];
}

const changedMeanwhile = (
  { id, revision }: { readonly id: string; readonly revision: number },
  how: readonly string[],
): string =>
  `${show(id)} was changed since this list went out: it is at revision ${revision} now; ${how.join('; ')}. Take the list out again, and change it there`;

const placed = (content: BundleContent, kind: Kind, place: number): BundleContent => ({
  ...content,
  entries: { ...content.entries, [kind]: content.entries[kind].map(({ input }) => ({ input, place: `/${place}` })) },
});

function planned(
  list: OwnListReading,
  content: BundleContent,
  { stored, redirects }: WriteGrounds,
  rows: readonly FileRow[],
): readonly Write[] {
  const { reason: _, ...recorded } = list.by;
  const { plan, violations } = planImport(withCurrentIds(content, redirects), stored, recorded);
  list.refuse(
    violations.map(({ pointer = '', message }) => {
      const [, place = '', field = ''] = pointer.split('/');
      const row = rows[Number(place)];
      if (row === undefined || !list.hasHeader) return { line: row?.line ?? 1, columnName: field || 'id', message };
      const index = indexOf(list.kind, field, list);
      return { line: lineOfCell(row, index), column: index + 1, columnName: list.columns[index]?.name ?? '', message };
    }),
  );
  return violations.length === 0 ? plan.writes : [];
}
