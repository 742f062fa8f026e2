/** Some of the histories of `npm run test:engines`: each takes a second or two, as both engines are asked for all of it. */
import t from 'tap';
import { SEED, tries } from '../../helpers/chance.ts';
import { isWithoutPostgres, postgresServer } from '../../helpers/postgres/server.ts';
import { POSTGRES, SQLITE } from '../../helpers/store/engines.ts';
import { findDifference } from './same-answers.ts';

const RUNS = tries(50);

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  t.test('whatever a newsroom does, both engines answer with the same bytes', async (t) => {
    t.equal(await findDifference([SQLITE, POSTGRES], { runs: RUNS, seed: SEED }), null);
  });
}
