/** The documents of a source that goes over into another; runs inside a transaction that the caller opens. */
import { sql } from 'kysely';
import type { Statements } from '../statements.ts';

/** From then on they are those of the other; what rests on a text that it has already rests on that one. */
export function moveDocuments(statements: Statements, from: string, into: string): void {
  const twice = statements.all(sql<{ given: number; kept: number }>`SELECT f.id AS given, k.id AS kept
    FROM documents f JOIN documents k ON k.sha256 = f.sha256 AND k.source = ${into} WHERE f.source = ${from}`);
  for (const { given, kept } of twice) {
    statements.run(sql`UPDATE anchors SET document = ${kept} WHERE document = ${given}`);
    statements.run(sql`UPDATE candidates SET document = ${kept} WHERE document = ${given}`);
    statements.run(sql`UPDATE coding_rounds SET document = ${kept}, number = number
      + (SELECT coalesce(max(number), 0) FROM coding_rounds WHERE document = ${kept}) WHERE document = ${given}`);
    statements.run(sql`UPDATE documents SET replaces = nullif(${kept}, id) WHERE replaces = ${given}`);
    statements.run(sql`DELETE FROM documents WHERE id = ${given}`);
  }
  statements.run(sql`UPDATE documents SET source = ${into} WHERE source = ${from}`);
}
