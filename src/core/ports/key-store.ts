/** The part of the store port that keeps API keys. They are no records: the change log and the revision know nothing of them. */
import type { StoredKey } from '../access/api-key.ts';
import type { Page, PageRequest } from '../values/page.ts';

export type NewKey = Pick<StoredKey, 'name' | 'scopes' | 'createdBy' | 'expiresAt'>;

export interface KeyStore {
  /** Makes a key. Its token is told now and can never be told again: only a hash of it is kept. */
  create(key: NewKey): Promise<{ readonly key: StoredKey; readonly token: string }>;
  /** The oldest first, revoked and expired ones too. */
  list(page: PageRequest): Promise<Page<StoredKey>>;
  get(id: string): Promise<StoredKey | null>;
  /** Ends a key for ever; one that is revoked stays as it is. Null where there is none. */
  revoke(id: string, by: string): Promise<StoredKey | null>;
  /** The key whose token this is, in whatever state; null where there is none. Takes as long however much is right. */
  find(token: string): Promise<StoredKey | null>;
  /** Notes that a key was used now; passes over it where nothing can be written, as reading must go on. */
  noteUse(id: string): Promise<void>;
}
