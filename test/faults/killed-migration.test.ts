import { copyFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { migrations } from '../../src/db/sqlite/maintenance/migrate.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { random } from '../helpers/chance.ts';
import { story } from '../helpers/fixtures/story.ts';
import { ended, Workplace } from '../helpers/service/bin.ts';
import { contentOf, fileOfVersion, withRaw } from '../helpers/store/database.ts';
import { randomMoment, whileWriting } from './rounds.ts';

const ROUNDS = 10;
const STATEMENTS = 3_000;
const BEFORE = 4;
const LATER_MS = 10;
const SOONER = 0.8;
const FILES = ['', '-wal', '-shm'];

t.test('a migration that is killed has been done or not: the rows are there, and it can be done then', async (t) => {
  const place = new Workplace(t);
  const told = story();
  for (let at = 0; at < STATEMENTS; at += 1) told.statement(`s${at}`, 'ada', { paraphrase: 'Anything. '.repeat(50) });
  const old = await fileOfVersion(t, BEFORE, told.says('ada', 'bridge', 'support'));
  // Each as far as it went then: a column that came later stands behind.
  const rows = Object.fromEntries(
    Object.entries(contentOf(old)).map(([table, texts]) => [table, texts.map((text) => text.slice(0, -1))]),
  );
  const version = () => withRaw(place.database, (raw) => raw.pragma('user_version', { simple: true }));
  const renew = () => {
    for (const suffix of FILES) rmSync(`${place.database}${suffix}`, { force: true });
    copyFileSync(old, place.database);
  };

  renew();
  const begun = performance.now();
  t.match(await place.run(['migrate']), { code: 0, stderr: '' });
  const first = performance.now() - begun;
  let takes = first;

  const outcomes: string[] = [];
  for (let round = 1; round <= ROUNDS || !outcomes.includes('old'); round += 1) {
    renew();
    const child = place.start(['migrate']);
    const over = ended(child);
    if (round % 2 === 0) await wait(takes * (0.5 + 0.5 * random()));
    else await Promise.race([whileWriting(place.database, LATER_MS), over.then(() => randomMoment(0))]);
    child.kill('SIGKILL');
    const { code } = await over;
    const is = version();
    t.ok(is === BEFORE || is === migrations().length, `version ${is}`);
    if (code === 0) t.equal(is, migrations().length, 'what ended well has been done');
    t.match(contentOf(place.database), rows);
    const store = openSqliteStore(place.database);
    t.strictSame(await store.check(), []);
    await store.close();
    t.equal(version(), migrations().length, 'it can be done then');
    const outcome = code === 0 ? 'done' : is === BEFORE ? 'old' : 'new';
    // The first had to load everything: the others are quicker. A round that came too late makes the next come sooner, down to at once.
    if (outcome !== 'old') takes *= SOONER;
    outcomes.push(outcome);
  }
  t.pass('some were killed before they were done');
  t.comment(`the first migration took ${Math.round(first)} ms; ${outcomes.length} killed: ${outcomes.join(', ')}`);
});
