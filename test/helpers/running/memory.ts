/** Where files of tests lie: what is written must not wait for a disk, which was a third of the time of some. */
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';
/** Servers of PostgreSQL take most of it. Containers often have 64 MB. */
const LEAST_BYTES = 3 * 1024 ** 3;

/** A folder in memory, where the system has one with room enough, else the usual one. */
export function memoryFolder(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize < LEAST_BYTES ? tmpdir() : IN_MEMORY;
}
