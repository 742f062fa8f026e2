/** A table: what every tabular format is made from. */
import type { Cell, Evidence } from '../core/matrix/cell.ts';

/** `text` is written by people and may hold anything; the other types are ours. */
export type ColumnType = 'text' | 'number' | 'boolean';

export type Value = string | number | boolean | null;

export type Column = {
  /** For machines: snake_case, stable. */
  readonly key: string;
  /** For people. */
  readonly label: string;
  /** Of the label, where it is written by people and its language is on record. */
  readonly language?: string;
  readonly type: ColumnType;
};

/** A statement that a cell quotes or retells; `stance` where the cell holds several and it must be said whose it is. */
export type CellPassage = { readonly evidence: Evidence; readonly stance: string | null };

/** What formats with colour and markup may show of a cell beside its value, which says the same without them. */
export type Detail = {
  /** The stance the cell tells of. */
  readonly stance?: Pick<Cell, 'state' | 'value'>;
  readonly passages?: readonly CellPassage[];
};

export type Table = {
  readonly title: string;
  /** What the title is short for, in one sentence. */
  readonly subtitle?: string;
  /** Of title and subtitle, where they are written by people and their language is on record. */
  readonly language?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** Of the same shape as `rows`, where there is any. */
  readonly details?: readonly (readonly (Detail | null)[])[];
  /** What a reader must know to read it: rule, date, meaning of signs. Formats for machines leave it out. */
  readonly notes: readonly string[];
};

/** A column with how its value, and its detail where it has any, are taken from a record. */
export type ColumnOf<T> = Column & {
  readonly of: (record: T) => Value;
  readonly detail?: (record: T) => Detail | null;
};

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
    columns: columns.map(({ key, label, type, language }) => ({
      ...{ key, label, type },
      ...(language !== undefined && { language }),
    })),
    rows: records.map((record) => columns.map(({ of }) => of(record))),
    ...(columns.some(({ detail }) => detail !== undefined) && {
      details: records.map((record) => columns.map(({ detail }) => detail?.(record) ?? null)),
    }),
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
