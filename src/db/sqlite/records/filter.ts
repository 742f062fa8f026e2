/** The filters of a list as SQL conditions: one fragment per kind and filter. */
import { type RawBuilder, sql } from 'kysely';
import type { ListFilter } from '../../../core/ports/store.ts';
import { type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { matchExpression } from '../../shared/records/match.ts';
import type { Sight } from '../../shared/sights.ts';
import { param } from '../statements.ts';

export type Condition = RawBuilder<boolean>;
/** `past`: the connection shows a state that was, with the words that have changed since in `old_search`. */
export type FilterContext = { readonly past: boolean; readonly sight: Sight };

/** What is seen of a table of records. */
export const seen = (table: string, sight: Sight): Condition | null =>
  sight === 'all' ? null : sql`${sql.ref(`${table}.status`)} <> 'draft'`;

/** Conditions name the values of the filter by its name: which they are is told when the query runs. */
type Filters = { readonly [F in keyof ListFilter]-?: (state: FilterContext) => Condition };

const someOf = (column: string, values: unknown, within: RawBuilder<unknown> = sql``): Condition =>
  sql`${sql.ref(column)} ${within} IN (SELECT value FROM json_each(${values}))`;

/** `column IN (values)` in a form whose SQL text does not depend on how many there are. */
export const isIn = (column: string, values: readonly string[]): Condition => someOf(column, JSON.stringify(values));

const among = (column: string, filter: keyof ListFilter) => (): Condition => someOf(column, param(filter));

const notAmong = (column: string, filter: keyof ListFilter) => (): Condition =>
  sql`NOT ${someOf(column, param(filter))}`;

/** What all kinds have. A record's `revision` is the number of its last change; the times of the log never go back. */
const every = (table: string) => ({
  id: among(`${table}.id`, 'id'),
  updatedSince: (): Condition => sql`${sql.ref(`${table}.revision`)} >= (
    SELECT seq FROM changes WHERE at >= ${param('updatedSince')} ORDER BY at, seq LIMIT 1)`,
});

const days = (column: string) => ({
  from: (): Condition => sql`${sql.ref(column)} >= ${param('from')}`,
  to: (): Condition => sql`${sql.ref(column)} <= ${param('to')}`,
});

const words = (table: string, kind: Kind) => ({
  q: ({ past }: FilterContext): Condition => {
    const found = sql`SELECT d.id FROM search_index JOIN search_documents d ON d.key = search_index.rowid
      WHERE search_index MATCH ${param('q')} AND d.kind = ${kind}`;
    const before = sql`SELECT old_search.id FROM old_search
      WHERE old_search MATCH ${param('q')} AND old_search.kind = ${kind}`;
    return sql`${sql.ref(`${table}.id`)} IN (${past ? sql`${found} UNION ALL ${before}` : found})`;
  },
});

/** Whoever ever belonged to one of them. */
const hasAffiliation = (): Condition => sql`EXISTS (
  SELECT 1 FROM json_each(experts.affiliations) a WHERE ${someOf('a.value', param('affiliation'), sql`->> 'organization'`)})`;

/** The expert belonged to one of them on the day, by the core's rule (`organizations_on`); who ever did is found first, once. */
const belonged = (expert: string, day: string): Condition =>
  sql`(${sql.ref(expert)} IN (SELECT experts.id FROM experts WHERE ${hasAffiliation()}) AND EXISTS (
    SELECT 1 FROM experts e, json_each(organizations_on(e.affiliations, ${sql.ref(day)})) o
    WHERE e.id = ${sql.ref(expert)} AND ${someOf('o.value', param('affiliation'))}))`;

/** `topics` is a list of them as JSON. */
export const hasTopic = (topics: unknown): Condition =>
  sql`EXISTS (SELECT 1 FROM json_each(questions.topics) t WHERE ${someOf('t.value', topics)})`;

const FILTERS: { readonly [K in Kind]: Partial<Filters> } = {
  scale: every('scales'),
  expert: {
    ...every('experts'),
    ...words('experts', 'expert'),
    affiliation: hasAffiliation,
    excludeExpert: notAmong('experts.id', 'excludeExpert'),
  },
  source: { ...every('sources'), ...days('sources.published_until') },
  question: {
    ...every('questions'),
    ...words('questions', 'question'),
    topic: () => hasTopic(param('topic')),
    succeeds: among('questions.succeeds', 'succeeds'),
  },
  statement: {
    ...every('statements'),
    ...days('statements.said_until'),
    ...words('statements', 'statement'),
    attribution: among('statements.attribution', 'attribution'),
    affiliation: () => sql`(${belonged('statements.expert', 'statements.said_until')} OR EXISTS (
      SELECT 1 FROM statement_cosigners c
      WHERE c.statement = statements.id AND ${belonged('c.expert', 'statements.said_until')}))`,
    expert: () => sql`(${someOf('statements.expert', param('expert'))} OR statements.id IN (
      SELECT statement FROM statement_cosigners WHERE ${someOf('statement_cosigners.expert', param('expert'))}))`,
    // What somebody else signed too is theirs still.
    excludeExpert: () => sql`(${notAmong('statements.expert', 'excludeExpert')()} OR EXISTS (
      SELECT 1 FROM statement_cosigners c
      WHERE c.statement = statements.id AND ${notAmong('c.expert', 'excludeExpert')()}))`,
    source: () => sql`(${someOf('statements.source', param('source'))} OR statements.id IN (
      SELECT statement FROM statement_reprints WHERE ${someOf('statement_reprints.source', param('source'))}))`,
    question: () => sql`statements.id IN (
      SELECT evidence.statement FROM evidence JOIN positions ON positions.id = evidence.position
      WHERE ${someOf('positions.question', param('question'))} AND positions.status <> 'draft')`,
  },
  position: {
    ...every('positions'),
    ...days('positions.said_until'),
    ...words('positions', 'position'),
    affiliation: () => belonged('positions.expert', 'positions.said_until'),
    expert: among('positions.expert', 'expert'),
    excludeExpert: notAmong('positions.expert', 'excludeExpert'),
    question: among('positions.question', 'question'),
    option: among('positions.option', 'option'),
    status: among('positions.status', 'status'),
    basis: among('positions.basis', 'basis'),
    source: () => sql`positions.id IN (
      SELECT evidence.position FROM evidence JOIN statements ON statements.id = evidence.statement
      WHERE ${someOf('statements.source', param('source'))}
      UNION ALL SELECT evidence.position FROM evidence JOIN statement_reprints r ON r.statement = evidence.statement
      WHERE ${someOf('r.source', param('source'))})`,
    statement: () => sql`positions.id IN (
      SELECT evidence.position FROM evidence WHERE ${someOf('evidence.statement', param('statement'))})`,
    topic: () => sql`positions.question IN (SELECT questions.id FROM questions WHERE ${hasTopic(param('topic'))})`,
  },
};

/** Filters that look through other tables, which is not to be done anew for every piece of a list. */
const LOOKING_ELSEWHERE: readonly (keyof ListFilter)[] = [
  'affiliation',
  'topic',
  'source',
  'statement',
  'question',
  'q',
];

/** The filter in two: what looks through other tables, and what a row says by itself. */
export function dividedFilter(filter: ListFilter): { readonly elsewhere: ListFilter; readonly itself: ListFilter } {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const looks = ([name]: [string, unknown]) => (LOOKING_ELSEWHERE as readonly string[]).includes(name);
  return {
    elsewhere: Object.fromEntries(given.filter(looks)),
    itself: Object.fromEntries(given.filter((entry) => !looks(entry))),
  };
}

type Named = readonly string[];

/** The filters that are given, by name. */
export const namesIn = (filter: ListFilter): Named =>
  Object.keys(filter).filter((name) => filter[name as keyof ListFilter] !== undefined);

/**
 * Filters as one condition, whose values `valuesOf` gives. A filter that the kind does not have is an error of the
 * program, not of its user.
 */
export function conditionOf(kind: Kind, names: Named, state: FilterContext): Condition {
  const filters = FILTERS[kind] as { readonly [name: string]: Filters['id'] | undefined };
  const conditions = names.map((name) => {
    const condition = filters[name];
    if (condition === undefined) throw new RangeError(`a list of ${kind} cannot be filtered by ${name}`);
    return condition(state);
  });
  const visible = seen(PLURALS[kind], state.sight);
  if (visible !== null) conditions.push(visible);
  return conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `);
}

/** The values of a filter as its condition takes them. */
export const valuesOf = (filter: ListFilter): { readonly [name: string]: unknown } =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, asTaken(name, value)]])),
  );

const asTaken = (name: string, value: unknown): unknown => {
  if (name === 'q') return matchExpression(String(value), 'all');
  return Array.isArray(value) ? JSON.stringify(value) : value;
};
