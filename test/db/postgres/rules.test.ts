/** What the database itself refuses, whatever program writes: rules about many rows are asked once for each statement. */
import { type RawBuilder, sql } from 'kysely';
import t from 'tap';
import { Database } from '../../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../helpers/postgres/server.ts';
import { tell } from '../../helpers/store/tell.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  const settings = server.settings(newSchema());
  const store = await openPostgresStore(settings);
  const beside = new Database(settings);
  t.teardown(async () => {
    await Promise.all([store.close(), beside.close()]);
    server.stop();
  });
  const told = story()
    .says('ada', 'bridge', 'support', { id: 'ada-holds' })
    .says('ada', 'tolls', 'support', { id: 'ada-tolls' })
    .says('ben', 'bridge', 'oppose', { id: 'ben-holds' });
  await tell(store, told);
  const last = await store.revision();
  const { at = '' } = (await store.changes(last - 1, 1))[0] ?? {};

  /** Tries it and undoes it; answers what it was refused with. */
  const tried = (statement: RawBuilder<unknown>): Promise<unknown> =>
    beside
      .write(
        (session) => session.all(statement),
        () => true,
      )
      .then(
        () => null,
        (error: Error) => `${error.message} ${error.cause}`,
      );

  /** Entries of the log so many behind the last one, each with its instant. */
  const entries = (...them: readonly (readonly [number, string])[]) =>
    sql`INSERT INTO changes (seq, at, actor, action, entity, id, after) VALUES ${sql.join(
      them.map(
        ([behind, then]) => sql`(${last + behind}, ${then}, 'x', 'create', 'expert', ${`x-${behind}`}, '{"id": "x"}')`,
      ),
    )}`;

  t.test('what an entry of the log holds is JSON, on whichever side', async (t) => {
    const entry = (before: string, after: string) =>
      sql`INSERT INTO changes (seq, at, actor, action, entity, id, before, after)
        VALUES (${last + 1}, ${at}, 'x', 'update', 'expert', 'x', ${before}, ${after})`;
    const published = '{"id": "x", "status": "published"}';
    t.equal(await tried(entry(published, published)), null);
    t.match(await tried(entry(published, '{"id": "x"')), /invalid input syntax for type json/);
    t.match(await tried(entry('{"id": "x"', published)), /invalid input syntax for type json/);
  });

  t.test(
    'the log goes on where it ends, without a gap and in order of time, however many entries come at once',
    async (t) => {
      t.equal(await tried(entries([1, at], [2, at], [3, '2999-01-01'])), null);
      t.match(await tried(entries([2, at])), /no gaps/);
      t.match(await tried(entries([1, at], [3, at])), /no gaps/);
      t.match(await tried(entries([-last, at])), /no gaps/);
      t.match(await tried(entries([1, '1999-01-01'])), /in order of time/);
      t.match(await tried(entries([1, at], [2, '2999-01-02'], [3, '2999-01-01'])), /in order of time/);
      t.match(await tried(sql`DELETE FROM changes WHERE seq = ${last}`), /append-only/);
      t.match(await tried(sql`UPDATE changes SET reason = 'x' WHERE seq = ${last}`), /append-only/);
    },
  );

  t.test('a position rests on statements of its expert, whichever row it is of those that come', async (t) => {
    const resting = (...statements: readonly string[]) =>
      sql`INSERT INTO evidence (position, statement, expert, ordinal) VALUES ${sql.join(
        statements.map((statement, index) => sql`('ada-holds', ${statement}, 'ada', ${index + 1})`),
      )}`;
    t.equal(await tried(resting('said-ada-tolls')), null);
    t.match(await tried(resting('said-ben-holds')), /statements of its expert/);
    t.match(await tried(resting('said-ada-tolls', 'said-ben-holds')), /statements of its expert/);
  });

  t.test('references are looked at by indexes, and by plans that are kept', async (t) => {
    const [set] = await beside.read((session) =>
      session.all(sql<{ settings: string[] }>`SELECT proconfig AS settings FROM pg_proc
        WHERE proname = 'check_references' AND pronamespace = ${settings.schema}::regnamespace`),
    );
    t.strictSame(set?.settings, ['plan_cache_mode=force_generic_plan', 'enable_seqscan=off']);
  });
}
