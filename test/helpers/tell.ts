/** Stores that know a story. */
import type { Test } from 'tap';
import type { ImportReport } from '../../src/core/bundle.ts';
import type { Store } from '../../src/core/store.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { importBundle } from '../../src/services/import.ts';
import { RECORDED } from './records.ts';
import type { Story } from './story.ts';

type Head = Parameters<Story['bundle']>[0];

/** Imports the story into the store. */
export const tell = (store: Store, told: Story, head: Head = {}): Promise<ImportReport> =>
  importBundle(store, told.bundle(head), RECORDED);

/** A store in memory that knows the story, closed when the test ends. */
export async function storeOf(t: Test, told: Story, head: Head = {}): Promise<Store> {
  const store = openSqliteStore(':memory:');
  t.teardown(() => store.close());
  await tell(store, told, head);
  return store;
}
