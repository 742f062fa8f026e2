/** A process of its own: opens the database again and again, writes an expert to it, and tells what came of it. */
import { setTimeout as wait } from 'node:timers/promises';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { story } from '../helpers/fixtures/story.ts';
import { tell } from '../helpers/store/tell.ts';

const [, , path = '', name = ''] = process.argv;
const REST_MS = 80;

for (let at = 0; ; at += 1) {
  try {
    const store = openSqliteStore(path);
    await tell(store, story().expert(`${name}-${at}`));
    await store.close();
    process.stdout.write(`wrote ${name}-${at}\n`);
  } catch (error) {
    process.stdout.write(`failed ${error instanceof Error ? error.message : error}\n`);
  }
  await wait(REST_MS);
}
