/** npm run test:engines -- [--runs N] [--seed S] [--from N]: all N of the seed, or those from a number on. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { postgresServer } from '../../helpers/postgres/server.ts';
import { POSTGRES, SQLITE } from '../../helpers/store/engines.ts';
import { findDifference } from './same-answers.ts';

const RUNS = 2_000;
const MAX_SEED = 2 ** 31 - 1;
const SAID_EACH = 50;

const number = { type: 'string' } as const;
const { values } = parseArgs({ options: { runs: number, seed: number, from: number } });
const runs = Number(values.runs ?? RUNS);
const seed = Number(values.seed ?? randomInt(MAX_SEED));
const from = Number(values.from ?? 1);
if (![runs, seed, from].every(Number.isSafeInteger) || from < 1 || runs < from)
  throw new Error('--runs, --seed and --from must be whole numbers, and --from between 1 and --runs');

const print = (text: string) => process.stdout.write(`${text}\n`);
print(`${runs} histories from the seed ${seed}${from === 1 ? '' : `, told from the ${from}th on`}`);
const begun = performance.now();
const seconds = () => Math.round((performance.now() - begun) / 1000);
let told = from - 1;
const found = await findDifference([SQLITE, POSTGRES], { runs, seed, from }, (count) => {
  told = count;
  if (count % SAID_EACH === 0) print(`${count} in ${seconds()} s`);
});
print(found ?? `after ${told} histories both engines answered the same, in ${seconds()} s`);
process.exitCode = found === null ? 0 : 1;
(await postgresServer()).stop();
