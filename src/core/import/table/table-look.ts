/** What a table looks like before it is imported: its columns and first rows, the spellings of its options, and its names. */
import type { Kind } from '../../records/kinds.ts';
import { ColumnNames } from './column-names.ts';
import type { CodedColumn } from './columns.ts';
import { type FileColumn, type FileRow, type FileTable, type Head, textIn } from './file-table.ts';
import type { WrittenMapping } from './mapping-schema.ts';
import { kindOfList } from './own-list.ts';
import { SETTLED_KINDS, type SettledKind } from './upload.ts';

const FIRST_ROWS = 5;
/** Of one column; whoever has more spellings has taken another column for the options. */
const MAX_SPELLINGS = 200;
/** Of names that are made, no more are compared with each other. */
const MAX_NAMES = 1_000;
const MAX_CHARACTERS = 300;

/** How often a text stands in a column. */
export type CountedText = { readonly text: string; readonly rows: number };

export type TableLook = {
  readonly rows: number;
  /** Of which kind it is a list, as it was taken out here; null for another table. */
  readonly list: Kind | null;
  readonly columns: readonly { readonly address: string; readonly name: string }[];
  readonly first: readonly (readonly string[])[];
  /** In the order in which they come up. */
  readonly spellings: readonly CountedText[];
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

/** Reads all of the table once. Fails as its reading does. */
export async function lookAt(table: FileTable, mapping: WrittenMapping): Promise<TableLook> {
  const seen = new SeenRows(mapping);
  const head: Head = mapping.head ?? null;
  for await (const batch of table.batches(head)) {
    seen.bind(batch.columns);
    for (const row of batch.rows) seen.take(row);
  }
  return seen.look();
}

class SeenRows {
  readonly #mapping: WrittenMapping;
  readonly #counts: { readonly [K in Counted]: Map<string, number> } = {
    ...{ option: new Map(), expert: new Map(), question: new Map() },
  };
  readonly #first: string[][] = [];
  #names = new ColumnNames([]);
  #places: readonly (readonly [Counted, number])[] = [];
  #list: Kind | null = null;
  #rows = 0;

  constructor(mapping: WrittenMapping) {
    this.#mapping = mapping;
  }

  /** Finds out what stands where; where rows name the columns, more of them come up as it goes on. */
  bind(columns: readonly FileColumn[]): void {
    if (columns.length === this.#names.count) return;
    this.#names = new ColumnNames(columns);
    this.#list = Object.keys(this.#mapping).length === 0 ? kindOfList(columns) : null;
    this.#places = COUNTED.flatMap((what) => {
      const at = placeOf(COUNTED_COLUMNS[what], this.#mapping, this.#names);
      return at === undefined ? [] : [[what, at] as const];
    });
  }

  take({ cells }: FileRow): void {
    this.#rows += 1;
    if (this.#first.length < FIRST_ROWS) this.#first.push(this.#names.heads.map((_, index) => textIn(cells[index])));
    for (const [what, at] of this.#places) {
      const text = textIn(cells[at]);
      // Several who said it together stand in one cell.
      for (const one of what === 'expert' ? text.split(';') : [text]) note(this.#counts[what], one.trim(), MOST[what]);
    }
  }

  look(): TableLook {
    const { option, expert, question } = this.#counts;
    return {
      ...{ rows: this.#rows, list: this.#list, first: this.#first },
      columns: this.#names.heads.map((name, index) => ({ address: addressIn(this.#names, index), name })),
      spellings: countedIn(option),
      names: { expert: countedIn(expert), question: countedIn(question) },
    };
  }
}

/** What tells a column in templates and forms: its number, where its name has what these are written with. */
function addressIn(names: ColumnNames, index: number): string {
  const address = names.addressOf(index);
  return /[{}\r\n]/.test(address) ? `#${index + 1}` : address;
}

/** The column of theirs that one of ours is taken from, unchanged; undefined where it is made of something else. */
function placeOf(columns: readonly CodedColumn[], mapping: WrittenMapping, names: ColumnNames): number | undefined {
  for (const column of columns) {
    const template = mapping.columns === undefined ? `{${column}}` : mapping.columns[column];
    if (template === undefined) continue;
    const [, address] = /^\{([^{}]+)\}$/su.exec(template) ?? [];
    const at = address === undefined ? undefined : names.at(address);
    if (at !== undefined) return at;
  }
  return undefined;
}

function note(counts: Map<string, number>, text: string, most: number): void {
  if (text === '' || text.length > MAX_CHARACTERS) return;
  const before = counts.get(text) ?? 0;
  if (before > 0 || counts.size < most) counts.set(text, before + 1);
}

const countedIn = (counts: ReadonlyMap<string, number>): CountedText[] =>
  [...counts].map(([text, rows]) => ({ text, rows }));
