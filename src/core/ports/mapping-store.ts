/** The part of the store port that keeps mappings of tables. They are no records: the change log and the revision know nothing of them. */
import type { MappingSummary, StoredMapping } from '../import/table/stored-mapping.ts';
import type { Page, PageRequest } from '../values/page.ts';

export type NewMapping = Pick<StoredMapping, 'id' | 'mapping' | 'savedAt' | 'savedBy'>;

/** The number of the saving that the writer saw; null where it saw none. */
export type SeenRevision = number | null;

export interface MappingStore {
  get(id: string): Promise<StoredMapping | null>;
  /** By id. */
  list(page: PageRequest): Promise<Page<MappingSummary>>;
  /** Saves it under its id, with a number of its own. Null, and nothing is saved, where what is there is not what was seen. */
  save(mapping: NewMapping, seen: SeenRevision): Promise<StoredMapping | null>;
  /** False, and nothing is removed, where what is there is not what was seen. */
  remove(id: string, seen: number): Promise<boolean>;
}
