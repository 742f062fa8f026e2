/** Carries out what was decided: rows, their entries in the log, their words in the index, cells to be judged. */
import { sql } from 'kysely';
import { type Kind, PLURALS } from '../../../core/records/kinds.ts';
import type { Decided, DecidedChange, DecidedRedirect } from '../../../core/writing/decide.ts';
import { staleCells } from '../../../core/writing/stale-cells.ts';
import { hasTexts } from '../../shared/capture/refusals.ts';
import { rowsOf } from '../../shared/records/rows.ts';
import { Anchors } from '../capture/anchors.ts';
import type { Codings } from '../capture/codings.ts';
import { moveDocuments } from '../capture/move-documents.ts';
import { CorrectionWriter } from '../change-log/corrections.ts';
import type { LogWriter } from '../change-log/log.ts';
import type { Connection } from '../connection.ts';
import type { StoredCells } from '../matrix/stored-cells.ts';
import { SearchIndex } from '../records/search.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { RowWriter } from './row-writer.ts';

/** The columns that hold a record's own id. */
const OWN_COLUMNS: { readonly [K in Kind]: readonly (readonly [table: string, column: string])[] } = {
  scale: [
    ['scales', 'id'],
    ['scale_options', 'scale'],
    ['positions', 'scale'],
  ],
  expert: [['experts', 'id']],
  source: [
    ['sources', 'id'],
    ['documents', 'source'],
  ],
  question: [
    ['questions', 'id'],
    ['coding_units', 'question'],
  ],
  statement: [
    ['statements', 'id'],
    ['statement_cosigners', 'statement'],
    ['statement_reprints', 'statement'],
    ['anchors', 'statement'],
    ['candidates', 'statement'],
  ],
  position: [
    ['positions', 'id'],
    ['evidence', 'position'],
    ['adjudications', 'position'],
  ],
};

type CarryOptions = { readonly unseen: boolean; readonly mayUntie: (statement: string) => boolean };

/** Runs inside a transaction that the caller opens. */
export class Carrier {
  readonly #connection: Connection;
  readonly #statements: Statements;
  readonly #rows: RowWriter;
  readonly #index: SearchIndex;
  readonly #cells: StoredCells;
  readonly #corrections: CorrectionWriter;
  readonly #anchors: Anchors;
  readonly #codings: Codings;
  readonly #removeEvidence: Defined<unknown>;
  readonly #removeFurther: readonly Defined<unknown>[];

  constructor(connection: Connection, statements: Statements, cells: StoredCells, codings: Codings, now: () => Date) {
    this.#connection = connection;
    this.#statements = statements;
    this.#rows = new RowWriter(statements);
    this.#index = new SearchIndex(statements);
    this.#cells = cells;
    this.#corrections = new CorrectionWriter(statements);
    this.#anchors = new Anchors(statements, now);
    this.#codings = codings;
    this.#removeFurther = ['statement_cosigners', 'statement_reprints'].map((table) =>
      statements.define(sql`DELETE FROM ${sql.table(table)} WHERE statement = ${param('statement')}`),
    );
    this.#removeEvidence = statements.define(sql`DELETE FROM evidence WHERE position = ${param('position')}`);
  }

  /** `unseen` says that the triggers which look at new rows are put aside; `mayUntie` is as `Anchors` has it. */
  carryOut(decided: Decided, log: LogWriter, { unseen, mayUntie }: CarryOptions): void {
    const { changes, redirects } = decided;
    // Until all that refer to a renamed record have followed, nothing refers to anything.
    if (redirects.length > 0) this.#connection.pragma('defer_foreign_keys = ON');
    for (const change of changes) this.#writeRows(change);
    this.#anchors.follow(decided, mayUntie);
    for (const redirect of redirects) this.#lead(redirect);
    this.#codings.refuseSeen(changes.flatMap(({ after }) => (after?.kind === 'position' ? [after.record] : [])));
    for (const change of changes) log.append(change);
    this.#corrections.note(changes, log.at);
    this.#index.put(changes);
    if (unseen) this.#cells.add(changes.flatMap(newPosition));
    else this.#cells.note(staleCells(changes));
  }

  #writeRows({ kind, before, after, position }: DecidedChange): void {
    if (before !== null && after === null) {
      if (kind === 'source') this.#refuseWithTexts(before.id);
      if (kind === 'question') this.#codings.refuseCoded('question', before.id);
      this.#removeRows(kind, before.id);
    }
    if (after === null) return;
    const { id } = after.record;
    if (before !== null && before.id !== id) {
      if (this.#isThere(kind, id)) this.#merge(kind, before.id, id);
      else this.#call(kind, before.id, id);
    }
    if (before !== null && kind === 'position') this.#removeEvidence.run({ position: id });
    if (before !== null && kind === 'statement') for (const it of this.#removeFurther) it.run({ statement: id });
    for (const row of rowsOf(after, position)) this.#rows.put(row, before === null);
  }

  #removeRows(kind: Kind, id: string): void {
    if (kind === 'position') this.#removeEvidence.run({ position: id });
    if (kind === 'statement') for (const it of this.#removeFurther) it.run({ statement: id });
    if (kind === 'statement') this.#anchors.remove(id);
    if (kind === 'scale') this.#statements.run(sql`DELETE FROM scale_options WHERE scale = ${id}`);
    this.#statements.run(sql`DELETE FROM ${sql.table(PLURALS[kind])} WHERE id = ${id}`);
  }

  /** Fails with `conflict`: a source that a text is kept of stays. */
  #refuseWithTexts(source: string): void {
    const [text] = this.#statements.all(sql<{ id: number }>`SELECT id FROM documents WHERE source = ${source} LIMIT 1`);
    if (text !== undefined) throw hasTexts(source, text.id);
  }

  /** The texts of a source that is given up are from then on those of the one that stays. */
  #merge(kind: Kind, from: string, into: string): void {
    if (kind === 'source') moveDocuments(this.#statements, from, into);
    if (kind === 'question') this.#codings.moveQuestion(from, into);
    this.#removeRows(kind, from);
  }

  /** True where the record that another is merged into has its row. */
  #isThere(kind: Kind, id: string): boolean {
    return this.#statements.all(sql`SELECT 1 FROM ${sql.table(PLURALS[kind])} WHERE id = ${id}`).length > 0;
  }

  #call(kind: Kind, from: string, to: string): void {
    for (const [table, column] of OWN_COLUMNS[kind])
      this.#statements.run(
        sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${to} WHERE ${sql.ref(column)} = ${from}`,
      );
  }

  #lead({ kind, from, to, seq, isPublic }: DecidedRedirect): void {
    this.#statements.run(sql`DELETE FROM redirects WHERE entity = ${kind} AND old_id = ${to}`);
    this.#statements.run(sql`UPDATE redirects SET id = ${to}, seq = ${seq} WHERE entity = ${kind} AND id = ${from}`);
    this.#statements.run(sql`INSERT INTO redirects (entity, old_id, id, seq, is_public)
      VALUES (${kind}, ${from}, ${to}, ${seq}, ${isPublic ? 1 : 0})`);
  }
}

function newPosition({ before, after, position }: DecidedChange) {
  if (before !== null || after?.kind !== 'position' || position === null) return [];
  return [{ position: after.record, scale: position.scale }];
}
