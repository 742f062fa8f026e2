import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import { backupSqlite } from '../../../src/db/sqlite/maintenance/backup.ts';
import { Workplace } from '../../helpers/service/bin.ts';
import { serve } from '../../helpers/service/served.ts';
import { contentOf } from '../../helpers/store/database.ts';

/** A seeded database, and a backup of it beside it. */
async function place(t: Test): Promise<Workplace> {
  const workplace = await new Workplace(t).seeded();
  backupSqlite(workplace.database, join(workplace.folder, 'copy.sqlite'), { force: false });
  return workplace;
}

const keptIn = ({ folder }: Workplace) => readdirSync(folder).filter((name) => name.includes('.replaced-'));

t.test('a backup is restored where there is no database', async (t) => {
  const workplace = await place(t);
  const run = await workplace.runHere(['restore', 'copy.sqlite'], { STANDPOINT_DB: 'new/standpoint.sqlite' });
  t.strictSame(run, {
    code: 0,
    signal: null,
    stdout: 'new/standpoint.sqlite is copy.sqlite now, at revision 70\n',
    stderr: '',
  });
  t.strictSame(contentOf(join(workplace.folder, 'new/standpoint.sqlite')), contentOf(workplace.database));
});

t.test(
  'a database that is not empty is replaced when that is asked for, and kept under a name that is told',
  async (t) => {
    const workplace = await place(t);
    const bundle = JSON.stringify({ bundleVersion: 1, experts: [{ id: 'eve', name: 'Eve' }] });
    await workplace.runHere(['import', '-'], { stdin: bundle });
    const before = contentOf(workplace.database);
    const refused = await workplace.runHere(['restore', 'copy.sqlite']);
    t.strictSame([refused.code, refused.stdout], [1, '']);
    t.match(refused.stderr, / is not empty; --force replaces it, and keeps it under another name\n$/);
    t.strictSame(contentOf(workplace.database), before);
    const run = await workplace.runHere(['restore', 'copy.sqlite', '--force']);
    const [kept = ''] = keptIn(workplace);
    t.strictSame(run, {
      code: 0,
      signal: null,
      stdout: `kept what was there as ${join(workplace.folder, kept)}\n${workplace.database} is copy.sqlite now, at revision 70\n`,
      stderr: '',
    });
    t.strictSame(contentOf(join(workplace.folder, kept)), before);
    t.match(await workplace.runHere(['check']), { code: 0, stdout: /at revision 70/ });
  },
);

t.test(
  'while another process has the database open nothing is restored, whether it reads or does nothing',
  async (t) => {
    const workplace = await place(t);
    const served = await serve(t, workplace);
    const refused = await workplace.runHere(['restore', 'copy.sqlite', '--force']);
    t.strictSame([refused.code, refused.stdout], [1, '']);
    t.equal(
      refused.stderr,
      `standpoint: ${workplace.database} is open in another program; stop the service, and whatever else uses it, first\n`,
    );
    t.equal((await served.json('/v1/experts')).status, 200);
    t.strictSame(keptIn(workplace), []);
    await served.end('SIGTERM');
    t.match(await workplace.runHere(['restore', 'copy.sqlite', '--force']), { code: 0, stderr: '' });
  },
);

t.test('what a process left that was killed is no other process', async (t) => {
  const workplace = await place(t);
  const served = await serve(t, workplace);
  await served.end('SIGKILL');
  t.ok(existsSync(`${workplace.database}-wal`));
  t.match(await workplace.runHere(['restore', 'copy.sqlite', '--force']), { code: 0, stderr: '' });
  t.strictSame(
    readdirSync(workplace.folder).sort(),
    ['copy.sqlite', basename(workplace.database), ...keptIn(workplace)].sort(),
  );
});

t.test(
  'a database too damaged to be read is replaced, kept with its log, and what cannot be known is told',
  async (t) => {
    const workplace = await place(t);
    writeFileSync(workplace.database, readFileSync(workplace.database).fill(0xa5, 0, 512));
    t.match((await workplace.runHere(['restore', 'copy.sqlite'])).stderr, 'is not empty; --force replaces it');
    writeFileSync(`${workplace.database}-wal`, 'Whose log is this?');
    const { code, stdout, stderr } = await workplace.runHere(['restore', 'copy.sqlite', '--force']);
    t.equal(code, 0);
    const [kept = '', log = ''] = keptIn(workplace);
    t.equal(log, `${kept}-wal`);
    for (const name of [kept, log]) t.match(stdout, `kept what was there as ${join(workplace.folder, name)}\n`);
    t.equal(readFileSync(join(workplace.folder, log), 'utf8'), 'Whose log is this?');
    t.match(stderr, /too damaged to tell whether another program has it open; restart whatever does\n$/);
    t.match(await workplace.runHere(['check']), { code: 0, stdout: /at revision 70/ });
    t.strictSame(contentOf(workplace.database), contentOf(join(workplace.folder, 'copy.sqlite')));
  },
);

t.test("another program's database is never replaced", async (t) => {
  const workplace = await place(t);
  const other = new Database(join(workplace.folder, 'recipes.sqlite'));
  other.exec('CREATE TABLE recipes (name TEXT)');
  other.close();
  const run = await workplace.runHere(['restore', 'copy.sqlite', '--force'], { STANDPOINT_DB: 'recipes.sqlite' });
  t.strictSame([run.code, run.stdout], [1, '']);
  t.match(run.stderr, /recipes\.sqlite is a database of another program; name another file in STANDPOINT_DB\n$/);
});

t.test('a database is not restored from itself', async (t) => {
  const workplace = await place(t);
  t.match(await workplace.runHere(['restore', 'standpoint.sqlite', '--force']), {
    code: 1,
    stdout: '',
    stderr: 'standpoint: standpoint.sqlite is the database itself; name a backup of it\n',
  });
});
