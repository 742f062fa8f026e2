/** `npm run test:repeat -- 10`: all tests so many times, each time with a seed of its own. Tells which seeds failed. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const [times = '10', ...files] = process.argv.slice(2);
const failed = [];

for (let time = 1; time <= Number(times); time += 1) {
  const seed = String(randomInt(2 ** 31));
  console.log(`run ${time} of ${times}: TEST_SEED=${seed}`);
  const { status } = spawnSync('tap', files, { stdio: 'inherit', env: { ...process.env, TEST_SEED: seed } });
  if (status !== 0) failed.push(seed);
}

console.log(failed.length === 0 ? `${times} runs, none failed` : `${times} runs, failed with TEST_SEED=${failed}`);
process.exitCode = failed.length === 0 ? 0 : 1;
