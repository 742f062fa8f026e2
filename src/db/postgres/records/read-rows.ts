/** Rows that come as one text each: to send, take apart and collect a column by itself costs more than what stands in it. */
import { type RawBuilder, sql } from 'kysely';
import type { Session } from '../statements.ts';

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

/** The rows of a query, of which `from` is all that stands behind its columns. */
export async function readRows<R>(session: Session, { table, own, others }: Columns, from: RawBuilder<unknown>) {
  const those = own.map((name) => `"${table}"."${name}"`);
  const packed = those.map((column) => `coalesce(${column}::text, ${nothing})`).join(', ');
  const texts = await session.arrays<[text: string]>(
    sql`SELECT ${sql.raw(`concat_ws(${between}, num_nulls(${those.join(', ')}), ${packed}`)}${sql.join(
      Object.values(others).map((other) => sql`, coalesce(${other}, ${sql.raw(nothing)})`),
      sql``,
    )}) ${from}`,
  );
  const names = [...own, ...Object.keys(others)];
  const rows = texts.map(([text]) => unpacked(text, names, own.length));
  if (!rows.includes(null)) return rows as R[];
  // Somebody has put such a character there by another way than ours.
  const named = Object.entries(others).map(([name, other]) => sql`, ${other} AS ${sql.id(name)}`);
  return session.all<R>(sql<R>`SELECT ${sql.raw(those.join(', '))}${sql.join(named, sql``)} ${from}`);
}

/** Null where a text among the columns reads as what stands between them, or as none. */
function unpacked(text: string, names: readonly string[], own: number): Row | null {
  const values = text.split(BETWEEN);
  if (values.length !== names.length + 1) return null;
  const row: Row = {};
  let found = 0;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? '';
    const value = values[index + 1] ?? NOTHING;
    if (value === NOTHING) {
      row[name] = null;
      if (index < own) found += 1;
    } else row[name] = NUMBERS.has(name) ? Number(value) : value;
  }
  return found === Number(values[0]) ? row : null;
}
