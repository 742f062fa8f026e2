/** Where the quotes of statements stand in the texts of their sources; runs inside a transaction that the caller opens. */
import { sql } from 'kysely';
import type { TextSpan } from '../../../core/capture/candidate.ts';
import { anchorQuotes } from '../../../core/capture/locate-quotes.ts';
import type { Statement } from '../../../core/records/statement.ts';
import { Failure } from '../../../core/values/errors.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import { type Defined, param, type Statements } from '../statements.ts';

type TextRow = { readonly id: number; readonly text: string };

export class Anchors {
  readonly #any: Defined<{ readonly id: number }>;
  readonly #textOf: Defined<TextRow>;
  readonly #put: Defined<unknown>;
  readonly #remove: Defined<unknown>;

  constructor(statements: Statements) {
    this.#any = statements.define(sql<{ id: number }>`SELECT id FROM documents LIMIT 1`);
    // The newest text that is still there.
    this.#textOf = statements.define(
      sql<TextRow>`SELECT id, text FROM documents WHERE source = ${param('source')} AND text IS NOT NULL
        ORDER BY id DESC LIMIT 1`,
    );
    this.#put = statements.define(
      sql`INSERT INTO anchors (statement, document, spans)
        VALUES (${param('statement')}, ${param('document')}, ${param('spans')})
        ON CONFLICT (statement) DO UPDATE SET document = excluded.document, spans = excluded.spans`,
    );
    this.#remove = statements.define(sql`DELETE FROM anchors WHERE statement = ${param('statement')}`);
  }

  /** Ties every statement with new words, or another source, to the text of its source. Fails with `quote-not-in-text`. */
  follow(changes: readonly DecidedChange[]): void {
    if (this.#any.get({}) === undefined) return;
    for (const { kind, before, after } of changes)
      if (kind === 'statement' && after?.kind === 'statement' && hasOtherWords(before, after.record))
        this.#tie(after.record);
  }

  /** Forgets where the quotes of a statement stood that is there no more. */
  remove(statement: string): void {
    this.#remove.run({ statement });
  }

  /** Ties a statement to a text where all its quotes are in it; answers whether they are. */
  tieTo({ id, quotes }: Pick<Statement, 'id' | 'quotes'>, document: number, text: string): boolean {
    try {
      this.#keep(id, document, anchorQuotes(text, quotes, ''));
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return false;
    }
  }

  #tie({ id, quotes, source }: Statement): void {
    this.remove(id);
    const known = quotes.length === 0 ? undefined : this.#textOf.get({ source });
    if (known === undefined) return;
    try {
      this.#keep(id, known.id, anchorQuotes(known.text, quotes, '/quotes'));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new Failure(error.kind, `the statement "${id}": ${error.message}`, error.violations);
    }
  }

  #keep(statement: string, document: number, spans: readonly TextSpan[]): void {
    this.#put.run({ statement, document, spans: JSON.stringify(spans) });
  }
}

/** What is left as it was is no new claim about the text. */
const hasOtherWords = (before: object | null, { quotes, source }: Statement): boolean =>
  before === null ||
  !('quotes' in before && 'source' in before) ||
  before.source !== source ||
  JSON.stringify(before.quotes) !== JSON.stringify(quotes);
