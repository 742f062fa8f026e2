import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { story } from '../helpers/fixtures/story.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { withRaw } from '../helpers/store/database.ts';
import { tell } from '../helpers/store/tell.ts';
import { startScript } from './lines.ts';

const POSITIONS = 100;
/** One after the other at once, so that who waited for the first still has its file open during the next. */
const RESTORATIONS = 20;

/** Whoever waits for the database while it is replaced has opened the old file: what he writes must not be lost. */
t.test('what others write while a backup is restored is in the old database or the new one', async (t) => {
  const place = new Workplace(t);
  const store = openSqliteStore(place.database);
  const told = story();
  for (let at = 0; at < POSITIONS; at += 1) told.says('ada', `question-${at}`, 'support', { id: `position-${at}` });
  await tell(store, told);
  await store.close();
  t.match(await place.runHere(['backup', 'copy.sqlite']), { code: 0 });

  const others = ['one', 'other'].map((name) => startScript(t, 'passer-by.ts', place.database, name));
  for (const { until } of others) await until((line) => line.startsWith('wrote'));
  for (let done = 0; done < RESTORATIONS; ) {
    const { code, stderr } = await place.runHere(['restore', 'copy.sqlite', '--force']);
    if (code === 0) done += 1;
    else t.match(stderr, / is open in another program/);
  }
  for (const { lines, until } of others) {
    const before = lines.length;
    await until((line) => line.startsWith('wrote') && lines.length > before);
  }
  for (const { kill } of others) await kill();

  t.match(await place.runHere(['check']), { code: 0, stderr: '' });
  const files = readdirSync(place.folder).filter((name) => /^standpoint\.sqlite(\.replaced-\w+)?$/.test(name));
  const kept = files.flatMap((name) =>
    withRaw(join(place.folder, name), (raw) => raw.prepare('SELECT id FROM experts').pluck().all()),
  );
  const lines = others.flatMap((other) => other.lines);
  const wrote = lines.filter((line) => line.startsWith('wrote ')).map((line) => line.slice('wrote '.length));
  t.strictSame(
    wrote.filter((id) => !kept.includes(id)),
    [],
  );
  const failed = lines.filter((line) => line.startsWith('failed '));
  t.strictSame(
    failed.filter((line) => !/ (is locked by another program|was replaced while it was being opened)/.test(line)),
    [],
  );
  t.comment(
    `${RESTORATIONS} restorations; ${wrote.length} writes, 0 lost; ${failed.length} refused: ${[...new Set(failed)].join('; ')}`,
  );
});
