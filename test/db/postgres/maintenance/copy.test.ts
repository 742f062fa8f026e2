import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { WHOLE_TABLES } from '../../../../src/db/shared/maintenance/whole.ts';
import { backupSqlite } from '../../../../src/db/sqlite/maintenance/backup.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { everythingIn } from '../../../helpers/fixtures/everything.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { type Ended, Workplace } from '../../../helpers/service/bin.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { contentOf, fileOf, newPath, withRaw } from '../../../helpers/store/database.ts';

/** Numbered as it comes; what is found is compared by those who search. */
const isNumberedAnew = (table: string) => /^search_(index|documents)/.test(table);
const rowsOf = (path: string) => Object.entries(contentOf(path)).filter(([table]) => !isNumberedAnew(table));

const PLACES = ['/v1/matrix', '/v1/positions', '/v1/statements', '/v1/experts', '/v1/questions', '/v1/scales'];
const ADDRESSES = [
  ...PLACES,
  ...['/v1/export.json', '/v1/export.csv', '/v1/changes?limit=500', '/v1/corrections', '/v1/log/head', '/v1/topics'],
  ...['/v1/search?q=bridge', '/v1/search?q=voter', '/v1/agreement', '/v1/consensus', '/v1/participation'],
  ...['/v1/matrix.csv', '/v1/network', '/', '/questions', '/grid', '/corrections', '/search?q=bridge'],
];

/** What the public is told, now and of every time at which something was written, with its tags. */
async function answersOf(t: Test, store: Store): Promise<string[]> {
  t.teardown(() => store.close());
  const app = await serviceOver(t, store);
  const instants = [...new Set((await store.changes(0, 10_000)).map(({ at }) => at))];
  const then = instants.flatMap((at, nth) =>
    PLACES.filter((_, place) => (place + nth) % 20 === 0).map((place) => `${place}?knownAt=${at}`),
  );
  const answers: string[] = [];
  for (const url of [...ADDRESSES, ...then]) {
    const { statusCode, headers, body } = await app.inject(url);
    answers.push(JSON.stringify([url, statusCode, headers.etag, body]));
  }
  return answers;
}

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  const schema = () => server.settings(newSchema());
  type Schema = ReturnType<typeof schema>;

  /** Runs the command for the schema. */
  const run = (place: Workplace, { schema }: Schema, ...args: string[]): Promise<Ended> =>
    place.runHere(args, { STANDPOINT_DB_SCHEMA: schema });

  const query = async (settings: Schema, sql: string): Promise<unknown[][]> => {
    const client = new pg.Client({
      connectionString: settings.address,
      options: `-c search_path=${settings.schema}`,
    });
    await client.connect();
    try {
      return (await client.query({ text: sql, rowMode: 'array' })).rows;
    } finally {
      await client.end();
    }
  };

  const lived = newPath(t);
  await everythingIn(t, openSqliteStore(lived));
  /** A file of its own that has been through everything. */
  const livedAgain = (t: Test): string => {
    const path = newPath(t);
    backupSqlite(lived, path, { force: false });
    return path;
  };

  t.test('every table of either engine comes along, or is made anew of those that do', async (t) => {
    const copied = WHOLE_TABLES.map(({ name }) => name);
    const target = schema();
    await (await openPostgresStore(target)).close();
    const own = ['head', 'migrations', 'expert_affiliations', 'question_topics', 'change_signers'];
    const onServer = await query(
      target,
      `SELECT table_name FROM information_schema.tables
      WHERE table_schema = current_schema() AND table_name NOT LIKE '%\\_versions'`,
    );
    t.strictSame(onServer.flat().sort(), [...copied, ...own].sort());
    const inFile = Object.keys(contentOf(lived)).filter((table) => !/^(sqlite_|search_index)/.test(table));
    t.strictSame(inFile, [...copied, 'cells_to_judge', 'divisions', 'divisions_to_measure'].sort());
  });

  t.test('everything comes along into a database, and back again, row for row', async (t) => {
    const [path, target, place] = [livedAgain(t), schema(), new Workplace(t)];
    const content = contentOf(path);
    for (const { name } of WHOLE_TABLES) t.ok((content[name]?.length ?? 0) > 0, `there is something in ${name}`);
    const there = await run(place, target, 'copy', path, target.address, '--move');
    t.match(there, { code: 0, stderr: '', stdout: /is in postgres:.* at revision \d+, every row compared\n$/ });
    t.match(await run(place, target, 'copy', target.address, 'back.sqlite', '--move'), { code: 0, stderr: '' });
    const back = join(place.folder, 'back.sqlite');
    t.strictSame(rowsOf(back), rowsOf(path));
    const answers = await answersOf(t, openSqliteStore(path));
    t.strictSame(await answersOf(t, await openPostgresStore(target)), answers);
    t.strictSame(await answersOf(t, openSqliteStore(back)), answers);
    t.ok(answers.filter((it) => it.includes('knownAt') && it.includes(',200,')).length > 10);
  });

  t.test('versions that are made of the log are those that were written with it', async (t) => {
    const [first, second, place] = [schema(), schema(), new Workplace(t)];
    await everythingIn(t, await openPostgresStore(first));
    t.match(await run(place, first, 'copy', first.address, 'copy.sqlite'), { code: 0, stderr: '' });
    t.match(await run(place, second, 'copy', 'copy.sqlite', second.address), { code: 0, stderr: '' });
    const tables = await query(
      first,
      `SELECT table_name FROM information_schema.tables
      WHERE table_schema = current_schema() AND (table_name LIKE '%\\_versions' OR table_name IN
        ('expert_affiliations', 'question_topics', 'change_signers', 'search_documents'))`,
    );
    t.equal(tables.length, 17);
    for (const table of tables.flat().map(String)) {
      // The scale of a position follows a renaming without an entry of its own. Versions that follow each other and say the
      // same are as one: what they differed in may have been taken out since.
      const rows = table.endsWith('_versions')
        ? `SELECT row, range_agg(int8range(since, until))::text FROM (
            SELECT to_jsonb(it) - 'scale' - 'since' - 'until' AS row, since, until FROM ${table} it) AS them
            GROUP BY row ORDER BY row`
        : `SELECT to_jsonb(it) FROM ${table} it ORDER BY 1`;
      t.strictSame(await query(second, rows), await query(first, rows), `${table}`);
    }
    const head = 'SELECT seq, at, public_seq, frontier, documents, tokens FROM head';
    t.strictSame(await query(second, head), await query(first, head));
  });

  t.test('what is numbered by the server goes on behind what came along', async (t) => {
    const [path, target, place] = [livedAgain(t), schema(), new Workplace(t)];
    await run(place, target, 'copy', path, target.address);
    const stores = [openSqliteStore(path), await openPostgresStore(target)];
    const mapping = { columns: { expert: '{member}' } };
    const saved = await Promise.all(
      stores.map((store) => store.mappings.save({ id: 'next', mapping, savedAt: '2024', savedBy: 'a tester' }, null)),
    );
    t.equal(saved[0]?.revision, 3);
    t.strictSame(saved[1], saved[0]);
    for (const store of stores) await store.close();
  });

  t.test('no webhook is sent from a copy, unless it is to go on from there', async (t) => {
    const [path, target, place] = [livedAgain(t), schema(), new Workplace(t)];
    withRaw(path, (raw) => raw.exec("UPDATE webhooks SET state = 'enabled', disabled_at = NULL, disabled_why = NULL"));
    await run(place, target, 'copy', path, target.address);
    t.strictSame(await query(target, "SELECT state, disabled_why LIKE 'copied from%' FROM webhooks"), [
      ['disabled', true],
    ]);
    const moved = schema();
    await run(place, moved, 'copy', path, moved.address, '--move');
    t.strictSame(await query(moved, 'SELECT state FROM webhooks'), [['enabled']]);
  });

  t.test('nothing is copied onto anything', async (t) => {
    const [path, target, place] = [await fileOf(t, story().expert('ada')), schema(), new Workplace(t)];
    const store = await openPostgresStore(target);
    await store.keys.create({ name: 'a key', scopes: ['read'], createdBy: 'a tester', expiresAt: null });
    await store.close();
    const onto = await run(place, target, 'copy', path, target.address);
    t.strictSame([onto.code, onto.stdout], [1, '']);
    t.match(onto.stderr, /the schema test_\d+ is not empty, there is something in api_keys; name another one in STAND/);
    t.strictSame(await query(target, 'SELECT seq FROM head'), [['0']]);
    const back = await run(place, target, 'copy', target.address, path);
    t.equal(back.stderr, `standpoint: ${path} exists already; name another file, or replace it with --force\n`);
    const files = await run(place, target, 'copy', path, 'other.sqlite');
    t.match(files, { code: 1, stderr: /both are files; "standpoint backup" copies one file to another/ });
    const databases = await run(place, target, 'copy', target.address, target.address);
    t.match(databases, { code: 1, stderr: /both are databases; copy the first to a file, and that to the second/ });
    const none = await run(place, target, 'copy', 'none.sqlite', schema().address);
    t.match(none, { code: 1, stderr: /none.sqlite does not exist, so there is nothing to copy/ });
    t.strictSame(readdirSync(place.folder), []);
  });

  t.test('of what is not sound nothing is kept, and it is said what is wrong', async (t) => {
    const [path, target, place] = [await fileOf(t, story().expert('ada')), schema(), new Workplace(t)];
    withRaw(path, (raw) => raw.exec("UPDATE experts SET name = 'Eve'"));
    const there = await run(place, target, 'copy', path, target.address);
    t.match(there, { code: 1, stderr: /what was read is not sound; nothing was kept\n {2}expert ada is not as the/ });
    t.strictSame(await query(target, 'SELECT (SELECT seq FROM head), (SELECT count(*) FROM experts)'), [['0', '0']]);
    const other = schema();
    const store = await openPostgresStore(other);
    await store.close();
    await query(other, "INSERT INTO idempotency VALUES ('a', 'b', 'c', '1', '2024')");
    await query(other, `UPDATE head SET seq = 0`);
    await query(
      other,
      "INSERT INTO experts VALUES ('eve', 'person', 'Eve', 'Eve', 'eve', NULL, '[]', '[]', '[]', 'draft', 1)",
    );
    const back = await run(place, other, 'copy', other.address, 'back.sqlite');
    t.match(back, { code: 1, stderr: /what was read is not sound; nothing was kept\n {2}expert eve is not as the/ });
    t.strictSame(readdirSync(place.folder), []);
  });

  t.test('a text that PostgreSQL cannot hold is named', async (t) => {
    const [path, target, place] = [await fileOf(t, story().expert('ada')), schema(), new Workplace(t)];
    withRaw(path, (raw) => raw.exec("UPDATE experts SET description = 'one' || char(0) || 'two'"));
    t.match(await run(place, target, 'copy', path, target.address), {
      ...{
        code: 1,
        stderr: /"description" in the row of experts that begins with "ada" has a NUL or half a character/,
      },
    });
  });

  t.test('a backup of a database is a file, and fills an empty schema', async (t) => {
    const [path, first, second, place] = [livedAgain(t), schema(), schema(), new Workplace(t)];
    await run(place, first, 'copy', path, first.address, '--move');
    const of = ({ address, schema }: Schema) => ({ STANDPOINT_DB: address, STANDPOINT_DB_SCHEMA: schema });
    const made = await place.runHere(['backup', 'copy.sqlite'], of(first));
    t.match(made, { code: 0, stderr: '', stdout: /^postgres:.* is in copy.sqlite at revision \d+ \(\d+ bytes\)\n$/ });
    t.strictSame(rowsOf(join(place.folder, 'copy.sqlite')), rowsOf(path));
    t.match(await place.runHere(['check', 'copy.sqlite'], of(first)), { code: 0 });
    t.match(await place.runHere(['backup', 'copy.sqlite'], of(first)), { code: 1, stderr: /exists already/ });
    t.match(await place.runHere(['backup', 'copy.sqlite', '--force'], of(first)), { code: 0 });
    t.match(await place.runHere(['restore', 'copy.sqlite', '--force'], of(first)), {
      ...{ code: 1, stderr: /is not empty, there is something in scales; name another one in STANDPOINT_DB_SCHEMA/ },
    });
    const restored = await place.runHere(['restore', 'copy.sqlite'], of(second));
    t.match(restored, { code: 0, stderr: '', stdout: /is copy.sqlite now, at revision \d+\n$/ });
    const all = 'SELECT * FROM changes ORDER BY seq';
    t.strictSame(await query(second, all), await query(first, all));
    t.strictSame(await query(second, 'SELECT * FROM webhooks'), await query(first, 'SELECT * FROM webhooks'));
  });
}
