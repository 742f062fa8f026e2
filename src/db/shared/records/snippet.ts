/** Snippets: of each record found the field that has most of the words, with these marked, by the tokenizer of the index. */
import Database from 'better-sqlite3';
import type { Entities } from '../../../core/records/kinds.ts';
import { apart, type SearchHit, type SearchKind, searchedOf, together } from '../../../core/records/search-text.ts';
import type { AnyRecord } from '../../../core/writing/plan.ts';
import { TOKENIZE } from './match.ts';

// Control characters that no stored text contains, around each word found.
const OPEN = '\u0002';
const CLOSE = '\u0003';
const SNIPPET_WORDS = 24;

type Snippet = Pick<SearchHit, 'field' | 'snippet' | 'language'>;
type Marked = { readonly rowid: number; readonly snippet: string };

/** A place for the texts of one search at a time. */
function openPlace() {
  const connection = new Database(':memory:');
  connection.exec(`CREATE VIRTUAL TABLE searched USING fts5 (text, ${TOKENIZE})`);
  return {
    add: connection.prepare<[number, string]>('INSERT INTO searched (rowid, text) VALUES (?, ?)'),
    mark: connection.prepare<[string], Marked>(
      `SELECT rowid, snippet(searched, 0, '${OPEN}', '${CLOSE}', '…', ${SNIPPET_WORDS}) AS snippet
       FROM searched WHERE searched MATCH ? ORDER BY rowid`,
    ),
    clear: connection.prepare('DELETE FROM searched'),
  };
}
let place: ReturnType<typeof openPlace> | undefined;

type Hit = Pick<SearchHit, 'kind' | 'id' | 'title'>;
type ReadFound = <K extends SearchKind | 'source'>(
  kind: K,
  ids: readonly string[],
) => Promise<readonly Entities[K][]> | readonly Entities[K][];

/** The hits in their order with their snippets; what has gone since it was found, or changed, is left out. */
export async function describeHits(hits: readonly Hit[], read: ReadFound, expression: string): Promise<SearchHit[]> {
  const of = (wanted: SearchKind) => hits.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
  const records: AnyRecord[] = [
    ...(await read('expert', of('expert'))).map((record) => ({ kind: 'expert', record }) as const),
    ...(await read('question', of('question'))).map((record) => ({ kind: 'question', record }) as const),
    ...(await read('position', of('position'))).map((record) => ({ kind: 'position', record }) as const),
    ...(await read('statement', of('statement'))).map((record) => ({ kind: 'statement', record }) as const),
  ];
  const snippets = await inLanguage(records, snippetsOf(records, expression), read);
  const byHit = new Map(records.map(({ kind, record }, index) => [`${kind} ${record.id}`, snippets[index]]));
  return hits.flatMap((hit) => {
    const snippet = byHit.get(`${hit.kind} ${hit.id}`);
    return snippet ? [{ ...hit, ...snippet }] : [];
  });
}

/** A quote is in the language of what it stands in, where its statement names none. */
async function inLanguage(
  records: readonly AnyRecord[],
  snippets: readonly (Snippet | null)[],
  read: ReadFound,
): Promise<(Snippet | null)[]> {
  const sources = records.map((it, index) => {
    const { field, language } = snippets[index] ?? {};
    return it.kind === 'statement' && field === 'quote' && language === undefined ? it.record.source : null;
  });
  const named = await read('source', [...new Set(sources.filter((id) => id !== null))]);
  const languages = new Map(named.map(({ id, language }) => [id, language]));
  return snippets.map((snippet, index) => {
    const language = languages.get(sources[index] ?? '');
    return snippet === null || language === undefined ? snippet : { ...snippet, language };
  });
}

/** For each record its snippet: of two fields with as many of the words the first; null where no field has any. */
function snippetsOf(records: readonly AnyRecord[], expression: string): (Snippet | null)[] {
  place ??= openPlace();
  const { add, mark, clear } = place;
  const fields = records.flatMap((record, of) => searchedOf(record).map((it) => ({ ...it, of })));
  try {
    fields.forEach(({ text }, index) => {
      add.run(index, apart(text));
    });
    const best = new Map<number, Snippet & { readonly found: number }>();
    for (const { rowid, snippet } of mark.all(expression)) {
      const { of = -1, field, language } = fields[rowid] ?? {};
      const found = snippet.split(OPEN).length;
      if (field !== undefined && found > (best.get(of)?.found ?? 0))
        best.set(of, { field, found, snippet: splitSnippet(snippet), ...(language !== undefined && { language }) });
    }
    return records.map((_, of) => {
      const { found: _found, ...snippet } = best.get(of) ?? { found: 0 };
      return 'field' in snippet ? snippet : null;
    });
  } finally {
    clear.run();
  }
}

/** Letters that were apart for the index are together again, those that were found in a row too. */
function splitSnippet(snippet: string): SearchHit['snippet'] {
  const parts: SearchHit['snippet'] = [];
  const marked = together(snippet).replaceAll(CLOSE + OPEN, '');
  for (const [index, part] of marked.split(OPEN).entries()) {
    const [first = '', rest = ''] = index === 0 ? ['', part] : part.split(CLOSE);
    if (first !== '') parts.push({ text: first, match: true });
    if (rest !== '') parts.push({ text: rest, match: false });
  }
  return parts;
}
