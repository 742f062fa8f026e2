/** Each way to the server and back takes longer than what is done there: what an answer asks for is counted. */
import t from 'tap';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import type { Workers } from '../../../src/http/workers/heavy-work.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { readSeed } from '../../helpers/fixtures/seed.ts';
import { lentSchema } from '../../helpers/postgres/schemas.ts';
import { isWithoutPostgres, postgresServer } from '../../helpers/postgres/server.ts';
import { Wire } from '../../helpers/postgres/wire.ts';
import { serviceOver } from '../../helpers/service/service.ts';

/** Nothing here takes long enough to be theirs. */
const IDLE: Workers = {
  begin: async () => undefined,
  run: () => Promise.reject(new Error('it takes no time to speak of')),
  limits: { heavyMs: 10_000, threads: 1, inLine: 0, deadlineMs: 10_000, perClientMs: 0 },
};

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('a question with its evidence asks for nothing twice', async (t) => {
    const wire = await Wire.to(t, server.port);
    const settings = server.settings(await lentSchema(t, server));
    const store = await openPostgresStore({
      ...settings,
      address: `postgres://standpoint@127.0.0.1:${wire.port}/postgres`,
    });
    t.teardown(() => store.close());
    await importBundle(store, await readSeed(), RECORDED);
    const app = await serviceOver(t, store, { work: IDLE, cacheBytes: 0 });
    // By its listener, before which the fast path stands.
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    const ask = async (url: string) => {
      const before = wire.executed;
      const answer = await fetch(origin + url);
      await answer.arrayBuffer();
      return { status: answer.status, executed: wire.executed - before };
    };
    const url = '/v1/questions/red-line/matrix?include=statements';
    await ask(url);
    // The revision; the question by itself; and in one transaction experts, question and scale, positions, corrections, and
    // statements with their sources.
    t.strictSame(await ask(url), { status: 200, executed: 1 + 1 + 3 + 3 });
    t.equal((await ask('/v1/questions/no-such-question/matrix?include=statements')).status, 404);
  });
}
