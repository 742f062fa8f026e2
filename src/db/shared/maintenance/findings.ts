/** What `standpoint check` says on every engine, and the queries that both understand. */
import { isDeepStrictEqual } from 'node:util';
import { type RawBuilder, sql } from 'kysely';
import type { TextSpan } from '../../../core/capture/candidate.ts';
import type { Finding } from '../../../core/ports/store.ts';
import { KINDS, type Kind, PLURALS } from '../../../core/records/kinds.ts';
import { recordFromLog } from '../../../core/records/logged.ts';

export const RESTORE = 'restore the database from a backup';

/** What breaks a rule of Standpoint, and no program but Standpoint should have written. */
export const defect = (what: string): Finding => ({
  what,
  remedy: `${RESTORE}, and report this as a defect of Standpoint`,
});

export const notAsLogged = (kind: Kind, id: string): Finding =>
  defect(`${kind} ${id} is not as the change log left it`);

export const notIndexed = (kind: Kind, id: string): Finding =>
  defect(`${kind} ${id} is not in the search index as it should be`);

export const leftIn = (where: string, { kind, id }: Left): Finding =>
  defect(`${kind} ${id} is in the ${where} and nowhere else`);

export const wrongCell = ({ expert, question }: { readonly expert: string; readonly question: string }): Finding =>
  defect(`the kept cell of ${expert} on ${question} is not what its positions say`);

export const otherText = (document: number): Finding =>
  defect(`the text of the document ${document} is not the one that came`);

export const wrongQuote = (statement: string, document: number): Finding =>
  defect(`a quote of the statement ${statement} is not what the document ${document} has at its place`);

/** Do all quotes of a statement, as JSON, stand in the text where its spans say? */
export function isQuoted(text: string, anchor: { readonly quotes: string; readonly spans: string }): boolean {
  const places: readonly TextSpan[] = JSON.parse(anchor.spans);
  const words: readonly string[] = JSON.parse(anchor.quotes);
  return (
    places.length === words.length && places.every(({ start, end }, index) => text.slice(start, end) === words[index])
  );
}

/** Most are written in the log with their fields in the same order; that is seen without taking the text apart. */
export function isWritten(kind: Kind, record: object, text: string | null): boolean {
  if (text === null || text === JSON.stringify(record)) return text !== null;
  const recordedSeq = () => ('recordedSeq' in record ? Number(record.recordedSeq) : 0);
  return isDeepStrictEqual(recordFromLog(kind, JSON.parse(text), recordedSeq), record);
}

/**
 * Each query names the records that break the sentence before it. None asks NOT IN of a whole table: PostgreSQL reads that
 * again for each row where it is long.
 */
export const INVARIANTS = [
  [
    'a position cites at least one statement',
    sql<{
      id: string;
    }>`SELECT p.id FROM positions p WHERE NOT EXISTS (SELECT 1 FROM evidence v WHERE v.position = p.id)`,
  ],
  [
    "a position's statements are by its expert",
    sql<{ id: string }>`SELECT p.id FROM positions p JOIN evidence v ON v.position = p.id
      JOIN statements s ON s.id = v.statement WHERE s.expert <> p.expert AND NOT EXISTS (
        SELECT 1 FROM statement_cosigners c WHERE c.statement = s.id AND c.expert = p.expert)`,
  ],
  [
    "a position's day is the latest among its statements",
    sql<{ id: string }>`SELECT p.id FROM positions p JOIN statements l ON l.id = p.latest_statement
      WHERE (p.said_on, p.said_until, p.said_on_from) <> (l.said_on, l.said_until, l.said_on_from) OR p.said_at IS DISTINCT FROM l.said_at
        OR p.said_until <> (SELECT max(s.said_until)
          FROM evidence v JOIN statements s ON s.id = v.statement WHERE v.position = p.id)`,
  ],
  [
    'a statement without a day of its own has that of its first publication',
    sql<{ id: string }>`SELECT s.id FROM statements s JOIN sources o ON o.id = s.source
      WHERE s.said_on_from = 'source' AND (s.said_on, s.said_until) <> (o.published_on, o.published_until)
        AND NOT EXISTS (SELECT 1 FROM statement_reprints r WHERE r.statement = s.id)
      UNION ALL SELECT s.id FROM statements s WHERE s.said_on_from = 'source'
        AND EXISTS (SELECT 1 FROM statement_reprints r WHERE r.statement = s.id)
        AND (s.said_on, s.said_until) NOT IN (
          SELECT o.published_on, o.published_until FROM sources o
          WHERE (o.id = s.source OR o.id IN (SELECT r.source FROM statement_reprints r WHERE r.statement = s.id))
            AND o.published_until = (
              SELECT min(e.published_until) FROM sources e
              WHERE e.id = s.source OR e.id IN (SELECT r.source FROM statement_reprints r WHERE r.statement = s.id)))`,
  ],
  [
    'what a public record refers to is public',
    sql<{ id: string }>`
      SELECT q.id FROM questions q JOIN scales c ON c.id = q.scale WHERE q.status <> 'draft' AND c.status = 'draft'
      UNION ALL SELECT s.id FROM statements s JOIN experts e ON e.id = s.expert JOIN sources o ON o.id = s.source
        WHERE s.status <> 'draft' AND (e.status = 'draft' OR o.status = 'draft')
      UNION ALL SELECT s.id FROM statement_cosigners it JOIN statements s ON s.id = it.statement
        JOIN experts e ON e.id = it.expert WHERE s.status <> 'draft' AND e.status = 'draft'
      UNION ALL SELECT s.id FROM statement_reprints it JOIN statements s ON s.id = it.statement
        JOIN sources o ON o.id = it.source WHERE s.status <> 'draft' AND o.status = 'draft'
      UNION ALL SELECT p.id FROM positions p JOIN experts e ON e.id = p.expert JOIN questions q ON q.id = p.question
        WHERE p.status <> 'draft' AND (e.status = 'draft' OR q.status = 'draft')
      UNION ALL SELECT v.position FROM evidence v JOIN positions p ON p.id = v.position
        JOIN statements s ON s.id = v.statement WHERE p.status <> 'draft' AND s.status = 'draft'`,
  ],
  [
    'the change log has no gaps',
    sql<{ id: string }>`SELECT CAST(c.seq AS TEXT) AS id FROM changes c
      WHERE c.seq > 1 AND NOT EXISTS (SELECT 1 FROM changes b WHERE b.seq = c.seq - 1)`,
  ],
  [
    'the clock of the change log never runs backwards',
    sql<{ id: string }>`SELECT CAST(seq AS TEXT) AS id FROM (
      SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM changes) AS entries WHERE at < before`,
  ],
] as const;

export type Left = { readonly kind: Kind; readonly id: string };

/** True where a record of that kind has a row. */
export const isStored = (kind: RawBuilder<unknown>, id: RawBuilder<unknown>) =>
  sql.join(
    KINDS.map((each) => sql`${kind} = ${each} AND EXISTS (SELECT 1 FROM ${sql.table(PLURALS[each])} WHERE id = ${id})`),
    sql` OR `,
  );

/** Records that the log has last left somewhere, and that are nowhere. */
export const LOGGED_ONLY = sql<Left>`
  SELECT kind, id FROM (SELECT entity AS kind, id, max(seq) AS seq FROM changes GROUP BY entity, id) AS last
  WHERE NOT (${isStored(sql`last.kind`, sql`last.id`)})
    AND NOT EXISTS (SELECT 1 FROM redirects WHERE entity = last.kind AND old_id = last.id)
    AND (SELECT after FROM changes WHERE seq = last.seq) IS NOT NULL`;
