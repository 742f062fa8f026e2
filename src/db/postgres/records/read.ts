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
import type { Session } from '../statements.ts';
import { conditionOf } from './filter.ts';
import { rowReader } from './read-rows.ts';
import { type State, tableAt } from './tables.ts';

/** Where records of a kind come from, and in which order they are listed. */
type Origin<Row, T> = {
  readonly table: string;
  /** The columns of the table that a record is made of. Never all that there are: a migration may add some. */
  readonly columns: readonly (keyof Row & string)[];
  /** Columns beside those of the table, by their names. */
  readonly with?: (state: State) => Readonly<Record<string, RawBuilder<unknown>>>;
  /** The text column to sort by before `id`. */
  readonly sortBy: string;
  readonly newestFirst: boolean;
  readonly fromRow: (row: Row) => T;
};

const origin = <Row, T>(it: Origin<Row, T>): Origin<Row, T> => it;

/** The ids in another table that belong to a record, as a JSON array in their order. */
const listOf = (column: string, table: string, owner: string, of: string, state: State): RawBuilder<unknown> =>
  sql`(SELECT json_agg(part.${sql.ref(column)} ORDER BY part.ordinal)::text FROM ${tableAt(table, state, 'part')}
    WHERE part.${sql.ref(owner)} = ${sql.ref(`${of}.id`)})`;

/**
 * The same, null where there is none. Few have any: to look first takes a fraction of what an empty list takes, and where
 * nobody has any at present, one look is enough for all. Of the past it is not asked so: where all are of another time,
 * that would be a look at every version.
 */
const rareListOf = (column: string, table: string, owner: string, of: string, state: State): RawBuilder<unknown> =>
  sql`CASE WHEN ${state.until === null ? sql`(SELECT EXISTS (SELECT FROM ${tableAt(table, state, 'part')}))` : sql`TRUE`}
      AND EXISTS (SELECT FROM ${tableAt(table, state, 'part')} WHERE part.${sql.ref(owner)} = ${sql.ref(`${of}.id`)})
    THEN ${listOf(column, table, owner, of, state)} END`;

/** The statements that a position rests on, or the only one. */
const evidenceOf = (state: State): RawBuilder<unknown> =>
  sql`CASE WHEN positions.evidence_count > 1
    THEN ${listOf('statement', 'evidence', 'position', 'positions', state)} ELSE positions.latest_statement END`;

const ORIGINS = {
  scale: origin({
    table: 'scales',
    columns: ['id', 'label', 'status', 'revision'],
    with: (state) => ({
      options: sql`(SELECT coalesce(json_agg(json_build_object('id', o.id, 'label', o.label, 'value', o.value,
        'role', coalesce(o.role, CASE WHEN o.value IS NULL THEN 'no-side' ELSE 'side' END)) ORDER BY o.ordinal), '[]')::text
        FROM ${tableAt('scale_options', state, 'o')} WHERE o.scale = scales.id)`,
    }),
    sortBy: 'id',
    newestFirst: false,
    fromRow: scaleFromRow,
  }),
  expert: origin({
    table: 'experts',
    columns: [
      ...(['id', 'kind', 'name', 'sort_name', 'description', 'aliases', 'affiliations'] as const),
      ...(['links', 'status', 'revision'] as const),
    ],
    sortBy: 'sort_key',
    newestFirst: false,
    fromRow: expertFromRow,
  }),
  source: origin({
    table: 'sources',
    columns: [
      ...(['id', 'title', 'publisher', 'url', 'archived_url', 'published_on', 'retrieved_on'] as const),
      ...(['language', 'note', 'status', 'revision'] as const),
    ],
    sortBy: 'published_until',
    newestFirst: true,
    fromRow: sourceFromRow,
  }),
  question: origin({
    table: 'questions',
    columns: [
      ...(['id', 'title', 'proposition', 'scale', 'coding_rule', 'topics', 'aliases'] as const),
      ...(['language', 'translations', 'succeeds', 'status', 'revision'] as const),
    ],
    sortBy: 'sort_key',
    newestFirst: false,
    fromRow: questionFromRow,
  }),
  statement: origin({
    table: 'statements',
    columns: [
      ...(['id', 'expert', 'source', 'said_on', 'said_on_from', 'said_at', 'attribution', 'quotes'] as const),
      ...(['paraphrase', 'selector', 'venue', 'reported_by', 'language', 'translations', 'capacity'] as const),
      ...(['status', 'revision'] as const),
    ],
    with: (state) => ({
      cosigners: rareListOf('expert', 'statement_cosigners', 'statement', 'statements', state),
      reprints: rareListOf('source', 'statement_reprints', 'statement', 'statements', state),
    }),
    sortBy: 'said_until',
    newestFirst: true,
    fromRow: statementFromRow,
  }),
  position: origin({
    table: 'positions',
    columns: POSITION_COLUMNS,
    with: (state) => ({ statements: evidenceOf(state) }),
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
  /** A record as one text, to stand behind SELECT in a query that reads several kinds. */
  readonly packed: RawBuilder<string>;
  /** The record of such a text; null where it can only be read column by column. */
  unpacked(text: string): T | null;
  get(session: Session, id: string): Promise<T | null>;
  getMany(session: Session, ids: readonly string[]): Promise<T[]>;
  /** Those whose ids a query finds, in order. */
  found(session: Session, ids: RawBuilder<unknown>): Promise<T[]>;
  /** All that pass the filter, in order. */
  all(session: Session, filter: ListFilter): Promise<T[]>;
  /** How many pass the filter. */
  count(session: Session, filter: ListFilter): Promise<number>;
  page(session: Session, filter: ListFilter, page: PageRequest): Promise<Page<T>>;
  ids(session: Session): Promise<string[]>;
  /** All that pass the filter, in order, some at a time. The session must be at one state. */
  pieces(session: Session, filter: ListFilter, order?: ListOrder): AsyncGenerator<T[]>;
}

/** Records of one piece of a list. */
const PIECE_ROWS = 250;

export type Readers = { readonly [K in Kind]: Reader<Entities[K]> };

/** What the axes of stored cells are read with. */
export type AxisReaders = Pick<Readers, 'expert' | 'scale'> & {
  readonly axisQuestion: Pick<Reader<AxisQuestion>, 'all'>;
};

export const createReaders = (state: State): Readers & AxisReaders => ({
  scale: reader('scale', ORIGINS.scale, state),
  expert: reader('expert', ORIGINS.expert, state),
  source: reader('source', ORIGINS.source, state),
  question: reader('question', ORIGINS.question, state),
  statement: reader('statement', ORIGINS.statement, state),
  position: reader('position', ORIGINS.position, state),
  axisQuestion: reader('question', AXIS_QUESTION, state),
});

function reader<Row, T>(
  kind: Kind,
  { table, columns: own, with: others = () => ({}), sortBy, newestFirst, fromRow }: Origin<Row, T>,
  state: State,
): Reader<T> {
  const columns = { table, own, others: others(state) };
  const rows = rowReader<Row>(columns);
  const from = tableAt(table, state);
  const id = sql.ref(`${table}.id`);
  const ordered = (order: ListOrder) => orderedList({ table, sortBy, newestFirst }, order);
  const where = (filter: ListFilter) => conditionOf(kind, filter, state);
  type Paged = Row & { page_key: string; id: string };
  const rowsAfter = (session: Session, filter: ListFilter, { after: at, limit, order = OWN_ORDER }: PageRequest) => {
    const { key, inOrder, beyond } = ordered(order);
    const after = at === undefined ? sql`TRUE` : sql`(${key}, ${id}) ${beyond} (${at[0]}, ${at[1]})`;
    const readPaged = rowReader<Paged>({ ...columns, others: { ...columns.others, page_key: key } });
    return readPaged.read(session, sql`FROM ${from} WHERE ${where(filter)} AND ${after} ${inOrder} LIMIT ${limit}`);
  };
  const chosen = async (session: Session, condition: RawBuilder<boolean>, order: RawBuilder<unknown>) =>
    (await rows.read(session, sql`FROM ${from} WHERE ${condition} ${order}`)).map(fromRow);
  const some = (session: Session, filter: ListFilter, order: RawBuilder<unknown>) =>
    chosen(session, where(filter), order);
  return {
    get packed() {
      return rows.packed;
    },
    unpacked: (text) => {
      const row = rows.unpacked(text);
      return row === null ? null : fromRow(row);
    },
    get: async (session, wanted) => (await some(session, { id: [wanted] }, sql``))[0] ?? null,
    getMany: async (session, ids) => (ids.length === 0 ? [] : some(session, { id: ids }, sql``)),
    found: (session, ids) => chosen(session, sql`${id} IN (${ids}) AND ${where({})}`, ordered(OWN_ORDER).inOrder),
    all: (session, filter) => some(session, filter, ordered(OWN_ORDER).inOrder),
    count: async (session, filter) =>
      (await session.first(sql<{ n: number }>`SELECT count(*) AS n FROM ${from} WHERE ${where(filter)}`))?.n ?? 0,
    async page(session, filter, page) {
      const { limit } = page;
      const rows = await rowsAfter(session, filter, { ...page, limit: limit + 1 });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(fromRow),
        next: last === undefined ? null : [last.page_key, last.id],
      };
    },
    ids: async (session) => {
      const rows = await session.all(sql<{ id: string }>`SELECT ${id} FROM ${from} WHERE ${where({})} ORDER BY ${id}`);
      return rows.map((row) => row.id);
    },
    async *pieces(session, filter, order = OWN_ORDER) {
      let at: { readonly after?: readonly string[] } = {};
      for (;;) {
        const rows = await rowsAfter(session, filter, { ...at, limit: PIECE_ROWS, order });
        yield rows.map(fromRow);
        const last = rows.at(-1);
        if (last === undefined || rows.length < PIECE_ROWS) return;
        at = { after: [last.page_key, last.id] };
      }
    },
  };
}
