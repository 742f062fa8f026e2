/** What a table looks like before it is imported: its columns and first rows, the spellings of its options, and its names. */
import type { Kind } from '../../records/kinds.ts';
import { ColumnNames } from './column-names.ts';
import type { CodedColumn } from './columns.ts';
import { type FileColumn, type FileRow, type FileTable, type Head, textIn } from './file-table.ts';
import type { WrittenMapping } from './mapping-schema.ts';
import { kindOfList } from './own-list.ts';
import { readTemplate } from './template.ts';
import { SETTLED_KINDS, type SettledKind } from './upload.ts';

const FIRST_ROWS = 5;
/** Of one column; whoever has more spellings has taken another column for the options. */
const MAX_SPELLINGS = 200;
/** Of names that are made, no more are compared with each other. */
const MAX_NAMES = 1_000;
const MAX_CHARACTERS = 300;
const ROWS_OF_A_TURN = 500;

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
  const seen = new SeenRows(mapping);
  const head: Head = mapping.head ?? null;
  for await (const batch of table.batches(head)) {
    seen.bind(batch.columns);
    for (let from = 0; from < batch.rows.length; from += ROWS_OF_A_TURN) {
      for (const row of batch.rows.slice(from, from + ROWS_OF_A_TURN)) seen.take(row);
      await pause();
    }
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
  readonly #answered = new Map<string, Set<string>>();
  #texts: { readonly [K in Counted]: RowText | null } = { option: null, expert: null, question: null };
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
    const textFor = (what: Counted) => textOfRows(COUNTED_COLUMNS[what], this.#mapping, this.#names);
    this.#texts = { option: textFor('option'), expert: textFor('expert'), question: textFor('question') };
  }

  take({ cells }: FileRow): void {
    this.#rows += 1;
    if (this.#first.length < FIRST_ROWS) this.#first.push(this.#names.heads.map((_, index) => textIn(cells[index])));
    const { option, expert, question } = this.#texts;
    const [counts, asked] = [this.#counts, question?.(cells) ?? ''];
    note(counts.question, asked, MOST.question);
    // Several who said it together stand in one cell.
    for (const one of (expert?.(cells) ?? '').split(';')) note(counts.expert, one.trim(), MOST.expert);
    const answer = option?.(cells) ?? '';
    note(counts.option, answer, MOST.option);
    if (!counts.option.has(answer)) return;
    const answered = this.#answered.get(answer) ?? new Set();
    // Of questions without number none is told apart.
    if (asked === '' || counts.question.has(asked)) this.#answered.set(answer, answered.add(asked));
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

/** What one of our columns says in a row, before any spelling of it is settled. */
type RowText = (cells: readonly unknown[]) => string;

/** What the first of these columns that there is says; null where it is none of them, or made of what is not there. */
function textOfRows(columns: readonly CodedColumn[], mapping: WrittenMapping, names: ColumnNames): RowText | null {
  for (const column of columns) {
    const template = mapping.columns === undefined ? `{${column}}` : mapping.columns[column];
    const parts = template === undefined ? '' : readTemplate(template);
    if (template === undefined || typeof parts === 'string') continue;
    const places = parts.map((part) => ('text' in part ? part : { at: names.at(part.column) }));
    if (places.some((place) => 'at' in place && place.at === undefined)) continue;
    return (cells) =>
      places.map((place) => ('text' in place ? place.text : textIn(cells[place.at ?? names.count]))).join('');
  }
  return null;
}

function note(counts: Map<string, number>, text: string, most: number): void {
  if (text === '' || text.length > MAX_CHARACTERS) return;
  const before = counts.get(text) ?? 0;
  if (before > 0 || counts.size < most) counts.set(text, before + 1);
}

const countedIn = (counts: ReadonlyMap<string, number>): CountedText[] =>
  [...counts].map(([text, rows]) => ({ text, rows }));
