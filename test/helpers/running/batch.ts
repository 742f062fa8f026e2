/**
 * Runs test files in this process, one after the other: those that it is given, or of a batch those of the share with that
 * number (test/run.mjs). Tap names the folders of tests by what a process is given, and they may not have long names. One
 * file by itself needs none of it: `node test/core/matrix/cell.test.ts`.
 */
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shares } from './files.ts';

const STAY_AWAKE_MS = 1_000;

const given = process.argv.slice(2);
const named = /^\d+$/.test(given[0] ?? '') ? (shares()[Number(given[0])] ?? []) : given;
// Tests may go to other folders.
const files = named.map((file) => ({ file, url: pathToFileURL(resolve(file)).href }));
const [DOMAIN, OURS] = ['async-hook-domain', new URL('domain.ts', import.meta.url).href];
const hooks = registerHooks({
  resolve: (name, context, next) => (name === DOMAIN ? { url: OURS, shortCircuit: true } : next(name, context)),
});
const { default: t } = await import('tap');
hooks.deregister();

type Running = { readonly activeSubtests?: ReadonlySet<Running>; threw(error: unknown): unknown };

/** The innermost test that has begun and not ended; of those that run at the same time, the last. */
function running(test: Running): Running {
  const within = [...(test.activeSubtests ?? [])].at(-1);
  return within === undefined ? test : running(within);
}

process.on('uncaughtException', (error) => {
  // Where a test listens by itself, it is for that test to judge.
  if (process.listenerCount('uncaughtException') === 1) running(t).threw(error);
});

// Tap names the folders of tests by the tests alone: one of another run would empty them.
const fixtures = process.env.STANDPOINT_TEST_FIXTURES;
if (fixtures !== undefined) t.testdirName = join(fixtures, String(process.pid));

// A file may wait for something before its first test. Tap must not take that for the end of all: it would when nothing
// has been under way for a moment, and when nothing keeps the process alive.
t.removeAllListeners('idle');
const awake = setInterval(() => undefined, STAY_AWAKE_MS);
for (const { file, url } of files) {
  // The reporter tells the tests of a batch by the files that the comments name.
  t.comment(`begin ${file}`);
  try {
    await import(url);
  } catch (error) {
    t.fail(`${file} cannot be loaded`, { error });
  }
  // Tests wait for those that were registered before: when this one has its turn, all of the file are over.
  await t.test(`end ${file}`, (t) => t.end());
  if (t.ended) throw new Error(`the tests of ${file}, and of those behind it, were not run: tap had ended before`);
}
clearInterval(awake);
t.end();
