/** Records read by id, together, and as filtered, ordered pages. */
import { type RawBuilder, sql } from 'kysely';
import type { AxisQuestion } from '../../../core/matrix/material.ts';
import type { ListFilter } from '../../../core/ports/store.ts';
import type { Entities, Kind } from '../../../core/records/kinds.ts';
import { type ListOrder, OWN_ORDER, type Page, type PageRequest } from '../../../core/values/page.ts';
import { orderedList } from '../../shared/records/list-order.ts';
import {
  AXIS_QUESTION_COLUMNS,
  axisQuestionFromRow,
  expertFromRow,
  POSITION_COLUMNS,
  positionFromRow,
  questionFromRow,
  scaleFromRow,
  sourceFromRow,
  statementFromRow,
} from '../../shared/records/rows.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { conditionOf, dividedFilter, type FilterContext, namesIn, valuesOf } from './filter.ts';

/** Where records of a kind come from, and in which order they are listed. */
type Origin<Row, T> = {
  readonly table: string;
  /** The columns of the table that a record is made of; all of them unless given. */
  readonly columns?: readonly (keyof Row & string)[];
  /** Columns beside those of the table. */
  readonly with?: RawBuilder<unknown>;
  /** The text column to sort by before `id`. */
  readonly sortBy: string;
  readonly newestFirst: boolean;
  readonly fromRow: (row: Row) => T;
};

const origin = <Row, T>(it: Origin<Row, T>): Origin<Row, T> => it;

const ORIGINS = {
  scale: origin({
    table: 'scales',
    with: sql`(SELECT json_group_array(json_object('id', id, 'label', label, 'value', value, 'role', role))
      FROM (SELECT id, label, value, coalesce(role, iif(value IS NULL, 'no-side', 'side')) AS role FROM scale_options WHERE scale = scales.id ORDER BY ordinal)) AS options`,
    sortBy: 'id',
    newestFirst: false,
    fromRow: scaleFromRow,
  }),
  expert: origin({ table: 'experts', sortBy: 'sort_key', newestFirst: false, fromRow: expertFromRow }),
  source: origin({ table: 'sources', sortBy: 'published_until', newestFirst: true, fromRow: sourceFromRow }),
  question: origin({ table: 'questions', sortBy: 'sort_key', newestFirst: false, fromRow: questionFromRow }),
  statement: origin({
    table: 'statements',
    // Few have any.
    with: sql`iif(EXISTS (SELECT 1 FROM statement_cosigners WHERE statement = statements.id),
        (SELECT json_group_array(expert)
          FROM (SELECT expert FROM statement_cosigners WHERE statement = statements.id ORDER BY ordinal)),
        NULL) AS cosigners,
      iif(EXISTS (SELECT 1 FROM statement_reprints WHERE statement = statements.id),
        (SELECT json_group_array(source)
          FROM (SELECT source FROM statement_reprints WHERE statement = statements.id ORDER BY ordinal)),
        NULL) AS reprints`,
    sortBy: 'said_until',
    newestFirst: true,
    fromRow: statementFromRow,
  }),
  position: origin({
    table: 'positions',
    // There may be millions, and each column more is a twentieth of the time that it takes to read them.
    columns: POSITION_COLUMNS,
    with: sql`iif(positions.evidence_count > 1,
      (SELECT json_group_array(statement)
        FROM (SELECT statement FROM evidence WHERE position = positions.id ORDER BY ordinal)),
      positions.latest_statement) AS statements`,
    sortBy: 'said_until',
    newestFirst: true,
    fromRow: positionFromRow,
  }),
};

const AXIS_QUESTION = origin({
  ...ORIGINS.question,
  columns: AXIS_QUESTION_COLUMNS,
  fromRow: axisQuestionFromRow,
});

export interface Reader<T> {
  get(id: string): T | null;
  getMany(ids: readonly string[]): T[];
  /** All that pass the filter, in order. */
  all(filter: ListFilter): T[];
  /** How many pass the filter. */
  count(filter: ListFilter): number;
  page(filter: ListFilter, page: PageRequest): Page<T>;
  ids(): string[];
  /** All that pass the filter, in order, some at a time; a piece may be empty. The connection must be at one state. */
  pieces(filter: ListFilter, order?: ListOrder): Generator<T[]>;
}

/** Rows of a list that are looked through for one piece of it. */
const PIECE_ROWS = 250;

/** Before every text, and behind it: the engine sorts bytes after texts. */
const [FIRST, LAST] = ['', Buffer.alloc(0)];

export type Readers = { readonly [K in Kind]: Reader<Entities[K]> };

/** What the axes of stored cells are read with. */
export type AxisReaders = Pick<Readers, 'expert' | 'scale'> & {
  readonly axisQuestion: Pick<Reader<AxisQuestion>, 'all'>;
};

export const createReaders = (
  statements: Statements,
  state: FilterContext = { past: false, sight: 'all' },
): Readers & AxisReaders => ({
  scale: reader(statements, 'scale', ORIGINS.scale, state),
  expert: reader(statements, 'expert', ORIGINS.expert, state),
  source: reader(statements, 'source', ORIGINS.source, state),
  question: reader(statements, 'question', ORIGINS.question, state),
  statement: reader(statements, 'statement', ORIGINS.statement, state),
  position: reader(statements, 'position', ORIGINS.position, state),
  axisQuestion: reader(statements, 'question', AXIS_QUESTION, state),
});

function reader<Row, T>(
  statements: Statements,
  kind: Kind,
  { table, columns: names, with: extra, sortBy, newestFirst, fromRow }: Origin<Row, T>,
  state: FilterContext,
): Reader<T> {
  const own = names?.map((name) => sql.ref(`${table}.${name}`)) ?? [sql`${sql.table(table)}.*`];
  const columns = sql.join(extra === undefined ? own : [...own, extra]);
  const select = sql`SELECT ${columns} FROM ${sql.table(table)}`;
  const id = sql.ref(`${table}.id`);
  const ordered = (order: ListOrder) => orderedList({ table, sortBy, newestFirst }, order);
  const byId = statements.define<Row>(
    sql<Row>`${select} WHERE ${id} = ${param('id')} AND ${conditionOf(kind, [], state)}`,
  );
  const everyId = statements.define<{ id: string }>(
    sql`SELECT id FROM ${sql.table(table)} WHERE ${conditionOf(kind, [], state)} ORDER BY id`,
  );
  const where = (filter: ListFilter) => conditionOf(kind, namesIn(filter), state);
  const many = statements.define<Row>(sql<Row>`${select} WHERE ${conditionOf(kind, ['id'], state)}`);
  const all = perFilter((filter) =>
    statements.define<Row>(sql<Row>`${select} WHERE ${where(filter)} ${ordered(OWN_ORDER).inOrder}`),
  );
  const count = perFilter((filter) =>
    statements.define<{ n: number }>(
      sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} WHERE ${where(filter)}`,
    ),
  );
  const paging = (order: ListOrder) => {
    const { key, inOrder, beyond } = ordered(order);
    const from = (rest: RawBuilder<unknown>) =>
      perFilter((filter) =>
        statements.define(
          sql<Row & { page_key: string; id: string }>`SELECT ${columns}, ${key} AS page_key FROM ${sql.table(table)}
            WHERE ${where(filter)} AND ${rest} ${inOrder} LIMIT ${param('limit')}`,
        ),
      );
    return {
      first: from(sql`TRUE`),
      next: from(sql`(${key}, ${id}) ${beyond} (${param('afterKey')}, ${param('afterId')})`),
    };
  };
  const pagings = new Map<string, ReturnType<typeof paging>>();
  /** The queries of pages in that order, made when it is first asked for and kept. */
  const pagingIn = (order: ListOrder) => {
    const name = `${order.by} ${order.reversed}`;
    const known = pagings.get(name) ?? paging(order);
    pagings.set(name, known);
    return known;
  };
  let chosenBefore = 0;
  /** The filter as a condition that is quickly asked of each row: what is found in other tables is looked up now. */
  const lookedUp = (filter: ListFilter): RawBuilder<boolean> => {
    const { elsewhere, itself } = dividedFilter(filter);
    if (Object.keys(elsewhere).length === 0) return where(itself);
    chosenBefore += 1;
    const chosen = sql.table(`temp.chosen_${table}_${chosenBefore}`);
    statements.define(sql`CREATE TEMP TABLE ${chosen} (id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID`).run();
    statements
      .define(sql`INSERT INTO ${chosen} SELECT ${id} FROM ${sql.table(table)} WHERE ${where(elsewhere)}`)
      .run(valuesOf(elsewhere));
    return sql`${id} IN (SELECT id FROM ${chosen}) AND ${where(itself)}`;
  };
  return {
    get(wanted) {
      const row = byId.get({ id: wanted });
      return row === undefined ? null : fromRow(row);
    },
    getMany: (ids) => many.all(valuesOf({ id: ids })).map(fromRow),
    all: (filter) => all(filter).all(valuesOf(filter)).map(fromRow),
    count: (filter) => count(filter).get(valuesOf(filter))?.n ?? 0,
    page(filter, { limit, after, order = OWN_ORDER }) {
      const [afterKey, afterId] = after ?? [];
      const { first, next } = pagingIn(order);
      const query = after === undefined ? first : next;
      const rows = query(filter).all({ ...valuesOf(filter), limit: limit + 1, afterKey, afterId });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(fromRow),
        next: last === undefined ? null : [last.page_key, last.id],
      };
    },
    ids: () => everyId.all().map((row) => row.id),
    *pieces(filter, order = OWN_ORDER) {
      const condition = lookedUp(filter);
      const { key, isFalling, inOrder, beyond } = ordered(order);
      const upTo = isFalling ? sql`>=` : sql`<=`;
      const after = sql`(${key}, ${id}) ${beyond} (${param('afterKey')}, ${param('afterId')})`;
      const end = statements.define<{ key: string; id: string }>(
        sql`SELECT ${key} AS key, ${id} AS id FROM ${sql.table(table)} WHERE ${after} ${inOrder} LIMIT 1 OFFSET ${PIECE_ROWS - 1}`,
      );
      // IS TRUE: the filter is asked of each row in turn, and leads the planner to no index but that of the order.
      const piece = statements.define<Row>(
        sql`${select} WHERE ${after} AND (${key}, ${id}) ${upTo} (${param('lastKey')}, ${param('lastId')})
          AND (${condition}) IS TRUE ${inOrder}`,
      );
      const values = valuesOf(filter);
      const [start, finish] = isFalling ? [LAST, FIRST] : [FIRST, LAST];
      let at: { readonly [part: string]: unknown } = { afterKey: start, afterId: FIRST };
      for (;;) {
        const last = end.get(at);
        yield piece.all({ ...values, ...at, lastKey: last?.key ?? finish, lastId: last?.id ?? FIRST }).map(fromRow);
        if (last === undefined) return;
        at = { afterKey: last.key, afterId: last.id };
      }
    },
  };
}

/** A query for every combination of filters, made when it is first needed and kept. */
function perFilter<Row>(define: (filter: ListFilter) => Defined<Row>): (filter: ListFilter) => Defined<Row> {
  const known = new Map<string, Defined<Row>>();
  return (filter) => {
    const names = namesIn(filter).join(' ');
    let query = known.get(names);
    if (query === undefined) {
      query = define(filter);
      known.set(names, query);
    }
    return query;
  };
}
