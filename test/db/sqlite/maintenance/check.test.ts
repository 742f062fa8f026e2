import type Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import type { Finding } from '../../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { CORRUPTIONS, town } from '../../../helpers/fixtures/corruptions.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { fileOf, withRaw } from '../../../helpers/store/database.ts';

/** What is found in the town's database after something was done to it past all its rules. */
async function foundAfter(t: Test, sql: string | ((raw: Database.Database) => void)): Promise<readonly Finding[]> {
  const path = await fileOf(t, town());
  withRaw(path, (raw) => {
    raw.pragma('foreign_keys = OFF');
    const triggers = raw
      .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      .all();
    for (const { name } of triggers) raw.exec(`DROP TRIGGER ${name}`);
    if (typeof sql === 'string') raw.exec(sql);
    else sql(raw);
    for (const trigger of triggers) raw.exec(trigger.sql);
  });
  const store = openSqliteStore(path);
  const findings = await store.check();
  await store.close();
  return findings;
}

const OF_THE_INDEX: typeof CORRUPTIONS = [
  [
    'a record that cannot be found',
    'DELETE FROM search_index',
    'expert ada is not in the search index as it should be',
  ],
  [
    'a record found by other words',
    "UPDATE search_index SET body = 'tunnel' WHERE rowid = 1",
    'is not in the search index as it should be',
  ],
];

t.test('a sound database has no finding', async (t) => {
  t.strictSame(await foundAfter(t, 'SELECT 1'), []);
});

for (const [fault, sql, what] of [...CORRUPTIONS, ...OF_THE_INDEX])
  t.test(`${fault} is found, with a remedy`, async (t) => {
    const findings = await foundAfter(t, sql);
    const found = findings.find((finding) => finding.what.includes(what));
    t.ok(found, JSON.stringify(findings.map((finding) => finding.what)));
    t.match(found?.remedy, 'restore the database from a backup');
  });

t.test('a trigger or an index that is missing is found, with a remedy', async (t) => {
  const path = await fileOf(t, town());
  withRaw(path, (raw) => raw.exec('DROP TRIGGER changes_are_not_updated; DROP INDEX sources_in_order'));
  const store = openSqliteStore(path);
  t.match(await store.check(), [
    { what: 'the database lacks the index sources_in_order', remedy: /backup/ },
    { what: 'the database lacks the trigger changes_are_not_updated', remedy: /backup/ },
  ]);
  await store.close();
});

t.test('an index that lacks a row is found', async (t) => {
  const path = await fileOf(t, town());
  const index = "name = 'experts_in_order'";
  const [entry] = withRaw(path, (raw) => {
    const entries = raw
      .prepare(`SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE ${index}`)
      .raw()
      .all();
    raw.unsafeMode();
    raw.exec(`PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE ${index}`);
    return entries;
  });
  withRaw(path, (raw) => raw.exec("UPDATE experts SET sort_key = 'zoe' WHERE id = 'ada'"));
  withRaw(path, (raw) => {
    raw.unsafeMode();
    raw.pragma('writable_schema = ON');
    raw.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)').run(entry);
  });
  const store = openSqliteStore(path);
  const findings = await store.check();
  await store.close();
  t.ok(
    findings.some(({ what }) => /^the file is damaged: .*experts_in_order/.test(what)),
    JSON.stringify(findings),
  );
});

t.test('a division that is not what the cells say is found', async (t) => {
  const told = story().says('ada', 'bridge', 'support').says('ben', 'bridge', 'oppose').says('ada', 'tolls', 'support');
  const path = await fileOf(t, told);
  withRaw(path, (raw) => {
    raw.exec('UPDATE divisions SET valued = 9');
    raw.exec("INSERT INTO divisions VALUES ('tolls', 1, 2, 0.5), ('nowhere', 1, 2, 0.5)");
  });
  const store = openSqliteStore(path);
  const findings = await store.check();
  await store.close();
  t.strictSame(
    findings.map(({ what }) => what),
    ['bridge', 'tolls', 'nowhere'].map((it) => `the kept division of ${it} is not what its cells say`),
  );
});

t.test('of many records, what is wrong with the first and the last is found, and nothing else', async (t) => {
  const names = Array.from({ length: 1_100 }, (_, at) => `e${String(at).padStart(4, '0')}`);
  const many = names.reduce((told, name) => told.says(name, 'bridge', 'support', { id: `p-${name}` }), story());
  const path = await fileOf(t, many);
  withRaw(path, (raw) => {
    raw.exec("UPDATE cells SET held = 'oppose' WHERE expert IN ('e0000', 'e1099')");
    raw.exec("UPDATE experts SET name = 'Eve' WHERE id IN ('e0000', 'e1099')");
    raw.exec("DELETE FROM search_documents WHERE kind = 'expert' AND id IN ('e0001', 'e1098')");
    raw.exec("DELETE FROM cells WHERE expert IN ('e0002', 'e1097')");
    raw.exec(
      "INSERT INTO cells SELECT 'nobody', question, held, place, revision, cell FROM cells WHERE expert = 'e0003'",
    );
  });
  const store = openSqliteStore(path);
  const findings = await store.check();
  await store.close();
  t.strictSame(findings.map(({ what }) => what).sort(), [
    'expert e0000 is not as the change log left it',
    'expert e0000 is not in the search index as it should be',
    'expert e0001 is not in the search index as it should be',
    'expert e1098 is not in the search index as it should be',
    'expert e1099 is not as the change log left it',
    'expert e1099 is not in the search index as it should be',
    'the kept cell of e0000 on bridge is not what its positions say',
    'the kept cell of e0002 on bridge is not what its positions say',
    'the kept cell of e1097 on bridge is not what its positions say',
    'the kept cell of e1099 on bridge is not what its positions say',
    'the kept cell of nobody on bridge is not what its positions say',
  ]);
});
