/** What `standpoint check` looks at: the file, the references, the invariants, the log. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { KINDS } from '../../core/entity.ts';
import type { AnyRecord } from '../../core/plan.ts';
import type { Finding } from '../../core/store.ts';
import type { Connection } from './connection.ts';
import { KeptCellsTable } from './kept-cells.ts';
import type { Readers } from './read.ts';
import { searchText } from './search.ts';
import type { Statements } from './statements.ts';

const RESTORE = 'restore the database from a backup';
const REPORT = `${RESTORE}, and report this as a defect of Standpoint`;

export function check(connection: Connection, statements: Statements, readers: Readers): Finding[] {
  return [
    ...fileFindings(connection),
    ...invariantFindings(statements),
    ...recordFindings(statements, readers),
    ...cellFindings(statements, readers),
  ];
}

function fileFindings(connection: Connection): Finding[] {
  // A connection that knew the index before another one wrote to it would take it for damaged.
  connection.prepare('SELECT 1 FROM search_index LIMIT 1').get();
  const integrity = (connection.pragma('integrity_check') as { integrity_check: string }[])
    .filter(({ integrity_check }) => integrity_check !== 'ok')
    .map(({ integrity_check }) => ({ what: `the file is damaged: ${integrity_check}`, remedy: RESTORE }));
  const dangling = (
    connection.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[]
  ).map(({ table, rowid, parent }) => ({
    what: `row ${rowid ?? '?'} of ${table} refers to a missing row of ${parent}`,
    remedy: REPORT,
  }));
  return [...integrity, ...dangling];
}

/** Each query names the records that break the sentence before it. */
const INVARIANTS = [
  [
    'a position cites at least one statement',
    sql<{ id: string }>`SELECT id FROM positions WHERE id NOT IN (SELECT position FROM evidence)`,
  ],
  [
    "a position's statements are by its expert",
    sql<{ id: string }>`SELECT p.id FROM positions p JOIN evidence v ON v.position = p.id
      JOIN statements s ON s.id = v.statement WHERE s.expert <> p.expert`,
  ],
  [
    "a position's day is the latest among its statements",
    sql<{ id: string }>`SELECT p.id FROM positions p JOIN statements l ON l.id = p.latest_statement
      WHERE (p.said_on, p.said_until, p.said_on_from) <> (l.said_on, l.said_until, l.said_on_from)
        OR p.said_until <> (SELECT max(s.said_until)
          FROM evidence v JOIN statements s ON s.id = v.statement WHERE v.position = p.id)`,
  ],
  [
    "a statement without a day of its own has that of its source's publication",
    sql<{ id: string }>`SELECT s.id FROM statements s JOIN sources o ON o.id = s.source
      WHERE s.said_on_from = 'source' AND (s.said_on, s.said_until) <> (o.published_on, o.published_until)`,
  ],
  [
    'the change log has no gaps',
    sql<{
      id: string;
    }>`SELECT CAST(seq AS TEXT) AS id FROM changes WHERE seq > 1 AND seq - 1 NOT IN (SELECT seq FROM changes)`,
  ],
] as const;

function invariantFindings(statements: Statements): Finding[] {
  return INVARIANTS.flatMap(([sentence, query]) =>
    statements.all(query).map(({ id }) => ({ what: `${sentence}, but not ${id}`, remedy: REPORT })),
  );
}

const cellFindings = (statements: Statements, readers: Readers): Finding[] =>
  new KeptCellsTable(statements, readers).wrong().map(({ expert, question }) => ({
    what: `the kept cell of ${expert} on ${question} is not what its positions say`,
    remedy: REPORT,
  }));

/** Every record is as the log last left it, and is found by its words; nothing else is. */
function recordFindings(statements: Statements, readers: Readers): Finding[] {
  const logged = new Map(
    statements
      .all(
        sql<{ key: string; after: string }>`SELECT entity || ' ' || id AS key, after FROM changes
          WHERE seq IN (SELECT max(seq) FROM changes GROUP BY entity, id) AND after IS NOT NULL
            AND (entity, id) NOT IN (SELECT entity, old_id FROM redirects)`,
      )
      .map(({ key, after }) => [key, after]),
  );
  const indexed = new Map(
    statements
      .all(
        sql<{ key: string; title: string; body: string }>`SELECT d.kind || ' ' || d.id AS key, s.title, s.body
          FROM search_documents d JOIN search_index s ON s.rowid = d.key`,
      )
      .map(({ key, ...text }) => [key, text]),
  );
  const findings: Finding[] = [];
  for (const kind of KINDS) {
    for (const record of readers[kind].all({})) {
      const key = `${kind} ${record.id}`;
      const after = logged.get(key);
      logged.delete(key);
      if (after === undefined || !isDeepStrictEqual(JSON.parse(after), record))
        findings.push({ what: `${key} is not as the change log left it`, remedy: REPORT });
      const text = searchText({ kind, record } as AnyRecord);
      if (!isDeepStrictEqual(indexed.get(key) ?? null, text))
        findings.push({ what: `${key} is not in the search index as it should be`, remedy: REPORT });
      indexed.delete(key);
    }
  }
  for (const key of logged.keys())
    findings.push({ what: `${key} is in the change log and nowhere else`, remedy: REPORT });
  for (const key of indexed.keys())
    findings.push({ what: `${key} is in the search index and nowhere else`, remedy: REPORT });
  return findings;
}
