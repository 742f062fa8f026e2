/** The filters of a list as SQL conditions: one fragment per kind and filter. */
import { type RawBuilder, sql } from 'kysely';
import type { Kind } from '../../core/entity.ts';
import { searchWords } from '../../core/search.ts';
import type { ListFilter } from '../../core/store.ts';

type Condition = RawBuilder<boolean>;
/** `past`: the connection shows a state that was, with the words that have changed since in `old_search`. */
export type State = { readonly past: boolean };

type Filters = {
  readonly [F in keyof ListFilter]-?: (value: NonNullable<ListFilter[F]>, state: State) => Condition;
};

/** `column IN (values)` in a form whose SQL text does not depend on how many there are. */
export const isIn = (column: string, values: readonly string[]): Condition =>
  sql`${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;

const id = (table: string) => ({ id: (ids: readonly string[]) => isIn(`${table}.id`, ids) });

const days = (column: string) => ({
  from: (day: string): Condition => sql`${sql.ref(column)} >= ${day}`,
  to: (day: string): Condition => sql`${sql.ref(column)} <= ${day}`,
});

const words = (table: string, kind: Kind) => ({
  q: (text: string, { past }: State): Condition => {
    const match = matchExpression(text, 'all');
    const found = sql`SELECT d.id FROM search_index JOIN search_documents d ON d.key = search_index.rowid
      WHERE search_index MATCH ${match} AND d.kind = ${kind}`;
    const before = sql`SELECT old_search.id FROM old_search WHERE old_search MATCH ${match} AND old_search.kind = ${kind}`;
    return sql`${sql.ref(`${table}.id`)} IN (${past ? sql`${found} UNION ALL ${before}` : found})`;
  },
});

/** `fold` is the connection's function for comparing names without case and accents. */
const hasAffiliation = (organizations: readonly string[]): Condition => sql`EXISTS (
  SELECT 1 FROM json_each(experts.affiliations) a, json_each(${JSON.stringify(organizations)}) wanted
  WHERE instr(fold(a.value ->> 'organization'), fold(wanted.value)) > 0)`;

const expertAffiliated = (column: string) => ({
  affiliation: (organizations: readonly string[]): Condition =>
    sql`${sql.ref(column)} IN (SELECT experts.id FROM experts WHERE ${hasAffiliation(organizations)})`,
});

export const hasTopic = (topics: readonly string[]): Condition =>
  sql`EXISTS (SELECT 1 FROM json_each(questions.topics) t WHERE ${isIn('t.value', topics)})`;

const FILTERS: { readonly [K in Kind]: Partial<Filters> } = {
  scale: id('scales'),
  expert: { ...id('experts'), ...words('experts', 'expert'), affiliation: hasAffiliation },
  source: { ...id('sources'), ...days('sources.published_until') },
  question: { ...id('questions'), ...words('questions', 'question'), topic: hasTopic },
  statement: {
    ...id('statements'),
    ...days('statements.said_until'),
    ...words('statements', 'statement'),
    ...expertAffiliated('statements.expert'),
    expert: (experts) => isIn('statements.expert', experts),
    source: (sources) => isIn('statements.source', sources),
    question: (questions) => sql`statements.id IN (
      SELECT evidence.statement FROM evidence JOIN positions ON positions.id = evidence.position
      WHERE ${isIn('positions.question', questions)} AND positions.status <> 'draft')`,
  },
  position: {
    ...id('positions'),
    ...days('positions.said_until'),
    ...words('positions', 'position'),
    ...expertAffiliated('positions.expert'),
    expert: (experts) => isIn('positions.expert', experts),
    question: (questions) => isIn('positions.question', questions),
    option: (options) => isIn('positions.option', options),
    status: (statuses) => isIn('positions.status', statuses),
    source: (sources) => sql`positions.id IN (
      SELECT evidence.position FROM evidence JOIN statements ON statements.id = evidence.statement
      WHERE ${isIn('statements.source', sources)})`,
    topic: (topics) => sql`positions.question IN (SELECT questions.id FROM questions WHERE ${hasTopic(topics)})`,
  },
};

/** Filters that look through other tables, which is not to be done anew for every piece of a list. */
const LOOKING_ELSEWHERE: readonly (keyof ListFilter)[] = ['affiliation', 'topic', 'source', 'question', 'q'];

/** The filter in two: what looks through other tables, and what a row says by itself. */
export function dividedFilter(filter: ListFilter): { readonly elsewhere: ListFilter; readonly itself: ListFilter } {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const looks = ([name]: [string, unknown]) => (LOOKING_ELSEWHERE as readonly string[]).includes(name);
  return {
    elsewhere: Object.fromEntries(given.filter(looks)),
    itself: Object.fromEntries(given.filter((entry) => !looks(entry))),
  };
}

/** The filter as one condition. A filter that the kind does not have is an error of the program, not of its user. */
export function conditionOf(kind: Kind, filter: ListFilter, state: State): Condition {
  // Object.entries forgets which value belongs to which name; FILTERS keeps them together.
  const filters = FILTERS[kind] as {
    readonly [name: string]: ((value: unknown, state: State) => Condition) | undefined;
  };
  const conditions = Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const condition = filters[name];
    if (condition === undefined) throw new RangeError(`a list of ${kind} cannot be filtered by ${name}`);
    return [condition(value, state)];
  });
  return conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `);
}

/**
 * The words as an FTS5 query, each quoted, so that nothing a person types is taken for its syntax. With `typing`, the
 * last word may be the beginning of one.
 */
export function matchExpression(text: string, match: 'all' | 'any', typing = false): string {
  const words = searchWords(text);
  const quoted = words.map((word, index) => (typing && index === words.length - 1 ? `"${word}" *` : `"${word}"`));
  return quoted.length === 0 ? '""' : quoted.join(match === 'all' ? ' AND ' : ' OR ');
}
