/** What a table looks like before it is imported: its columns and first rows, the spellings of its options, and its names. */
import type { Kind } from '../../records/kinds.ts';
import { Failure } from '../../values/errors.ts';
import { type Binding, bindColumns, type Skipping } from './bind-columns.ts';
import { NO_EDITS } from './cell-edits.ts';
import { ColumnNames } from './column-names.ts';
import type { CodedColumn } from './columns.ts';
import { type FileColumn, type FileRow, type FileTable, type Head, textIn } from './file-table.ts';
import { type Mapping, readMapping } from './mapping.ts';
import type { WrittenMapping } from './mapping-schema.ts';
import { webPageFault } from './no-head.ts';
import { kindOfList } from './own-list.ts';
import { answerFault } from './own-matrix.ts';
import { spellingIn } from './read-row.ts';
import { SETTLED_KINDS, type SettledKind } from './upload.ts';

const FIRST_ROWS = 5;
/** Of one column; whoever has more spellings has taken another column for the options. */
const MAX_SPELLINGS = 200;
/** Of names that are made, no more are compared with each other. */
const MAX_NAMES = 1_000;
const MAX_CHARACTERS = 300;
const ANSWERS_OF_A_TURN = 500;

/** How often a text stands in a column. */
export type CountedText = { readonly text: string; readonly rows: number };

export type TableLook = {
  readonly rows: number;
  /** Of which kind it is a list, as it was taken out here; null for another table. */
  readonly list: Kind | null;
  readonly columns: readonly { readonly address: string; readonly name: string }[];
  readonly first: readonly (readonly string[])[];
  /** In the order in which they come up, with the questions that they answer. */
  readonly spellings: readonly (CountedText & { readonly questions: readonly string[] })[];
  readonly names: { readonly [K in SettledKind]: readonly CountedText[] };
};

const COUNTED = ['option', ...SETTLED_KINDS] as const;
type Counted = (typeof COUNTED)[number];

/** Where it stands: a name rather than the id beside it. */
const COUNTED_COLUMNS: { readonly [C in Counted]: readonly CodedColumn[] } = {
  option: ['option'],
  expert: ['expert_name', 'expert'],
  question: ['question_title', 'question'],
};
const MOST: { readonly [C in Counted]: number } = { option: MAX_SPELLINGS, expert: MAX_NAMES, question: MAX_NAMES };

/** Reads all of the table once; `pause` lets others have their turn. Fails as its reading does. */
export async function lookAt(
  table: FileTable,
  mapping: WrittenMapping,
  pause: () => Promise<void> = async () => undefined,
): Promise<TableLook> {
  const seen = new SeenRows(mapping, table.hasHeader);
  const head: Head = mapping.head ?? null;
  for await (const batch of table.batches(head)) {
    seen.bind(batch.columns);
    const { rowsOfATurn } = seen;
    for (let from = 0; from < batch.rows.length; from += rowsOfATurn) {
      for (const row of batch.rows.slice(from, from + rowsOfATurn)) seen.take(row);
      await pause();
    }
  }
  return seen.look();
}

/** Where the texts that are counted stand in what is made of a row. */
type Asking = { readonly [K in Counted]: readonly Binding[] };

class SeenRows {
  readonly #written: WrittenMapping;
  /** Null where it cannot be used: whoever imports by it says why. */
  readonly #mapping: Mapping | null;
  readonly #hasHeader: boolean;
  readonly #counts: { readonly [K in Counted]: Map<string, number> } = {
    ...{ option: new Map(), expert: new Map(), question: new Map() },
  };
  readonly #first: string[][] = [];
  #names = new ColumnNames([]);
  readonly #answered = new Map<string, Set<string>>();
  #asking: readonly Asking[] = [];
  #skip: readonly Skipping[] = [];
  #list: Kind | null = null;
  #rows = 0;

  constructor(written: WrittenMapping, hasHeader: boolean) {
    const read = readMapping(written, '');
    this.#written = written;
    this.#mapping = read.ok ? read.value : null;
    this.#hasHeader = hasHeader;
  }

  get rowsOfATurn(): number {
    return Math.ceil(ANSWERS_OF_A_TURN / Math.max(1, this.#asking.length));
  }

  /**
   * Finds out what stands where; where rows name the columns, more of them come up as it goes on. Fails with `invalid` where
   * it is no table.
   */
  bind(columns: readonly FileColumn[]): void {
    if (columns.length === this.#names.count) return;
    const isSaid = this.#written.columns !== undefined || this.#written.rows !== undefined;
    const other = this.#hasHeader ? (webPageFault(columns) ?? (isSaid ? null : answerFault(columns))) : null;
    if (other !== null) throw new Failure('invalid', `the file ${other.message}`, [other]);
    this.#names = new ColumnNames(columns);
    this.#list = Object.keys(this.#written).length === 0 ? kindOfList(columns) : null;
    if (this.#mapping === null) return;
    const { rows, skip } = bindColumns(columns, this.#mapping, this.#hasHeader, '');
    this.#skip = skip;
    this.#asking = rows.map((bindings) => {
      const of = (what: Counted) =>
        COUNTED_COLUMNS[what].flatMap((column) => bindings.find((it) => it.column === column) ?? []);
      return { option: of('option'), expert: of('expert'), question: of('question') };
    });
  }

  take({ cells }: FileRow): void {
    this.#rows += 1;
    if (this.#first.length < FIRST_ROWS) this.#first.push(this.#names.heads.map((_, index) => textIn(cells[index])));
    if (this.#skip.some(({ index, values }) => values.has(textIn(cells[index]).toLowerCase()))) return;
    for (const asking of this.#asking) this.#takeAnswer(cells, asking);
  }

  #takeAnswer(cells: readonly unknown[], asking: Asking): void {
    const edits = this.#mapping?.edits ?? NO_EDITS;
    const textOf = (what: Counted): string => {
      for (const binding of asking[what]) {
        const text = spellingIn(cells, binding, edits);
        if (text !== '') return text;
      }
      return '';
    };
    const [counts, answer] = [this.#counts, textOf('option')];
    // What nobody answered is no position, and names nobody.
    if (answer === '' && this.#leavesOut(asking)) return;
    const asked = textOf('question');
    note(counts.question, asked, MOST.question);
    // Several who said it together stand in one cell.
    for (const one of textOf('expert').split(';')) note(counts.expert, one.trim(), MOST.expert);
    if (this.#isSettled(asking, answer)) return;
    note(counts.option, answer, MOST.option);
    if (!counts.option.has(answer)) return;
    const answered = this.#answered.get(answer) ?? new Set();
    // Of questions without number none is told apart.
    if (asked === '' || counts.question.has(asked)) this.#answered.set(answer, answered.add(asked));
  }

  #leavesOut({ option }: Asking): boolean {
    return option.some(({ values }) => values?.listed.get('') === null);
  }

  /** Does what is said of this answer alone say what it stands for, and what is said of all does not? */
  #isSettled({ option }: Asking, text: string): boolean {
    const ofAll = this.#written.values?.option ?? {};
    return !Object.hasOwn(ofAll, text) && option.some(({ values }) => values?.listed.has(text));
  }

  look(): TableLook {
    const { option, expert, question } = this.#counts;
    return {
      ...{ rows: this.#rows, list: this.#list, first: this.#first },
      columns: this.#names.heads.map((name, index) => ({ address: addressIn(this.#names, index), name })),
      spellings: countedIn(option).map((it) => ({ ...it, questions: [...(this.#answered.get(it.text) ?? [])] })),
      names: { expert: countedIn(expert), question: countedIn(question) },
    };
  }
}

/** What tells a column in templates and forms: its number, where its name has what these are written with. */
function addressIn(names: ColumnNames, index: number): string {
  const address = names.addressOf(index);
  return /[{}\r\n]/.test(address) ? `#${index + 1}` : address;
}

function note(counts: Map<string, number>, text: string, most: number): void {
  if (text === '' || text.length > MAX_CHARACTERS) return;
  const before = counts.get(text) ?? 0;
  if (before > 0 || counts.size < most) counts.set(text, before + 1);
}

const countedIn = (counts: ReadonlyMap<string, number>): CountedText[] =>
  [...counts].map(([text, rows]) => ({ text, rows }));
