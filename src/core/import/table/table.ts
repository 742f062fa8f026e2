/** A table of coded positions, from its batches of rows to the parts of a load. */

import type { NamedKind } from '../../records/near.ts';
import { Failure, type Violation } from '../../values/errors.ts';
import type { WritePart } from '../../writing/grounds.ts';
import { type Binding, bindColumns, type Skipping } from './bind-columns.ts';
import { NO_EDITS } from './cell-edits.ts';
import { WORDS_COLUMNS } from './columns.ts';
import type { CodedFile } from './draft.ts';
import { type CodedEntry, entriesOf, type Reference, referTo } from './entry.ts';
import {
  type FileColumn,
  type FileRow,
  type FileTable,
  type FileText,
  isBlank,
  lineOfCell,
  ragged,
  textIn,
} from './file-table.ts';
import { foldedReference } from './name-index.ts';
import { namesAgain } from './names-again.ts';
import { noHead, webPageFault } from './no-head.ts';
import { kindOfList, listFaults, type OwnListReading, partOfList } from './own-list.ts';
import { matrixFault } from './own-matrix.ts';
import { RowsInOrder } from './own-order.ts';
import { type CodedBy, partOf } from './part.ts';
import { type CellFault, cellFaults, type RowRules, readRow } from './read-row.ts';
import { MAPPING_AT, type TableSession } from './session.ts';

/** So few that others are served between one part and the next. */
const ROWS_OF_A_PART = 100;
const KEPT_REFERENCES = 20_000;

/** Of tables without a mapping. */
const AS_WRITTEN: RowRules = {
  dating: { formats: new Map(), timezone: 'UTC' },
  edits: NO_EDITS,
  quoteOrParaphrase: false,
};

/** The parts of one file. Its faults go to the coding; one of the header ends it. */
export async function* partsOf(table: FileTable, coding: TableSession, by: CodedBy): AsyncGenerator<WritePart> {
  const reader = new TableReader(table, coding);
  const ordered = new RowsInOrder();
  let entries: CodedEntry[] = [];
  let broken: unknown;
  try {
    for await (const { columns, rows } of table.batches(coding.options.mapping?.head ?? null)) {
      const list = reader.asList(columns, by);
      if (list !== null) {
        coding.rows += rows.length;
        if (ordered.takes(list, rows)) continue;
        for (let from = 0; from < rows.length; from += ROWS_OF_A_PART)
          yield partOfList(list, rows.slice(from, from + ROWS_OF_A_PART));
        continue;
      }
      if (!reader.bind(columns, rows)) return;
      for (const row of rows) {
        // All of a row stay together: they share their statement.
        entries.push(...reader.read(row));
        if (entries.length < ROWS_OF_A_PART) continue;
        yield partOf(coding, reader.file, await coding.known.take(entries, reader.file), by);
        entries = [];
      }
    }
    yield* ordered.parts(ROWS_OF_A_PART);
  } catch (error) {
    broken = error;
  }
  yield partOf(coding, reader.file, await coding.known.take(entries, reader.file), by);
  if (broken !== undefined) throw named(broken, table);
}

/** The parts of the rows that waited until all were read. */
export async function* partsOfRest(
  coding: TableSession,
  by: CodedBy,
  pause: () => Promise<void>,
): AsyncGenerator<WritePart> {
  const { rows, unclear } = await coding.known.settle(pause);
  for (const { entry, file, message } of unclear) {
    const fault = entry.fault(entry.at, WORDS_COLUMNS, message);
    coding.faults.add([file.name === null ? fault : { ...fault, file: file.name }]);
  }
  for (let from = 0; from < rows.length; ) {
    const file = rows[from]?.file;
    const some = rows.slice(from, from + ROWS_OF_A_PART).filter((it) => it.file.from === file?.from);
    if (file === undefined) return;
    yield partOf(
      coding,
      file,
      some.map(({ entry }) => entry),
      by,
    );
    from += some.length;
  }
}

/** What keeps a table from being read on is told with its name. */
function named(error: unknown, { name }: FileTable): unknown {
  if (!(error instanceof Failure) || name === null) return error;
  const violations = error.violations.map((it) => (it.pointer === undefined ? { ...it, file: name } : it));
  return new Failure(error.kind, error.message, violations, { cause: error });
}

/** What one position of a row is read from. */
type BoundRow = { readonly bindings: readonly Binding[]; readonly fault: CellFault };

class TableReader {
  readonly #table: FileTable;
  readonly #coding: TableSession;
  readonly #from: number;
  readonly #references = new Map<string, Reference | null>();
  readonly #told = new Set<string>();
  #columns = -1;
  /** What the columns are called where a line names them; none elsewhere. */
  #names: readonly string[] = [];
  #rows: readonly BoundRow[] = [];
  #skip: readonly Skipping[] = [];
  #nameless: readonly number[] = [];
  /** The column that says of which text a row is; -1 where the table holds none. */
  #textColumn = -1;
  readonly #rules: RowRules;

  constructor(table: FileTable, coding: TableSession) {
    this.#table = table;
    this.#coding = coding;
    this.#from = coding.begin(table.name);
    const { mapping } = coding.options;
    this.#rules = mapping === null ? AS_WRITTEN : { ...mapping, dating: mapping.dates };
  }

  get file(): CodedFile {
    return { name: this.#table.name, from: this.#from };
  }

  /** The table as a list of ours, as it went out; null where it is another, or a mapping says how it is to be read. */
  asList(columns: readonly FileColumn[], by: CodedBy): OwnListReading | null {
    const kind = this.#coding.options.mapping === null ? kindOfList(columns) : null;
    if (kind === null) return null;
    const refuse = (violations: readonly Violation[]) => this.#add(violations);
    const { create } = this.#coding.options;
    const list = { ...{ kind, columns, by, create, refuse }, hasHeader: this.#table.hasHeader };
    if (this.#columns === -1 && this.#coding.options.retractMissing)
      refuse([
        { parameter: 'retractMissing', message: `is for tables of coded positions, and this is a list of ${kind}s` },
      ]);
    if (this.#columns !== columns.length) refuse(listFaults(list));
    this.#columns = columns.length;
    return list;
  }

  /** Finds out what is read from where. False where nothing can be. */
  bind(columns: readonly FileColumn[], rows: readonly FileRow[]): boolean {
    if (columns.length === this.#columns) return true;
    const { hasHeader } = this.#table;
    const { mapping } = this.#coding.options;
    const page = hasHeader ? webPageFault(columns) : null;
    const other = page ?? (mapping === null && hasHeader ? matrixFault(columns) : null);
    if (other !== null) {
      this.#add([other]);
      return false;
    }
    const { rows: bound, skip, violations, nameless, isHead } = bindColumns(columns, mapping, hasHeader, MAPPING_AT);
    const isFirst = this.#columns === -1;
    this.#columns = columns.length;
    this.#names = hasHeader && mapping?.head !== 'none' ? columns.map(({ name }) => name) : [];
    this.#rows = bound.map((bindings) => ({ bindings, fault: cellFaults(bindings, hasHeader) }));
    this.#skip = skip;
    this.#nameless = nameless;
    this.#textColumn = columns.findIndex(({ name }) => name === this.#table.texts?.column);
    // Where rows name the columns, a mapping may be of some that come up later.
    if (!isHead && (hasHeader || (isFirst && mapping === null))) {
      this.#add([noHead(columns, rows, mapping, hasHeader)]);
      return false;
    }
    // Where rows name the columns, more of them come up as it goes on.
    const news = violations.filter((violation) => !this.#told.has(JSON.stringify(violation)));
    for (const violation of news) this.#told.add(JSON.stringify(violation));
    this.#add(news);
    return !hasHeader || violations.length === 0;
  }

  /** What a row says; nothing where it is left out or at fault. */
  read(at: FileRow): readonly CodedEntry[] {
    this.#coding.rows += 1;
    this.#coding.lines.reach(this.#from + at.line);
    const unfit = this.#unfit(at);
    if (unfit !== null) return this.#refuse([unfit]);
    const skipped = this.#skip.find(({ index, values }) => values.has(textIn(at.cells[index]).toLowerCase()));
    if (skipped === undefined) {
      const again = namesAgain(at, this.#names);
      return again === null ? this.#rows.flatMap((row) => this.#readAs(at, row)) : this.#refuse([again]);
    }
    this.#coding.leaveOut(skipped.name, textIn(at.cells[skipped.index]));
    return [];
  }

  /** One of what a row becomes. */
  #readAs(at: FileRow, { bindings, fault }: BoundRow): readonly CodedEntry[] {
    const reading = readRow(at, bindings, this.#rules, fault);
    if (reading.kind === 'fault') return this.#refuse(reading.violations);
    if (reading.kind === 'left-out') {
      this.#coding.leaveOut(reading.leftOut.column, reading.leftOut.spelling);
      return [];
    }
    const found = entriesOf({ at, row: reading.row, fault }, (kind, text) => this.#refer(kind, text));
    if ('faults' in found) return this.#refuse(found.faults.map(({ columns, message }) => fault(at, columns, message)));
    const [first] = found.entries;
    const text = this.#textOf(at);
    const untrue = text === undefined || first === undefined ? null : this.#coding.texts.whyNotIn(text, first);
    if (untrue !== null) return this.#refuse([fault(at, ['quote'], untrue)]);
    if (text !== undefined && first !== undefined) this.#coding.texts.note(text, first, this.#table.name);
    const again = found.entries.flatMap((entry) => this.#saidAgain(entry) ?? []);
    return again.length === 0 ? found.entries : this.#refuse(again.slice(0, 1));
  }

  /** The text that the row is a passage of, where the table holds it. */
  #textOf(at: FileRow): FileText | undefined {
    return this.#table.texts?.named.get(textIn(at.cells[this.#textColumn]));
  }

  /** What keeps a row from being read at all. */
  #unfit(at: FileRow): Violation | null {
    if (at.fault !== undefined) return { line: at.line, message: at.fault };
    if (!this.#table.hasHeader) return null;
    const unlike = ragged(at.cells, this.#columns);
    if (unlike !== undefined) return { line: at.line, message: unlike };
    const index = this.#nameless.find((nameless) => !isBlank(at.cells[nameless]));
    if (index === undefined) return null;
    const message = `stands in a column without a name, number ${index + 1} of ${this.#columns}; name it, or use it in a mapping as {#${index + 1}}`;
    return { line: lineOfCell(at, index), column: index + 1, message };
  }

  #saidAgain({ at, row, fault, position, uncoded, statement }: CodedEntry): Violation | null {
    const { seen } = this.#coding;
    const here = this.#from + at.line;
    const isNamed = row.position !== undefined;
    const noted = seen.note(`position ${position}`, here);
    const before = noted ?? (isNamed ? undefined : this.#codedOtherwise(position, uncoded, here));
    if (before !== undefined) {
      const line = before === here ? 'another column of this row' : this.#coding.lines.inWords(before, this.#from);
      return row.position === undefined
        ? fault(
            at,
            ['quote', 'paraphrase'],
            `codes the same words as ${line}, on the same question; one of the two must go, or "said_at" or "recorded_by" tell them apart`,
          )
        : fault(at, ['position'], `"${position}" is the id of ${line} already`);
    }
    // A statement that is named may be that of several rows, but not one that has its id from another position.
    const taken =
      row.statement === undefined || statement === position ? undefined : seen.lineOf(`position ${statement}`);
    if (taken === undefined) return null;
    const line = this.#coding.lines.inWords(taken, this.#from);
    return fault(at, ['statement'], `"${statement}" is the id of ${line} already`);
  }

  /** The line with the same words where only one of both says who coded them. */
  #codedOtherwise(position: string, uncoded: string, line: number): number | undefined {
    const { seen } = this.#coding;
    if (position === uncoded) return seen.lineOf(`coded ${uncoded}`);
    seen.note(`coded ${uncoded}`, line);
    return seen.lineOf(`position ${uncoded}`);
  }

  #refer(kind: NamedKind, text: string): Reference | null {
    const key = `${kind} ${text}`;
    const known = this.#references.get(key);
    if (known !== undefined) return known;
    if (this.#references.size === KEPT_REFERENCES) this.#references.clear();
    const reference = referTo(kind, this.#coding.options.mapping?.names[kind].get(foldedReference(text)) ?? text);
    this.#references.set(key, reference);
    return reference;
  }

  #refuse(violations: readonly Violation[]): readonly [] {
    this.#add(violations);
    return [];
  }

  #add(violations: readonly Violation[]): void {
    const { name } = this.#table;
    // What is wrong with the mapping or an option is in no line of the table.
    const isElsewhere = (it: Violation) => it.pointer !== undefined || it.parameter !== undefined;
    this.#coding.faults.add(violations.map((it) => (name === null || isElsewhere(it) ? it : { ...it, file: name })));
  }
}
