/** Rows that come as one text each: to send, take apart and collect a column by itself costs more than what stands in it. */
import { type RawBuilder, sql } from 'kysely';
import { once } from '../../../core/values/once.ts';
import { compiled, type Session } from '../statements.ts';

/** Columns of a table, and what else a row is made of, each by the name that it has in the row. */
type Columns = {
  readonly table: string;
  readonly own: readonly string[];
  readonly others: Readonly<Record<string, RawBuilder<unknown>>>;
};

type Row = { [column: string]: string | number | null };

/** Stand between columns, and for NULL: control characters, which no text on record contains. */
const [BETWEEN, NOTHING] = ['\u001f', '\u001e'];
const [between, nothing] = [String.raw`E'\x1f'`, String.raw`E'\x1e'`];

const NUMBERS = new Set(['confidence', 'recorded_seq', 'revision']);

export type RowReader<R> = {
  /** The columns as one text, to stand behind SELECT. */
  readonly packed: RawBuilder<string>;
  /** The row of such a text; null where somebody has put what stands between columns into one of them by another way than ours. */
  unpacked(text: string): R | null;
  /** The rows of a query, of which `from` is all that stands behind its columns. */
  read(session: Session, from: RawBuilder<unknown>): Promise<R[]>;
};

export function rowReader<R>({ table, own, others }: Columns): RowReader<R> {
  const those = own.map((name) => `"${table}"."${name}"`);
  const packed = once(() => {
    const texts = those.map((column) => `coalesce(${column}::text, ${nothing})`).join(', ');
    return compiled<string>(
      sql`${sql.raw(`concat_ws(${between}, num_nulls(${those.join(', ')}), ${texts}`)}${sql.join(
        Object.values(others).map((other) => sql`, coalesce(${other}, ${sql.raw(nothing)})`),
        sql``,
      )})`,
    );
  });
  const names = [...own, ...Object.keys(others)];
  const empty: Row = Object.fromEntries(names.map((name) => [name, null]));
  const unpacked = (text: string) => filled({ ...empty }, text, names, own.length) as R | null;

  return {
    get packed() {
      return packed();
    },
    unpacked,
    async read(session, from) {
      const texts = await session.arrays<[text: string]>(sql`SELECT ${packed()} ${from}`);
      const rows = texts.map(([text]) => unpacked(text));
      if (!rows.includes(null)) return rows as R[];
      const named = Object.entries(others).map(([name, other]) => sql`, ${other} AS ${sql.id(name)}`);
      return session.all<R>(sql<R>`SELECT ${sql.raw(those.join(', '))}${sql.join(named, sql``)} ${from}`);
    },
  };
}

/** The row, in which all is null, filled; null where a text among the columns reads as what stands between them, or as none. */
function filled(row: Row, text: string, names: readonly string[], own: number): Row | null {
  let start = text.indexOf(BETWEEN) + 1;
  let missing = Number(text.slice(0, start - 1));
  for (let index = 0; index < names.length; index += 1) {
    if (start > text.length) return null;
    const next = text.indexOf(BETWEEN, start);
    const end = next === -1 ? text.length : next;
    const value = text.slice(start, end);
    if (value === NOTHING) missing -= index < own ? 1 : 0;
    else row[names[index] ?? ''] = NUMBERS.has(names[index] ?? '') ? Number(value) : value;
    start = end + 1;
  }
  return start > text.length && missing === 0 ? row : null;
}
