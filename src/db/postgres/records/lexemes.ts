/**
 * Lexemes: texts and queries as the full-text index of the other engine takes them apart. Its own tokenizer does it, in a
 * database in memory, so that both engines find the same.
 */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { type SearchText, searchWords } from '../../../core/records/search-text.ts';
import { TOKENIZE } from '../../shared/records/match.ts';

/** The limits of a tsvector: what is beyond is found, and not placed. */
const MAX_POSITION = 16_383;
const MAX_PLACES = 255;
const MAX_BYTES = 2_046;

type Token = { readonly term: string; readonly doc: number; readonly col: 'title' | 'body'; readonly offset: number };

/** What is stored of a text: its lexemes as a tsvector is written, and how many words it has. */
type Lexemes = { readonly lexemes: string; readonly length: number };

/** One word of a query: the lexemes that must follow each other, the last perhaps only begun. */
export type Phrase = { readonly terms: readonly string[]; readonly isBegun: boolean };

const connection = new Database(':memory:');
connection.exec(`
  CREATE VIRTUAL TABLE texts USING fts5 (title, body, content = '', ${TOKENIZE});
  CREATE VIRTUAL TABLE tokens USING fts5vocab (texts, 'instance');`);
const add = connection.prepare('INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)');
const list = connection.prepare<[], Token>('SELECT term, doc, col, "offset" FROM tokens ORDER BY doc, col, "offset"');
const clear = connection.prepare("INSERT INTO texts (texts) VALUES ('delete-all')");

/** The tokens of each text, in its order. */
function tokensOf(texts: readonly SearchText[]): (readonly Token[])[] {
  try {
    texts.forEach(({ title, body }, index) => {
      add.run(index, title, body);
    });
    const byText = Map.groupBy(list.all(), ({ doc }) => doc);
    return texts.map((_, index) => byText.get(index) ?? []);
  } finally {
    clear.run();
  }
}

/** The lexemes of each text; those of titles have the weight A. */
export const lexemesOf = (texts: readonly SearchText[]): Lexemes[] =>
  tokensOf(texts).map((tokens) => {
    const titled = tokens.filter(({ col }) => col === 'title').length;
    const places = new Map<string, string[]>();
    for (const { term, col, offset } of tokens) {
      // No phrase begins in the title and ends in the body.
      const place = col === 'title' ? offset + 1 : titled + offset + 2;
      const known = places.get(term) ?? [];
      places.set(term, known);
      if (place <= MAX_POSITION && known.length < MAX_PLACES) known.push(col === 'title' ? `${place}A` : `${place}`);
    }
    const lexemes = [...places].map(([term, at]) => quoted(term) + (at.length === 0 ? '' : `:${at.join(',')}`));
    return { lexemes: lexemes.join(' '), length: tokens.length };
  });

/** A word of a query: the phrases of which one must be found. */
export type Group = readonly Phrase[];

/** The words of a query. With `typing`, the last may be only begun. */
export function groupsOf(text: string, typing: boolean): Group[] {
  const words = searchWords(text);
  return phrasesOf(words).map((terms, index) => [{ terms, isBegun: typing && index === words.length - 1 }]);
}

/** The words of a query, each followed by those of the index that contain it: beginnings, as `groupExpression` has them. */
export const groupsOfWholes = (wholes: readonly (readonly string[])[]): Group[] =>
  wholes.map((words) => phrasesOf(words).map((terms, index) => ({ terms, isBegun: index > 0 })));

const phrasesOf = (words: readonly string[]): string[][] =>
  tokensOf(words.map((body) => ({ title: '', body }))).map((tokens) => tokens.map(({ term }) => term));

/** The query as a tsquery is written; null where nothing can be found. */
export function tsqueryOf(groups: readonly Group[], match: 'all' | 'any'): string | null {
  const telling = groups.map((group) => group.filter(({ terms }) => terms.length > 0)).filter((it) => it.length > 0);
  if (telling.length === 0 || (match === 'all' && telling.length < groups.length)) return null;
  return telling.map((group) => `(${group.map(phraseQuery).join(' | ')})`).join(match === 'all' ? ' & ' : ' | ');
}

const phraseQuery = ({ terms, isBegun }: Phrase): string =>
  `(${terms.map((term, index) => quoted(term) + (isBegun && index === terms.length - 1 ? ':*' : '')).join(' <-> ')})`;

const quoted = (term: string): string => `'${lexemeOf(term).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** A word that is too long for an index is known by its hash. */
const lexemeOf = (term: string): string =>
  Buffer.byteLength(term) < MAX_BYTES ? term : createHash('sha256').update(term).digest('hex');
