/**
 * `npm test`: all tests, or those of the files that are named. Tap's own command has each process and each thread of the
 * service load what coverage is measured with: a thread took six times as long to start.
 */
import t from 'tap';
import { LONGEST_FILE_S } from './helpers/patience.ts';
import { shares } from './helpers/running/files.ts';
import Reporter from './reporter.mjs';

const BATCH = 'test/helpers/running/batch.ts';
// One more than the two cores of most machines: many tests wait for others.
const JOBS = 3;

const env = {
  ...process.env,
  TAP_TIMEOUT: String(LONGEST_FILE_S),
  // Compiled code is kept for all processes and for the next run.
  NODE_COMPILE_CACHE: '.tap/compiled',
};
const named = process.argv.slice(2);

t.jobs = JOBS;
t.setTimeout(0);
t.pipe(new Reporter()).pipe(process.stdout);
for (const [share, files] of (named.length > 0 ? named.map((file) => [file]) : shares()).entries()) {
  const [first = ''] = files;
  const isBatch = files.length > 1;
  // Tap gives what it starts the options of its own command.
  const command = ['-u', 'NODE_OPTIONS', process.execPath, BATCH, isBatch ? String(share) : first];
  t.spawn('env', command, { env, timeout: LONGEST_FILE_S * 1_000 }, isBatch ? `${first} …` : first);
}
t.end();
