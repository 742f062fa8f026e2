/**
 * `npm test`: all tests, or those of the files that are named. Tap's own command has each process and each thread of the
 * service load what coverage is measured with: a thread took six times as long to start.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { entryIn, layOut } from '../build/laid-out.ts';
import { LONGEST_FILE_S } from './helpers/patience.ts';
import { shares } from './helpers/running/files.ts';
import { memoryFolder } from './helpers/running/memory.ts';
import Reporter from './reporter.mjs';

/** All that this run writes, gone with it; another run beside it has its own. */
const SCRATCH = mkdtempSync(join(memoryFolder(), 'standpoint-tests-'));
// Servers that are started as somebody else go through it.
chmodSync(SCRATCH, 0o755);
/** The same within the checkout: tap leaves the working directory where the folders of tests are not below it. */
const FIXTURES = fileURLToPath(new URL(`../.tap/fixtures/${process.pid}`, import.meta.url));
const remove = () => {
  for (const path of [FIXTURES, SCRATCH]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
};
mkdirSync(join(FIXTURES, '..'), { recursive: true });
// One of a run that was killed may have had this number.
rmSync(FIXTURES, { force: true });
symlinkSync(SCRATCH, FIXTURES);
process.on('exit', remove);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    // A terminal tells all of them, others tell this process alone.
    for (const share of t.subtests) share.proc?.kill(signal);
    try {
      remove();
    } catch {
      // Tests that have not ended yet still write there.
    }
    process.kill(process.pid, signal);
  });

/** Where the program is built that all tests start: to build it takes longer than one file does from the sources. */
const BUILT = join(SCRATCH, 'program');
const BATCH = 'test/helpers/running/batch.ts';
// One more than the two cores of most machines: many tests wait for others.
const JOBS = 3;

const named = process.argv.slice(2);
const isAll = named.length === 0;
if (isAll) layOut(BUILT);

const env = {
  ...process.env,
  ...(isAll && { STANDPOINT_TEST_PROGRAM: entryIn(BUILT) }),
  TMPDIR: SCRATCH,
  STANDPOINT_TEST_FIXTURES: FIXTURES,
  TAP_TIMEOUT: String(LONGEST_FILE_S),
  // Compiled code is kept for all processes and for the next run.
  NODE_COMPILE_CACHE: '.tap/compiled',
};

t.jobs = JOBS;
t.setTimeout(0);
t.pipe(new Reporter()).pipe(process.stdout);
for (const [share, files] of (isAll ? shares() : named.map((file) => [file])).entries()) {
  const [first = ''] = files;
  const isBatch = files.length > 1;
  // Tap gives what it starts the options of its own command.
  const command = ['-u', 'NODE_OPTIONS', process.execPath, BATCH, isBatch ? String(share) : first];
  t.spawn('env', command, { env, timeout: LONGEST_FILE_S * 1_000 }, isBatch ? `${first} …` : first);
}
t.end();
