import type { ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { random } from '../helpers/chance.ts';
import { type Story, story } from '../helpers/fixtures/story.ts';
import { ended, Workplace } from '../helpers/service/bin.ts';
import { tell } from '../helpers/store/tell.ts';

const ROUNDS = 10;
const POSITIONS = 400;
const LATER_MS = 20;
const SOONER = 0.8;

/** Large enough for its copying and checking to take a while. */
function large(expert: string, positions: number): Story {
  const told = story();
  for (let at = 0; at < positions; at += 1) told.says(expert, `question-${at}`, 'support', { id: `${expert}-${at}` });
  return told;
}

/** When the old database has been put aside, or a little later: the new one is about to take its place. */
async function nearTheEnd(folder: string, child: ChildProcess): Promise<void> {
  const kept = () => readdirSync(folder).filter((name) => name.includes('.replaced-')).length;
  const before = kept();
  while (child.exitCode === null && kept() === before) await wait(1);
  await wait(random() * LATER_MS);
}

t.test('a restoration that is killed leaves the old database or the new one, whole', async (t) => {
  const place = new Workplace(t);
  const revisions: number[] = [];
  for (const [at, positions] of [POSITIONS, POSITIONS + 1].entries()) {
    const store = openSqliteStore(place.database);
    await tell(store, large(`expert-${at}`, positions));
    revisions.push(await store.revision());
    await store.close();
    t.match(await place.runHere(['backup', `copy-${at}.sqlite`]), { code: 0 });
  }
  const begun = performance.now();
  t.match(await place.run(['restore', 'copy-0.sqlite', '--force']), { code: 0, stderr: '' });
  const first = performance.now() - begun;
  let takes = first;

  const outcomes: string[] = [];
  let now = 0;
  for (let round = 1; round <= ROUNDS || !outcomes.includes('old'); round += 1) {
    const wanted = 1 - now;
    const child = place.start(['restore', `copy-${wanted}.sqlite`, '--force']);
    const over = ended(child);
    if (round % 2 === 0) await wait(takes * (0.5 + 0.5 * random()));
    else await nearTheEnd(place.folder, child);
    child.kill('SIGKILL');
    const { code } = await over;
    const store = openSqliteStore(place.database);
    const is = revisions.indexOf(await store.revision());
    t.strictSame(await store.check(), [], 'what is there is sound');
    t.equal(is, code === 0 ? wanted : is, 'what ended well has been done');
    t.ok(is >= 0, 'it is one of the two');
    await store.close();
    const outcome = code === 0 ? 'done' : is === now ? 'old' : 'new';
    // The first had to load everything: the others are quicker. A round that came too late makes the next come sooner, down to at once.
    if (outcome !== 'old') takes *= SOONER;
    outcomes.push(outcome);
    now = is;
  }
  t.match(await place.runHere(['restore', 'copy-0.sqlite', '--force']), { code: 0, stderr: '' });
  t.strictSame(
    readdirSync(place.folder).filter((name) => name.includes('.restoring-')),
    [],
    'what was left half done is removed by the next',
  );
  t.pass('some were killed before they were done');
  t.comment(`the first restoration took ${Math.round(first)} ms; ${outcomes.length} killed: ${outcomes.join(', ')}`);
});
