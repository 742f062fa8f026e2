import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import t from 'tap';
import { openPostgresStore } from '../../src/db/postgres/store.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { story } from '../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../helpers/postgres/server.ts';
import { ended, Workplace } from '../helpers/service/bin.ts';
import { tell } from '../helpers/store/tell.ts';

const POSITIONS = 600;

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('a copy that is killed leaves nothing where it was going, and can be made again', async (t) => {
    const [place, settings] = [new Workplace(t), server.settings(newSchema())];
    const env = { STANDPOINT_DB_SCHEMA: settings.schema };
    const told = story();
    for (let at = 0; at < POSITIONS; at += 1) told.says('ada', `question-${at}`, 'support', { id: `ada-${at}` });
    const store = openSqliteStore(place.database);
    await tell(store, told);
    const revision = await store.revision();
    await store.close();

    const watch = new pg.Client({ connectionString: settings.address });
    await watch.connect();
    t.teardown(() => watch.end());
    /** Whether a transaction that is under way in the schema has come to a table. */
    const isAt = async (words: string): Promise<boolean> => {
      const { rows } = await watch.query(
        "SELECT 1 FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND query LIKE '%' || $1 || '%'",
        [words],
      );
      return rows.length > 0;
    };
    const copy = ['copy', place.database, settings.address];
    for (const words of ['"evidence"', '"changes"', '"positions_versions"']) {
      const child = place.start(copy, env);
      const over = ended(child);
      while (child.exitCode === null && !(await isAt(words)));
      child.kill('SIGKILL');
      t.equal((await over).signal, 'SIGKILL', `killed at ${words}`);
      // The server notices it when it has done what it was told last.
      const filled = await openPostgresStore(settings);
      t.strictSame([await filled.isEmpty(), await filled.check()], [true, []]);
      await filled.close();
    }
    t.match(await place.run(copy, env), { code: 0, stderr: '', stdout: `revision ${revision}` });

    const back = ['copy', settings.address, 'back.sqlite'];
    const child = place.start(back, env);
    const over = ended(child);
    const begun = () => readdirSync(place.folder).some((name) => name.startsWith('back.sqlite.partial-'));
    while (child.exitCode === null && !begun()) await wait(1);
    child.kill('SIGKILL');
    t.equal((await over).signal, 'SIGKILL', 'killed as the file is made');
    t.notOk(readdirSync(place.folder).includes('back.sqlite'));
    t.match(await place.run(back, env), { code: 0, stderr: '', stdout: `revision ${revision}` });
    const made = openSqliteStore(join(place.folder, 'back.sqlite'));
    t.strictSame([await made.revision(), await made.check()], [revision, []]);
    await made.close();
  });
}
