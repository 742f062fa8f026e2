/** The change log, read forwards and backwards, all of it or what passes a filter. */
import { type RawBuilder, sql } from 'kysely';
import { type Change, publicChange } from '../../../core/change-log/change.ts';
import type { ChangeFilter } from '../../../core/ports/store.ts';
import { changeFromRow } from '../../shared/records/rows.ts';
import type { ChangeRow } from '../../shared/tables.ts';
import { everNamed, given } from '../records/redirects.ts';
import { isIn, type State, tableAt } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { correctionsTouching } from './corrections.ts';

type Condition = RawBuilder<unknown>;
type Row = Pick<ChangeRow, 'seq' | 'at' | 'actor' | 'action' | 'entity' | 'id' | 'reason' | 'before' | 'after'>;

const COLUMNS = sql.raw('l.seq, l.at, l.actor, l.action, l.entity, l.id, l.reason, l.before, l.after');

/** What narrows the entries that are told of, not counting corrections. */
function narrowedBy({ expert, question, topic, record, calledThen }: ChangeFilter, state: State): Condition[] {
  const named = (kind: 'expert' | 'question', ids: RawBuilder<unknown>) => everNamed(kind, ids, state);
  return [
    ...(expert === undefined
      ? []
      : [
          sql`(l.expert IN (${named('expert', given(expert))}) OR l.seq IN (SELECT s.seq
            FROM ${tableAt('change_signers', state, 's')} WHERE s.expert IN (${named('expert', given(expert))})))`,
        ]),
    ...(question === undefined ? [] : [sql`l.question IN (${named('question', given(question))})`]),
    ...(topic === undefined ? [] : [sql`l.question IN (${named('question', ofTopics(topic, state))})`]),
    ...(record === undefined
      ? []
      : [sql`l.entity = ${record.kind} AND l.id IN (${everNamed(record.kind, given([record.id]), state)})`]),
    ...(calledThen === undefined ? [] : [sql`l.entity = ${calledThen.kind} AND l.id = ${calledThen.id}`]),
  ];
}

const ofTopics = (topics: readonly string[], state: State) =>
  sql`SELECT t.question FROM ${tableAt('question_topics', state, 't')} WHERE ${isIn('t.topic', topics)}`;

/** The corrections that touch whom the filter names. */
function correctionsFor({ expert, question, topic }: ChangeFilter, state: State): Condition[] {
  const experts = expert === undefined ? null : everNamed('expert', given(expert), state);
  const touching = (questions: RawBuilder<unknown> | null) =>
    sql`l.seq IN (${correctionsTouching({ experts, questions }, state)})`;
  const conditions = [
    ...(question === undefined ? [] : [touching(everNamed('question', given(question), state))]),
    ...(topic === undefined ? [] : [touching(everNamed('question', ofTopics(topic, state), state))]),
  ];
  return conditions.length === 0 ? [touching(null)] : conditions;
}

function conditionsOf(filter: ChangeFilter, state: State): Condition[] {
  const { corrections, expert: _, question: __, topic: ___, ...others } = filter;
  // What is corrected was public: there is nothing else to be seen.
  if (corrections !== undefined)
    return [...correctionsFor(filter, state), ...narrowedBy(others, { ...state, sight: 'all' })];
  return [...narrowedBy(filter, state), ...(state.sight === 'public' ? [sql`l.is_public`] : [])];
}

export type ReadChanges = (session: Session, from: number, limit: number, filter?: ChangeFilter) => Promise<Change[]>;

/** `after` reads what follows an entry, oldest first; `before` what precedes it, newest first. */
export function createChangeReader(state: State): { readonly after: ReadChanges; readonly before: ReadChanges } {
  const read = (row: Row): Change | readonly Change[] => {
    const change = changeFromRow({ ...row, expert: null, question: null });
    return state.sight === 'all' ? change : (publicChange(change) ?? []);
  };
  const along =
    (beyond: RawBuilder<unknown>, order: RawBuilder<unknown>): ReadChanges =>
    async (session, from, limit, filter = {}) => {
      const conditions = [sql`l.seq ${beyond} ${from}`, ...conditionsOf(filter, state)];
      const rows = await session.all(sql<Row>`SELECT ${COLUMNS} FROM ${tableAt('changes', state, 'l')}
        WHERE ${sql.join(conditions, sql` AND `)} ORDER BY l.seq ${order} LIMIT ${limit}`);
      return rows.flatMap(read);
    };
  return { after: along(sql`>`, sql`ASC`), before: along(sql`<`, sql`DESC`) };
}
