/**
 * The contract of stores on distributed schemas (docs/run/scale.md): where the server that tests have offers Citus, on a
 * cluster of one machine, which is its coordinator and holds all schemas. No server of ours does, and it has never been run.
 */
import t from 'tap';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { CLOCK } from '../../helpers/fixtures/records.ts';
import { Host } from '../../helpers/postgres/host.ts';
import {
  isWithoutPostgres,
  newSchema,
  postgresPrograms,
  postgresServer,
  settingsOf,
} from '../../helpers/postgres/server.ts';
import { storeContract } from '../store-contract.ts';

const OFFERED = "SELECT default_version FROM pg_available_extensions WHERE name = 'citus'";

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  const [offered] = await server.ask(OFFERED);
  if (offered === undefined) {
    const why = 'the server that tests have does not offer Citus';
    process.stderr.write(`SKIPPED: the contract on distributed schemas; ${why}\n`);
    t.pass('the contract on distributed schemas', { skip: why });
  } else {
    const host = await Host.make(postgresPrograms() ?? '');
    t.teardown(() => host.remove());
    await host.start({ max_connections: '500', shared_preload_libraries: 'citus' });
    await host.ask('CREATE EXTENSION citus');
    await host.ask(`SELECT citus_set_coordinator_host('127.0.0.1', ${host.port})`);
    for (const setting of ['enable_schema_based_sharding', 'enable_unsafe_triggers'])
      await host.ask(`ALTER ROLE standpoint SET citus.${setting} TO on`);
    storeContract(t, 'PostgreSQL with distributed schemas', async (t) => {
      const schema = newSchema();
      await host.ask(`CREATE SCHEMA ${schema}`);
      return async (clock = CLOCK) => {
        const store = await openPostgresStore(settingsOf([host], schema), clock);
        t.teardown(() => store.close());
        return store;
      };
    });
  }
}
