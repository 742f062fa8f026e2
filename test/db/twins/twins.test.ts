/** A few of the histories of `npm run test:engines`: each takes seconds, as both engines open a store and answer all of it. */
import t from 'tap';
import { SEED } from '../../helpers/chance.ts';
import { isWithoutPostgres, postgresServer } from '../../helpers/postgres/server.ts';
import { POSTGRES, SQLITE } from '../../helpers/store/engines.ts';
import { findDifference } from './same-answers.ts';

const RUNS = 5;

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  t.test('whatever a newsroom does, both engines answer with the same bytes', async (t) => {
    t.equal(await findDifference([SQLITE, POSTGRES], { runs: RUNS, seed: SEED }), null);
  });
}
