/** The change log, read forwards and backwards, all of it or what passes a filter. */
import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../../../core/change-log/change.ts';
import type { ChangeFilter } from '../../../core/ports/store.ts';
import { hasTopic } from '../records/filter.ts';
import { changeFromRow } from '../records/rows.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { correctionsTouching } from './corrections.ts';
import { everNamed, given } from './ever-named.ts';

type Condition = RawBuilder<boolean>;
type Row = Parameters<typeof changeFromRow>[0];
type Narrowing = Omit<ChangeFilter, 'corrections'>;
type Filters = { readonly [F in keyof Narrowing]-?: (value: NonNullable<Narrowing[F]>) => Condition };

/** As publicChange of the core has it, in the words of the index of that name. */
export const IS_PUBLIC: Condition = sql`(ifnull(before ->> '$.status', iif(before IS NULL, 'draft', '')) <> 'draft'
  OR ifnull(after ->> '$.status', iif(after IS NULL, 'draft', '')) <> 'draft')`;

const FILTERS: Filters = {
  expert: (ids) => sql`expert IN (${everNamed('expert', given(ids))})`,
  question: (ids) => sql`question IN (${everNamed('question', given(ids))})`,
  topic: (topics) => sql`question IN (${everNamed('question', ofTopics(topics))})`,
  record: ({ kind, id }) => sql`entity = ${kind} AND id IN (${everNamed(kind, given([id]))})`,
  public: () => IS_PUBLIC,
};

const ofTopics = (topics: readonly string[]) =>
  sql`SELECT questions.id FROM questions WHERE ${hasTopic(JSON.stringify(topics))}`;

/** The corrections that touch whom the filter names. */
function correctionsFor({ expert, question, topic }: ChangeFilter): Condition {
  const experts = expert === undefined ? null : everNamed('expert', given(expert));
  const touching = (questions: RawBuilder<unknown> | null) => correctionsTouching({ experts, questions });
  const numbers = [
    ...(question === undefined ? [] : [touching(everNamed('question', given(question)))]),
    ...(topic === undefined ? [] : [touching(everNamed('question', ofTopics(topic)))]),
  ];
  const all = numbers.length === 0 ? [touching(null)] : numbers;
  return sql`${sql.join(
    all.map((it) => sql`seq IN (${it})`),
    sql` AND `,
  )}`;
}

/** Null where every entry passes. */
function conditionOf({ corrections, ...others }: ChangeFilter): Condition | null {
  if (corrections === undefined) return narrowedBy(others);
  const { expert: _, question: __, topic: ___, ...rest } = others;
  const narrowed = narrowedBy(rest);
  return narrowed === null ? correctionsFor(others) : sql`${correctionsFor(others)} AND ${narrowed}`;
}

function narrowedBy(filter: Narrowing): Condition | null {
  // Object.entries forgets which value belongs to which name; FILTERS keeps them together.
  const filters = FILTERS as { readonly [name: string]: ((value: unknown) => Condition) | undefined };
  const conditions = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : (filters[name]?.(value) ?? []),
  );
  return conditions.length === 0 ? null : sql.join(conditions, sql` AND `);
}

type Direction = { readonly beyond: RawBuilder<unknown>; readonly order: RawBuilder<unknown> };

const FORWARDS: Direction = { beyond: sql`>`, order: sql`ASC` };
const BACKWARDS: Direction = { beyond: sql`<`, order: sql`DESC` };

export type ReadChanges = (from: number, limit: number, filter?: ChangeFilter) => Change[];

/** `after` reads what follows an entry, oldest first; `before` what precedes it, newest first. */
export function createChangeReader(statements: Statements): {
  readonly after: ReadChanges;
  readonly before: ReadChanges;
} {
  const along = ({ beyond, order }: Direction): ReadChanges => {
    const every: Defined<Row> = statements.define(
      sql<Row>`SELECT * FROM changes WHERE seq ${beyond} ${param('from')} ORDER BY seq ${order} LIMIT ${param('limit')}`,
    );
    return (from, limit, filter = {}) => {
      const condition = conditionOf(filter);
      if (condition === null) return every.all({ from, limit }).map(changeFromRow);
      // Only the entries that are wanted are fetched whole: what is sorted is their numbers.
      const wanted = sql`SELECT seq FROM changes WHERE ${condition} AND seq ${beyond} ${from} ORDER BY seq ${order} LIMIT ${limit}`;
      return statements
        .all(sql<Row>`SELECT * FROM changes WHERE seq IN (${wanted}) ORDER BY seq ${order}`)
        .map(changeFromRow);
    };
  };
  return { after: along(FORWARDS), before: along(BACKWARDS) };
}
