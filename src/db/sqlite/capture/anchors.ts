/** Where the quotes of statements stand in the texts of their sources; runs inside a transaction that the caller opens. */
import { sql } from 'kysely';
import { placesIn, placesOf, withOtherWords } from '../../../core/capture/anchor.ts';
import type { TextSpan } from '../../../core/capture/candidate.ts';
import type { Statement } from '../../../core/records/statement.ts';
import type { Decided } from '../../../core/writing/decide.ts';
import { dayOf } from '../../shared/capture/document-rows.ts';
import { type Defined, param, type Statements } from '../statements.ts';
import { isStillKept } from './kept.ts';

type TextRow = { readonly id: number; readonly text: string };

export class Anchors {
  readonly #any: Defined<{ readonly id: number }>;
  readonly #textOf: Defined<TextRow>;
  readonly #put: Defined<unknown>;
  readonly #remove: Defined<unknown>;

  readonly #now: () => Date;

  constructor(statements: Statements, now: () => Date) {
    this.#now = now;
    this.#any = statements.define(sql<{ id: number }>`SELECT id FROM documents LIMIT 1`);
    // The newest text that is still kept.
    this.#textOf = statements.define(
      sql<TextRow>`SELECT id, text FROM documents WHERE source = ${param('source')} AND ${isStillKept(param('today'))}
        ORDER BY id DESC LIMIT 1`,
    );
    this.#put = statements.define(
      sql`INSERT INTO anchors (statement, document, spans)
        VALUES (${param('statement')}, ${param('document')}, ${param('spans')})
        ON CONFLICT (statement) DO UPDATE SET document = excluded.document, spans = excluded.spans`,
    );
    this.#remove = statements.define(sql`DELETE FROM anchors WHERE statement = ${param('statement')}`);
  }

  /**
   * Ties every statement with new words, or another source, to the text of its source. Where a quote is not in that, it
   * fails with `quote-not-in-text`; or, where the statement `mayUntie`, leaves it without a place.
   */
  follow(decided: Decided, mayUntie: (statement: string) => boolean): void {
    if (this.#any.get({}) === undefined) return;
    for (const statement of withOtherWords(decided)) this.#tie(statement, mayUntie(statement.id));
  }

  /** Forgets where the quotes of a statement stood that is there no more. */
  remove(statement: string): void {
    this.#remove.run({ statement });
  }

  /** Ties a statement to a text where all its quotes are in it; answers whether they are. */
  tieTo(statement: Pick<Statement, 'id' | 'quotes'>, document: number, text: string): boolean {
    const places = placesIn(text, statement);
    if (places !== null) this.#keep(statement.id, document, places);
    return places !== null;
  }

  #tie(statement: Statement, mayUntie: boolean): void {
    const { id, quotes, source } = statement;
    this.remove(id);
    const known = quotes.length === 0 ? undefined : this.#textOf.get({ source, today: dayOf(this.#now()) });
    if (known === undefined) return;
    if (mayUntie) this.tieTo(statement, known.id, known.text);
    else this.#keep(id, known.id, placesOf(known.text, statement));
  }

  #keep(statement: string, document: number, spans: readonly TextSpan[]): void {
    this.#put.run({ statement, document, spans: JSON.stringify(spans) });
  }
}
