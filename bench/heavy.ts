/**
 * What a service does under 200 distinct requests that each take long, sent at once: pictures of up to 16 million points,
 * and then a mixture of pictures, workbooks, networks, agreement and large tables. How long /healthz and a hot answer take
 * meanwhile, before and after; how much memory the service has at the most; and how long until each request was answered
 * or refused. What is refused must say when to come again.
 *
 * node bench/heavy.ts
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { HEADER, quantile, range, row } from './helpers/figures.ts';
import { load } from './helpers/load.ts';
import { type Running, startService } from './helpers/service.ts';
import { fill } from './helpers/stores.ts';

const SIZE = { experts: 197, questions: 51, positions: 10_000 };
const REQUESTS = 200;
const QUIET_MS = 5_000;
/** Time for threads to be given back, and memory with them. */
const REST_MS = 5_000;
const HOT = '/v1/questions/question-0/matrix';

const question = (index: number): string => `/v1/questions/question-${index % SIZE.questions}`;

const picture = (index: number): string => `${question(index)}/matrix.png?width=4000&height=${3_700 + index}`;

const MIXTURE: readonly ((index: number) => string)[] = [
  picture,
  (index) => `/v1/matrix.xlsx?${but(index)}`,
  (index) => `/v1/agreement?minShared=${index}`,
  (index) => `/v1/network.json?${but(index)}`,
  (index) => `/v1/matrix.json?include=statements&${but(index)}`,
];

/** All experts but one, so that no two requests ask for the same. */
const but = (index: number): string => `excludeExpert=expert-${index % SIZE.experts}`;

const SETS: { readonly [name: string]: (index: number) => string } = {
  pictures: picture,
  mixture: (index) => MIXTURE[index % MIXTURE.length]?.(index) ?? '',
};

type Answered = { readonly status: number; readonly ms: number; readonly retryAfter: string | undefined };

const ask = (url: string): Promise<Answered> => {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response;
      response.resume().on('end', () => {
        resolve({ status, ms: performance.now() - began, retryAfter: headers['retry-after'] });
      });
    }).on('error', reject);
  });
};

/** Milliseconds within which 99 of a hundred are answered, one at a time. */
async function p99s({ origin }: Running, until: AbortSignal): Promise<{ health: number; hot: number }> {
  const of = async (path: string) => (await load({ url: origin + path, connections: 1, until })).p99Ms;
  const [health, hot] = await Promise.all([of('/healthz'), of(HOT)]);
  return { health, hot };
}

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const database = join(folder, 'heavy.sqlite');
await fill(database, SIZE);
console.log(HEADER);
for (const [name, path] of Object.entries(SETS)) {
  const service = await startService(database, [], { LOG_LEVEL: 'silent' });
  const before = await p99s(service, AbortSignal.timeout(QUIET_MS));
  service.peakMemory();
  const done = new AbortController();
  const meanwhile = p99s(service, done.signal);
  const answers = await Promise.all(range(REQUESTS).map((index) => ask(service.origin + path(index))));
  done.abort();
  const during = await meanwhile;
  const peak = service.peakMemory();
  await wait(REST_MS);
  const after = await p99s(service, AbortSignal.timeout(QUIET_MS));
  await service.close();

  const counted = Map.groupBy(answers, ({ status }) => status);
  const statuses = [...counted].map(([status, those]) => `${those.length} times ${status}`).join(', ');
  for (const [status, those] of counted)
    if (status !== 200 && (status !== 503 || those.some(({ retryAfter }) => retryAfter === undefined)))
      throw new Error(`${those.length} of the ${name} were answered with ${status}`);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const ratio = (value: number, floor: number): string => (value / floor).toFixed(1);
  const told = (what: string, value: number, floor: number, goal: string) =>
    console.log(row(`${name}: ${what}`, ms(value), `before: ${ms(floor)}`, ratio(value, floor), goal));
  told('/healthz meanwhile, p99', during.health, before.health, '< 100 ms');
  told('a hot answer meanwhile, p99', during.hot, before.hot, '< 100 ms');
  told('a hot answer afterwards, p99', after.hot, before.hot, '≤ 1.2 times');
  const last = quantile(
    answers.map((answer) => answer.ms),
    1,
  );
  console.log(row(`${name}: until the last is answered`, `${(last / 1_000).toFixed(1)} s`, statuses, '', '≤ 10 s'));
  console.log(row(`${name}: memory at the most`, `${(peak / 1e6).toFixed(0)} MB`, '', '', '< 450 MB'));
}
rmSync(folder, { recursive: true });
