/** The test files, from the root of the repository, and which of them are run in one process. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LONG_FILES, SHORT_S } from './long-files.ts';

const TEST = fileURLToPath(new URL('../../', import.meta.url));

/** Files that ask a PostgreSQL server, which each process starts for itself: seconds, with its first tables. */
const ON_POSTGRES: readonly string[] = [
  ...['db/postgres', 'db/twins/', 'http/routes/change-log/every-correction', 'http/routes/public-answers'],
  ...['http/routes/records/confidence', 'http/routes/two-stores', 'services/records/near-at-once'],
];

/**
 * In how many processes the files are run whose paths begin so, and in the end all others: to start a process, and to load
 * the service in it, takes longer than most files take. Files of a browser share it. Those that build a package, or ask
 * for what has cost most so far, are by themselves.
 */
const PROCESSES: readonly (readonly [beginnings: readonly string[], count: number])[] = [
  [ON_POSTGRES, 4],
  [['browser/'], 4],
  [['faults/'], 3],
  [['process/'], 1],
  [['build/'], 1],
  [['fuzz/'], 1],
  [[''], 12],
];

export const testFiles = (): string[] =>
  readdirSync(TEST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => `test/${file}`);

const secondsOf = (file: string): number => LONG_FILES[file.slice('test/'.length)] ?? SHORT_S;
const sum = (files: readonly string[]): number => files.reduce((seconds, file) => seconds + secondsOf(file), 0);

/** Cuts the files into so many parts that take as long as each other; those that stand beside each other load the same. */
function cut(files: readonly string[], count: number): string[][] {
  const parts: string[][] = Array.from({ length: count }, () => []);
  const all = sum(files);
  let before = 0;
  for (const file of files) {
    const middle = before + secondsOf(file) / 2;
    parts[Math.floor((middle / all) * count)]?.push(file);
    before += secondsOf(file);
  }
  return parts.filter((part) => part.length > 0);
}

/** All of them, as they share a process: what takes longest comes first, so that in the end no core waits for another. */
export function shares(): string[][] {
  let rest = testFiles();
  const parts: string[][] = [];
  for (const [beginnings, count] of PROCESSES) {
    const isOf = (file: string) => beginnings.some((beginning) => file.startsWith(`test/${beginning}`));
    parts.push(...cut(rest.filter(isOf), count));
    rest = rest.filter((file) => !isOf(file));
  }
  return parts.sort((a, b) => sum(b) - sum(a));
}
