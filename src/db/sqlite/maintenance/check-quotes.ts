/** What `standpoint check` looks at in the texts of sources: that they are those that came, and hold the quotes. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { TextSpan } from '../../../core/capture/candidate.ts';
import type { Finding } from '../../../core/ports/store.ts';
import type { Statements } from '../statements.ts';

const REMEDY = 'restore the database from a backup, and report this as a defect of Standpoint';

type TextRow = { id: number; text: string; sha256: string };
type AnchorRow = { statement: string; quotes: string; spans: string };

export function quoteFindings(statements: Statements): Finding[] {
  const texts = statements.all(sql<{ id: number }>`SELECT id FROM documents WHERE text IS NOT NULL ORDER BY id`);
  return texts.flatMap(({ id }) => {
    const [document] = statements.all(sql<TextRow>`SELECT id, text, sha256 FROM documents WHERE id = ${id}`);
    if (document === undefined) return [];
    const changed =
      hash('sha256', document.text, 'hex') === document.sha256
        ? []
        : [{ what: `the text of the document ${id} is not the one that came`, remedy: REMEDY }];
    const wrong = statements
      .all(
        sql<AnchorRow>`SELECT a.statement, s.quotes, a.spans FROM anchors a JOIN statements s ON s.id = a.statement
          WHERE a.document = ${id} ORDER BY a.statement`,
      )
      .filter((anchor) => !isQuoted(document.text, anchor))
      .map(({ statement }) => ({
        what: `a quote of the statement ${statement} is not what the document ${id} has at its place`,
        remedy: REMEDY,
      }));
    return [...changed, ...wrong];
  });
}

function isQuoted(text: string, { quotes, spans }: AnchorRow): boolean {
  const places: readonly TextSpan[] = JSON.parse(spans);
  const words: readonly string[] = JSON.parse(quotes);
  return (
    places.length === words.length && places.every(({ start, end }, index) => text.slice(start, end) === words[index])
  );
}
