import t from 'tap';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { randomPlansContract } from '../../contract/random-plans.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  randomPlansContract(t, () => openPostgresStore(server.settings(newSchema()), CLOCK), 25);
}
