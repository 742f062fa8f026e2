/** Redaction on an SQLite file: the one act that alters the change log, all of it or nothing. */
import { sql } from 'kysely';
import type { Redacted, Redaction } from '../../../core/change-log/redaction.ts';
import { Redactor } from '../../../core/change-log/redaction.ts';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import type { RecordId } from '../../../core/writing/grounds.ts';
import type { AnyRecord, CommitOptions } from '../../../core/writing/plan.ts';
import { renamingPart, rewritingPart } from '../../shared/redaction/parts.ts';
import type { Connection } from '../connection.ts';
import type { Readers } from '../records/read.ts';
import type { Statements } from '../statements.ts';
import { UnitOfWork, type WriteTools } from '../writing/unit-of-work.ts';
import { altered, LogRedaction } from './redact-log.ts';
import { redactOthers, redactTexts, removeOptions } from './redact-others.ts';

type Options = {
  readonly connection: Connection;
  readonly statements: Statements;
  readonly readers: Readers;
  readonly tools: WriteTools;
  readonly lastLook: () => void;
};

/**
 * Takes the words out of every record and every entry of the log, as one transaction: the records are changed as any
 * other, by entries that say so, and then the log is altered, with those. A trial leaves everything as it is.
 */
export function redact(
  { connection, statements, readers, tools, lastLook }: Options,
  commit: CommitOptions,
  redaction: Redaction,
): Omit<Redacted, 'isErased'> {
  const redactor = new Redactor(redaction);
  connection.exec('BEGIN IMMEDIATE');
  try {
    const work = new UnitOfWork(tools, { ...commit, mayUntie: true });
    const log = new LogRedaction(statements, redaction, redactor);
    const told = log.find().map(({ entity, id }): RecordId => ({ kind: entity, id }));
    const texts = redactTexts(statements, redactor, work.at);
    const toRename = KINDS.toReversed().flatMap((kind) => renamings(statements, kind, redaction, redactor));
    for (const { kind, id } of toRename) work.take(renamingPart(kind, id, redactor.id(id)));
    const records = present(statements, readers, told, redactor);
    work.take(rewritingPart(records, redactor));
    work.end();
    removeOptions(statements, redactor);
    const entries = altered(connection, () => log.alter());
    const others = texts + altered(connection, () => redactOthers(statements, redactor, work.at));
    lastLook();
    connection.exec(commit.dryRun === true ? 'ROLLBACK' : 'COMMIT');
    return {
      entries,
      records: records.map(({ kind, record }) => ({ kind, id: record.id })),
      renamed: toRename.length,
      others,
    };
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  }
}

/** Records whose own ids hold the name; those that refer to others come first. */
function renamings(statements: Statements, kind: Kind, { id }: Redaction, redactor: Redactor): readonly RecordId[] {
  if (id === null) return [];
  return statements
    .all(sql<{ id: string }>`SELECT id FROM ${sql.table(PLURALS[kind])} WHERE instr(id, ${id.slug}) > 0 ORDER BY id`)
    .filter((it) => redactor.id(it.id) !== it.id)
    .map((it) => ({ kind, id: it.id }));
}

/** The records that those entries tell of, as far as they are still there, each once and under its present id. */
function present(
  statements: Statements,
  readers: Readers,
  told: readonly RecordId[],
  redactor: Redactor,
): readonly AnyRecord[] {
  const leadsTo = (kind: Kind, id: string): string =>
    statements.all(sql<{ id: string }>`SELECT id FROM redirects WHERE entity = ${kind} AND old_id = ${id}`)[0]?.id ??
    id;
  return KINDS.flatMap((kind) => {
    const ids = told.filter((it) => it.kind === kind).flatMap(({ id }) => [leadsTo(kind, id), redactor.id(id)]);
    // Kind and record belong together, which the compiler does not follow through the list.
    return readers[kind].getMany([...new Set(ids)]).map((record) => ({ kind, record }) as AnyRecord);
  });
}
