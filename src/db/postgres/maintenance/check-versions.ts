/** Versions begin and end where the log says, and the last of each are the rows as they are. */
import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { KINDS, type Kind } from '../../../core/records/kinds.ts';
import { defect } from '../../shared/maintenance/findings.ts';
import { STILL } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { OWNED } from '../writing/owned-rows.ts';

export async function versionFindings(session: Session): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const kind of KINDS) {
    for (const { table, owner } of OWNED[kind])
      for (const { id } of await session.all(notCurrent(table, owner)))
        findings.push(defect(`the version of ${kind} ${id} in ${table} that is current is not its row`));
    for (const { id } of await session.all(notAsTold(kind, OWNED[kind][0]?.table ?? '')))
      findings.push(defect(`the versions of ${kind} ${id} are not from when to when the change log says`));
  }
  for (const { id } of await session.all(notCurrent('search_documents', 'id')))
    findings.push(defect(`the version of ${id} in search_documents that is current is not its row`));
  return findings;
}

/** The scale of a position is that of its question: it follows a renaming by no entry of its own, and is read of no past. */
const DERIVED = new Map([['positions', 'scale']]);

/** The rows of a table that have no current version just so, and the other way round. */
function notCurrent(table: string, owner: string): RawBuilder<{ id: string }> {
  const [rows, versions] = [sql.table(table), sql.table(`${table}_versions`)];
  const derived = DERIVED.get(table) ?? '';
  const [ofRow, ofVersion] = [
    sql`to_jsonb(t) - ${derived}::text`,
    sql`to_jsonb(v) - 'since' - 'until' - ${derived}::text`,
  ];
  return sql<{ id: string }>`SELECT DISTINCT id FROM (
      (SELECT t.${sql.ref(owner)} AS id, ${ofRow} AS row FROM ${rows} AS t
        EXCEPT SELECT v.${sql.ref(owner)}, ${ofVersion} FROM ${versions} AS v WHERE until = ${STILL})
      UNION ALL (SELECT v.${sql.ref(owner)}, ${ofVersion} FROM ${versions} AS v WHERE until = ${STILL}
        EXCEPT SELECT t.${sql.ref(owner)}, ${ofRow} FROM ${rows} AS t)) AS differing ORDER BY id`;
}

/** A version begins with the entry that left the record so, and ends with the next that was about its id. */
function notAsTold(kind: Kind, table: string): RawBuilder<{ id: string }> {
  return sql<{ id: string }>`WITH touched AS (
      SELECT seq, id, after IS NOT NULL AS is_there FROM changes WHERE entity = ${kind}
      UNION ALL SELECT seq, renamed_from, FALSE FROM changes
        WHERE entity = ${kind} AND action = 'rename' AND renamed_from <> id
    ), told AS (
      SELECT id, is_there, seq AS since, coalesce(lead(seq) OVER (PARTITION BY id ORDER BY seq), ${STILL}) AS until
      FROM touched
    ), kept AS (SELECT id, since, until FROM ${sql.table(`${table}_versions`)})
    SELECT DISTINCT id FROM (
      (SELECT id, since, until FROM told WHERE is_there EXCEPT SELECT id, since, until FROM kept)
      UNION ALL (SELECT id, since, until FROM kept EXCEPT SELECT id, since, until FROM told WHERE is_there)
    ) AS differing ORDER BY id`;
}
