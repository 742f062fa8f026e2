/**
 * All positions as CSV from the real service, against `sqlite3 -csv` of the same query, interleaved: rates as medians and
 * their ratio, and the peak of the service's memory. Then how long a small hot matrix takes to be answered while nothing
 * else is asked, and while large tables are sent.
 *
 *   node bench/export.ts [POSITIONS | DATABASE]      100,000 positions in a store of its own, unless given
 */
import { execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { median } from './helpers/figures.ts';
import { makeLargeStore, sizeOf } from './helpers/large-store.ts';
import { download, type Loaded, load } from './helpers/load.ts';
import { startService } from './helpers/service.ts';

const ROUNDS = 5;
const POSITIONS = 100_000;
const CONNECTIONS = 32;
const QUIET_MS = 5_000;
const run = promisify(execFile);

/** What the file of the service holds, column by column. */
const QUERY = `SELECT p.id, p.expert AS expert_id, p.question AS question_id, p.option AS option_id, p.summary, p.condition,
  p.basis, p.said_on, p.said_on_from, p.said_on || substr('-01-01', length(p.said_on) - 3) AS said_from, p.said_until,
  p.said_at, p.supersedes, p.status,
  (SELECT group_concat(statement, char(10))
    FROM (SELECT statement FROM evidence WHERE position = p.id ORDER BY ordinal)) AS statement_ids,
  p.recorded_at, p.recorded_by, p.recorded_seq, p.note, p.confidence, p.revision,
  e.name AS expert, q.title AS question, o.label AS option
  FROM positions p JOIN experts e ON e.id = p.expert JOIN questions q ON q.id = p.question
  JOIN scale_options o ON o.scale = p.scale AND o.id = p.option
  WHERE p.status IN ('published', 'retracted') ORDER BY p.said_until DESC, p.id DESC`;

/** In a process of its own, so that counting bytes takes nothing of the time of who asks for the matrix. */
if (process.send !== undefined) {
  const [url = '', times = '1'] = process.argv.slice(2);
  const bytes = await Promise.all(Array.from({ length: Number(times) }, () => download(url)));
  process.send(bytes.reduce((sum, each) => sum + each, 0));
  process.exit();
}

const downloading = (url: string, times: number): Promise<number> =>
  new Promise((resolve, reject) => {
    fork(fileURLToPath(import.meta.url), [url, String(times)])
      .once('message', (bytes) => resolve(Number(bytes)))
      .once('exit', (code) => reject(new Error(`the download ended with ${code}`)));
  });

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

const MB = (bytes: number): string => `${(bytes / 1_000_000).toFixed(0)} MB`;

const [wanted = String(POSITIONS)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const isNumber = /^\d+$/.test(wanted);
const path = isNumber ? join(folder, 'bench.sqlite') : wanted;
if (isNumber) await makeLargeStore(path, sizeOf(Number(wanted)));
const rows = Number(new Database(path, { readonly: true }).prepare(`SELECT count(*) FROM (${QUERY})`).pluck().get());

const service = await startService(path, ['--no-seed']);
const positions = `${service.origin}/v1/positions.csv`;
await download(positions);
service.peakMemory();
const times = { floor: [] as number[], ours: [] as number[] };
for (let round = 0; round < ROUNDS; round += 1) {
  const shell = `sqlite3 -readonly -header -csv "$0" "$1" > "$2"`;
  times.floor.push((await timed(() => run('sh', ['-c', shell, path, QUERY, join(folder, 'floor.csv')]))).ms);
  times.ours.push((await timed(() => download(positions))).ms);
}
const floorColumns = (await run('head', ['-n', '1', join(folder, 'floor.csv')])).stdout.trimEnd();
const columns = (await (await fetch(`${positions}?limit=1`)).text()).split('\r\n', 1)[0];
if (floorColumns !== columns)
  throw new Error(`the floor has other columns: ${floorColumns}, and the service ${columns}`);
const rate = (ms: number): string => `${Math.round(rows / ms)} rows a millisecond`;
const [floor, ours] = [median(times.floor), median(times.ours)];
console.log(
  `${rows} positions as CSV, medians of ${ROUNDS} rounds: sqlite3 -csv ${floor.toFixed(0)} ms (${rate(floor)}), ` +
    `the service ${ours.toFixed(0)} ms (${rate(ours)}), ratio of rates ${(floor / ours).toFixed(2)}; ` +
    `peak of resident memory ${MB(service.peakMemory())}`,
);

/** Six experts on fifteen questions, which is answered from memory. */
async function hotMatrix(): Promise<string> {
  const parameters = new URLSearchParams();
  for (const [name, limit] of [
    ['expert', 6],
    ['question', 15],
  ] as const) {
    const page = (await (await fetch(`${service.origin}/v1/${name}s?limit=${limit}`)).json()) as {
      items: { id: string }[];
    };
    for (const { id } of page.items) parameters.append(name, id);
  }
  return `${service.origin}/v1/matrix?${parameters}`;
}

const hot = await hotMatrix();
/** Asks for the hot matrix while something else goes on, at most for so long. */
async function during(work: () => Promise<unknown>): Promise<Loaded> {
  const over = new AbortController();
  const asking = load({ url: hot, connections: CONNECTIONS, until: over.signal });
  await work().finally(() => over.abort());
  return asking;
}

const wait = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS));
await during(wait);
const quiet = await during(wait);
console.log(
  `6 × 15 matrix, hot, ${CONNECTIONS} connections, quiet: p50 ${quiet.medianMs.toFixed(2)} ms, ` +
    `p99 ${quiet.p99Ms.toFixed(2)} ms, ${Math.round(quiet.perSecond)} a second`,
);
for (const list of ['positions.csv', 'matrix.csv'])
  for (const several of [1, 10]) {
    service.peakMemory();
    const { ms, value: asked } = await timed(() => during(() => downloading(`${service.origin}/v1/${list}`, several)));
    console.log(
      `while ${several} × ${list} ${several === 1 ? 'is' : 'are'} sent (${(ms / 1000).toFixed(1)} s): ` +
        `p50 ${asked.medianMs.toFixed(2)} ms, p99 ${asked.p99Ms.toFixed(2)} ms, ${(asked.p99Ms / quiet.p99Ms).toFixed(1)} times quiet; ` +
        `most ${asked.mostMs.toFixed(0)} ms; peak of resident memory ${MB(service.peakMemory())}`,
    );
  }
await service.close();
rmSync(folder, { recursive: true });
