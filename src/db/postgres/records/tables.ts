/** Tables as they are, and as they were: the same queries read both. */
import { type RawBuilder, sql } from 'kysely';
import type { Sight } from '../../shared/sights.ts';

/** Which state is read, the present one (null) or that after the entry `until` of the log, and whether with drafts. */
export type State = { readonly until: number | null; readonly sight: Sight };

export const PRESENT: State = { until: null, sight: 'all' };

/** What a version is current until that still is. */
export const STILL = Number.MAX_SAFE_INTEGER;

/** The parts of the log: their entries tell which state they belong to. */
const OF_THE_LOG = ['changes', 'change_signers'];

/** A table of that state, to stand behind FROM, under its own name or another one. */
export function tableAt(table: string, { until }: State, as: string = table): RawBuilder<unknown> {
  const [name, alias] = [sql.table(table), sql.table(as)];
  if (until === null) return sql`${name} AS ${alias}`;
  if (table === 'corrections')
    return sql`(SELECT seq, expert, question, position, day, CASE WHEN merged_at <= ${until} THEN merged_at END AS merged_at
      FROM corrections WHERE seq <= ${until}) AS ${alias}`;
  if (OF_THE_LOG.includes(table)) return sql`(SELECT * FROM ${name} WHERE seq <= ${until}) AS ${alias}`;
  if (table === 'redirects')
    return sql`(SELECT entity, renamed_from AS old_id, id, seq,
        CASE WHEN before::json ->> 'status' IS DISTINCT FROM 'draft' THEN 1 ELSE 0 END AS is_public
      FROM changes WHERE action = 'rename' AND renamed_from <> id AND seq <= ${until}) AS ${alias}`;
  return sql`(SELECT * FROM ${sql.table(`${table}_versions`)} WHERE since <= ${until} AND until > ${until}) AS ${alias}`;
}

/** What is seen of a table of records. */
export const seen = (table: string, { sight }: State): RawBuilder<boolean> =>
  sight === 'all' ? sql`TRUE` : sql`${sql.ref(`${table}.status`)} <> 'draft'`;

/** A text of the server holds no NUL: what has one is compared as something that no stored text holds either. */
export const comparable = <T extends string | number>(value: T): T | string =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u0002') : value;

/**
 * `column IN (values)`, whose text depends on no more than whether there is one. The server plans for ten where it knows only that
 * there is a list: for one it would find that too dear each time, and plan anew.
 */
export function isIn(column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  const [first] = values;
  if (first !== undefined && values.length === 1) return sql`${sql.ref(column)} = ${comparable(first)}`;
  return sql`${sql.ref(column)} = ANY(${values.map(comparable)})`;
}
