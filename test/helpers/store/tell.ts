/** Stores that know a story. */
import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import type { ImportReport } from '../../../src/core/writing/plan.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { CLOCK, RECORDED } from '../fixtures/records.ts';
import type { Story } from '../fixtures/story.ts';
import { storeInMemory } from './in-memory.ts';

type Head = Parameters<Story['bundle']>[0];

/** What is public is changed only for a reason. */
export const TOLD_BECAUSE = 'Told anew.';

/** Imports the story into the store. */
export const tell = (store: Store, told: Story, head: Head = {}): Promise<ImportReport> =>
  importBundle(store, told.bundle({ reason: TOLD_BECAUSE, ...head }), RECORDED);

/** A store in memory that knows the story, closed when the test ends. */
export async function storeOf(t: Test, told: Story, head: Head = {}): Promise<Store> {
  const store = storeInMemory(CLOCK);
  t.teardown(() => store.close());
  await tell(store, told, head);
  return store;
}
