/** Where the quotes of statements stand in the texts of their sources; inside a transaction that holds the head. */
import { type RawBuilder, sql } from 'kysely';
import { placesIn, placesOf, withOtherWords } from '../../../core/capture/anchor.ts';
import type { TextSpan } from '../../../core/capture/candidate.ts';
import type { Statement } from '../../../core/records/statement.ts';
import type { Decided } from '../../../core/writing/decide.ts';
import { isIn } from '../records/tables.ts';
import type { Session } from '../statements.ts';
import { upsert } from '../writing/row-writer.ts';

/** Reduced dates sort before the days in them: 2026-03 is over once 2026-03-31 is. */
export const isStillKept = (today: string): RawBuilder<boolean> =>
  sql`text IS NOT NULL AND (keep_until IS NULL OR substr(${today}::text COLLATE "C", 1, length(keep_until)) <= keep_until)`;

type Quoting = Pick<Statement, 'id' | 'quotes'>;
type Text = { readonly source: string; readonly id: number; readonly text: string };
type Anchor = { readonly statement: string; readonly document: number; readonly spans: readonly TextSpan[] };

/**
 * Ties every statement with new words, or another source, to the text of its source that came last and is still kept.
 * Where a quote is not in that, it fails with `quote-not-in-text`; or, where it `mayUntie`, leaves it without a
 * place.
 */
export async function followWords(
  session: Session,
  decided: Pick<Decided, 'changes' | 'redirects'>,
  today: string,
  mayUntie: (statement: string) => boolean,
): Promise<void> {
  const statements = withOtherWords(decided);
  if (statements.length === 0) return;
  const quoting = statements.filter(({ quotes }) => quotes.length > 0);
  const [texts] = await Promise.all([
    textsOf(session, [...new Set(quoting.map(({ source }) => source))], today),
    untie(session, [...new Set(statements.map(({ id }) => id))]),
  ]);
  const anchors = new Map<string, Anchor>();
  for (const statement of statements) {
    const { id, source, quotes } = statement;
    const known = quotes.length === 0 ? undefined : texts.get(source);
    const spans = known && (mayUntie(id) ? placesIn(known.text, statement) : placesOf(known.text, statement));
    if (known === undefined || !spans) anchors.delete(id);
    else anchors.set(id, { statement: id, document: known.id, spans });
  }
  await keep(session, [...anchors.values()]);
}

/** Forgets where the quotes of statements stood. */
export async function untie(session: Session, statements: readonly string[]): Promise<void> {
  await session.all(sql`DELETE FROM anchors WHERE ${isIn('statement', statements)}`);
}

/** Ties the statements to a text that has all their quotes; answers the ids of the others. */
export async function tieTo(
  session: Session,
  statements: readonly Quoting[],
  document: number,
  text: string,
): Promise<string[]> {
  const looked = statements.map((it) => ({ statement: it.id, document, spans: placesIn(text, it) }));
  await keep(
    session,
    looked.flatMap(({ spans, ...it }) => (spans === null ? [] : [{ ...it, spans }])),
  );
  return looked.flatMap(({ statement, spans }) => (spans === null ? [statement] : []));
}

async function textsOf(
  session: Session,
  sources: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Text>> {
  if (sources.length === 0) return new Map();
  const texts = await session.all(sql<Text>`SELECT DISTINCT ON (source) source, id, text FROM documents
    WHERE ${isIn('source', sources)} AND ${isStillKept(today)} ORDER BY source, id DESC`);
  return new Map(texts.map((it) => [it.source, it]));
}

const keep = (session: Session, anchors: readonly Anchor[]): Promise<void> =>
  upsert(
    session,
    'anchors',
    ['statement'],
    anchors.map((it) => ({ ...it, spans: JSON.stringify(it.spans) })),
  );
