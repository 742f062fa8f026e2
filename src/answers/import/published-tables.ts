/** Everything that the public sees as tables: one for each kind of record, and one of what was corrected. */
import type { Correction } from '../../core/change-log/correction.ts';
import type { NamesById } from '../../core/records/called.ts';
import { type Entities, KINDS, type Kind, PLURALS } from '../../core/records/kinds.ts';
import { correctionsAnswer } from '../change-log/corrections.ts';
import { recordsTable } from '../records/records.ts';
import type { Table } from '../table.ts';

export type PublishedTable = {
  /** Of its file, and by which other tables refer to it. */
  readonly name: string;
  readonly title: string;
  /** Its columns. */
  readonly empty: Table;
  /** Its rows, some at a time, from the first on whenever it is called. */
  readonly pieces: () => AsyncIterable<Table>;
  readonly primaryKey: string | null;
  /** Columns that hold the id of a row of another table. */
  readonly references: readonly { readonly column: string; readonly table: string }[];
};

/** Where everything is read from; `preview` where drafts are among it. */
export type PublishedRecords = {
  readonly preview: boolean;
  readonly recordsOf: <K extends Kind>(kind: K) => AsyncIterable<readonly Entities[K][]>;
  /** What the records that these name are called. */
  readonly calledIn: <K extends Kind>(kind: K, records: readonly Entities[K][]) => Promise<NamesById>;
  readonly corrections: () => AsyncIterable<readonly Correction[]>;
};

const REFERENCES: { readonly [K in Kind]?: readonly (readonly [column: string, kind: Kind])[] } = {
  question: [['scale', 'scale']],
  statement: [
    ['expert_id', 'expert'],
    ['source_id', 'source'],
  ],
  position: [
    ['expert_id', 'expert'],
    ['question_id', 'question'],
  ],
};

/** The names of the tables that there are. */
export const PUBLISHED_TABLES: readonly string[] = [...KINDS.map((kind) => PLURALS[kind]), 'corrections'];

/** Each table behind those that it refers to; corrections, which tell of what is no more, are last. */
export const publishedTables = ({ preview, recordsOf, calledIn, corrections }: PublishedRecords): PublishedTable[] => [
  ...KINDS.map((kind) => recordTable(kind, { records: () => recordsOf(kind), calledIn, drafts: preview })),
  {
    name: 'corrections',
    title: 'Corrections',
    empty: correctionRows([]),
    pieces: () => tablesOf(corrections(), correctionRows),
    primaryKey: null,
    references: [],
  },
];

type RecordsOfKind<K extends Kind> = Pick<PublishedRecords, 'calledIn'> & {
  readonly records: () => AsyncIterable<readonly Entities[K][]>;
  readonly drafts: boolean;
};

function recordTable<K extends Kind>(kind: K, { records, calledIn, drafts }: RecordsOfKind<K>): PublishedTable {
  const empty = recordsTable(kind, [], { drafts });
  return {
    name: PLURALS[kind],
    title: empty.title,
    empty,
    pieces: () =>
      tablesOf(records(), async (some) => recordsTable(kind, some, { drafts, called: await calledIn(kind, some) })),
    primaryKey: 'id',
    references: (REFERENCES[kind] ?? []).map(([column, to]) => ({ column, table: PLURALS[to] })),
  };
}

const correctionRows = (corrections: readonly Correction[]): Table =>
  correctionsAnswer({ items: corrections, next: null }).records();

async function* tablesOf<T>(
  pieces: AsyncIterable<readonly T[]>,
  tableOf: (some: readonly T[]) => Table | Promise<Table>,
) {
  for await (const some of pieces) yield await tableOf(some);
}
