/**
 * What a start costs: of the service until its first answer, from the checkout as it is and as a package, beside Fastify
 * with one route; and of commands, beside Node and the opening of the database. Every figure is the median of rounds in which all
 * take turns; what runs has been run before, as on any machine but at the very first start.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../build/built-of.ts';
import { entryIn, layOut } from '../build/laid-out.ts';
import { HEADER, median, range, row } from './helpers/figures.ts';
import { CHECKOUT, type Running, startBare, startService } from './helpers/service.ts';

const ROUNDS = 15;
const MATRIX = '/v1/matrix';
const HOW = isBuilt(join(import.meta.dirname, '..')) ? 'as built' : 'from its sources';
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const database = join(folder, 'article.sqlite');
const installed = join(folder, 'package');
layOut(installed);
const packed = entryIn(installed);

const firstAnswer = (start: () => Promise<Running>, path: string) => async () => {
  const running = await start();
  const answer = await fetch(running.origin + path);
  if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
  await answer.arrayBuffer();
  return () => running.close();
};

const command =
  (...args: string[]) =>
  async () => {
    execFileSync(process.execPath, args, { env: { PATH: process.env.PATH, STANDPOINT_DB: database } });
    return async () => undefined;
  };

const OPENED = `
  const Database = process.getBuiltinModule('node:module').createRequire('${at('.')}')('better-sqlite3');
  new Database('${database}').prepare('SELECT count(*) FROM positions').get();`;

const what = {
  fastify: firstAnswer(() => startBare(new URL('helpers/bare-fastify.ts', import.meta.url), []), '/'),
  checkout: firstAnswer(() => startService(database), MATRIX),
  package: firstAnswer(() => startService(database, [], {}, packed), MATRIX),
  node: command('--version'),
  database: command('-e', OPENED),
  version: command(packed, '--version'),
  versionOfCheckout: command(CHECKOUT, '--version'),
  matrix: command(packed, 'matrix', 'red-line'),
  matrixOfCheckout: command(CHECKOUT, 'matrix', 'red-line'),
};

await (await startService(database, ['--demo'])).close();
const names = Object.keys(what) as (keyof typeof what)[];
const took = new Map<string, number[]>(names.map((name) => [name, []]));
for (const round of range(ROUNDS + 1))
  for (const name of names) {
    const begun = performance.now();
    const end = await what[name]();
    const ms = performance.now() - begun;
    await end();
    // The first round fills the cache of compiled code.
    if (round > 0) took.get(name)?.push(ms);
  }

const medianOf = (name: keyof typeof what): number => median(took.get(name) ?? []);
const against = (label: string, ours: keyof typeof what, floor: keyof typeof what, goal: string): void => {
  const [mine, least] = [medianOf(ours), medianOf(floor)];
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  console.log(row(label, ms(mine), `${floor}: ${ms(least)}`, (mine / least).toFixed(2), goal));
};

console.log(HEADER);
against('package, start to first answer, 6 × 15', 'package', 'fastify', '≤ 1.6');
against(`checkout, ${HOW}, the same`, 'checkout', 'fastify', '≤ 2.5');
against('package, --version', 'version', 'database', '≤ 1.5');
against(`checkout, ${HOW}, --version`, 'versionOfCheckout', 'database', '≤ 1.5');
against('package, matrix red-line', 'matrix', 'database', '≤ 1.5');
against(`checkout, ${HOW}, matrix red-line`, 'matrixOfCheckout', 'database', '≤ 1.5');
against('package, --version, against Node alone', 'version', 'node', '');
rmSync(folder, { recursive: true });
