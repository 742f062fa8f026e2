/** npm run fuzz -- [--requests N] [--seed S] */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { fuzz, MAX_SEED, reportText } from './fuzz.ts';

const DEFAULT_REQUESTS = 20_000;

const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } });
const options = {
  requests: Number(values.requests ?? DEFAULT_REQUESTS),
  seed: Number(values.seed ?? randomInt(MAX_SEED)),
};
if (!Number.isSafeInteger(options.requests) || !Number.isSafeInteger(options.seed) || options.requests < 1)
  throw new Error('--requests and --seed must be whole numbers');

const print = (text: string) => process.stdout.write(`${text}\n`);
print(`${options.requests} requests from the seed ${options.seed}`);
const begun = performance.now();
const report = await fuzz(options);
print(reportText(report, options));
print(`in ${Math.round((performance.now() - begun) / 1000)} s`);
process.exitCode = report.faults.length + report.lost.length + report.logged.length === 0 ? 0 : 1;
