/** The full-text index: kept beside the records, asked by words. */
import { sql } from 'kysely';
import type { Kind } from '../../../core/records/kinds.ts';
import {
  type SearchHit,
  type SearchKind,
  type SearchMatch,
  type SearchText,
  searchText,
} from '../../../core/records/search-text.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import {
  areWithinNone,
  fieldExpression,
  groupExpression,
  MAX_WHOLES,
  matchExpression,
  wholesOf,
} from '../../shared/records/match.ts';
import { describeHits } from '../../shared/records/snippet.ts';
import { type Defined, param, type Statements, sqlBuilder } from '../statements.ts';
import { isIn } from './filter.ts';
import type { Readers } from './read.ts';

type Options = { readonly kinds: readonly SearchKind[]; readonly match: SearchMatch; readonly limit: number };
type Found = { readonly kind: SearchKind; readonly id: string; readonly title: string };

export async function search(
  statements: Statements,
  readers: Readers,
  words: string,
  { kinds, match, limit }: Options,
): Promise<SearchHit[]> {
  const wholes = match === 'part' ? await wholesOf(words, (part) => termsWith(statements, part)) : [];
  if (match === 'part' && areWithinNone(wholes)) return [];
  const expression = match === 'part' ? groupExpression(wholes, 'all') : matchExpression(words, match, match === 'all');
  const hits = statements.all(sql<Found>`
    SELECT d.kind, d.id,
      CASE d.kind
        WHEN 'expert' THEN (SELECT name FROM experts WHERE id = d.id)
        WHEN 'question' THEN (SELECT title FROM questions WHERE id = d.id)
        WHEN 'position' THEN (SELECT e.name || ': ' || q.title FROM positions p
          JOIN experts e ON e.id = p.expert JOIN questions q ON q.id = p.question WHERE p.id = d.id)
        ELSE (SELECT e.name FROM statements s JOIN experts e ON e.id = s.expert WHERE s.id = d.id)
      END AS title
    FROM search_index JOIN search_documents d ON d.key = search_index.rowid
    WHERE search_index MATCH ${expression} AND ${isIn('d.kind', kinds)}
    ORDER BY bm25(search_index, 4.0, 1.0), d.kind, d.id
    LIMIT ${limit}`);
  return describeHits(hits, (kind, ids) => readers[kind].getMany(ids), fieldExpression(words, match, wholes));
}

/** The words of the index that contain another, those in most records first. */
const termsWith = (statements: Statements, part: string): string[] =>
  statements
    .all(
      sql<{ term: string }>`SELECT term FROM search_index_terms WHERE instr(term, ${part}) > 0
        ORDER BY doc DESC, term LIMIT ${MAX_WHOLES}`,
    )
    .map(({ term }) => term);

/** Keeps the index in step with what is written. */
export class SearchIndex {
  readonly #find: Defined<{ key: number }>;
  readonly #addDocument: Defined<unknown>;
  readonly #addText: Defined<unknown>;
  readonly #removeDocument: Defined<unknown>;
  readonly #removeText: Defined<unknown>;

  constructor(statements: Statements) {
    const key = param<number>('key');
    this.#find = statements.define(
      sqlBuilder
        .selectFrom('search_documents')
        .select('key')
        .where('kind', '=', param<SearchKind>('kind'))
        .where('id', '=', param<string>('id')),
    );
    this.#addDocument = statements.define(
      sqlBuilder.insertInto('search_documents').values({ kind: param<SearchKind>('kind'), id: param<string>('id') }),
    );
    this.#addText = statements.define(
      sqlBuilder
        .insertInto('search_index')
        .values({ rowid: key, title: param<string>('title'), body: param<string>('body') }),
    );
    this.#removeDocument = statements.define(sqlBuilder.deleteFrom('search_documents').where('key', '=', key));
    this.#removeText = statements.define(sqlBuilder.deleteFrom('search_index').where('rowid', '=', key));
  }

  /**
   * Replaces what is found of the records that change. All their keys come first, then all their texts: the index keeps
   * what it is given in memory until something else is written.
   */
  put(changes: readonly Pick<DecidedChange, 'kind' | 'before' | 'after'>[]): void {
    const texts = new Map<number, SearchText>();
    for (const { kind, before, after } of changes) {
      if (kind === 'scale' || kind === 'source') continue;
      if (before !== null) texts.delete(this.#remove(kind, before.id));
      // What it was merged into is found by its words already.
      if (before !== null && after !== null && before.id !== after.record.id)
        texts.delete(this.#remove(kind, after.record.id));
      const text = after === null ? null : searchText(after);
      if (text !== null) texts.set(this.#add(kind, after?.record.id ?? ''), text);
    }
    for (const [key, text] of texts) this.#addText.run({ key, ...text });
  }

  #add(kind: Kind, id: string): number {
    return Number(this.#addDocument.run({ kind, id }).lastInsertRowid);
  }

  /** Answers the key that it had; 0 where it had none. */
  #remove(kind: Kind, id: string): number {
    const key = this.#find.get({ kind, id })?.key ?? 0;
    if (key === 0) return key;
    this.#removeText.run({ key });
    this.#removeDocument.run({ key });
    return key;
  }
}
