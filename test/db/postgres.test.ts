import t from 'tap';
import type { Store } from '../../src/core/ports/store.ts';
import { openPostgresStore } from '../../src/db/postgres/store.ts';
import { CLOCK } from '../helpers/fixtures/records.ts';
import { lentSchema } from '../helpers/postgres/schemas.ts';
import { isWithoutPostgres, postgresServer } from '../helpers/postgres/server.ts';
import { storeContract } from './store-contract.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  storeContract(t, 'PostgreSQL', async (t) => {
    const schema = await lentSchema(t, server);
    const stores: Store[] = [];
    t.teardown(async () => {
      for (const store of stores) await store.close();
    });
    return async (clock = CLOCK) => {
      const store = await openPostgresStore(server.settings(schema), clock);
      stores.push(store);
      return store;
    };
  });
}
