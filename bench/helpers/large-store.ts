/** A large store, quickly: rows straight into the tables, as an import would leave them, log and search index included. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { APPLICATION_ID } from '../../src/db/sqlite/connection.ts';
import { migrations } from '../../src/db/sqlite/maintenance/migrate.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import type { Size } from './stores.ts';

/** So many experts hold something on nearly every question, as the members of an assembly in its roll calls. */
const EXPERTS = 200;
const FILLED = 0.98;

export const sizeOf = (positions: number): Size => ({
  experts: EXPERTS,
  questions: Math.ceil(positions / (EXPERTS * FILLED)),
  positions,
});

const AT = '2026-01-01T09:00:00.000Z';

/** Every record is numbered in the order in which its change is logged; `n` counts from 0 within its kind. */
const range = (count: number): string =>
  `WITH RECURSIVE counted (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < ${count})`;

/** One position in some is worded so that its row must be quoted. */
const WORDS = `CASE WHEN n % 10 = 0 THEN 'Voted "' || option || '", as announced.' ELSE 'Voted ' || option || ' in the roll call.' END`;

const LOGGED: { readonly [table: string]: string } = {
  scales: `json_object('id', id, 'label', label, 'revision', revision, 'options', json((
    SELECT json_group_array(json_object('id', o.id, 'label', o.label, 'value', o.value))
    FROM (SELECT * FROM scale_options WHERE scale = scales.id ORDER BY ordinal) o)))`,
  experts: `json_object('id', id, 'name', name, 'sortName', sort_name, 'description', description, 'aliases', json(aliases),
    'affiliations', json(affiliations), 'links', json(links), 'revision', revision)`,
  sources: `json_object('id', id, 'title', title, 'publisher', publisher, 'url', url, 'archivedUrl', archived_url,
    'publishedOn', published_on, 'retrievedOn', retrieved_on, 'language', language, 'note', note, 'revision', revision)`,
  questions: `json_object('id', id, 'title', title, 'proposition', proposition, 'scale', scale, 'codingRule', coding_rule,
    'topics', json(topics), 'aliases', json(aliases), 'revision', revision)`,
  statements: `json_object('id', id, 'expert', expert, 'source', source, 'saidOn', said_on, 'saidOnFrom', said_on_from,
    'attribution', attribution, 'quotes', json(quotes), 'paraphrase', paraphrase, 'selector', json(selector),
    'venue', venue, 'revision', revision)`,
  positions: `json_object('id', id, 'expert', expert, 'question', question, 'option', option, 'summary', summary,
    'condition', condition, 'basis', basis, 'statements', json_array(latest_statement), 'saidOn', said_on,
    'saidOnFrom', said_on_from, 'status', status, 'recordedAt', recorded_at, 'recordedBy', recorded_by, 'note', note,
    'revision', revision)`,
};

/** What is indexed of each, as title and body. */
const INDEXED: { readonly [table: string]: string } = {
  experts: `name, (SELECT group_concat(value ->> 'organization', char(10)) FROM json_each(affiliations))`,
  questions: `title, proposition || (SELECT group_concat(char(10) || value, '') FROM json_each(topics))`,
  statements: `'', paraphrase`,
  positions: `'', summary`,
};

/** Makes a store with so many positions in a file that is not there yet. `standpoint check` finds no fault with it. */
export async function makeLargeStore(path: string, size: Size): Promise<void> {
  makeOlderStore(path, size);
  await openSqliteStore(path).close();
}

/** The migration up to which the tables are those that the rows below are written for. */
const VERSION = 5;

/** The same as a Standpoint of then left it: without cells, public states, the order within a day, or a tree over the log. */
export function makeOlderStore(path: string, { experts, questions, positions }: Size): void {
  const file = new Database(path);
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = OFF');
  for (const { name } of migrations().slice(0, VERSION))
    file.exec(readFileSync(new URL(`../../db/sqlite/${name}`, import.meta.url), 'utf8'));
  file.pragma(`application_id = ${APPLICATION_ID}`);
  file.pragma(`user_version = ${VERSION}`);
  const revisions = { expert: 2, source: 2 + experts, question: 2 + experts + questions };
  const statement = revisions.question + questions;
  const cells = `SELECT n, n % ${experts} AS e, n / ${experts} AS q,
      CASE abs(n * 7919 + n / 13) % 5 WHEN 0 THEN 'abstain' WHEN 1 THEN 'no' WHEN 2 THEN 'absent' ELSE 'yes' END AS option,
      date('1946-01-01', ((n / ${experts}) * 5) || ' days') AS day FROM counted`;
  file.exec(`BEGIN;
    INSERT INTO scales VALUES ('votes', 'Votes', 1);
    INSERT INTO scale_options VALUES ('votes', 'no', 0, 'No', -1), ('votes', 'abstain', 1, 'Abstains', 0),
      ('votes', 'yes', 2, 'Yes', 1), ('votes', 'absent', 3, 'Absent', NULL);
    ${range(experts)} INSERT INTO experts SELECT printf('member-%03d', n), printf('Member %03d', n), printf('Member %03d', n),
      printf('member %03d', n), NULL, '[]',
      json_array(json_object('organization', 'Group ' || (n % 7), 'role', NULL, 'from', NULL, 'to', NULL)), '[]',
      ${revisions.expert} + n FROM counted;
    ${range(questions)} INSERT INTO sources SELECT 'record-' || n, 'Record of roll call ' || n, 'The assembly', NULL, NULL,
      date('1946-01-01', (n * 5) || ' days'), date('1946-01-01', (n * 5) || ' days'), NULL, 'en', NULL,
      ${revisions.source} + n FROM counted;
    ${range(questions)} INSERT INTO questions SELECT 'roll-call-' || n, 'Roll call ' || n, printf('roll call %06d', n),
      'Resolution ' || n || ', on trade, should be adopted.', 'votes', 'As recorded.', json_array('topic-' || (n % 20)), '[]',
      ${revisions.question} + n FROM counted;
    ${range(positions)} INSERT INTO statements SELECT printf('vote-%d-member-%03d', q, e), printf('member-%03d', e),
      'record-' || q, day, day, 'source', 'paraphrase', '[]', 'Voted ' || option || '.', NULL, NULL,
      ${statement} + n FROM (${cells});
    ${range(positions)} INSERT INTO positions SELECT printf('roll-call-%d-member-%03d', q, e), printf('member-%03d', e),
      'roll-call-' || q, 'votes', option, ${WORDS}, NULL, 'stated', printf('vote-%d-member-%03d', q, e), day, day, 'source',
      'published', '${AT}', 'bench', NULL, ${statement + positions} + n FROM (${cells});
    INSERT INTO evidence SELECT id, latest_statement, expert, 0 FROM positions ORDER BY id;
    ${Object.entries(LOGGED)
      .map(
        ([table, record]) => `INSERT INTO changes (seq, at, actor, action, entity, id, reason, before, after)
          SELECT revision, '${AT}', 'bench', 'create', '${table.slice(0, -1)}', id, NULL, NULL, ${record} FROM ${table} ORDER BY revision;`,
      )
      .join('\n')}
    ${Object.entries(INDEXED)
      .map(
        ([table, text]) => `INSERT INTO search_documents (key, kind, id)
          SELECT revision, '${table.slice(0, -1)}', id FROM ${table} ORDER BY revision;
        INSERT INTO search_index (rowid, title, body) SELECT revision, ${text} FROM ${table} ORDER BY revision;`,
      )
      .join('\n')}
    COMMIT;`);
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
}
