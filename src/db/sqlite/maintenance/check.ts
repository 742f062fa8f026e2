/** What `standpoint check` looks at: the file, the references, the invariants, the log. */
import { isDeepStrictEqual } from 'node:util';
import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { KINDS, type Kind } from '../../../core/records/kinds.ts';
import { searchText } from '../../../core/records/search-text.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import {
  defect,
  INVARIANTS,
  isStored,
  isWritten,
  type Left,
  LOGGED_ONLY,
  leftIn,
  notAsLogged,
  notIndexed,
  RESTORE,
  wrongCell,
} from '../../shared/maintenance/findings.ts';
import { verifyLog } from '../change-log/tree/verify-log.ts';
import type { Connection } from '../connection.ts';
import { StoredCells } from '../matrix/stored-cells.ts';
import { StoredDivisions } from '../matrix/stored-divisions.ts';
import type { Readers } from '../records/read.ts';
import { param, type Statements } from '../statements.ts';
import { quoteFindings } from './check-quotes.ts';
import { missingParts } from './schema.ts';

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
  ).map(({ table, rowid, parent }) => defect(`row ${rowid ?? '?'} of ${table} refers to a missing row of ${parent}`));
  const missing = missingParts(connection).map((what) => ({ what, remedy: RESTORE }));
  return [...integrity, ...missing, ...dangling];
}

function invariantFindings(statements: Statements): Finding[] {
  return INVARIANTS.flatMap(([sentence, query]) =>
    statements.all(query).map(({ id }) => defect(`${sentence}, but not ${id}`)),
  );
}

const cellFindings = (statements: Statements, readers: Readers): Finding[] =>
  [...new StoredCells(statements, readers).wrong()].map(wrongCell);

const divisionFindings = (statements: Statements, readers: Readers): Finding[] =>
  [...new StoredDivisions(statements, readers).wrong()].map((question) =>
    defect(`the kept division of ${question} is not what its cells say`),
  );

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
      if (!isWritten(kind, record, log.get(id) ?? null)) findings.push(notAsLogged(kind, id));
      if (!isDeepStrictEqual(index.get(id) ?? null, searchText({ kind, record } as AnyRecord)))
        findings.push(notIndexed(kind, id));
    }
  };
  for (const kind of KINDS) for (const records of readers[kind].pieces({})) compare(kind, records);
  return findings;
}

const INDEXED_ONLY = sql<Left>`
  SELECT kind, id FROM search_documents AS d
  WHERE NOT (${isStored(sql`d.kind`, sql`d.id`)}) AND EXISTS (SELECT 1 FROM search_index WHERE rowid = d.key)`;

const leftBehind = (statements: Statements, where: string, query: RawBuilder<Left>): Finding[] =>
  statements.all(query).map((left) => leftIn(where, left));
