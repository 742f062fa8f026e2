import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import t from 'tap';
import { Workplace } from '../../helpers/service/bin.ts';

t.test('a log that was not rewritten verifies, and its head is printed to be kept', async (t) => {
  const place = await new Workplace(t).seeded();
  const { code, stdout, stderr } = await place.runHere(['verify']);
  t.strictSame([code, stderr], [0, '']);
  const [said, head = ''] = stdout.trim().split('\n');
  t.equal(said, 'every entry of the change log is as it was written');
  t.match(head, /^70:[A-Za-z0-9+/]{43}=$/);
  t.match(await place.runHere(['verify', '--since', head]), {
    code: 0,
    stdout: `it begins with the log of ${head}\n${head}\n`,
  });
  // What is kept: the head, all that was printed, or one head below the other.
  for (const kept of [`${head}\n`, stdout, `3:${Buffer.alloc(32).toString('base64')}\r\n${head}\r\n`]) {
    await writeFile(join(place.folder, 'kept.txt'), kept);
    t.match(await place.runHere(['verify', '--since', 'kept.txt']), { code: 0, stderr: '' }, kept);
  }
});

t.test('one that was rewritten does not, and no head of before is printed', async (t) => {
  const place = await new Workplace(t).seeded();
  const database = new Database(place.database);
  const guard = database.prepare("SELECT sql FROM sqlite_schema WHERE name = 'changes_are_not_updated'").pluck().get();
  database.exec(`DROP TRIGGER changes_are_not_updated; UPDATE changes SET actor = 'somebody' WHERE seq = 5; ${guard}`);
  database.close();
  for (const command of ['verify', 'check']) {
    const { code, stdout, stderr } = await place.runHere([command]);
    t.strictSame([code, stdout], [1, ''], command);
    t.match(stderr, /^standpoint: entry 5 of the change log is not what its leaf holds: .*; find out who changed it/);
  }
});

t.test('a head of another log is told from one of this, and what is none is refused', async (t) => {
  const place = await new Workplace(t).seeded();
  const other = `3:${Buffer.alloc(32).toString('base64')}`;
  const { code, stderr } = await place.runHere(['verify', '--since', other]);
  t.equal(code, 1);
  t.match(stderr, /^standpoint: the log does not begin with the one of that head/);
  t.match(await place.runHere(['verify', '--since', 'yesterday']), {
    code: 1,
    stderr: /^standpoint: "yesterday" is no head of a log, and no file with one; a head is SIZE:ROOT/,
  });
});
