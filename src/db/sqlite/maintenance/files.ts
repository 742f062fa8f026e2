/** The files of a database as the system sees them. */
import { closeSync, existsSync, fsyncSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What SQLite may keep beside a database; with the first two a part of it may be missing in the file itself. */
export const LOGS = ['-wal', '-journal'] as const;
export const BESIDE = [...LOGS, '-shm'] as const;

/** The one path of a file, behind all symbolic links; also of a file that is not there yet. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(path);
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : resolve(path);
}

/** True where both paths, links or not, are one and the same file. */
export function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

/** Returns when the file is on the disk and not just on its way there; of a folder, when the names in it are. */
export function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Makes the names in the folder of the file last. */
export const syncFolderOf = (path: string): void => sync(dirname(path));

/** Removes a database with all that belongs to it. */
export function remove(path: string): void {
  for (const suffix of ['', ...BESIDE]) rmSync(`${path}${suffix}`, { force: true });
}
