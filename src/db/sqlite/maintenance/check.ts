/** What `standpoint check` looks at: the file, the references, the invariants, the log. */
import { isDeepStrictEqual } from 'node:util';
import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { recordFromLog } from '../../../core/records/logged.ts';
import { searchText } from '../../../core/records/search-text.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import { verifyLog } from '../change-log/tree/verify-log.ts';
import type { Connection } from '../connection.ts';
import { StoredCells } from '../matrix/stored-cells.ts';
import { StoredDivisions } from '../matrix/stored-divisions.ts';
import type { Readers } from '../records/read.ts';
import { param, type Statements } from '../statements.ts';
import { quoteFindings } from './check-quotes.ts';

const RESTORE = 'restore the database from a backup';
const REPORT = `${RESTORE}, and report this as a defect of Standpoint`;

export function check(connection: Connection, statements: Statements, readers: Readers): Finding[] {
  return [
    ...fileFindings(connection),
    ...invariantFindings(statements),
    ...recordFindings(statements, readers),
    ...cellFindings(statements, readers),
    ...divisionFindings(statements, readers),
    ...quoteFindings(statements),
    ...verifyLog(statements, null).findings,
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
      JOIN statements s ON s.id = v.statement WHERE s.expert <> p.expert AND NOT EXISTS (
        SELECT 1 FROM statement_cosigners c WHERE c.statement = s.id AND c.expert = p.expert)`,
  ],
  [
    "a position's day is the latest among its statements",
    sql<{ id: string }>`SELECT p.id FROM positions p JOIN statements l ON l.id = p.latest_statement
      WHERE (p.said_on, p.said_until, p.said_on_from) <> (l.said_on, l.said_until, l.said_on_from) OR p.said_at IS NOT l.said_at
        OR p.said_until <> (SELECT max(s.said_until)
          FROM evidence v JOIN statements s ON s.id = v.statement WHERE v.position = p.id)`,
  ],
  [
    'a statement without a day of its own has that of its first publication',
    sql<{ id: string }>`SELECT s.id FROM statements s JOIN sources o ON o.id = s.source
      WHERE s.said_on_from = 'source' AND (s.said_on, s.said_until) <> (o.published_on, o.published_until)
        AND NOT EXISTS (SELECT 1 FROM statement_reprints r WHERE r.statement = s.id)
      UNION ALL SELECT s.id FROM statements s WHERE s.said_on_from = 'source'
        AND EXISTS (SELECT 1 FROM statement_reprints r WHERE r.statement = s.id)
        AND (s.said_on, s.said_until) NOT IN (
          SELECT o.published_on, o.published_until FROM sources o
          WHERE (o.id = s.source OR o.id IN (SELECT r.source FROM statement_reprints r WHERE r.statement = s.id))
            AND o.published_until = (
              SELECT min(e.published_until) FROM sources e
              WHERE e.id = s.source OR e.id IN (SELECT r.source FROM statement_reprints r WHERE r.statement = s.id)))`,
  ],
  [
    'what a public record refers to is public',
    sql<{ id: string }>`
      SELECT q.id FROM questions q JOIN scales c ON c.id = q.scale WHERE q.status <> 'draft' AND c.status = 'draft'
      UNION ALL SELECT s.id FROM statements s JOIN experts e ON e.id = s.expert JOIN sources o ON o.id = s.source
        WHERE s.status <> 'draft' AND (e.status = 'draft' OR o.status = 'draft')
      UNION ALL SELECT s.id FROM statement_cosigners it JOIN statements s ON s.id = it.statement
        JOIN experts e ON e.id = it.expert WHERE s.status <> 'draft' AND e.status = 'draft'
      UNION ALL SELECT s.id FROM statement_reprints it JOIN statements s ON s.id = it.statement
        JOIN sources o ON o.id = it.source WHERE s.status <> 'draft' AND o.status = 'draft'
      UNION ALL SELECT p.id FROM positions p JOIN experts e ON e.id = p.expert JOIN questions q ON q.id = p.question
        WHERE p.status <> 'draft' AND (e.status = 'draft' OR q.status = 'draft')
      UNION ALL SELECT v.position FROM evidence v JOIN positions p ON p.id = v.position
        JOIN statements s ON s.id = v.statement WHERE p.status <> 'draft' AND s.status = 'draft'`,
  ],
  [
    'the change log has no gaps',
    sql<{
      id: string;
    }>`SELECT CAST(seq AS TEXT) AS id FROM changes WHERE seq > 1 AND seq - 1 NOT IN (SELECT seq FROM changes)`,
  ],
  [
    'the clock of the change log never runs backwards',
    sql<{ id: string }>`SELECT CAST(seq AS TEXT) AS id FROM (
      SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM changes) WHERE at < before`,
  ],
] as const;

function invariantFindings(statements: Statements): Finding[] {
  return INVARIANTS.flatMap(([sentence, query]) =>
    statements.all(query).map(({ id }) => ({ what: `${sentence}, but not ${id}`, remedy: REPORT })),
  );
}

const cellFindings = (statements: Statements, readers: Readers): Finding[] =>
  [...new StoredCells(statements, readers).wrong()].map(({ expert, question }) => ({
    what: `the kept cell of ${expert} on ${question} is not what its positions say`,
    remedy: REPORT,
  }));

const divisionFindings = (statements: Statements, readers: Readers): Finding[] =>
  [...new StoredDivisions(statements, readers).wrong()].map((question) => ({
    what: `the kept division of ${question} is not what its cells say`,
    remedy: REPORT,
  }));

/** Every record is as the log last left it, and is found by its words; nothing else is. */
const recordFindings = (statements: Statements, readers: Readers): Finding[] => [
  ...differing(statements, readers),
  ...leftBehind(statements, 'change log', LOGGED_ONLY),
  ...leftBehind(statements, 'search index', INDEXED_ONLY),
];

const THESE = sql`IN (SELECT value FROM json_each(${param('ids')}))`;

const LOGGED = sql`SELECT id, after FROM changes
  WHERE seq IN (SELECT max(seq) FROM changes WHERE entity = ${param('kind')} AND id ${THESE} GROUP BY id)
    AND NOT EXISTS (SELECT 1 FROM redirects WHERE entity = changes.entity AND old_id = changes.id)`;

const INDEXED = sql`SELECT d.id, s.title, s.body FROM search_documents d JOIN search_index s ON s.rowid = d.key
  WHERE d.kind = ${param('kind')} AND d.id ${THESE}`;

/** Compares records with what is kept of them elsewhere, some at a time: not all would fit into memory. */
function differing(statements: Statements, readers: Readers): Finding[] {
  const logged = statements.defineRaw<[id: string, after: string | null]>(LOGGED);
  const indexed = statements.defineRaw<[id: string, title: string, body: string]>(INDEXED);
  const findings: Finding[] = [];
  const compare = (kind: Kind, records: readonly AnyRecord['record'][]): void => {
    const these = { kind, ids: JSON.stringify(records.map(({ id }) => id)) };
    const log = new Map(logged.all(these));
    const index = new Map(indexed.all(these).map(([id, title, body]) => [id, { title, body }]));
    for (const record of records) {
      const { id } = record;
      if (!isWritten(kind, record, log.get(id) ?? null))
        findings.push({ what: `${kind} ${id} is not as the change log left it`, remedy: REPORT });
      if (!isDeepStrictEqual(index.get(id) ?? null, searchText({ kind, record } as AnyRecord)))
        findings.push({ what: `${kind} ${id} is not in the search index as it should be`, remedy: REPORT });
    }
  };
  for (const kind of KINDS) for (const records of readers[kind].pieces({})) compare(kind, records);
  return findings;
}

/** Most are written in the log with their fields in the same order; that is seen without taking the text apart. */
function isWritten(kind: Kind, record: object, text: string | null): boolean {
  if (text === null || text === JSON.stringify(record)) return text !== null;
  const recordedSeq = () => ('recordedSeq' in record ? Number(record.recordedSeq) : 0);
  return isDeepStrictEqual(recordFromLog(kind, JSON.parse(text), recordedSeq), record);
}

type Left = { readonly kind: Kind; readonly id: string };

const isStored = (kind: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
  sql.join(
    KINDS.map((each) => sql`${kind} = ${each} AND EXISTS (SELECT 1 FROM ${sql.table(PLURALS[each])} WHERE id = ${id})`),
    sql` OR `,
  );

const LOGGED_ONLY = sql<Left>`
  SELECT kind, id FROM (SELECT entity AS kind, id, max(seq) AS seq FROM changes GROUP BY entity, id) AS last
  WHERE NOT (${isStored(sql`last.kind`, sql`last.id`)})
    AND NOT EXISTS (SELECT 1 FROM redirects WHERE entity = last.kind AND old_id = last.id)
    AND (SELECT after FROM changes WHERE seq = last.seq) IS NOT NULL`;

const INDEXED_ONLY = sql<Left>`
  SELECT kind, id FROM search_documents AS d
  WHERE NOT (${isStored(sql`d.kind`, sql`d.id`)}) AND EXISTS (SELECT 1 FROM search_index WHERE rowid = d.key)`;

const leftBehind = (statements: Statements, where: string, query: RawBuilder<Left>): Finding[] =>
  statements
    .all(query)
    .map(({ kind, id }) => ({ what: `${kind} ${id} is in the ${where} and nowhere else`, remedy: REPORT }));
