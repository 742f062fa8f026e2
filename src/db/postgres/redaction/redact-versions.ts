/** What records were: rows of every time, which hold what the log held, and are made to say what it says now. */
import { sql } from 'kysely';
import type { Redactor } from '../../../core/change-log/redaction.ts';
import type { Kind } from '../../../core/records/kinds.ts';
import { sortKey } from '../../../core/values/sort-key.ts';
import { lexemesOf } from '../records/lexemes.ts';
import type { Session } from '../statements.ts';
import { holds } from './holding.ts';
import { type Derived, replaceValues } from './replace-values.ts';

/** The columns in which people chose an id, wrote a text, or several; a column of texts has the name of its field. */
type Columns = {
  readonly kind: Kind;
  readonly ids: string;
  readonly texts?: string;
  readonly lists?: string;
  readonly derived?: { readonly [column: string]: Derived };
};

const sorted: Derived = { column: 'sort_key', of: sortKey };

/** By the table of what records are; that of what they were has the same columns. */
export const VERSIONS: { readonly [table: string]: Columns } = {
  scales: { kind: 'scale', ids: 'id', texts: 'label' },
  scale_options: { kind: 'scale', ids: 'scale id', texts: 'label' },
  experts: {
    ...{ kind: 'expert', ids: 'id', texts: 'name sort_name description', lists: 'aliases affiliations links' },
    derived: { sort_name: sorted },
  },
  expert_affiliations: { kind: 'expert', ids: 'expert', texts: 'organization' },
  sources: { kind: 'source', ids: 'id', texts: 'title publisher url archived_url note' },
  questions: {
    ...{ kind: 'question', ids: 'id scale succeeds', texts: 'title proposition coding_rule' },
    ...{ lists: 'topics aliases translations', derived: { title: sorted } },
  },
  question_topics: { kind: 'question', ids: 'question', texts: 'topic' },
  statements: {
    ...{ kind: 'statement', ids: 'id expert source', texts: 'paraphrase venue reported_by capacity' },
    lists: 'quotes selector translations',
  },
  statement_cosigners: { kind: 'statement', ids: 'statement expert' },
  statement_reprints: { kind: 'statement', ids: 'statement source' },
  positions: {
    ...{ kind: 'position', ids: 'id expert question scale option latest_statement supersedes' },
    texts: 'summary condition recorded_by note',
  },
  evidence: { kind: 'position', ids: 'position statement expert' },
};

export async function redactVersions(session: Session, forms: readonly string[], redactor: Redactor): Promise<void> {
  const within = (kind: Kind, field: string) => (value: string) =>
    JSON.stringify(redactor.record(kind, { [field]: JSON.parse(value) })[field]);
  for (const [name, { kind, ids, texts = '', lists = '', derived = {} }] of Object.entries(VERSIONS)) {
    const table = `${name}_versions`;
    const columns = (names: string) => names.split(' ').filter((it) => it !== '');
    for (const column of columns(ids)) await replaceValues(session, table, column, forms, (id) => redactor.id(id));
    for (const column of columns(texts))
      await replaceValues(session, table, column, forms, (text) => redactor.text(text), derived[column]);
    for (const column of columns(lists)) await replaceValues(session, table, column, forms, within(kind, column));
  }
  await redactIndexed(session, forms, redactor);
}

type Indexed = { readonly kind: string; readonly id: string; readonly since: number; title: string; body: string };

/** What was found by words, and must not be by these. */
async function redactIndexed(session: Session, forms: readonly string[], redactor: Redactor): Promise<void> {
  const table = 'search_documents_versions';
  const rows = await session.all(sql<Indexed>`SELECT kind, id, since, title, body FROM ${sql.table(table)}
    WHERE ${holds(['title', 'body'], forms)}`);
  const texts = rows.map((row) => ({ ...row, title: redactor.text(row.title), body: redactor.text(row.body) }));
  const lexemes = lexemesOf(texts);
  const altered = texts.map((row, at) => ({ ...row, ...lexemes[at] }));
  await session.all(sql`UPDATE ${sql.table(table)} AS v SET title = it.title, body = it.body, lexemes = it.lexemes,
      length = it.length
    FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(altered)}::json) AS it
    WHERE v.kind = it.kind AND v.id = it.id AND v.since = it.since`);
  await replaceValues(session, table, 'id', forms, (id) => redactor.id(id));
}
