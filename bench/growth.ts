/**
 * How the time of a matrix grows: stores of ten thousand, a hundred thousand and, with `--million`, a million positions,
 * one to a cell, asked for whole, for the first time. Prints milliseconds, and microseconds for each cell: where time
 * grows as the cells do, these stay as they are.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, range } from './helpers/figures.ts';
import { type Running, startService } from './helpers/service.ts';

const BIN = fileURLToPath(new URL('../bin/standpoint.mjs', import.meta.url));
const ROUNDS = 5;
const EXPERTS = 200;
const SIZES = [10_000, 100_000, ...(process.argv.includes('--million') ? [1_000_000] : [])];
const MAX_JSON_CELLS = 50_000;
const OPTIONS = ['support', 'oppose', 'mixed', 'noncommittal'];
const HEADER = 'expert,question,option,paraphrase,source,source_publisher,source_published_on\n';

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));

/** A store with so many positions, through the public import. */
async function storeOf(positions: number): Promise<string> {
  const file = join(folder, `${positions}.csv`);
  const out = createWriteStream(file);
  out.write(HEADER);
  for (const index of range(positions)) {
    const [expert, question] = [index % EXPERTS, Math.floor(index / EXPERTS)];
    const option = OPTIONS[(index * 7) % OPTIONS.length];
    const row = `Expert ${expert},Question ${question},${option},Said so for the ${index}th time.,Talk ${question},The Post,2024-03-01\n`;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  const database = join(folder, `${positions}.sqlite`);
  const env = { PATH: process.env.PATH ?? '', STANDPOINT_DB: database };
  const [code] = await once(
    spawn(process.execPath, [BIN, 'import', file, '--create'], { env, stdio: 'ignore' }),
    'exit',
  );
  if (code !== 0) throw new Error(`the import of ${positions} rows ended with ${code}`);
  return database;
}

/** Milliseconds to the end of the answer, of which nothing is kept. */
async function cold({ origin }: Running, path: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(origin + path, { headers: { 'accept-encoding': 'identity' } });
  if (!answer.ok || answer.body === null) throw new Error(`${path} answered ${answer.status}`);
  for await (const _ of answer.body);
  return performance.now() - start;
}

const MICROSECONDS = 1_000;

for (const size of SIZES) {
  const service = await startService(await storeOf(size), [], { STANDPOINT_CACHE_MB: '0' });
  for (const path of size <= MAX_JSON_CELLS ? ['/v1/matrix.json', '/v1/matrix.csv'] : ['/v1/matrix.csv']) {
    await cold(service, path);
    const times: number[] = [];
    for (const _ of range(ROUNDS)) times.push(await cold(service, path));
    const ms = median(times);
    console.log(
      `${size} positions, ${path}: ${ms.toFixed(0)} ms, ${((ms * MICROSECONDS) / size).toFixed(1)} µs a cell`,
    );
  }
  await service.close();
}
rmSync(folder, { recursive: true });
