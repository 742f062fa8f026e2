import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import t from 'tap';
import { until } from '../helpers/patience.ts';
import { freePort } from '../helpers/postgres/host.ts';
import { isWithoutPostgres, postgresPrograms } from '../helpers/postgres/server.ts';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
/** Whoever is root starts PostgreSQL as somebody else: it refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const PASSWORD = 'long enough';

/** What deploy/compose.postgres.yaml has its two containers run, on this machine. */
if (!isWithoutPostgres(t, 'pg_basebackup'))
  t.test(
    'the scripts of the containers make a standby that follows, with the password, and does so again',
    async (t) => {
      const folder = mkdtempSync(join(tmpdir(), 'standpoint-deploy-'));
      const running: ChildProcess[] = [];
      t.teardown(async () => {
        for (const child of running) await ended(child);
        rmSync(folder, { recursive: true, force: true });
      });
      const passwordFile = join(folder, 'password');
      writeFileSync(passwordFile, `${PASSWORD}\n`);
      for (const name of ['primary', 'standby']) mkdirSync(join(folder, name));
      for (const name of ['', 'primary', 'standby', 'password'])
        if (NOBODY.uid !== undefined) chownSync(join(folder, name), NOBODY.uid, NOBODY.gid);
      chmodSync(join(folder, 'standby'), 0o700);

      const [atPrimary, atStandby] = [await freePort(), await freePort()];
      const env = { PATH: `${postgresPrograms()}:${process.env.PATH}`, PASSWORD_FILE: passwordFile };
      const listening = (port: number) => ['-c', `port=${port}`, '-c', `unix_socket_directories=${folder}`];
      const primary = { ...env, PGDATA: join(folder, 'primary'), POSTGRES_USER: 'standpoint' };
      const done = (command: string, args: readonly string[]) => {
        const { status, stderr } = spawnSync(command, args, { ...NOBODY, env: primary, encoding: 'utf8' });
        t.equal(status, 0, stderr);
      };
      const access = ['--auth-host=scram-sha-256', '--auth-local=reject', `--pwfile=${passwordFile}`];
      done('initdb', ['--username=standpoint', '--encoding=UTF8', '--no-sync', ...access]);
      done('bash', [join(DEPLOY, 'allow-replication.sh')]);
      running.push(spawn('postgres', [...listening(atPrimary), '-c', 'fsync=off'], { ...NOBODY, env: primary }));
      await until('the primary answers', () => answers(atPrimary));

      const follow = (): ChildProcess => {
        const address = `host=127.0.0.1 port=${atPrimary} user=standpoint`;
        const standby = { ...env, PGDATA: join(folder, 'standby'), PRIMARY: address };
        const args = [join(DEPLOY, 'follow-primary.sh'), ...listening(atStandby)];
        const child = spawn('bash', args, { ...NOBODY, env: standby });
        running.push(child);
        return child;
      };
      const first = follow();
      await until('the standby answers', () => answers(atStandby));
      await ask(atPrimary, 'CREATE TABLE said AS SELECT 1 AS word');
      const follows = (words: number) => async () => {
        const table = await ask(atStandby, "SELECT to_regclass('said') IS NOT NULL AS is_there");
        if (table?.is_there !== true) return false;
        return (await ask(atStandby, 'SELECT count(*)::int AS words FROM said'))?.words === words;
      };
      await until('the standby has what was written', follows(1));
      t.strictSame(await ask(atStandby, 'SELECT pg_is_in_recovery() AS follows'), { follows: true });

      await ended(first);
      await ask(atPrimary, 'INSERT INTO said VALUES (2)');
      follow();
      await until('the standby answers again', () => answers(atStandby));
      await until('it has what was written while it was away', follows(2));
    },
  );

async function ask(port: number, text: string): Promise<pg.QueryResultRow | undefined> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'standpoint', password: PASSWORD, database: 'postgres' },
  });
  await client.connect();
  try {
    return (await client.query(text)).rows[0];
  } finally {
    await client.end();
  }
}

const answers = (port: number): Promise<boolean> =>
  ask(port, 'SELECT 1').then(
    () => true,
    () => false,
  );

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, 'exit');
  child.kill('SIGQUIT');
  await over;
}
