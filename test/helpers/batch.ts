/**
 * Batches: each file in test/batches/ runs its share of the test files in one process, one file after another. To start a
 * process for each, and to load the service in it, took longer than most of them take. One file by itself is run as ever:
 * `npx tap test/core/matrix/cell.test.ts`.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import t from 'tap';

const TEST = fileURLToPath(new URL('../', import.meta.url));
const BATCHES = join(TEST, 'batches');
const STAY_AWAKE_MS = 1_000;

/** The folders whose tests start programs or a browser, or measure their own process: a process for each file. .taprc names them, too. */
export const ALONE = ['browser', 'build', 'faults', 'fuzz', 'process', 'soak'];

/** All other test files, from test/, in their order. */
export const batched = (): string[] =>
  readdirSync(TEST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !ALONE.some((folder) => file.startsWith(`${folder}/`)))
    .sort();

export const batches = (): string[] => readdirSync(BATCHES).sort();

/** The share of the batch of that name: files that stand beside each other, as they load the same parts of the service. */
export function shareOf(batch: string): string[] {
  const [files, all] = [batched(), batches()];
  const edge = (number: number): number => Math.round((number * files.length) / all.length);
  const number = all.indexOf(batch);
  return files.slice(edge(number), edge(number + 1));
}

/** Runs the share of the batch at that address. The reporter tells its tests by the files that the comments name. */
export async function runBatch(url: string): Promise<void> {
  const path = fileURLToPath(url);
  if (dirname(path) !== BATCHES) throw new Error(`${path} is not in ${BATCHES}`);
  // A file may wait for something before its first test. Tap must not take that for the end of all: it would when nothing
  // has been under way for a moment, and when nothing keeps the process alive.
  t.removeAllListeners('idle');
  const awake = setInterval(() => undefined, STAY_AWAKE_MS);
  for (const file of shareOf(basename(path))) {
    t.comment(`begin test/${file}`);
    try {
      await import(pathToFileURL(join(TEST, file)).href);
    } catch (error) {
      t.fail(`test/${file} cannot be loaded`, { error });
    }
    // Tests wait for those that were registered before: when this one has its turn, all of the file are over.
    await t.test(`end test/${file}`, (t) => t.end());
    if (t.ended)
      throw new Error(`the tests of test/${file}, and of those behind it, were not run: tap had ended before`);
  }
  clearInterval(awake);
  t.end();
}
