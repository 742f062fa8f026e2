/** Rules that hold in the database itself, whatever program writes to it. */
import type Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import { connect } from '../../../src/db/sqlite/connection.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { fileOf } from '../../helpers/store/database.ts';

const town = () =>
  story()
    .scale('votes', { aye: 1, nay: -1 })
    .says('ada', 'bridge', 'support', { id: 'a1' })
    .says('ada', 'bridge', 'oppose', { id: 'gone', status: 'retracted' })
    .says('ada', 'bridge', 'mixed', { id: 'draft', status: 'draft' })
    .says('ben', 'tolls', 'oppose', { id: 'b1' });

async function townDatabase(t: Test): Promise<Database.Database> {
  const connection = connect(await fileOf(t, town()));
  t.teardown(() => connection.close());
  return connection;
}

/** Asserts that the database refuses the SQL, run as one transaction, for the reason given, and is left as it was. */
function refused(t: Test, db: Database.Database, sql: string, reason: string): void {
  const changes = () => db.prepare('SELECT total_changes()').pluck().get();
  const before = changes();
  t.throws(() => db.transaction(() => db.exec(sql))(), { message: reason }, sql);
  if (reason !== 'FOREIGN KEY constraint failed') t.equal(changes(), before, sql);
}

const insertPosition = (id: string, columns: { [column: string]: string } = {}): string => {
  const row = { id, latest_statement: 'said-a1', ...columns };
  const names =
    'expert, question, scale, option, summary, condition, basis, said_on, said_until, said_on_from, status, recorded_at, recorded_by, note, revision';
  const set = Object.entries(row)
    .map(([column, value]) => `${column} = '${value}'`)
    .join(', ');
  return `CREATE TEMP TABLE p AS SELECT * FROM positions WHERE id = 'a1'; UPDATE p SET ${set};
    INSERT INTO positions (id, latest_statement, ${names}) SELECT id, latest_statement, ${names} FROM p; DROP TABLE p;`;
};

t.test('the log cannot be changed, shortened or given gaps', async (t) => {
  const db = await townDatabase(t);
  refused(t, db, "UPDATE changes SET actor = 'nobody' WHERE seq = 1", 'the change log is append-only');
  refused(t, db, 'DELETE FROM changes WHERE seq = (SELECT max(seq) FROM changes)', 'the change log is append-only');
  const entry = (seq: string) =>
    `INSERT INTO changes SELECT ${seq}, at, actor, action, entity, id, reason, before, after FROM changes WHERE seq = 1`;
  refused(t, db, entry('(SELECT max(seq) + 2 FROM changes)'), 'the change log has no gaps');
  refused(t, db, entry('0'), 'the change log has no gaps');
  refused(t, db, entry('-1'), 'the change log has no gaps');
  refused(t, db, entry('1').replace('INSERT', 'INSERT OR REPLACE'), 'the change log has no gaps');
  t.doesNotThrow(() => db.exec(entry('(SELECT max(seq) + 1 FROM changes)')));
});

t.test('a position that was ever public is never deleted; a draft may be', async (t) => {
  const db = await townDatabase(t);
  const reason = 'a position that was published is retracted, never deleted';
  refused(t, db, "DELETE FROM positions WHERE id = 'a1'", reason);
  refused(t, db, "DELETE FROM positions WHERE id = 'gone'", reason);
  t.doesNotThrow(() =>
    db.transaction(() =>
      db.exec("DELETE FROM evidence WHERE position = 'draft'; DELETE FROM positions WHERE id = 'draft'"),
    )(),
  );
});

t.test('no position is without evidence when a transaction ends', async (t) => {
  const db = await townDatabase(t);
  const missing = 'FOREIGN KEY constraint failed';
  refused(t, db, insertPosition('bare'), missing);
  refused(t, db, "DELETE FROM evidence WHERE position = 'a1'", missing);
  t.doesNotThrow(() =>
    db.transaction(() =>
      db.exec(`${insertPosition('cited')} INSERT INTO evidence VALUES ('cited', 'said-a1', 'ada', 0)`),
    )(),
  );
});

t.test('a position rests on words of its own expert', async (t) => {
  const db = await townDatabase(t);
  const insert = "INSERT INTO evidence VALUES ('a1', 'said-b1', 'ada', 1)";
  refused(t, db, insert, 'a position rests on statements of its expert');
  refused(t, db, "INSERT INTO evidence VALUES ('a1', 'said-b1', 'ben', 1)", 'FOREIGN KEY constraint failed');
  db.exec("INSERT INTO statement_cosigners VALUES ('said-b1', 'ada', 1)");
  t.doesNotThrow(() => db.exec(insert), 'whoever signed it too has said it');
});

t.test('a position holds an option of the scale of its question', async (t) => {
  const db = await townDatabase(t);
  for (const change of ["option = 'perhaps'", "option = 'aye'", "scale = 'votes', option = 'aye'"])
    refused(t, db, `UPDATE positions SET ${change} WHERE id = 'a1'`, 'FOREIGN KEY constraint failed');
  refused(t, db, "DELETE FROM scale_options WHERE id = 'support'", 'FOREIGN KEY constraint failed');
  refused(t, db, "UPDATE questions SET scale = 'votes' WHERE id = 'bridge'", 'FOREIGN KEY constraint failed');
});

t.test('what others refer to cannot be deleted', async (t) => {
  const db = await townDatabase(t);
  for (const row of ["experts WHERE id = 'ada'", "questions WHERE id = 'bridge'", "sources WHERE id = 'post'"])
    refused(t, db, `DELETE FROM ${row}`, 'FOREIGN KEY constraint failed');
});

t.test('columns hold the type they say, and words only from their list', async (t) => {
  const db = await townDatabase(t);
  refused(
    t,
    db,
    "UPDATE experts SET revision = 'first' WHERE id = 'ada'",
    'cannot store TEXT value in INTEGER column experts.revision',
  );
  refused(t, db, 'UPDATE scale_options SET value = 1.5', 'CHECK constraint failed');
  refused(t, db, "UPDATE experts SET aliases = 'Ada' WHERE id = 'ada'", 'CHECK constraint failed');
  refused(t, db, "UPDATE positions SET status = 'hidden' WHERE id = 'a1'", 'CHECK constraint failed');
  refused(t, db, "UPDATE positions SET basis = 'guessed' WHERE id = 'a1'", 'CHECK constraint failed');
  refused(t, db, "UPDATE statements SET attribution = 'rumour' WHERE id = 'said-a1'", 'CHECK constraint failed');
  refused(t, db, 'UPDATE experts SET name = NULL', 'NOT NULL constraint failed');
});

t.test('an act on record has no quotes, and what was done is told', async (t) => {
  const db = await townDatabase(t);
  const act = (set: string) => `UPDATE statements SET attribution = 'record'${set} WHERE id = 'said-a1'`;
  refused(t, db, act(`, quotes = '["Aye"]'`), 'CHECK constraint failed');
  refused(t, db, act(', paraphrase = NULL'), 'CHECK constraint failed');
  refused(t, db, act(`, selector = '{}'`), 'CHECK constraint failed');
  t.doesNotThrow(() => db.exec(act('')));
});

t.test('every table is strict', async (t) => {
  const db = await townDatabase(t);
  const lax = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
    )
    .pluck();
  t.strictSame(lax.all(), []);
});
