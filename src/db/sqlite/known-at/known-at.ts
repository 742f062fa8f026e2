/**
 * A state that was: on a connection of its own, views named as the tables show the records as they were after the
 * change number `until`, so that the same queries answer. What has not changed since is read where it is; of what has,
 * the log tells how it was, and that is kept in temporary tables beside.
 */
import { sql } from 'kysely';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { recordFromLog } from '../../../core/records/logged.ts';
import type { Question } from '../../../core/records/question.ts';
import { searchText } from '../../../core/records/search-text.ts';
import { latestStatement, type Statement } from '../../../core/records/statement.ts';
import type { PositionGrounds } from '../../../core/writing/decide.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import { rowsOf } from '../../shared/records/rows.ts';
import type { Connection } from '../connection.ts';
import { isIn } from '../records/filter.ts';
import { type Defined, param, Statements } from '../statements.ts';

const TABLES_OF_RECORDS = KINDS.map((kind) => PLURALS[kind]);

/** Rows of these belong to a record of another table. */
const PARTS = [
  { table: 'scale_options', owner: 'scale', of: 'scales' },
  { table: 'statement_cosigners', owner: 'statement', of: 'statements' },
  { table: 'statement_reprints', owner: 'statement', of: 'statements' },
  { table: 'evidence', owner: 'position', of: 'positions' },
] as const;

const SEARCHED = ['expert', 'question', 'statement', 'position'] as const satisfies Kind[];

export class KnownAt {
  readonly until: number;
  readonly connection: Connection;
  readonly statements: Statements;
  readonly #inserts = new Map<string, Defined<unknown>>();
  readonly #changedSince: Defined<{ entity: Kind; id: string }>;
  readonly #asItWas: Defined<{ seq: number; after: string | null }>;
  readonly #renamedSince: Defined<{ seq: number }>;
  readonly #recordedSeq: Defined<{ seq: number }>;
  readonly #lastSeq: Defined<{ seq: number | null }>;
  readonly #kept = new Set<string>();
  /** The last change that the temporary tables take account of. */
  #seen: number;

  /** `connection` must be this state's alone; it is closed with it. */
  constructor(connection: Connection, until: number) {
    this.until = until;
    this.connection = connection;
    this.#seen = until;
    connection.exec(shadowing(until));
    const statements = new Statements(connection);
    this.statements = statements;
    this.#lastSeq = statements.define(sql<{ seq: number | null }>`SELECT max(seq) AS seq FROM main.changes`);
    // A renaming touches two ids: the one that was given up, and the one that was taken.
    this.#changedSince = statements.define(
      sql<{ entity: Kind; id: string }>`
        SELECT DISTINCT entity, id FROM main.changes WHERE seq > ${param('after')}
        UNION SELECT entity, before ->> '$.id' FROM main.changes WHERE seq > ${param('after')} AND action = 'rename'`,
    );
    this.#asItWas = statements.define(
      sql<{ seq: number; after: string | null }>`SELECT seq, after FROM main.changes
        WHERE entity = ${param('entity')} AND id = ${param('id')} AND seq <= ${until} ORDER BY seq DESC LIMIT 1`,
    );
    this.#renamedSince = statements.define(
      sql<{ seq: number }>`SELECT seq FROM main.changes WHERE action = 'rename' AND entity = ${param('entity')}
        AND before ->> '$.id' = ${param('id')} AND id <> ${param('id')} AND seq <= ${until} AND seq > ${param('seq')} LIMIT 1`,
    );
    // Entries of an earlier release do not tell it; the record has it still, under whichever id.
    this.#recordedSeq = statements.define(
      sql<{ seq: number }>`SELECT recorded_seq AS seq FROM main.positions WHERE id = ${param('id')} OR id =
        (SELECT id FROM main.redirects WHERE entity = 'position' AND old_id = ${param('id')})`,
    );
  }

  /** Reads on one state of the file, once what has changed since the last reading is accounted for. */
  read<T>(reading: () => T): T {
    return this.connection
      .transaction(() => {
        this.#catchUp();
        return reading();
      })
      .deferred();
  }

  #catchUp(): void {
    const last = this.#lastSeq.get()?.seq ?? 0;
    if (last === this.#seen) return;
    const changed = this.#changedSince.all({ after: this.#seen });
    // A position is kept with the scale of its question, so questions come before.
    for (const kind of KINDS) for (const { entity, id } of changed) if (entity === kind) this.#keepAsItWas(kind, id);
    this.#seen = last;
  }

  #keepAsItWas(kind: Kind, id: string): void {
    const key = `${kind} ${id}`;
    if (this.#kept.has(key)) return;
    this.#kept.add(key);
    const entry = this.#asItWas.get({ entity: kind, id });
    if (entry === undefined || entry.after === null) return;
    if (this.#renamedSince.get({ entity: kind, id, seq: entry.seq }) !== undefined) return;
    const recordedSeq = () => this.#recordedSeq.get({ id })?.seq ?? entry.seq;
    const was = { kind, record: recordFromLog(kind, JSON.parse(entry.after), recordedSeq) } as AnyRecord;
    for (const { table, row } of rowsOf(was, this.#groundsOf(was))) this.#insert(`old_${table}`, row);
    const text = searchText(was);
    if (text !== null) this.#insert('old_search', { kind, id, ...text });
  }

  /** What a position is kept with: statements and questions have been kept before. */
  #groundsOf({ kind, record }: AnyRecord): PositionGrounds | null {
    if (kind !== 'position') return null;
    const [question] = this.statements.all(
      sql<Pick<Question, 'scale'>>`SELECT scale FROM questions WHERE id = ${record.question}`,
    );
    const cited = this.statements.all(
      sql<
        Pick<Statement, 'id' | 'saidOn' | 'saidAt'>
      >`SELECT id, said_on AS "saidOn", said_at AS "saidAt" FROM statements
        WHERE ${isIn('id', record.statements)}`,
    );
    return { scale: question?.scale ?? '', latest: latestStatement(cited)?.id ?? '' };
  }

  #insert(table: string, row: { readonly [column: string]: unknown }): void {
    let statement = this.#inserts.get(table);
    if (statement === undefined) {
      const columns = Object.keys(row);
      statement = this.statements.define(
        sql`INSERT INTO ${sql.table(`temp.${table}`)} (${sql.join(columns.map((column) => sql.ref(column)))})
          VALUES (${sql.join(columns.map((column) => param(column)))})`,
      );
      this.#inserts.set(table, statement);
    }
    statement.run(row);
  }
}

/** Temporary names come before those of the file, for every query that does not say which it means. */
function shadowing(until: number): string {
  const records = TABLES_OF_RECORDS.map(
    (table) => `
      CREATE TEMP TABLE old_${table} AS SELECT * FROM main.${table} WHERE FALSE;
      CREATE UNIQUE INDEX temp.old_${table}_by_id ON old_${table} (id);
      CREATE TEMP VIEW ${table} AS
        SELECT * FROM main.${table} WHERE revision <= ${until} UNION ALL SELECT * FROM temp.old_${table};`,
  );
  const parts = PARTS.map(
    ({ table, owner, of }) => `
      CREATE TEMP TABLE old_${table} AS SELECT * FROM main.${table} WHERE FALSE;
      CREATE INDEX temp.old_${table}_by_owner ON old_${table} (${owner});
      CREATE TEMP VIEW ${table} AS
        SELECT * FROM main.${table} WHERE EXISTS (
          SELECT 1 FROM main.${of} owner WHERE owner.id = ${table}.${owner} AND owner.revision <= ${until})
        UNION ALL SELECT * FROM temp.old_${table};`,
  );
  const unchanged = SEARCHED.map(
    (kind) => `WHEN '${kind}' THEN EXISTS (
      SELECT 1 FROM main.${PLURALS[kind]} it WHERE it.id = search_documents.id AND it.revision <= ${until})`,
  );
  return `${records.join('')}${parts.join('')}
    CREATE INDEX temp.old_positions_by_question ON old_positions (question, expert);
    CREATE INDEX temp.old_positions_as_recorded ON old_positions (recorded_seq);
    CREATE INDEX temp.old_positions_in_order ON old_positions (said_until, id);
    CREATE INDEX temp.old_statements_in_order ON old_statements (said_until, id);
    CREATE INDEX temp.old_sources_in_order ON old_sources (published_until, id);
    CREATE INDEX temp.old_experts_in_order ON old_experts (sort_key, id);
    CREATE INDEX temp.old_questions_in_order ON old_questions (sort_key, id);
    CREATE INDEX temp.old_statements_by_expert ON old_statements (expert);
    CREATE VIRTUAL TABLE temp.old_search USING fts5 (
      kind UNINDEXED, id UNINDEXED, title, body, tokenize = 'porter unicode61 remove_diacritics 2');
    CREATE TEMP VIEW search_documents AS SELECT * FROM main.search_documents
      WHERE CASE kind ${unchanged.join(' ')} END;
    CREATE TEMP VIEW corrections AS SELECT seq, expert, question, position, day,
        CASE WHEN merged_at <= ${until} THEN merged_at END AS merged_at
      FROM main.corrections WHERE seq <= ${until};
    CREATE TEMP VIEW changes AS SELECT * FROM main.changes WHERE seq <= ${until};
    CREATE TEMP VIEW redirects AS SELECT entity, before ->> '$.id' AS old_id, id, seq,
        before ->> '$.status' IS NOT 'draft' AS is_public
      FROM main.changes WHERE action = 'rename' AND before ->> '$.id' <> id AND seq <= ${until};`;
}
