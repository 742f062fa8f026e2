/** The filters of a list as SQL conditions: one fragment per kind and filter. */
import { type RawBuilder, sql } from 'kysely';
import type { ListFilter } from '../../../core/ports/store.ts';
import { type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { groupsOf, tsqueryOf } from './lexemes.ts';
import { isIn, type State, seen, tableAt } from './tables.ts';

type Condition = RawBuilder<boolean>;
type Values = readonly string[];

/** Conditions by the names of the filters; an error of the program where a kind has not the one that is asked for. */
type Filters = {
  readonly [F in keyof ListFilter]-?: (value: NonNullable<ListFilter[F]>, state: State) => Condition;
};

const among = (column: string) => (values: Values) => isIn(column, values);
const notAmong =
  (column: string) =>
  (values: Values): Condition =>
    sql`NOT ${isIn(column, values)}`;
/** What all kinds have. A record's `revision` is the number of its last change; the times of the log never go back. */
const every = (table: string) => ({
  id: among(`${table}.id`),
  updatedSince: (instant: string, state: State): Condition => sql`${sql.ref(`${table}.revision`)} >= (
    SELECT l.seq FROM ${tableAt('changes', state, 'l')} WHERE l.at >= ${instant} ORDER BY l.at, l.seq LIMIT 1)`,
});

const days = (column: string) => ({
  from: (day: string): Condition => sql`${sql.ref(column)} >= ${day}`,
  to: (day: string): Condition => sql`${sql.ref(column)} <= ${day}`,
});

const words = (table: string, kind: Kind) => ({
  q: (text: string, state: State): Condition => {
    const query = tsqueryOf(groupsOf(text, false), 'all');
    if (query === null) return sql`FALSE`;
    return sql`${sql.ref(`${table}.id`)} IN (SELECT d.id FROM ${tableAt('search_documents', state, 'd')}
      WHERE d.kind = ${kind} AND d.lexemes @@ ${query}::tsquery)`;
  },
});

/** The expert ever belonged to one of the organizations, or did on the day. */
const belonged = (expert: string, names: Values, state: State, day?: string): Condition =>
  sql`EXISTS (SELECT 1 FROM ${tableAt('expert_affiliations', state, 'a')}
    WHERE a.expert = ${sql.ref(expert)} AND ${isIn('a.organization', names)}
      AND ${day === undefined ? sql`TRUE` : sql`${sql.ref(day)} BETWEEN a.from_day AND a.until_day`})`;

const hasTopic = (question: string, topics: Values, state: State): Condition =>
  sql`${sql.ref(question)} IN (SELECT t.question FROM ${tableAt('question_topics', state, 't')} WHERE ${isIn('t.topic', topics)})`;

/** A statement is theirs, whoever of them signed it. */
const cosigned = (condition: Condition, state: State): Condition =>
  sql`EXISTS (SELECT 1 FROM ${tableAt('statement_cosigners', state, 'c')} WHERE c.statement = statements.id AND ${condition})`;

const FILTERS: { readonly [K in Kind]: Partial<Filters> } = {
  scale: every('scales'),
  expert: {
    ...every('experts'),
    ...words('experts', 'expert'),
    affiliation: (names, state) => belonged('experts.id', names, state),
    excludeExpert: notAmong('experts.id'),
  },
  source: { ...every('sources'), ...days('sources.published_until') },
  question: {
    ...every('questions'),
    ...words('questions', 'question'),
    topic: (topics, state) => hasTopic('questions.id', topics, state),
    succeeds: among('questions.succeeds'),
  },
  statement: {
    ...every('statements'),
    ...days('statements.said_until'),
    ...words('statements', 'statement'),
    attribution: among('statements.attribution'),
    affiliation: (names, state) =>
      sql`(${belonged('statements.expert', names, state, 'statements.said_until')}
        OR ${cosigned(belonged('c.expert', names, state, 'statements.said_until'), state)})`,
    expert: (ids, state) => sql`(${isIn('statements.expert', ids)} OR ${cosigned(isIn('c.expert', ids), state)})`,
    // What somebody else signed too is theirs still.
    excludeExpert: (ids, state) =>
      sql`(${notAmong('statements.expert')(ids)} OR ${cosigned(notAmong('c.expert')(ids), state)})`,
    source: (ids, state) =>
      sql`(${isIn('statements.source', ids)} OR statements.id IN (
        SELECT r.statement FROM ${tableAt('statement_reprints', state, 'r')} WHERE ${isIn('r.source', ids)}))`,
    question: (ids, state) =>
      sql`statements.id IN (SELECT e.statement FROM ${tableAt('evidence', state, 'e')}
        JOIN ${tableAt('positions', state, 'p')} ON p.id = e.position
        WHERE ${isIn('p.question', ids)} AND p.status <> 'draft')`,
  },
  position: {
    ...every('positions'),
    ...days('positions.said_until'),
    ...words('positions', 'position'),
    affiliation: (names, state) => belonged('positions.expert', names, state, 'positions.said_until'),
    expert: among('positions.expert'),
    excludeExpert: notAmong('positions.expert'),
    question: among('positions.question'),
    option: among('positions.option'),
    status: among('positions.status'),
    basis: among('positions.basis'),
    source: (ids, state) =>
      sql`positions.id IN (SELECT e.position FROM ${tableAt('evidence', state, 'e')}
          JOIN ${tableAt('statements', state, 's')} ON s.id = e.statement WHERE ${isIn('s.source', ids)}
        UNION ALL SELECT e.position FROM ${tableAt('evidence', state, 'e')}
          JOIN ${tableAt('statement_reprints', state, 'r')} ON r.statement = e.statement WHERE ${isIn('r.source', ids)})`,
    statement: (ids, state) =>
      sql`positions.id IN (SELECT e.position FROM ${tableAt('evidence', state, 'e')} WHERE ${isIn('e.statement', ids)})`,
    topic: (topics, state) => hasTopic('positions.question', topics, state),
  },
};

/** Filters as one condition, with what is seen of the kind. */
export function conditionOf(kind: Kind, filter: ListFilter, state: State): Condition {
  // Object.entries forgets which value belongs to which name; FILTERS keeps them together.
  const filters = FILTERS[kind] as {
    readonly [name: string]: ((value: unknown, state: State) => Condition) | undefined;
  };
  const conditions = Object.entries(filter).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const condition = filters[name];
    if (condition === undefined) throw new RangeError(`a list of ${kind} cannot be filtered by ${name}`);
    return condition(value, state);
  });
  return sql`${sql.join([...conditions, seen(PLURALS[kind], state)], sql` AND `)}`;
}
