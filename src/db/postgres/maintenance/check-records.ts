/** Every record is as the log last left it, and is found by its words; nothing else is. */
import { sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { KINDS, type Kind } from '../../../core/records/kinds.ts';
import { searchText } from '../../../core/records/search-text.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import {
  defect,
  isStored,
  isWritten,
  type Left,
  LOGGED_ONLY,
  leftIn,
  notAsLogged,
  notIndexed,
} from '../../shared/maintenance/findings.ts';
import { readHead } from '../change-log/head.ts';
import { lexemesOf } from '../records/lexemes.ts';
import type { Readers } from '../records/read.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';

export async function recordFindings(session: Session, readers: Readers): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const kind of KINDS)
    for await (const records of readers[kind].pieces(session, {})) {
      findings.push(...(await unlogged(session, kind, records)), ...(await unindexed(session, kind, records)));
    }
  findings.push(...(await session.all(LOGGED_ONLY)).map((left) => leftIn('change log', left)));
  const indexed = await session.all(sql<Left>`SELECT kind, id FROM search_documents AS d
    WHERE NOT (${isStored(sql`d.kind`, sql`d.id`)}) ORDER BY kind, id`);
  findings.push(...indexed.map((left) => leftIn('search index', left)));
  return [...findings, ...(await sizeFindings(session))];
}

/** Some records of a kind, not all of which would fit into memory. */
async function unlogged(session: Session, kind: Kind, records: readonly AnyRecord['record'][]): Promise<Finding[]> {
  const ids = records.map(({ id }) => id);
  const rows = await session.all(sql<{
    id: string;
    after: string | null;
  }>`SELECT DISTINCT ON (id) id, after FROM changes
    WHERE entity = ${kind} AND ${isIn('id', ids)}
      AND NOT EXISTS (SELECT 1 FROM redirects WHERE entity = changes.entity AND old_id = changes.id)
    ORDER BY id, seq DESC`);
  const logged = new Map(rows.map(({ id, after }) => [id, after]));
  return records
    .filter((record) => !isWritten(kind, record, logged.get(record.id) ?? null))
    .map(({ id }) => notAsLogged(kind, id));
}

async function unindexed(session: Session, kind: Kind, records: readonly AnyRecord['record'][]): Promise<Finding[]> {
  const texts = records.flatMap((record) => {
    const text = searchText({ kind, record } as AnyRecord);
    return text === null ? [] : { id: record.id, text };
  });
  const lexemes = lexemesOf(texts.map(({ text }) => text));
  const right = texts.map(({ id, text }, at) => ({ id, ...text, ...lexemes[at] }));
  const ids = records.map(({ id }) => id);
  const rows = await session.all(sql<{ id: string }>`SELECT coalesce(it.id, d.id) AS id
    FROM json_to_recordset(${JSON.stringify(right)}::json)
      AS it (id text COLLATE "C", title text COLLATE "C", body text COLLATE "C", lexemes text, length bigint)
    FULL JOIN (SELECT * FROM search_documents WHERE kind = ${kind} AND ${isIn('id', ids)}) AS d ON d.id = it.id
    WHERE (it.title, it.body, it.length) IS DISTINCT FROM (d.title, d.body, d.length)
      OR it.lexemes::tsvector IS DISTINCT FROM d.lexemes ORDER BY 1`);
  return rows.map(({ id }) => notIndexed(kind, id));
}

/** Ranks are made of how much there is in the index. */
async function sizeFindings(session: Session): Promise<Finding[]> {
  const head = await readHead(session);
  const there = await session.first(sql<{ documents: number; tokens: number }>`SELECT count(*) AS documents,
    coalesce(sum(length), 0)::bigint AS tokens FROM search_documents`);
  return there?.documents === head.documents && there.tokens === head.tokens
    ? []
    : [defect('the search index is not as large as the head of the log says')];
}
