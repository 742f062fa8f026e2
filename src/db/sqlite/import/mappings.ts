/** Stored mappings on an SQLite file. */
import { sql } from 'kysely';
import type { MappingStore } from '../../../core/ports/mapping-store.ts';
import {
  type MappingRow,
  type MappingSummaryRow,
  mappingFromRow,
  pageOfMappings,
} from '../../shared/import/mapping-rows.ts';
import type { Statements } from '../statements.ts';
import type { RunWrite } from '../write-lock.ts';

export function createMappingStore(statements: Statements, write: RunWrite): MappingStore {
  const rowOf = (id: string): MappingRow | undefined =>
    statements.all(sql<MappingRow>`SELECT revision, id, mapping, saved_at, saved_by FROM mappings WHERE id = ${id}`)[0];
  /** True where it was there as it was seen, and is there no more. */
  const taken = (id: string, seen: number): boolean =>
    statements.all(sql`DELETE FROM mappings WHERE id = ${id} AND revision = ${seen} RETURNING 1`).length > 0;
  return {
    get: async (id) => {
      const row = rowOf(id);
      return row === undefined ? null : mappingFromRow(row);
    },
    list: async ({ limit, after: [after = ''] = [] }) =>
      pageOfMappings(
        statements.all(sql<MappingSummaryRow>`SELECT revision, id, saved_at, saved_by FROM mappings WHERE id > ${after}
          ORDER BY id LIMIT ${limit + 1}`),
        limit,
      ),
    save: ({ id, mapping, savedAt, savedBy }, seen) =>
      write(() => {
        if (seen === null ? rowOf(id) !== undefined : !taken(id, seen)) return null;
        const [row] = statements.all(sql<MappingRow>`INSERT INTO mappings (id, mapping, saved_at, saved_by)
          VALUES (${id}, ${JSON.stringify(mapping)}, ${savedAt}, ${savedBy}) RETURNING revision, id, mapping, saved_at, saved_by`);
        return row === undefined ? null : mappingFromRow(row);
      }),
    remove: (id, seen) => write(() => taken(id, seen)),
  };
}
