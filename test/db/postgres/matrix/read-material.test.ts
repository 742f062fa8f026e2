/** What a matrix is made of comes in one go, statements and sources as one text each in one query; not all can be read so. */
import pg from 'pg';
import t from 'tap';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { readSeed } from '../../../helpers/fixtures/seed.ts';
import { lentSchema } from '../../../helpers/postgres/schemas.ts';
import { isWithoutPostgres, postgresServer } from '../../../helpers/postgres/server.ts';

const WHOLE = { experts: {}, questions: { id: ['red-line'] }, maxCells: 1_000, withStatements: true };

const byId = <T extends { readonly id: string }>(records: readonly T[]): T[] =>
  records.toSorted((a, b) => (a.id < b.id ? -1 : 1));

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  for (const [table, column] of [
    ['statements', 'venue'],
    ['sources', 'note'],
  ] as const)
    t.test(`where a text of ${table} holds what stands between columns, nothing is read otherwise`, async (t) => {
      const settings = server.settings(await lentSchema(t, server));
      const store = await openPostgresStore(settings);
      t.teardown(() => store.close());
      await importBundle(store, await readSeed(), RECORDED);
      const read = async () => {
        const { statements, sources } = await store.matrixMaterial(WHOLE);
        return { statements: byId(statements), sources: byId(sources) };
      };
      const before = await read();
      t.ok(before.statements.length > 1 && before.sources.length > 0);

      const client = new pg.Client({ connectionString: settings.address });
      await client.connect();
      await client.query(`SET search_path = ${settings.schema}`);
      await client.query(`UPDATE ${table} SET ${column} = $1`, ['One\u001fother']);
      await client.end();
      t.strictSame(await read(), {
        ...before,
        [table]: before[table].map((it) => ({ ...it, [column]: 'One\u001fother' })),
      });
    });
}
