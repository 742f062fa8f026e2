/** The change log, read forwards and backwards, all of it or what passes a filter. */
import { type RawBuilder, sql } from 'kysely';
import { type Change, publicChange } from '../../../core/change-log/change.ts';
import type { ChangeFilter } from '../../../core/ports/store.ts';
import { changeFromRow } from '../../shared/records/rows.ts';
import type { Sight } from '../../shared/sights.ts';
import { hasTopic } from '../records/filter.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { correctionsTouching } from './corrections.ts';
import { everNamed, given } from './ever-named.ts';

type Condition = RawBuilder<boolean>;
type Row = Parameters<typeof changeFromRow>[0];
type Narrowing = Omit<ChangeFilter, 'corrections'>;
type Filters = {
  readonly [F in keyof Narrowing]-?: (value: NonNullable<Narrowing[F]>, sight: Sight) => Condition;
};

/** As publicChange of the core has it, in the words of the index of that name. */
export const IS_PUBLIC: Condition = sql`(ifnull(before ->> '$.status', iif(before IS NULL, 'draft', '')) <> 'draft'
  OR ifnull(after ->> '$.status', iif(after IS NULL, 'draft', '')) <> 'draft')`;

const FILTERS: Filters = {
  // The second half in the words of the index of that name, or it would not be used.
  expert: (ids, sight) => sql`(expert IN (${everNamed('expert', given(ids), sight)})
    OR (entity = 'statement' AND json_array_length(coalesce(after, before), '$.experts') > 1 AND EXISTS (
      SELECT 1 FROM json_each(coalesce(after, before), '$.experts') signer
      WHERE signer.value IN (${everNamed('expert', given(ids), sight)}))))`,
  question: (ids, sight) => sql`question IN (${everNamed('question', given(ids), sight)})`,
  topic: (topics, sight) => sql`question IN (${everNamed('question', ofTopics(topics), sight)})`,
  record: ({ kind, id }, sight) => sql`entity = ${kind} AND id IN (${everNamed(kind, given([id]), sight)})`,
  calledThen: ({ kind, id }) => sql`entity = ${kind} AND id = ${id}`,
};

const ofTopics = (topics: readonly string[]) =>
  sql`SELECT questions.id FROM questions WHERE ${hasTopic(JSON.stringify(topics))}`;

/** The corrections that touch whom the filter names. */
function correctionsFor(
  { expert, question, topic }: ChangeFilter,
  sight: Sight,
  among: RawBuilder<unknown>,
): Condition {
  const experts = expert === undefined ? null : everNamed('expert', given(expert), sight);
  const touching = (questions: RawBuilder<unknown> | null) => correctionsTouching({ experts, questions, among });
  const numbers = [
    ...(question === undefined ? [] : [touching(everNamed('question', given(question), sight))]),
    ...(topic === undefined ? [] : [touching(everNamed('question', ofTopics(topic), sight))]),
  ];
  const all = numbers.length === 0 ? [touching(null)] : numbers;
  return sql`${sql.join(
    all.map((it) => sql`seq IN (${it})`),
    sql` AND `,
  )}`;
}

/** Null where every entry passes. */
function conditionOf(
  { corrections, ...others }: ChangeFilter,
  sight: Sight,
  among: RawBuilder<unknown>,
): Condition | null {
  if (corrections === undefined) return narrowedBy(others, sight);
  const { expert: _, question: __, topic: ___, ...rest } = others;
  // What is corrected was public: there is nothing else to be seen.
  const narrowed = narrowedBy(rest, 'all');
  const touching = correctionsFor(others, sight, among);
  return narrowed === null ? touching : sql`${touching} AND ${narrowed}`;
}

function narrowedBy(filter: Narrowing, sight: Sight): Condition | null {
  // Object.entries forgets which value belongs to which name; FILTERS keeps them together.
  const filters = FILTERS as { readonly [name: string]: ((value: unknown, sight: Sight) => Condition) | undefined };
  const conditions = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : (filters[name]?.(value, sight) ?? []),
  );
  // Beside a filter it is asked of each entry in turn, and leads the planner to no index but that of the filter.
  if (sight === 'public') conditions.push(conditions.length === 0 ? IS_PUBLIC : sql`${IS_PUBLIC} IS TRUE`);
  return conditions.length === 0 ? null : sql.join(conditions, sql` AND `);
}

type Direction = { readonly beyond: RawBuilder<unknown>; readonly order: RawBuilder<unknown> };

const FORWARDS: Direction = { beyond: sql`>`, order: sql`ASC` };
const BACKWARDS: Direction = { beyond: sql`<`, order: sql`DESC` };

export type ReadChanges = (from: number, limit: number, filter?: ChangeFilter) => Change[];

/** `after` reads what follows an entry, oldest first; `before` what precedes it, newest first. */
export function createChangeReader(
  statements: Statements,
  sight: Sight,
): {
  readonly after: ReadChanges;
  readonly before: ReadChanges;
} {
  const read = (row: Row): Change | readonly Change[] => {
    const change = changeFromRow(row);
    return sight === 'all' ? change : (publicChange(change) ?? []);
  };
  const along = ({ beyond, order }: Direction): ReadChanges => {
    const every: Defined<Row> = statements.define(
      sql<Row>`SELECT * FROM changes WHERE seq ${beyond} ${param('from')} ORDER BY seq ${order} LIMIT ${param('limit')}`,
    );
    return (from, limit, filter = {}) => {
      const condition = conditionOf(filter, sight, sql`c.seq ${beyond} ${from}`);
      if (condition === null) return every.all({ from, limit }).flatMap(read);
      // Only the entries that are wanted are fetched whole: what is sorted is their numbers.
      const wanted = sql`SELECT seq FROM changes WHERE ${condition} AND seq ${beyond} ${from} ORDER BY seq ${order} LIMIT ${limit}`;
      return statements
        .all(sql<Row>`SELECT * FROM changes WHERE seq IN (${wanted}) ORDER BY seq ${order}`)
        .flatMap(read);
    };
  };
  return { after: along(FORWARDS), before: along(BACKWARDS) };
}
