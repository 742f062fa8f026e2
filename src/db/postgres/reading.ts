/** Reading one state of the database: the present, or one that was. */
import { sql } from 'kysely';
import type { Reading } from '../../core/ports/store.ts';
import type { TopicInUse } from '../../core/records/question.ts';
import { createChangeReader } from './change-log/changes.ts';
import { correctionsOf, touchedBy } from './change-log/corrections.ts';
import { readCells } from './matrix/read-cells.ts';
import { matrixMaterial } from './matrix/read-material.ts';
import { namesOf } from './records/names.ts';
import type { Readers } from './records/read.ts';
import { redirectsOf } from './records/redirects.ts';
import { type State, seen, tableAt } from './records/tables.ts';
import type { Session } from './statements.ts';

/** Does a reading on a connection. */
export type Read = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** What to read with, and how to read all of one state. */
export type ReadingSource = {
  readonly state: State;
  readonly readers: Readers;
  /** Around a reading in one query. */
  readonly single: Read;
  /** Around several queries on one state. */
  readonly together: Read;
};

/** A reading but for the public's. */
export type OneSight = Omit<Reading, 'publicly'>;

export function createReading({ state, readers, single, together }: ReadingSource): OneSight {
  const changes = createChangeReader(state);
  const log = tableAt('changes', state, 'l');
  const isSeen = state.sight === 'all' ? sql`TRUE` : sql`l.is_public`;
  return {
    revision: () =>
      single(async (session) => {
        const last = sql<{ seq: number }>`SELECT l.seq FROM ${log} WHERE ${isSeen} ORDER BY l.seq DESC LIMIT 1`;
        return (await session.first(last))?.seq ?? 0;
      }),
    changedAt: (seq) =>
      single(async (session) => {
        const entry = sql<{ at: string }>`SELECT l.at FROM ${log} WHERE l.seq = ${seq} AND ${isSeen}`;
        return (await session.first(entry))?.at ?? null;
      }),
    get: (kind, id) => single((session) => readers[kind].get(session, id)),
    getMany: (kind, ids) => single((session) => readers[kind].getMany(session, ids)),
    list: (kind, filter, page) => single((session) => readers[kind].page(session, filter, page)),
    recordedAfter: (seq, limit) =>
      together(async (session) => {
        const rows = await session.all(sql<{ id: string }>`SELECT positions.id FROM ${tableAt('positions', state)}
          WHERE positions.recorded_seq > ${seq} AND ${seen('positions', state)}
          ORDER BY positions.recorded_seq LIMIT ${limit}`);
        const ids = rows.map(({ id }) => id);
        return (await readers.position.getMany(session, ids)).sort((a, b) => a.recordedSeq - b.recordedSeq);
      }),
    ids: (kind) => single((session) => readers[kind].ids(session)),
    redirects: (kind, ids) => single((session) => redirectsOf(session, kind, ids, state)),
    names: (kind) => single((session) => namesOf(session, kind, state)),
    organizations: () =>
      single(async (session) => {
        const rows = await session.all(sql<{ name: string }>`SELECT a.organization AS name
          FROM ${tableAt('expert_affiliations', state, 'a')} JOIN ${tableAt('experts', state)} ON experts.id = a.expert
          WHERE ${seen('experts', state)}
          UNION SELECT experts.name FROM ${tableAt('experts', state)}
            WHERE experts.kind = 'organization' AND ${seen('experts', state)}
          UNION SELECT statements.capacity FROM ${tableAt('statements', state)}
            WHERE statements.capacity IS NOT NULL AND ${seen('statements', state)} ORDER BY name`);
        return rows.map(({ name }) => name);
      }),
    topics: () =>
      single((session) =>
        session.all(sql<TopicInUse>`SELECT t.topic, count(DISTINCT questions.id) AS questions
          FROM ${tableAt('question_topics', state, 't')} JOIN ${tableAt('questions', state)} ON questions.id = t.question
          WHERE ${seen('questions', state)} GROUP BY t.topic ORDER BY t.topic`),
      ),
    extent: ({ experts, questions }) =>
      together(async (session) => {
        const [rows, columns] = await Promise.all([
          readers.expert.count(session, experts),
          readers.question.count(session, questions),
        ]);
        return { experts: rows, questions: columns };
      }),
    matrixMaterial: (selection) => together((session) => matrixMaterial(session, readers, state, selection)),
    corrected: (experts, questions) => single((session) => correctionsOf(session, experts, questions, state)),
    readCells: (selection, begin) => together((session) => readCells(session, readers, state, selection, begin)),
    changes: (after, limit, filter) => single((session) => changes.after(session, after, limit, filter)),
    changesBefore: (seq, limit, filter) => single((session) => changes.before(session, seq, limit, filter)),
    touchedBy: (seqs) => single((session) => touchedBy(session, seqs, state)),
  };
}
