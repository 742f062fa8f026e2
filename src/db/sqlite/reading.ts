/** Reading one state of the database: the present, or one that was. */
import { sql } from 'kysely';
import type { ExpertMaterial, MatrixMaterial } from '../../core/matrix/material.ts';
import type { HeldWith, MatrixSelection, Reading } from '../../core/ports/store.ts';
import { PUBLIC_STATUSES, STATUSES } from '../../core/records/position.ts';
import type { TopicInUse } from '../../core/records/question.ts';
import { requireAtMost } from '../shared/matrix/extent.ts';
import type { Sight } from '../shared/sights.ts';
import { createChangeReader, IS_PUBLIC } from './change-log/changes.ts';
import { correctionsOf, touchedBy } from './change-log/corrections.ts';
import { readCells } from './matrix/read-cells.ts';
import { seen } from './records/filter.ts';
import { namesOf } from './records/names.ts';
import type { Readers } from './records/read.ts';
import { redirectsOf } from './records/redirects.ts';
import { param, type Statements } from './statements.ts';

/** What to read with, and how to read all of one state. */
export type ReadingSource = {
  readonly statements: Statements;
  readonly readers: Readers;
  readonly sight: Sight;
  /** Around a reading in one query. */
  readonly single: <T>(read: () => T) => T;
  /** Around several queries on one state. */
  readonly together: <T>(read: () => T) => T;
};

/** A reading but for the public's. */
export type OneSight = Omit<Reading, 'publicly'>;

export function createReading({ statements, readers, sight, single, together }: ReadingSource): OneSight {
  const isSeen = sight === 'all' ? sql`TRUE` : IS_PUBLIC;
  const revision = statements.define(
    sql<{ seq: number }>`SELECT seq FROM changes WHERE ${isSeen} ORDER BY seq DESC LIMIT 1`,
  );
  const changedAt = statements.define(
    sql<{ at: string }>`SELECT at FROM changes WHERE seq = ${param('seq')} AND ${isSeen}`,
  );
  const changes = createChangeReader(statements, sight);
  const recorded = statements.define(
    sql<{ id: string }>`SELECT id FROM positions WHERE recorded_seq > ${param('seq')}
      AND ${seen('positions', sight) ?? sql`TRUE`} ORDER BY recorded_seq LIMIT ${param('limit')}`,
  );
  const those = (table: string) => seen(table, sight) ?? sql`TRUE`;
  const organizations = statements.define(
    sql<{
      name: string;
    }>`SELECT a.value ->> 'organization' AS name FROM experts, json_each(experts.affiliations) a WHERE ${those('experts')}
      UNION SELECT name FROM experts WHERE kind = 'organization' AND ${those('experts')}
      UNION SELECT capacity FROM statements WHERE capacity IS NOT NULL AND ${those('statements')} ORDER BY name`,
  );
  const topics = statements.define(
    sql<TopicInUse>`SELECT t.value AS topic, count(DISTINCT questions.id) AS questions
      FROM questions, json_each(questions.topics) t
      WHERE ${seen('questions', sight) ?? sql`TRUE`} GROUP BY topic ORDER BY topic`,
  );
  return {
    revision: async () => single(() => revision.get()?.seq ?? 0),
    changedAt: async (seq) => single(() => changedAt.get({ seq })?.at ?? null),
    get: async (kind, id) => single(() => readers[kind].get(id)),
    getMany: async (kind, ids) => single(() => readers[kind].getMany(ids)),
    list: async (kind, filter, page) => single(() => readers[kind].page(filter, page)),
    recordedAfter: async (seq, limit) =>
      together(() => {
        const ids = recorded.all({ seq, limit }).map(({ id }) => id);
        return readers.position.getMany(ids).sort((a, b) => a.recordedSeq - b.recordedSeq);
      }),
    ids: async (kind) => single(() => readers[kind].ids()),
    redirects: async (kind, ids) => single(() => redirectsOf(statements, kind, ids, sight)),
    names: async (kind) => single(() => namesOf(statements, kind, sight)),
    organizations: async () => single(() => organizations.all().map(({ name }) => name)),
    topics: async () => single(() => topics.all()),
    extent: async ({ experts, questions }) =>
      together(() => ({ experts: readers.expert.count(experts), questions: readers.question.count(questions) })),
    corrected: async (experts, questions) => together(() => correctionsOf(statements, experts, questions)),
    matrixMaterial: async (selection) => together(() => matrixMaterial(statements, readers, selection)),
    readCells: async (selection, begin) => together(() => readCells(statements, readers, sight, selection, begin)),
    changes: async (after, limit, filter) => single(() => changes.after(after, limit, filter)),
    changesBefore: async (seq, limit, filter) => single(() => changes.before(seq, limit, filter)),
    touchedBy: async (seqs) => single(() => touchedBy(statements, seqs)),
  };
}

function matrixMaterial(
  statements: Statements,
  readers: Readers,
  { experts: expertFilter, questions: questionFilter, maxCells, ...how }: MatrixSelection,
): MatrixMaterial {
  const experts = readers.expert.all(expertFilter);
  const questions = readers.question.all(questionFilter);
  requireAtMost(maxCells, experts.length, questions.length);
  return {
    experts,
    questions,
    scales: readers.scale.all({ id: [...new Set(questions.map(({ scale }) => scale))] }),
    ...heldBy(
      statements,
      readers,
      experts.map(({ id }) => id),
      questions.map(({ id }) => id),
      how,
    ),
  };
}

export function heldBy(
  statements: Statements,
  readers: Readers,
  expert: readonly string[],
  question: readonly string[],
  { withStatements, withDrafts }: HeldWith,
): ExpertMaterial {
  const positions = readers.position.all({
    expert,
    question,
    status: withDrafts === true ? STATUSES : PUBLIC_STATUSES,
  });
  const corrections = correctionsOf(statements, expert, question);
  if (!withStatements) return { positions, statements: [], sources: [], signers: [], corrections };
  const cited = readers.statement.getMany([...new Set(positions.flatMap((position) => position.statements))]);
  const sources = readers.source.getMany([...new Set(cited.flatMap((statement) => statement.sources))]);
  const held = new Set(expert);
  const others = new Set(cited.flatMap(({ experts }) => experts).filter((id) => !held.has(id)));
  const signers = others.size === 0 ? [] : readers.expert.getMany([...others]);
  return { positions, statements: cited, sources, signers, corrections };
}
