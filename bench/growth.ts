/**
 * How the time of answers grows with what is stored: stores of ten thousand, a hundred thousand and, with `--million`, a
 * million positions, one to a cell, each answer asked for without a cache. Prints milliseconds by the clock, and in brackets
 * those of the service's processor time, side by side, and how the latter grew from store to store: as the cells did, where
 * the answer shows more of them, and not at all, where it shows the same. Beside two experts compared stands what nobody
 * can do without: to read the questions and the texts of the cells, and to write the finished answer as JSON and hash it.
 *
 * node bench/growth.ts [--million]
 * node bench/growth.ts SMALL.sqlite LARGE.sqlite …   stores of one's own, of the same experts, the smaller ones first
 */
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { median, range } from './helpers/figures.ts';
import { type Running, startService } from './helpers/service.ts';

const BIN = fileURLToPath(new URL('../bin/standpoint.mjs', import.meta.url));
const ROUNDS = 5;
/** No further round is begun after so long. */
const MOST_MS = 3_000;
const EXPERTS = 200;
const SIZES = [10_000, 100_000, ...(process.argv.includes('--million') ? [1_000_000] : [])];
const OPTIONS = ['support', 'oppose', 'mixed', 'noncommittal'];
const HEADER = 'expert,question,option,paraphrase,source,source_publisher,source_published_on\n';
const RANKED = 50;
const TWO_ON_ALL = 'two compared on all';

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

/** An answer, and whether what it shows grows with the store or is the same in each. */
type Asked = { readonly name: string; readonly path: string; readonly shows: 'the same' | 'more' };

async function idsOf({ origin }: Running, plural: string, limit: number): Promise<string[]> {
  const answer = await fetch(`${origin}/v1/${plural}?limit=${limit}`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  return items.map(({ id }) => id);
}

async function askedOf(service: Running): Promise<Asked[]> {
  const questions = await idsOf(service, 'questions', RANKED);
  const [one = '', two = ''] = await idsOf(service, 'experts', 2);
  const [first = '', second = ''] = questions;
  const some = questions.map((id) => `question=${id}`).join('&');
  return [
    { name: 'matrix of one question', path: `/v1/questions/${first}/matrix.json`, shows: 'the same' },
    { name: 'page of one question', path: `/questions/${first}`, shows: 'the same' },
    { name: 'home page', path: '/', shows: 'the same' },
    { name: 'grid of two questions', path: `/grid?question=${first}&question=${second}`, shows: 'the same' },
    { name: `consensus of ${questions.length}`, path: `/v1/consensus?limit=${RANKED}&${some}`, shows: 'the same' },
    {
      name: 'two on one question',
      path: `/v1/compare?expert=${one}&expert=${two}&question=${first}`,
      shows: 'the same',
    },
    { name: TWO_ON_ALL, path: `/v1/compare?expert=${one}&expert=${two}`, shows: 'more' },
    { name: 'agreement of one with all', path: `/v1/agreement?of=${one}`, shows: 'more' },
    { name: 'agreement of all pairs', path: '/v1/agreement', shows: 'more' },
    { name: 'consensus of all', path: '/v1/consensus', shows: 'more' },
    { name: 'matrix of all as CSV', path: '/v1/matrix.csv', shows: 'more' },
  ];
}

/** Milliseconds to the end of the answer, of which nothing is kept. */
async function cold({ origin }: Running, path: string): Promise<number> {
  const start = performance.now();
  const accept = path.startsWith('/v1/') ? '*/*' : 'text/html';
  const answer = await fetch(origin + path, { headers: { accept, 'accept-encoding': 'identity' } });
  if (!answer.ok || answer.body === null) throw new Error(`${path} answered ${answer.status}`);
  for await (const _ of answer.body);
  return performance.now() - start;
}

/** Milliseconds of an answer: by the clock, and of the service's processor time, in which no other program shows. */
type Taken = { readonly clock: number; readonly processor: number };
/** By hand, in this process: two compared on everything, of what the service answered. */
async function byHand(database: string, { origin }: Running, path: string): Promise<Taken> {
  const answer: unknown = await (await fetch(origin + path)).json();
  const experts = new URL(origin + path).searchParams.getAll('expert');
  const raw = new Database(database, { readonly: true });
  const questions = raw.prepare('SELECT * FROM questions ORDER BY title');
  const cells = raw.prepare('SELECT cell FROM cells WHERE expert IN (?, ?)').raw();
  const all = range(ROUNDS).map(() => {
    const [start, { user, system }] = [performance.now(), process.cpuUsage()];
    questions.all();
    cells.all(...experts);
    hash('sha256', Buffer.from(JSON.stringify(answer)), 'base64url');
    const used = process.cpuUsage({ user, system });
    return { clock: performance.now() - start, processor: (used.user + used.system) / 1_000 };
  });
  raw.close();
  return { clock: median(all.map((it) => it.clock)), processor: median(all.map((it) => it.processor)) };
}

type Measured = { readonly cells: number; readonly answers: readonly (Asked & Taken)[] };

async function measure(database: string): Promise<Measured> {
  const service = await startService(database, [], { STANDPOINT_CACHE_MB: '0' });
  const answers: (Asked & Taken)[] = [];
  for (const asked of await askedOf(service)) {
    await cold(service, asked.path);
    const before = service.processorTime();
    const times: number[] = [];
    const start = performance.now();
    while (times.length < ROUNDS && performance.now() - start < MOST_MS) times.push(await cold(service, asked.path));
    const processor = (service.processorTime() - before) / times.length;
    answers.push({ ...asked, clock: median(times), processor });
    console.error(`${database.split('/').at(-1)}: ${asked.name}: ${median(times).toFixed(1)} ms`);
    if (asked.name !== TWO_ON_ALL) continue;
    answers.push({ ...asked, name: 'the same by hand', ...(await byHand(database, service, asked.path)) });
  }
  const answer = await fetch(`${service.origin}/v1/agreement?nearest=1`);
  const { experts, questions } = (await answer.json()) as { experts: unknown[]; questions: number };
  await service.close();
  return { cells: experts.length * questions, answers };
}

const given = process.argv.slice(2).filter((it) => !it.startsWith('--'));
const results: Measured[] = [];
try {
  if (given.length > 0) for (const database of given) results.push(await measure(database));
  else for (const size of SIZES) results.push(await measure(await storeOf(size)));
} finally {
  rmSync(folder, { recursive: true });
}

const growth = (values: readonly number[]): string[] =>
  values.slice(1).map((value, index) => `× ${(value / (values[index] ?? Number.NaN)).toFixed(1)}`);

const cells = results.map((it) => it.cells);
console.log(['answer', ...cells.map((n) => `${n.toLocaleString('en')} cells`), ...growth(cells)].join(' | '));
results[0]?.answers.forEach(({ name, shows }, index) => {
  const taken = results.flatMap(({ answers }) => answers.slice(index, index + 1));
  const times = taken.map(({ clock, processor }) => `${clock.toFixed(1)} ms (${processor.toFixed(1)})`);
  console.log([name, ...times, ...growth(taken.map(({ processor }) => processor)), `shows ${shows}`].join(' | '));
});
