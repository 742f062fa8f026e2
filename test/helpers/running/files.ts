/** The test files, from the root of the repository, and which of them are run in one process. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TEST = fileURLToPath(new URL('../../', import.meta.url));
const BATCHES = 16;

/** The folders whose tests start programs or a browser, or measure their own process: a process for each file. */
const ALONE = ['browser', 'build', 'faults', 'fuzz', 'process', 'soak'];

export const testFiles = (): string[] =>
  readdirSync(TEST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => `test/${file}`);

const isAlone = (file: string): boolean => ALONE.some((folder) => file.startsWith(`test/${folder}/`));

/**
 * All of them, as they share a process: first the batches, of files that stand beside each other, as they load the same
 * parts of the service. To start a process for each, and to load the service in it, takes longer than most of them take.
 */
export function shares(): string[][] {
  const files = testFiles();
  const [alone, batched] = [files.filter(isAlone), files.filter((file) => !isAlone(file))];
  const edge = (number: number): number => Math.round((number * batched.length) / BATCHES);
  const batches = Array.from({ length: BATCHES }, (_, number) => batched.slice(edge(number), edge(number + 1)));
  return [...batches, ...alone.map((file) => [file])];
}
