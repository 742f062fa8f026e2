/** The part of the store port that keeps tables which somebody at the desk is about to import. They are no records: the change log and the revision know nothing of them. */
import type { Upload, UploadReading } from '../import/table/upload.ts';

/** What one key may have at once; the one that ends first makes room for another. */
export const MAX_UPLOADS_OF_A_KEY = 3;

export interface UploadStore {
  /** Keeps a table, and forgets those that have ended. Answers its id, which nobody can guess. */
  add(upload: Omit<Upload, 'id'>, bytes: Uint8Array, now: Date): Promise<string>;
  /** The upload, also one that has ended; null where there is none. */
  find(id: string): Promise<Upload | null>;
  /** Those of a key that have not ended, the last one that was brought first. */
  ofKey(key: string, now: Date): Promise<readonly Upload[]>;
  /** Its bytes, a piece at a time; none where it was imported. */
  bytes(id: string): AsyncIterable<Uint8Array>;
  /** Says how it is to be read from now on; of one that was imported nothing is said any more. */
  keep(id: string, how: UploadReading): Promise<void>;
  /** Says what came of it, and forgets its bytes. What came of it first stays. */
  finish(id: string, how: UploadReading): Promise<void>;
}
