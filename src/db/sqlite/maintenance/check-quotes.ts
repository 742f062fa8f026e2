/** What `standpoint check` looks at in the texts of sources: that they are those that came, and hold the quotes. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Finding } from '../../../core/ports/store.ts';
import { isQuoted, otherText, wrongQuote } from '../../shared/maintenance/findings.ts';
import type { Statements } from '../statements.ts';

type TextRow = { id: number; text: string; sha256: string };
type AnchorRow = { statement: string; quotes: string; spans: string };

export function quoteFindings(statements: Statements): Finding[] {
  const texts = statements.all(sql<{ id: number }>`SELECT id FROM documents WHERE text IS NOT NULL ORDER BY id`);
  return texts.flatMap(({ id }) => {
    const [document] = statements.all(sql<TextRow>`SELECT id, text, sha256 FROM documents WHERE id = ${id}`);
    if (document === undefined) return [];
    const changed = hash('sha256', document.text, 'hex') === document.sha256 ? [] : [otherText(id)];
    const wrong = statements
      .all(
        sql<AnchorRow>`SELECT a.statement, s.quotes, a.spans FROM anchors a JOIN statements s ON s.id = a.statement
          WHERE a.document = ${id} ORDER BY a.statement`,
      )
      .filter((anchor) => !isQuoted(document.text, anchor))
      .map(({ statement }) => wrongQuote(statement, id));
    return [...changed, ...wrong];
  });
}
