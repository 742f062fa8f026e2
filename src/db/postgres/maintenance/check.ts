/** What `standpoint check` looks at: references, invariants, records, what is derived of them, texts, the log. */
import { sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { defect, INVARIANTS } from '../../shared/maintenance/findings.ts';
import { verifyLog } from '../change-log/verify-log.ts';
import { createReaders } from '../records/read.ts';
import { PRESENT } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { cellFindings } from './check-cells.ts';
import { quoteFindings } from './check-quotes.ts';
import { recordFindings } from './check-records.ts';
import { versionFindings } from './check-versions.ts';

/** On one state, which the caller sees to. The pages of the files are the server's: it has programs of its own for them. */
export async function check(session: Session): Promise<Finding[]> {
  // It looks through all there is.
  await session.run('SET LOCAL statement_timeout = 0');
  const readers = createReaders(PRESENT);
  return [
    ...(await referenceFindings(session)),
    ...(await invariantFindings(session)),
    ...(await recordFindings(session, readers)),
    ...(await versionFindings(session)),
    ...(await cellFindings(session, readers)),
    ...(await quoteFindings(session)),
    ...(await verifyLog(session, null)).findings,
  ];
}

type Reference = {
  readonly table: string;
  readonly columns: string[];
  readonly parent: string;
  readonly keys: string[];
};

/** The server keeps references itself, but not where somebody has told it not to. */
async function referenceFindings(session: Session): Promise<Finding[]> {
  const names = (of: 'conrelid' | 'confrelid', numbers: 'conkey' | 'confkey') =>
    sql`(SELECT json_agg(a.attname ORDER BY n.place)::text FROM unnest(c.${sql.ref(numbers)}) WITH ORDINALITY AS n (number, place)
      JOIN pg_attribute a ON a.attrelid = c.${sql.ref(of)} AND a.attnum = n.number)`;
  const rows = await session.all(sql<{ table: string; columns: string; parent: string; keys: string }>`
    SELECT t.relname AS "table", ${names('conrelid', 'conkey')} AS columns, p.relname AS parent,
      ${names('confrelid', 'confkey')} AS keys
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid
    WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY t.relname, c.conname`);
  const findings: Finding[] = [];
  for (const { table, columns, parent, keys } of rows)
    findings.push(
      ...(await dangling(session, { table, parent, columns: JSON.parse(columns), keys: JSON.parse(keys) })),
    );
  return findings;
}

async function dangling(session: Session, { table, columns, parent, keys }: Reference): Promise<Finding[]> {
  const own = columns.map((column) => sql.ref(`it.${column}`));
  const isTheirs = keys.map((key, place) => sql`other.${sql.ref(key)} = ${own[place] ?? sql`NULL`}`);
  const isSet = own.map((column) => sql`${column} IS NOT NULL`);
  const rows = await session.all(sql<{ row: string }>`SELECT concat_ws(', ', ${sql.join(own)}) AS "row"
    FROM ${sql.table(table)} AS it WHERE ${sql.join(isSet, sql` AND `)}
      AND NOT EXISTS (SELECT 1 FROM ${sql.table(parent)} AS other WHERE ${sql.join(isTheirs, sql` AND `)})`);
  return rows.map(({ row }) => defect(`a row of ${table} refers to a missing row of ${parent}: ${row}`));
}

async function invariantFindings(session: Session): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [sentence, query] of INVARIANTS)
    for (const { id } of await session.all(query)) findings.push(defect(`${sentence}, but not ${id}`));
  return findings;
}
