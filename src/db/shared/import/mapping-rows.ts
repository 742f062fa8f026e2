/** Stored mappings as rows. */
import type { MappingSummary, StoredMapping } from '../../../core/import/table/stored-mapping.ts';
import type { Page } from '../../../core/values/page.ts';

export type MappingRow = { revision: number; id: string; mapping: string; saved_at: string; saved_by: string };
export type MappingSummaryRow = Omit<MappingRow, 'mapping'>;

const summaryFromRow = (row: MappingSummaryRow): MappingSummary => ({
  ...{ id: row.id, revision: row.revision, savedAt: row.saved_at, savedBy: row.saved_by },
});

export const mappingFromRow = (row: MappingRow): StoredMapping => ({
  ...summaryFromRow(row),
  mapping: JSON.parse(row.mapping),
});

/** A page of at most `limit`, of rows of which there is one more where it is not the last. */
export function pageOfMappings(rows: readonly MappingSummaryRow[], limit: number): Page<MappingSummary> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(summaryFromRow), next: last === undefined ? null : [last.id] };
}
