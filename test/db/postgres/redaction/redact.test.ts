import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import t, { type Test } from 'tap';
import { VERSIONS } from '../../../../src/db/postgres/redaction/redact-versions.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { redactWords } from '../../../../src/services/change-log/redact.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { OPERATOR } from '../../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { ANY, DEMAND, holdingTheName, PLAIN } from '../../../helpers/fixtures/redacted.ts';
import { readSeed } from '../../../helpers/fixtures/seed.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { Workplace } from '../../../helpers/service/bin.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  async function connected(t: Test, user: string, schema: string): Promise<pg.Client> {
    const at = { host: '127.0.0.1', port: server.port, database: 'postgres' };
    const client = new pg.Client({ ...at, user, options: `-c search_path=${schema}` });
    await client.connect();
    t.teardown(() => client.end());
    return client;
  }

  async function newsroom(t: Test) {
    const settings = server.settings(newSchema());
    const store = await openPostgresStore(settings);
    t.teardown(() => store.close());
    const told = await holdingTheName(t, store);
    return { store, settings, ...told, raw: await connected(t, 'standpoint', settings.schema) };
  }

  const BYTES = Buffer.from('Quillfeather').toString('hex');

  /** The tables of which a row holds the name, in any column. */
  async function rowsHolding(raw: pg.Client): Promise<string[]> {
    const { rows } = await raw.query(`SELECT relname AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname`);
    const holding: string[] = [];
    for (const { name } of rows) {
      const found = await raw.query(`SELECT it::text AS row FROM "${name}" AS it`);
      const texts = found.rows.map(({ row }) => decodeURIComponent(row.replaceAll('%', '%25')));
      // Bytes are shown in hexadecimal.
      if (texts.some((text) => ANY.test(text) || text.includes(BYTES))) holding.push(name);
    }
    return holding;
  }

  /** The files of tables and indexes that hold the name. */
  async function filesHolding(raw: pg.Client): Promise<string[]> {
    await raw.query('CHECKPOINT');
    const { rows } = await raw.query(`SELECT oid::regclass::text AS name, pg_relation_filepath(oid) AS path,
      current_setting('data_directory') AS folder FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i')`);
    return rows.filter(({ folder, path }) => ANY.test(readFileSync(join(folder, path), 'latin1'))).map((it) => it.name);
  }

  t.test('no row of any table, and no file of a table or an index, holds the words any more', async (t) => {
    const { store, raw } = await newsroom(t);
    const held = await rowsHolding(raw);
    t.ok(held.length > 20, held.join());
    for (const table of ['experts_versions', 'search_documents_versions', 'desk_upload_pieces', 'redirects'])
      t.ok(held.includes(table), table);
    t.ok((await filesHolding(raw)).length > 20);
    t.match(await redactWords(store, OPERATOR, DEMAND), { isErased: true });
    t.strictSame(await rowsHolding(raw), []);
    t.strictSame(await filesHolding(raw), []);
    await t.rejects(raw.query("UPDATE changes SET reason = 'another'"), { message: /append-only/ });
  });

  t.test('who still reads what was is waited for, and then told of: the files hold it', async (t) => {
    const { store, settings, raw } = await newsroom(t);
    const reader = await connected(t, 'standpoint', settings.schema);
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT 1');
    t.match(await redactWords(store, OPERATOR, DEMAND), { isErased: false });
    t.strictSame(await rowsHolding(raw), [], 'no answer has it');
    t.ok((await filesHolding(raw)).length > 0);
    await reader.query('COMMIT');
    t.match(await redactWords(store, OPERATOR, DEMAND), { entries: 0, isErased: true });
    t.strictSame(await filesHolding(raw), []);
  });

  t.test('who does not own the tables redacts nothing, as they could not write the files anew', async (t) => {
    const { settings, raw } = await newsroom(t);
    await raw.query(`CREATE ROLE serving LOGIN; GRANT USAGE ON SCHEMA ${settings.schema} TO serving;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${settings.schema} TO serving`);
    const address = settings.address.replace('standpoint@', 'serving@');
    const serving = await openPostgresStore({ ...settings, address });
    t.teardown(() => serving.close());
    const revision = await serving.revision();
    await t.rejects(redactWords(serving, OPERATOR, DEMAND), { message: /not owned by this user.*whoever migrates it/ });
    t.equal(await serving.revision(), revision);
    t.match(await redactWords(serving, OPERATOR, { ...DEMAND, dryRun: true }), { isErased: null }, 'trying is free');
  });

  t.test('every column of text of what records were is looked at, or known to hold no words of people', async (t) => {
    const { settings, raw } = await newsroom(t);
    const { rows } = await raw.query(`SELECT replace(table_name, '_versions', '') AS name, column_name AS column
      FROM information_schema.columns WHERE table_schema = '${settings.schema}' AND data_type = 'text'
        AND table_name LIKE '%\\_versions' AND table_name <> 'search_documents_versions'`);
    const known = Object.entries(VERSIONS).flatMap(([table, { ids, texts, lists, derived = {} }]) =>
      [ids, texts, lists, PLAIN[table], ...Object.values(derived).map(({ column }) => column)]
        .flatMap((names) => names?.split(' ') ?? [])
        .map((column) => `${table}.${column}`),
    );
    const days = ['expert_affiliations.from_day', 'expert_affiliations.until_day'];
    t.strictSame(rows.map(({ name, column }) => `${name}.${column}`).toSorted(), [...known, ...days].toSorted());
  });

  t.test('the command redacts, and verify says that something was', async (t) => {
    const settings = server.settings(newSchema());
    const store = await openPostgresStore(settings);
    await importBundle(store, readSeed(), RECORDED);
    await store.close();
    const { address: STANDPOINT_DB, schema: STANDPOINT_DB_SCHEMA } = settings;
    const place = new Workplace(t);
    const run = (...words: string[]) => place.runHere(words, { STANDPOINT_DB, STANDPOINT_DB_SCHEMA });
    t.match(await run('redact', 'Paul Davis', '--reason', 'Order of the court of 2 May.'), {
      ...{ code: 0, stderr: '', stdout: /in their place stands \[redacted:[0-9a-f]{16}\]/ },
    });
    t.match(await run('verify'), { code: 0, stdout: /but for \d+ that were redacted/ });
  });
}
