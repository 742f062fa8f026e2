/** Search: what has the words is found by the index, and put in order by the formula of the other engine. */
import { type RawBuilder, sql } from 'kysely';
import type { SearchHit, SearchKind, SearchMatch } from '../../../core/records/search-text.ts';
import { areWithinNone, fieldExpression, MAX_WHOLES, wholesOf } from '../../shared/records/match.ts';
import { describeHits } from '../../shared/records/snippet.ts';
import type { Session } from '../statements.ts';
import { groupsOf, groupsOfWholes, type Phrase, tsqueryOf } from './lexemes.ts';
import type { Readers } from './read.ts';
import { isIn } from './tables.ts';

/** Hits that are put in order by the formula; of more than these, the server's own rank tells which. */
const MAX_RANKED = 2_000;

/** Of BM25, as SQLite has them, and the weight of a word in a title. */
const [K1, B, TITLE_WEIGHT] = [1.2, 0.75, 4];

/** The same for the rank of the server: the weights of D, C, B and A, and longer texts counting less. */
const [RANK_WEIGHTS, BY_LENGTH] = [`{${1 / TITLE_WEIGHT},0,0,1}`, 1];

type Found = { readonly kind: SearchKind; readonly id: string; readonly lexemes: string; readonly length: number };
type Counts = { readonly documents: number; readonly tokens: number };
type Options = { readonly kinds: readonly SearchKind[]; readonly match: SearchMatch; readonly limit: number };

export async function search(
  session: Session,
  readers: Readers,
  words: string,
  { kinds, match, limit }: Options,
): Promise<SearchHit[]> {
  const wholes = match === 'part' ? await wholesOf(words, (part) => termsWith(session, part)) : [];
  if (match === 'part' && areWithinNone(wholes)) return [];
  const groups = match === 'part' ? groupsOfWholes(wholes) : groupsOf(words, match === 'all');
  const query = tsqueryOf(groups, match === 'any' ? 'any' : 'all');
  if (query === null) return [];
  const phrases = groups.flat();
  const [[counts], rarity] = await Promise.all([
    session.all(sql<Counts>`SELECT documents, tokens FROM head`),
    Promise.all(phrases.map((phrase) => documentsWith(session, phrase))),
  ]);
  if (counts === undefined) return [];
  const weights = rarity.map((n) => Math.max(Math.log((counts.documents - n + 0.5) / (n + 0.5)), 1e-6));
  const found = await session.all(sql<Found>`SELECT kind, id, lexemes::text AS lexemes, length FROM search_documents
    WHERE lexemes @@ ${query}::tsquery AND ${isIn('kind', kinds)}
    ORDER BY ${rankOf(phrases, weights)} DESC, kind, id LIMIT ${MAX_RANKED}`);
  const best = found
    .map((it) => ({ it, score: scoreOf(it, phrases, weights, counts) }))
    .sort((a, b) => b.score - a.score || compare(a.it.kind, b.it.kind) || compare(a.it.id, b.it.id))
    .slice(0, limit)
    .map(({ it }) => it);
  const read = <K extends SearchKind | 'source'>(kind: K, ids: readonly string[]) =>
    readers[kind].getMany(session, ids);
  return describeHits(await headed(session, best), read, fieldExpression(words, match, wholes));
}

/** The words of the index that contain another, those in most records first. */
const termsWith = async (session: Session, part: string): Promise<string[]> =>
  (
    await session.all(sql<{ word: string }>`SELECT word FROM ts_stat('SELECT lexemes FROM search_documents')
      WHERE position(${part} IN word) > 0 ORDER BY ndoc DESC, word COLLATE "C" LIMIT ${MAX_WHOLES}`)
  ).map(({ word }) => word);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

async function documentsWith(session: Session, phrase: Phrase): Promise<number> {
  const query = tsqueryOf([[phrase]], 'all');
  if (query === null) return 0;
  const count = sql<{ n: number }>`SELECT count(*) AS n FROM search_documents WHERE lexemes @@ ${query}::tsquery`;
  return (await session.first(count))?.n ?? 0;
}

/** About what the formula gives, from what the server knows. */
function rankOf(phrases: readonly Phrase[], weights: readonly number[]): RawBuilder<number> {
  const ranks = phrases.flatMap((phrase, index) => {
    const query = tsqueryOf([[phrase]], 'all');
    if (query === null) return [];
    return sql`${weights[index] ?? 0}::float8 * ts_rank(${RANK_WEIGHTS}, lexemes, ${query}::tsquery, ${BY_LENGTH})`;
  });
  return sql<number>`(${sql.join(ranks, sql` + `)})`;
}

/** BM25 of a document: how often each phrase is in it, by how rare that is, and how long it is. */
function scoreOf(
  { lexemes, length }: Found,
  phrases: readonly Phrase[],
  weights: readonly number[],
  { documents, tokens }: Counts,
): number {
  const average = Math.max(tokens / Math.max(documents, 1), 1e-6);
  const places = placesIn(lexemes);
  return phrases.reduce((score, phrase, index) => {
    const often = frequencyOf(phrase, places);
    const part = (often * (K1 + 1)) / (often + K1 * (1 - B + (B * length) / average));
    return score + (weights[index] ?? 0) * part;
  }, 0);
}

/** By lexeme, where it stands, and the weight of a word there. */
type Places = ReadonlyMap<string, ReadonlyMap<number, number>>;

function placesIn(tsvector: string): Places {
  const entries = [...tsvector.matchAll(/'((?:[^']|'')*)'(?::([0-9A-D,]+))?/g)];
  return new Map(
    entries.map(([, term = '', places = '']) => [
      term.replaceAll("''", "'").replaceAll('\\\\', '\\'),
      new Map(places.split(',').map((it) => [Number.parseInt(it, 10), it.endsWith('A') ? TITLE_WEIGHT : 1] as const)),
    ]),
  );
}

/** How often a phrase is in the document, a title counting more. */
function frequencyOf({ terms, isBegun }: Phrase, places: Places): number {
  const last = terms.length - 1;
  const at = terms.map((term, index) =>
    isBegun && index === last ? begun(term, places) : (places.get(term) ?? new Map()),
  );
  let sum = 0;
  for (const [place, weight] of at[0] ?? []) if (at.every((them, index) => them.has(place + index))) sum += weight;
  return sum;
}

const begun = (term: string, places: Places): ReadonlyMap<number, number> =>
  new Map([...places].flatMap(([lexeme, at]) => (lexeme.startsWith(term) ? [...at] : [])));

type Headed = Pick<SearchHit, 'kind' | 'id' | 'title'>;

/** The hits with what they are called, in their order. */
async function headed(session: Session, hits: readonly Pick<Found, 'kind' | 'id'>[]): Promise<Headed[]> {
  if (hits.length === 0) return [];
  const wanted = JSON.stringify(hits.map(({ kind, id }, place) => ({ kind, id, place })));
  return session.all(sql<Headed>`
    SELECT it.kind, it.id, CASE it.kind
        WHEN 'expert' THEN (SELECT name FROM experts WHERE id = it.id)
        WHEN 'question' THEN (SELECT title FROM questions WHERE id = it.id)
        WHEN 'position' THEN (SELECT e.name || ': ' || q.title FROM positions p
          JOIN experts e ON e.id = p.expert JOIN questions q ON q.id = p.question WHERE p.id = it.id)
        ELSE (SELECT e.name FROM statements s JOIN experts e ON e.id = s.expert WHERE s.id = it.id)
      END AS title
    FROM json_to_recordset(${wanted}::json) AS it (kind text COLLATE "C", id text COLLATE "C", place int)
    ORDER BY it.place`);
}
