/** The store port on an SQLite file. */
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { Failure } from '../../core/errors.ts';
import { fold } from '../../core/sort-key.ts';
import type { MatrixMaterial, MatrixSelection, Store } from '../../core/store.ts';
import { readCells, requireAtMost } from './cells.ts';
import { check } from './check.ts';
import { type Connection, connect, explain, unusable } from './connection.ts';
import { migrate } from './migrate.ts';
import { createReaders, type Readers } from './read.ts';
import { changeFromRow } from './rows.ts';
import { search } from './search.ts';
import { param, Statements, sqlBuilder } from './statements.ts';
import { Writer } from './write.ts';

/** Opens the store at `path`, migrated. Fails with `unusable-database`. */
export function openSqliteStore(path: string): Store {
  const connection = connect(path);
  try {
    migrate(connection, path);
    connection.function('fold', { deterministic: true }, (text: unknown) => fold(String(text)));
    return createStore(connection, path);
  } catch (error) {
    connection.close();
    throw error instanceof Failure ? error : unusable(path, explain(error), error);
  }
}

/** Applies the migrations that are due to the file and names them. Fails with `unusable-database`. */
export function migrateSqlite(path: string): string[] {
  const connection = connect(path);
  try {
    return migrate(connection, path).map(({ name }) => name);
  } finally {
    connection.close();
  }
}

function createStore(connection: Connection, path: string): Store {
  const statements = new Statements(connection);
  const readers = createReaders(statements);
  const writer = new Writer(statements, readers);
  const revision = statements.define(sqlBuilder.selectFrom('changes').select((eb) => eb.fn.max('seq').as('seq')));
  const changedAt = statements.define(
    sqlBuilder.selectFrom('changes').select('at').where('seq', '=', param<number>('seq')),
  );
  const changes = statements.define(
    sqlBuilder
      .selectFrom('changes')
      .selectAll()
      .where('seq', '>', param<number>('after'))
      .orderBy('seq')
      .limit(param<number>('limit')),
  );
  const topics = statements.define(
    sql<{
      topic: string;
    }>`SELECT DISTINCT t.value AS topic FROM questions, json_each(questions.topics) t ORDER BY topic`,
  );
  /** Several reads of one state. */
  const snapshot = <T>(read: () => T): T => connection.transaction(read).deferred();

  return {
    revision: async () => revision.get()?.seq ?? 0,
    changedAt: async (seq) => changedAt.get({ seq })?.at ?? null,
    get: async (kind, id) => readers[kind].get(id),
    getMany: async (kind, ids) => readers[kind].getMany(ids),
    list: async (kind, filter, page) => readers[kind].page(filter, page),
    ids: async (kind) => readers[kind].ids(),
    topics: async () => topics.all().map(({ topic }) => topic),
    matrixMaterial: async (selection) => snapshot(() => matrixMaterial(readers, selection)),
    readCells: async (selection, begin) => snapshot(() => readCells(statements, readers, selection, begin)),
    search: async (words, options) => search(statements, words, options),
    changes: async (after, limit) => changes.all({ after, limit }).map(changeFromRow),
    apply: async (plan) => {
      try {
        return connection.transaction(() => writer.apply(plan)).immediate();
      } catch (error) {
        if (isOutdated(error))
          throw new Failure(
            'invalid',
            'what this refers to was changed meanwhile; nothing was written, try again',
            [],
            {
              cause: error,
            },
          );
        throw isUnusable(error) ? unusable(path, explain(error), error) : error;
      }
    },
    isEmpty: async () => (revision.get()?.seq ?? 0) === 0,
    ready: async () => {
      try {
        connection.prepare('SELECT 1 FROM positions LIMIT 1').get();
      } catch (error) {
        throw unusable(path, explain(error), error);
      }
    },
    check: async () => snapshot(() => check(connection, statements, readers)),
    close: async () => {
      connection.close();
    },
  };
}

function matrixMaterial(
  readers: Readers,
  { experts: expertFilter, questions: questionFilter, maxCells, withStatements }: MatrixSelection,
): MatrixMaterial {
  requireAtMost(maxCells, readers.expert.count(expertFilter), readers.question.count(questionFilter));
  const experts = readers.expert.all(expertFilter);
  const questions = readers.question.all(questionFilter);
  const positions = readers.position.all({
    expert: experts.map(({ id }) => id),
    question: questions.map(({ id }) => id),
    status: ['published', 'retracted'],
  });
  const evidence = withStatements
    ? readers.statement.getMany([...new Set(positions.flatMap((position) => position.statements))])
    : [];
  return {
    experts,
    questions,
    scales: readers.scale.all({ id: [...new Set(questions.map(({ scale }) => scale))] }),
    positions,
    statements: evidence,
    sources: withStatements ? readers.source.getMany([...new Set(evidence.map(({ source }) => source))]) : [],
  };
}

const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '');

/** The plan was made on a state that another writer has changed since. */
const isOutdated = (error: unknown): boolean =>
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'SQLITE_CONSTRAINT_UNIQUE'].includes(codeOf(error));

/** The file or its disk stood in the way, not what was to be written. */
const isUnusable = (error: unknown): boolean => /^SQLITE_(BUSY|CORRUPT|FULL|IOERR|NOTADB|READONLY)/.test(codeOf(error));
