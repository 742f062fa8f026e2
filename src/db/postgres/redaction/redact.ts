/** Redaction on a schema of PostgreSQL: the one act that alters the change log, all of it or nothing. */
import { sql } from 'kysely';
import { formsOf, type Redacted, type Redaction, Redactor } from '../../../core/change-log/redaction.ts';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import type { RecordId, WritePart } from '../../../core/writing/grounds.ts';
import type { AnyRecord, CommitOptions } from '../../../core/writing/plan.ts';
import { renamingPart, rewritingPart } from '../../shared/redaction/parts.ts';
import type { Readers } from '../records/read.ts';
import { redirectsOf } from '../records/redirects.ts';
import { PRESENT } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { type CommitTools, Transaction } from '../writing/commits.ts';
import { erase, refuseUnlessOwner } from './erase.ts';
import { holds } from './holding.ts';
import { alterLog, findEntries } from './redact-log.ts';
import { lockOthers, redactOthers, redactTexts, removeOptions } from './redact-others.ts';
import { redactVersions } from './redact-versions.ts';

/**
 * Takes the words out of every record, what it ever was, and every entry of the log: the records are changed as any
 * other, by entries that say so, and then the log is altered, with those. A trial leaves everything as it is. Fails with
 * `unusable-database` where this user does not own the tables.
 */
export function redact(tools: CommitTools, commit: CommitOptions, redaction: Redaction): Promise<Redacted> {
  const { database, lane } = tools;
  const isTrial = commit.dryRun === true;
  return lane.take(async () => {
    if (!isTrial) await database.read(refuseUnlessOwner);
    const { until, ...found } = await database.write(
      (session) => redactWithin(session, tools, commit, redaction),
      () => isTrial,
    );
    return { ...found, isErased: isTrial ? null : await erase(database, until) };
  });
}

async function redactWithin(session: Session, tools: CommitTools, commit: CommitOptions, redaction: Redaction) {
  const redactor = new Redactor(redaction);
  const forms = formsOf(redaction);
  // It looks through all there is.
  await session.run('SET LOCAL statement_timeout = 0');
  const transaction = await Transaction.begin(session, tools);
  await lockOthers(session);
  const toRename: RecordId[] = [];
  for (const kind of KINDS.toReversed()) toRename.push(...(await renamings(session, kind, redaction, redactor)));
  let records: readonly AnyRecord[] = [];
  const told = await findEntries(session, forms, redactor);
  let texts = 0;
  async function* parts(): AsyncGenerator<WritePart> {
    texts = await redactTexts(session, forms, redactor, transaction.at);
    for (const { kind, id } of toRename) yield renamingPart(kind, id, redactor.id(id));
    records = await present(session, tools.readers, told, redactor);
    yield rewritingPart(records, redactor);
  }
  await transaction.carry({ ...commit, mayUntie: true, inStep: true }, parts());
  await transaction.end();
  await session.all(sql`SELECT set_config('standpoint.redacting', 'on', TRUE)`);
  await removeOptions(session, redactor, forms);
  const entries = await alterLog(session, forms, redactor);
  await redactVersions(session, forms, redactor);
  const others = texts + (await redactOthers(session, forms, redactor, transaction.at));
  const [last] = await session.all(sql<{ xid: string }>`SELECT pg_current_xact_id()::xid::text AS xid`);
  return {
    entries,
    records: records.map(({ kind, record }) => ({ kind, id: record.id })),
    renamed: toRename.length,
    others,
    until: last?.xid ?? '0',
  };
}

/** Records whose own ids hold the name. */
async function renamings(
  session: Session,
  kind: Kind,
  { id }: Redaction,
  redactor: Redactor,
): Promise<readonly RecordId[]> {
  if (id === null) return [];
  const found = await session.all(
    sql<{ id: string }>`SELECT id FROM ${sql.table(PLURALS[kind])} WHERE ${holds(['id'], [id.slug])} ORDER BY id`,
  );
  return found.filter((it) => redactor.id(it.id) !== it.id).map((it) => ({ kind, id: it.id }));
}

/** The records that those entries tell of, as far as they are still there, each once and under its present id. */
async function present(
  session: Session,
  readers: Readers,
  told: readonly RecordId[],
  redactor: Redactor,
): Promise<readonly AnyRecord[]> {
  const found = await Promise.all(
    KINDS.map(async (kind) => {
      const ids = [...new Set(told.flatMap((it) => (it.kind === kind ? [it.id] : [])))];
      const lead = await redirectsOf(session, kind, ids, PRESENT);
      const now = [...new Set(ids.flatMap((id) => [lead.get(id) ?? id, redactor.id(id)]))];
      // Kind and record belong together, which the compiler does not follow through the list.
      const records = (await readers[kind].getMany(session, now)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      return records.map((record) => ({ kind, record }) as AnyRecord);
    }),
  );
  return found.flat();
}
