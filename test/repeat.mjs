/** `npm run test:repeat -- 10`: all tests so many times, each time with a seed of its own. Ends with a table of the runs. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';

const [times = '10', ...files] = process.argv.slice(2);
const runs = [];

for (let time = 1; time <= Number(times); time += 1) {
  const seed = randomInt(2 ** 31);
  console.log(`run ${time} of ${times}: TEST_SEED=${seed}`);
  const began = performance.now();
  const env = { ...process.env, TEST_SEED: String(seed) };
  const tests = spawn('npm', ['test', '--', ...files], { stdio: ['inherit', 'pipe', 'inherit'], env });
  let last = '';
  tests.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    last = `${last}${text}`.slice(-200);
  });
  const [code] = await once(tests, 'close');
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  runs.push({ seed, minutes, result: last.trimEnd().split('\n').at(-1), code });
}

console.table(runs);
process.exitCode = runs.every(({ code }) => code === 0) ? 0 : 1;
