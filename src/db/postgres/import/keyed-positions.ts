/** Which positions there are of some experts on some questions by some sources. */
import { sql } from 'kysely';
import type { KeyedPosition, PositionKey } from '../../../core/import/table/keyed-position.ts';
import { type KeyedRow, keyedPosition } from '../../shared/import/keyed-row.ts';
import type { Session } from '../statements.ts';

export async function keyedPositions(
  session: Session,
  keys: readonly PositionKey[],
): Promise<readonly KeyedPosition[]> {
  const [experts, questions, sources] = [
    keys.map(({ expert }) => expert),
    keys.map(({ question }) => question),
    keys.map(({ source }) => source),
  ];
  const rows = await session.all(
    sql<KeyedRow>`SELECT p.expert, p.question, s.source, p.id AS position, s.id AS statement, p.recorded_by, p.status,
        (SELECT count(*) FROM evidence WHERE evidence.position = p.id) AS statements
      FROM unnest(${experts}::text[], ${questions}::text[], ${sources}::text[]) AS k (expert, question, source)
        JOIN positions p ON p.question = k.question AND p.expert = k.expert
        JOIN evidence e ON e.position = p.id
        JOIN statements s ON s.id = e.statement AND s.source = k.source
      ORDER BY p.recorded_seq, p.id, s.id`,
  );
  return rows.map(keyedPosition);
}
