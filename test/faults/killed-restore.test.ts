import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { ended, Workplace } from '../helpers/bin.ts';
import { type Story, story } from '../helpers/story.ts';
import { tell } from '../helpers/tell.ts';

const ROUNDS = 10;
const POSITIONS = 400;

/** Large enough for its copying and checking to take a while. */
function large(expert: string, positions: number): Story {
  const told = story();
  for (let at = 0; at < positions; at += 1) told.says(expert, `question-${at}`, 'support', { id: `${expert}-${at}` });
  return told;
}

t.test('a restoration that is killed leaves the old database or the new one, whole', async (t) => {
  const place = new Workplace(t);
  const revisions: number[] = [];
  for (const [at, positions] of [POSITIONS, POSITIONS + 1].entries()) {
    const store = openSqliteStore(place.database);
    await tell(store, large(`expert-${at}`, positions));
    revisions.push(await store.revision());
    await store.close();
    t.match(await place.run(['backup', `copy-${at}.sqlite`]), { code: 0 });
  }
  const begun = performance.now();
  t.match(await place.run(['restore', 'copy-0.sqlite', '--force']), { code: 0, stderr: '' });
  const takes = performance.now() - begun;

  const outcomes: string[] = [];
  let now = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const wanted = 1 - now;
    const child = place.start(['restore', `copy-${wanted}.sqlite`, '--force']);
    const over = ended(child);
    // The first half of the time goes by with starting.
    await wait(takes * (0.4 + 0.6 * Math.random()));
    child.kill('SIGKILL');
    const { code } = await over;
    const store = openSqliteStore(place.database);
    const is = revisions.indexOf(await store.revision());
    t.strictSame(await store.check(), [], 'what is there is sound');
    t.equal(is, code === 0 ? wanted : is, 'what ended well has been done');
    t.ok(is >= 0, 'it is one of the two');
    await store.close();
    outcomes.push(code === 0 ? 'done' : is === now ? 'old' : 'new');
    now = is;
  }
  t.match(await place.run(['restore', 'copy-0.sqlite', '--force']), { code: 0, stderr: '' });
  t.strictSame(
    readdirSync(place.folder).filter((name) => name.includes('.restoring-')),
    [],
    'what was left half done is removed by the next',
  );
  t.ok(outcomes.includes('old'), 'some were killed in time');
  t.comment(`a restoration takes ${Math.round(takes)} ms; ${ROUNDS} killed: ${outcomes.join(', ')}`);
});
