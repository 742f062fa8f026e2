/** npm run test:engines -- [--runs N] [--seed S] */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { postgresServer } from '../../helpers/postgres/server.ts';
import { POSTGRES, SQLITE } from '../../helpers/store/engines.ts';
import { findDifference } from './same-answers.ts';

const RUNS = 2_000;
const MAX_SEED = 2 ** 31 - 1;
const SAID_EACH = 50;

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const [runs, seed] = [Number(values.runs ?? RUNS), Number(values.seed ?? randomInt(MAX_SEED))];
if (!Number.isSafeInteger(runs) || !Number.isSafeInteger(seed) || runs < 1)
  throw new Error('--runs and --seed must be whole numbers');

const print = (text: string) => process.stdout.write(`${text}\n`);
print(`${runs} histories from the seed ${seed}`);
const begun = performance.now();
const seconds = () => Math.round((performance.now() - begun) / 1000);
let told = 0;
const found = await findDifference([SQLITE, POSTGRES], { runs, seed }, (count) => {
  told = count;
  if (count % SAID_EACH === 0) print(`${count} in ${seconds()} s`);
});
print(found ?? `after ${told} histories both engines answered the same, in ${seconds()} s`);
process.exitCode = found === null ? 0 : 1;
(await postgresServer()).stop();
