/** A schema that is filled with all that another store holds, and one that is copied from. */
import { sql } from 'kysely';
import { Failure } from '../../../core/values/errors.ts';
import {
  digestOf,
  pour,
  refuseDiffering,
  refuseUnsound,
  WHOLE_TABLES,
  type Whole,
  type WholeRow,
  type WholeTable,
} from '../../shared/maintenance/whole.ts';
import { lockHead, moveHead } from '../change-log/head.ts';
import { proven } from '../change-log/log-tree.ts';
import { saying } from '../change-log/signals.ts';
import { frontierText } from '../change-log/stored-frontier.ts';
import { Database, type PostgresSettings } from '../connect.ts';
import { STILL } from '../records/tables.ts';
import { countRows, PLANNED_ANEW, type Session } from '../statements.ts';
import { replayLog } from '../writing/replay-log.ts';
import { insert } from '../writing/row-writer.ts';
import { check } from './check.ts';
import { migrate } from './migrate.ts';
import { wholeOf } from './read-whole.ts';

/** It is done when it is done. */
const UNHURRIED = 'SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0';

/** Has one state of the schema read, brought up to date first, while others go on writing to it. */
export async function readPostgresWhole<T>(settings: PostgresSettings, read: (whole: Whole) => Promise<T>): Promise<T> {
  const database = new Database({ ...settings, pool: 1 }, { isUnhurried: true });
  try {
    await migrate(database);
    return await database.together(async (session) => {
      await session.run(UNHURRIED);
      return read(wholeOf(session));
    });
  } finally {
    await database.close();
  }
}

/**
 * Fills the schema, which is made where it is missing, in one transaction: all of it or nothing. Answers the number of the
 * last change. Fails with `invalid` where the schema is not empty, or what was read is not sound.
 */
export async function writePostgresWhole(settings: PostgresSettings, whole: Whole): Promise<number> {
  const database = new Database({ ...settings, pool: 1 }, { isUnhurried: true });
  try {
    await migrate(database);
    return await database.write(async (session) => {
      await session.run(UNHURRIED);
      await session.run(PLANNED_ANEW);
      await lockHead(session);
      await refuseFilled(session, settings.schema);
      await session.run('SET CONSTRAINTS ALL DEFERRED');
      const read = await pour(whole, (table, rows) => write(session, table, rows));
      const head = await replayLog(session);
      await derive(session);
      await number(session, await whole.lastMapping());
      const roots = await proven(session, (proofs) => proofs.roots(head.seq));
      await moveHead(session, { ...head, frontier: frontierText({ size: head.seq, roots }) });
      await session.all(sql`SELECT check_references() FROM head`);
      await countRows(
        session,
        WHOLE_TABLES.map(({ name }) => name),
      );
      refuseDiffering(read, await digestOf(wholeOf(session)));
      refuseUnsound(await check(session));
      await session.all(saying(settings.schema, head.seq));
      return head.seq;
    });
  } finally {
    await database.close();
  }
}

async function refuseFilled(session: Session, schema: string): Promise<void> {
  for (const { name } of WHOLE_TABLES)
    if ((await session.first(sql`SELECT 1 FROM ${sql.table(name)} LIMIT 1`)) !== undefined)
      throw new Failure(
        'invalid',
        `the schema ${schema} is not empty, there is something in ${name}; name another one in STANDPOINT_DB_SCHEMA, or drop it first`,
      );
}

async function write(session: Session, { name }: WholeTable, rows: readonly WholeRow[]): Promise<void> {
  // What is found is made of the log, with what was found before.
  if (name === 'search_documents') return;
  refuseUntellable(name, rows);
  await insert(session, name, rows.map(withHex));
}

/** Bytes as the server reads them in a text. */
const withHex = (row: WholeRow): WholeRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]),
  );

/** A text of the server holds no NUL, and no half of a character. What is written today has neither. */
function refuseUntellable(table: string, rows: readonly WholeRow[]): void {
  for (const row of rows)
    for (const [column, value] of Object.entries(row))
      if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
        throw new Failure(
          'invalid',
          `"${column}" in the row of ${table} that begins with ${JSON.stringify(Object.values(row)[0])} has a NUL or half a character, which PostgreSQL cannot hold; correct it, or redact it`,
        );
}

/** Rows of their own that the other engine has none of, as the last versions of the records have them. */
async function derive(session: Session): Promise<void> {
  await session.all(sql`INSERT INTO expert_affiliations (expert, ordinal, organization, from_day, until_day)
    SELECT v.expert, v.ordinal, v.organization, v.from_day, v.until_day FROM expert_affiliations_versions v
    WHERE v.until = ${STILL}`);
  await session.all(sql`INSERT INTO question_topics (question, topic)
    SELECT v.question, v.topic FROM question_topics_versions v WHERE v.until = ${STILL}`);
}

/** Numbers that the server gives go on behind those that were given. */
async function number(session: Session, lastMapping: number): Promise<void> {
  const last = (table: string, column: string) => sql`(SELECT max(${sql.ref(column)}) FROM ${sql.table(table)})`;
  for (const [table, column, given] of [
    ['mappings', 'revision', sql`${lastMapping}::bigint`],
    ['codings', 'id', last('codings', 'id')],
    ['webhook_deliveries', 'ordinal', last('webhook_deliveries', 'ordinal')],
    ['webhook_attempts', 'ordinal', last('webhook_attempts', 'ordinal')],
  ] as const)
    await session.all(
      sql`SELECT setval(${`${table}_${column}_seq`}::regclass, greatest(${given}, 1), coalesce(${given}, 0) > 0)`,
    );
}
