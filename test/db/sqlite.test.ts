import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Store } from '../../src/core/ports/store.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { CLOCK } from '../helpers/fixtures/records.ts';
import { storeContract } from './store-contract.ts';

storeContract(t, 'SQLite', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'standpoint-'));
  const stores: Store[] = [];
  t.teardown(async () => {
    for (const store of stores) await store.close();
    await rm(folder, { recursive: true });
  });
  return async (clock = CLOCK) => {
    const store = openSqliteStore(join(folder, 'standpoint.sqlite'), clock);
    stores.push(store);
    return store;
  };
});
