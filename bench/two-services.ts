/**
 * Two services on one file against one, answers that nobody keeps: how many times as many a second, how much processor time
 * each takes, and the same of two bare servers that read the file by hand. The client runs on the same processors; where
 * there are two, and both are busy, no more can be had than `at most` says, by the processor time that server and client take.
 *
 * node bench/two-services.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEADER, median, range, row } from './helpers/figures.ts';
import { load } from './helpers/load.ts';
import { type Running, startBare, startService } from './helpers/service.ts';

const ROUNDS = 5;
const CONNECTIONS = 16;
const LOAD_MS = 3_000;
const QUESTION = '/v1/questions/red-line/matrix?include=statements';

/** Microseconds of processor time for each answer, of the servers and of the client. */
type Taken = { readonly perSecond: number; readonly µs: number; readonly client: number };

/** All of them asked at once, each over connections of its own. */
async function ask(servers: readonly Running[]): Promise<Taken> {
  const before = servers.map((server) => server.processorTime());
  const own = process.cpuUsage();
  const until = AbortSignal.timeout(LOAD_MS);
  const loads = servers.map(({ origin }) => load({ url: origin + QUESTION, connections: CONNECTIONS, until }));
  const perSecond = (await Promise.all(loads)).reduce((sum, it) => sum + it.perSecond, 0);
  const ms = servers.reduce((sum, server, index) => sum + server.processorTime() - (before[index] ?? 0), 0);
  const { user, system } = process.cpuUsage(own);
  const answers = (perSecond * LOAD_MS) / 1_000;
  return { perSecond, µs: (ms * 1_000) / answers, client: (user + system) / answers };
}

/** One of them and both, by turns. */
async function compare(what: string, both: readonly Running[], goal: string): Promise<void> {
  const figures = { one: [] as Taken[], two: [] as Taken[] };
  await ask(both);
  for (const _ of range(ROUNDS)) {
    figures.one.push(await ask(both.slice(0, 1)));
    figures.two.push(await ask(both));
  }
  const rate = (those: readonly Taken[]) => median(those.map((it) => it.perSecond));
  const each = (of: 'µs' | 'client', those: readonly Taken[]) => median(those.map((it) => it[of]));
  const told = (those: readonly Taken[]) =>
    `${Math.round(rate(those))}/s, ${each('µs', those).toFixed(0)} µs each, the client ${each('client', those).toFixed(0)}`;
  const ratio = (rate(figures.two) / rate(figures.one)).toFixed(2);
  const most = (2 * each('µs', figures.one)) / (each('µs', figures.two) + each('client', figures.two));
  const ratios = `${ratio}; at most ${Math.min(2, most).toFixed(2)}`;
  console.log(row(what, `two: ${told(figures.two)}`, `one: ${told(figures.one)}`, ratios, goal));
}

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const file = join(folder, 'article.sqlite');
await (await startService(file, ['--demo'])).close();
console.log(HEADER);
const bare = () => startBare(new URL('./helpers/bare-question.ts', import.meta.url), [file]);
const ours = () => startService(file, [], { STANDPOINT_CACHE_MB: '0' });
for (const [what, start, goal] of [
  ['cold question with its evidence', ours, '≥ 1.7'],
  ['the same by hand', bare, ''],
] as const) {
  const both = [await start(), await start()];
  await compare(what, both, goal);
  for (const server of both) await server.close();
}
rmSync(folder, { recursive: true });
