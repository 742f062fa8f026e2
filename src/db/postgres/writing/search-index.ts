/** The words that are found: kept in step with what is written. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { SEARCH_KINDS, type SearchKind, type SearchText, searchText } from '../../../core/records/search-text.ts';
import type { DecidedChange } from '../../../core/writing/decide.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import { lexemesOf } from '../records/lexemes.ts';
import { allDone, type Session } from '../statements.ts';
import { insert, type WrittenRow } from './row-writer.ts';
import { noteVersions } from './versions.ts';

/** By how much the index has grown. */
export type Indexed = { readonly documents: number; readonly tokens: number };

type Text = {
  readonly seq: number;
  readonly kind: SearchKind;
  readonly id: string;
  /** True for a record that is made: none of the id is there. */
  readonly isNew: boolean;
  readonly text: SearchText | null;
};

const isSearched = (kind: string): kind is SearchKind => (SEARCH_KINDS as readonly string[]).includes(kind);

/** What is found after each change under the ids that it is about. */
const textsOf = (changes: readonly DecidedChange[]): Text[] =>
  changes.flatMap(({ seq, kind, before, after }) => {
    if (!isSearched(kind)) return [];
    const gone =
      before === null || before.id === after?.record.id ? [] : [{ seq, kind, id: before.id, isNew: false, text: null }];
    if (after === null) return gone;
    const text = searchText(after);
    // What says the same stays as it is.
    if (
      before !== null &&
      gone.length === 0 &&
      isDeepStrictEqual(text, searchText({ kind, record: before } as AnyRecord))
    )
      return [];
    return [...gone, { seq, kind, id: after.record.id, isNew: before === null, text }];
  });

export async function indexTexts(session: Session, changes: readonly DecidedChange[]): Promise<Indexed> {
  const texts = textsOf(changes);
  if (texts.length === 0) return { documents: 0, tokens: 0 };
  const documents = withLexemes(texts);
  const last = new Map(documents.map((it) => [`${it.kind} ${it.id}`, it]));
  const keys = documents.flatMap(({ kind, id, isNew }) => (isNew ? [] : { kind, id }));
  const found = [...last.values()].flatMap(({ row }) => row ?? []);
  const [removed] = await allDone([
    keys.length === 0 ? [] : removeDocuments(session, keys),
    insert(session, 'search_documents', found),
    ...SEARCH_KINDS.map((kind) =>
      noteVersions(
        session,
        { table: 'search_documents', owner: 'id', kind },
        documents
          .filter((it) => it.kind === kind)
          .map(({ seq, id, isNew, row }) => ({ seq, id, isNew, rows: row === null ? [] : [row] })),
      ),
    ),
  ]);
  const tokens = (rows: readonly { readonly length: number }[]) => rows.reduce((sum, { length }) => sum + length, 0);
  return { documents: found.length - removed.length, tokens: tokens(found) - tokens(removed) };
}

type DocumentKey = { readonly kind: SearchKind; readonly id: string };

const removeDocuments = (session: Session, keys: readonly DocumentKey[]): Promise<{ readonly length: number }[]> =>
  session.all(sql<{ length: number }>`DELETE FROM search_documents d
    USING json_to_recordset(${JSON.stringify(keys)}::json) AS it (kind text COLLATE "C", id text COLLATE "C")
    WHERE d.kind = it.kind AND d.id = it.id RETURNING d.length`);

function withLexemes(texts: readonly Text[]) {
  const taken = lexemesOf(texts.flatMap(({ text }) => text ?? []));
  let at = -1;
  return texts.map(({ seq, kind, id, isNew, text }) => {
    if (text === null) return { seq, kind, id, isNew, row: null };
    at += 1;
    const row = { kind, id, ...text, lexemes: taken[at]?.lexemes ?? '', length: taken[at]?.length ?? 0 };
    return { seq, kind, id, isNew, row: row satisfies WrittenRow };
  });
}
