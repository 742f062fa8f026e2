/** Stored mappings. */
import { sql } from 'kysely';
import type { MappingStore } from '../../../core/ports/mapping-store.ts';
import {
  type MappingRow,
  type MappingSummaryRow,
  mappingFromRow,
  pageOfMappings,
} from '../../shared/import/mapping-rows.ts';
import type { Read } from '../reading.ts';
import type { Session } from '../statements.ts';

/** True where it was there as it was seen, and is there no more. */
const taken = async (session: Session, id: string, seen: number): Promise<boolean> =>
  (await session.first(sql`DELETE FROM mappings WHERE id = ${id} AND revision = ${seen} RETURNING 1`)) !== undefined;

export const createMappingStore = (read: Read, write: Read): MappingStore => ({
  get: (id) =>
    read(async (session) => {
      const row = await session.first(
        sql<MappingRow>`SELECT revision, id, mapping, saved_at, saved_by FROM mappings WHERE id = ${id}`,
      );
      return row === undefined ? null : mappingFromRow(row);
    }),
  list: ({ limit, after: [after = ''] = [] }) =>
    read(async (session) =>
      pageOfMappings(
        await session.all(sql<MappingSummaryRow>`SELECT revision, id, saved_at, saved_by FROM mappings WHERE id > ${after}
          ORDER BY id LIMIT ${limit + 1}`),
        limit,
      ),
    ),
  save: ({ id, mapping, savedAt, savedBy }, seen) =>
    write(async (session) => {
      if (seen !== null && !(await taken(session, id, seen))) return null;
      // Of two who save a new one at once, the second finds it there.
      const row = await session.first(sql<MappingRow>`INSERT INTO mappings (id, mapping, saved_at, saved_by)
        VALUES (${id}, ${JSON.stringify(mapping)}, ${savedAt}, ${savedBy}) ON CONFLICT (id) DO NOTHING
        RETURNING revision, id, mapping, saved_at, saved_by`);
      return row === undefined ? null : mappingFromRow(row);
    }),
  remove: (id, seen) => write((session) => taken(session, id, seen)),
});
