import t from 'tap';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { Workplace } from '../../../helpers/service/bin.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('the command calls sound only what it looked at, and says at what it did not', async (t) => {
    const { address: STANDPOINT_DB, schema: STANDPOINT_DB_SCHEMA } = server.settings(newSchema());
    t.match(await new Workplace(t).runHere(['check'], { STANDPOINT_DB, STANDPOINT_DB_SCHEMA }), {
      code: 0,
      stdout: `the log of ${STANDPOINT_DB} is sound at revision 0; not looked at: the records, the cells and the index\n`,
      stderr: '',
    });
  });
}
