import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { type Connection, connect } from '../../../../src/db/sqlite/connection.ts';
import { withFunctions } from '../../../../src/db/sqlite/functions.ts';
import { migrations } from '../../../../src/db/sqlite/maintenance/migrate.ts';

const FOLDER = new URL('../../../../db/sqlite/', import.meta.url);
const FILE = new URL('schema.sql', FOLDER);
const HEAD = `-- The schema as all migrations together make it, for databases that are new. Written from them, not by hand:
-- UPDATE_GOLDEN=1 npm test -- test/db/sqlite/maintenance/schema.test.ts
`;

function madeBy(t: Test, files: readonly string[]): Connection {
  const connection = withFunctions(connect(':memory:'));
  t.teardown(() => connection.close());
  connection.pragma('foreign_keys = OFF');
  for (const file of files) connection.exec(readFileSync(new URL(file, FOLDER), 'utf8'));
  return connection;
}

/** The tables behind the full text index, and what is the engine's. */
const OTHERS = "SELECT name FROM pragma_table_list WHERE type = 'shadow' OR name GLOB 'sqlite_*'";

/** All that was made by a statement of ours. */
const statementsOf = (connection: Connection): unknown[] =>
  connection.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT IN (${OTHERS})`).pluck().all();

const NAMES = migrations().map(({ name }) => name);

t.test('schema.sql makes what the migrations make, and nothing else', async (t) => {
  const migrated = statementsOf(madeBy(t, NAMES));
  if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, `${HEAD}\n${migrated.map((sql) => `${sql};\n`).join('\n')}`);
  t.strictSame(existsSync(FILE) ? statementsOf(madeBy(t, ['schema.sql'])) : [], migrated);
});

t.test('the migrations make no rows, which a new database would lack', async (t) => {
  const connection = madeBy(t, NAMES);
  const tables = connection
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT IN (${OTHERS})`,
    )
    .pluck()
    .all();
  for (const table of tables) t.equal(connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), 0, `${table}`);
});
