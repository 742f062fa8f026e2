import { writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import t from 'tap';
import { SEED, Workplace } from '../../helpers/service/bin.ts';

t.test('a new database is migrated, and then there is nothing left to do', async (t) => {
  const fresh = new Workplace(t);
  const first = await fresh.runHere(['migrate']);
  t.match(first, { code: 0, stdout: /: applied 0001-\S+\.sql\n/, stderr: '' });
  t.match(await fresh.runHere(['migrate']), { code: 0, stdout: `${fresh.database} is up to date\n` });
});

t.test('a sound database is called sound', async (t) => {
  t.match(await (await new Workplace(t).seeded()).runHere(['check']), {
    code: 0,
    stdout: /standpoint\.sqlite is sound at revision \d+\n/,
    stderr: '',
  });
});

t.test('a database in which a rule was broken by other hands is called unsound, with what to do', async (t) => {
  const broken = await new Workplace(t).seeded();
  const database = new Database(broken.database);
  database.pragma('foreign_keys = OFF');
  database.exec("DELETE FROM experts WHERE id = 'hargis'");
  database.close();
  const { code, stdout, stderr } = await broken.runHere(['check']);
  t.equal(code, 1);
  t.equal(stdout, '');
  t.match(stderr, /^standpoint: .*(restore|report)/m);
});

t.test('a file that is no database of ours is left alone, whichever the command', async (t) => {
  const other = new Workplace(t);
  await writeFile(other.database, 'Dear diary, '.repeat(1000));
  for (const command of [['matrix'], ['import', SEED]]) {
    const { code, stdout, stderr } = await other.runHere(command);
    t.equal(code, 1, command.join(' '));
    t.equal(stdout, '', command.join(' '));
    t.match(stderr, /^standpoint: \S+standpoint\.sqlite is not a database; name another file in STANDPOINT_DB\n$/);
  }
});
