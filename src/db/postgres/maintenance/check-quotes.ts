/** The texts of sources are those that came, and hold the quotes where they are said to stand. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { isQuoted, otherText, wrongQuote } from '../../shared/maintenance/findings.ts';
import type { Session } from '../statements.ts';

type TextRow = { readonly id: number; readonly text: string; readonly sha256: string };
type AnchorRow = { readonly statement: string; readonly quotes: string; readonly spans: string };

export async function quoteFindings(session: Session): Promise<Finding[]> {
  const findings: Finding[] = [];
  let last = 0;
  for (;;) {
    // One text at a time: all of them would not fit into memory.
    const document = await session.first(sql<TextRow>`SELECT id, text, sha256 FROM documents
      WHERE id > ${last} AND text IS NOT NULL ORDER BY id LIMIT 1`);
    if (document === undefined) return findings;
    const { id, text, sha256 } = document;
    last = id;
    if (hash('sha256', text, 'hex') !== sha256) findings.push(otherText(id));
    const anchors = await session.all(sql<AnchorRow>`SELECT a.statement, s.quotes, a.spans
      FROM anchors a JOIN statements s ON s.id = a.statement WHERE a.document = ${id} ORDER BY a.statement`);
    findings.push(...anchors.filter((it) => !isQuoted(text, it)).map(({ statement }) => wrongQuote(statement, id)));
  }
}
