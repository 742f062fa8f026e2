/** A table: what every tabular format is made from. */

/** `text` is written by people and may hold anything; the other types are ours. */
export type ColumnType = 'text' | 'number' | 'boolean';

export type Value = string | number | boolean | null;

export type Column = {
  /** For machines: snake_case, stable. */
  readonly key: string;
  /** For people. */
  readonly label: string;
  readonly type: ColumnType;
};

export type Table = {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** What a reader must know to read it: rule, date, meaning of signs. Formats for machines leave it out. */
  readonly notes: readonly string[];
};

/** A column with how its value is taken from a record. */
export type ColumnOf<T> = Column & { readonly of: (record: T) => Value };

/** Makes columns of records of one type. */
export function columnsOf<T>() {
  const column =
    (type: ColumnType) =>
    (key: string, label: string, of: (record: T) => Value): ColumnOf<T> => ({ key, label, type, of });
  return { text: column('text'), number: column('number'), flag: column('boolean') };
}

/** A table with one row per record. */
export function tableOf<T>(
  title: string,
  columns: readonly ColumnOf<T>[],
  records: readonly T[],
  notes: readonly string[] = [],
): Table {
  return {
    title,
    columns: columns.map(({ key, label, type }) => ({ key, label, type })),
    rows: records.map((record) => columns.map(({ of }) => of(record))),
    notes,
  };
}

/** What stands in a cell on which nothing is on record. */
export const NOTHING_ON_RECORD = '—';

/** Several texts in one cell, each on a line of its own, so that every one keeps its exact characters. */
export const lines = (texts: readonly (string | null)[]): string | null => {
  const present = texts.filter((line) => line !== null);
  return present.length === 0 ? null : present.join('\n');
};
