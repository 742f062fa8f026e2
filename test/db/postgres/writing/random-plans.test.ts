import t from 'tap';
import { tries } from '../../../helpers/chance.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { isWithoutPostgres, postgresServer } from '../../../helpers/postgres/server.ts';
import { POSTGRES } from '../../../helpers/store/engines.ts';
import { randomPlansContract } from '../../contract/random-plans.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  randomPlansContract(t, (run) => POSTGRES.open(run, CLOCK), tries(25));
}
