/** The command is killed while it imports a large table, as late as when it makes its indexes anew. */
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { csvOf, ROW } from '../helpers/fixtures/coded.ts';
import { ended, Workplace } from '../helpers/service/bin.ts';
import { contentOf, withRaw } from '../helpers/store/database.ts';

const ROWS = 6_000;
/** Of the time that an import takes, when it is killed; it may take a fraction of that where the machine was busy meanwhile. */
const MOMENTS = [0.2, 0.4, 0.6, 0.75, 0.85, 0.95];

const table = (name: string): string =>
  csvOf(Array.from({ length: ROWS }, (_, at) => ({ ...ROW, question: `Bridge ${at % 40}`, quote: `${name} ${at}` })));

const schemaOf = (path: string) =>
  withRaw(path, (raw) => raw.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all());

t.test('whenever it is killed, the store is as it was, and the table can be imported afterwards', async (t) => {
  const place = new Workplace(t, { 'before.csv': csvOf([ROW]), 'large.csv': table('Words') });
  await place.runHere(['import', 'before.csv', '--create']);
  let takes = 0;
  // In a test of its own, as each has but one folder.
  await t.test('elsewhere it takes a while', async (t) => {
    const elsewhere = new Workplace(t, { 'large.csv': table('Words') });
    await elsewhere.runHere(['migrate']);
    const begun = performance.now();
    t.equal((await elsewhere.run(['import', 'large.csv', '--create'])).code, 0);
    takes = performance.now() - begun;
  });
  const before = { content: contentOf(place.database), schema: schemaOf(place.database) };
  let late = 0;
  let killed = 0;
  for (const moment of MOMENTS) {
    const child = place.start(['import', 'large.csv', '--create']);
    const over = ended(child);
    await Promise.race([wait(takes * moment), over]);
    child.kill('SIGKILL');
    const { code, signal } = await over;
    if (signal !== 'SIGKILL') t.equal(code, 0);
    const after = { content: contentOf(place.database), schema: schemaOf(place.database) };
    // Written and not ended yet, or ended: all of it is there.
    if (after.content.positions?.length === (before.content.positions?.length ?? 0) + ROWS) {
      late += 1;
      break;
    }
    t.strictSame(after, before, `killed at ${moment}`);
    killed += 1;
  }
  t.ok(killed > 0, 'it was killed while it wrote');
  const store = openSqliteStore(place.database);
  t.strictSame(await store.check(), []);
  await store.close();
  const { code, stdout } = await place.runHere(['import', 'large.csv', '--create']);
  t.equal(code, 0);
  t.match(stdout, late === 0 ? `positions: ${ROWS} created` : `positions: 0 created, 0 updated, ${ROWS} unchanged`);
  t.strictSame(schemaOf(place.database), before.schema);
  t.equal(statSync(`${place.database}-wal`, { throwIfNoEntry: false }), undefined, 'no log is left behind');
});
