/** Puts a backup in the place of the database: whatever happens in between, one of the two is there, and whole. */
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Restored } from '../../../core/ports/backup.ts';
import { Failure } from '../../../core/values/errors.ts';
import { codeOf, explain, isFull, noSpace, unusable } from '../connection.ts';
import { examineCopy, refuseMissing } from './examine.ts';
import { BESIDE, isSameFile, LOGS, realPath, remove, sync, syncFolderOf } from './files.ts';
import { type Outgoing, takeOut } from './replaced-database.ts';

export type RestoreOptions = {
  /** Replaces a database that is not empty. */
  readonly force: boolean;
  readonly at: Date;
};

/**
 * Replaces the database at `path` with the backup, brought up to date; what was there is kept aside. Fails with
 * `invalid`, `no-space` and `unusable-database`, and then the database is as it was.
 */
export async function restoreSqlite(file: string, path: string, { force, at }: RestoreOptions): Promise<Restored> {
  if (path === ':memory:') throw unusable(path, 'is no file; name the file to be restored in STANDPOINT_DB');
  refuseMissing(file);
  const target = realPath(path);
  if (isSameFile(file, target)) throw new Failure('invalid', `${file} is the database itself; name a backup of it`);
  const kept = `${target}${REPLACED}${at.toISOString().replaceAll(/[-:.]/g, '')}`;
  const fresh = `${target}${RESTORING}${process.pid}`;
  let place: Place | undefined;
  let outgoing: Outgoing | undefined;
  try {
    place = makePlace(target, kept, statSync(file).mode);
    outgoing = takeOut(target);
    if (outgoing.exclusive) removeLeftovers(target);
    if (!outgoing.isEmpty && !force)
      throw new Failure('invalid', `${path} is not empty; --force replaces it, and keeps it under another name`);
    const { revision, faults } = await examineCopy(file, fresh);
    if (faults.length > 0)
      throw new Failure('invalid', [`${file} is not sound; nothing was restored`, ...faults].join('\n  '));
    giveTo(fresh, outgoing);
    sync(fresh);
    const aside = outgoing.isEmpty ? [] : outgoing.keepAs(kept);
    swap(fresh, target);
    return { revision, aside: [...place.aside, ...aside], exclusive: outgoing.exclusive };
  } catch (error) {
    // Otherwise another process has begun to use what was made.
    if (outgoing !== undefined || !isBusy(error)) place?.undo();
    throw failureOf(error, path);
  } finally {
    outgoing?.release();
    remove(fresh);
  }
}

const RESTORING = '.restoring-';
const REPLACED = '.replaced-';

type Place = { readonly aside: readonly string[]; undo(): void };

/** Makes an empty database where there is none, so that nobody else does. A log without its database is moved aside. */
function makePlace(target: string, kept: string, mode: number): Place {
  mkdirSync(dirname(target), { recursive: true });
  const size = statSync(target, { throwIfNoEntry: false })?.size;
  const orphans = size ? [] : LOGS.filter((suffix) => existsSync(`${target}${suffix}`));
  for (const suffix of orphans) renameSync(`${target}${suffix}`, `${kept}${suffix}`);
  if (size === undefined) closeSync(openSync(target, 'wx', mode));
  return {
    aside: orphans.map((suffix) => `${kept}${suffix}`),
    undo: () => {
      if (size === undefined && statSync(target).size === 0) rmSync(target);
      for (const suffix of orphans) renameSync(`${kept}${suffix}`, `${target}${suffix}`);
    },
  };
}

/** What a restoration left that was killed: while the database is taken out, there is no other. */
function removeLeftovers(target: string): void {
  const [folder, name] = [dirname(target), basename(target)];
  const left = readdirSync(folder).filter(
    (each) =>
      each.startsWith(`${name}${RESTORING}`) ||
      (each.startsWith(`${name}${REPLACED}`) && isSameFile(join(folder, each), target)),
  );
  for (const each of left) rmSync(join(folder, each));
}

/** Whoever could use the database can use what replaces it. */
function giveTo(fresh: string, { mode, uid, gid }: Outgoing): void {
  chmodSync(fresh, mode);
  const own = statSync(fresh);
  if (own.uid !== uid || own.gid !== gid) chownSync(fresh, uid, gid);
}

/** From one moment to the next, and for good. A log that is still there belongs to a database that cannot be read. */
function swap(fresh: string, target: string): void {
  for (const suffix of BESIDE) rmSync(`${target}${suffix}`, { force: true });
  renameSync(fresh, target);
  syncFolderOf(target);
}

const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

function failureOf(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  if (isFull(error)) return noSpace(path, error);
  const code = codeOf(error);
  if (isBusy(error))
    return unusable(path, 'is open in another program; stop the service, and whatever else uses it, first', error);
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : '';
  if (syscall === 'chown') return unusable(path, 'belongs to another user; restore as that user, or as root', error);
  if (syscall === 'link')
    return unusable(path, 'cannot be kept under another name on this disk; move it away, and restore again', error);
  if (code.startsWith('SQLITE')) return unusable(path, explain(error), error);
  return unusable(path, `cannot be replaced: ${error instanceof Error ? error.message : error}`, error);
}
