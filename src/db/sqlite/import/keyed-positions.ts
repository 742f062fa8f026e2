/** Which positions there are of some experts on some questions by some sources. */
import { sql } from 'kysely';
import type { KeyedPosition, PositionKey } from '../../../core/import/table/keyed-position.ts';
import { type KeyedRow, keyedPosition } from '../../shared/import/keyed-row.ts';
import type { Statements } from '../statements.ts';

export const keyedPositions = (statements: Statements, keys: readonly PositionKey[]): readonly KeyedPosition[] =>
  statements
    .all(
      sql<KeyedRow>`SELECT p.expert, p.question, s.source, p.id AS position, s.id AS statement, p.recorded_by, p.status,
          (SELECT count(*) FROM evidence WHERE evidence.position = p.id) AS statements
        FROM json_each(${JSON.stringify(keys)}) k
          JOIN positions p ON p.question = k.value ->> 'question' AND p.expert = k.value ->> 'expert'
          JOIN evidence e ON e.position = p.id
          JOIN statements s ON s.id = e.statement AND s.source = k.value ->> 'source'
        ORDER BY p.recorded_seq, p.id, s.id`,
    )
    .map(keyedPosition);
