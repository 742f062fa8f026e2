/** Looks at a backup without touching it: at a copy, which is opened, brought up to date and checked as any database is. */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Examined } from '../../../core/ports/backup.ts';
import { Failure } from '../../../core/values/errors.ts';
import { APPLICATION_ID, codeOf, isDamage, isFull, noSpace } from '../connection.ts';
import { openSqliteStore } from '../store.ts';
import { LOGS } from './files.ts';
import { newestVersion, schemaVersion } from './migrate.ts';

/** Looks at every part of a backup, which stays as it is. Fails with `invalid` where it is no backup of Standpoint's. */
export async function examineSqlite(file: string): Promise<Examined> {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
  try {
    return await examineCopy(file, join(folder, 'copy.sqlite'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Copies the backup to `copy`, brings the copy up to date and looks at every part of it. Fails as `examineSqlite` does. */
export async function examineCopy(file: string, copy: string): Promise<Examined> {
  try {
    copyWhole(file, copy);
    refuseOther(file, copy);
    const store = openSqliteStore(copy);
    try {
      return { revision: await store.revision(), faults: (await store.check()).map(({ what }) => what) };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof Failure && error.kind !== 'unusable-database') throw error;
    const cause = error instanceof Failure ? (error.cause ?? error) : error;
    if (isFull(cause)) throw noSpace(copy, cause);
    if (cause instanceof Failure || isDamage(cause)) throw refusal(file, 'is damaged; take another backup', cause);
    throw refusal(file, `cannot be read: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
}

const refusal = (file: string, why: string, cause?: unknown): Failure =>
  new Failure('invalid', `${file} ${why}`, [], cause === undefined ? {} : { cause });

/** Fails with `invalid` where there is no such file. */
export function refuseMissing(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw refusal(file, 'is not there, or is no file; name one that "standpoint backup" has made');
}

/** A log beside the file belongs to it: without it, what was written last would be missing. */
function copyWhole(file: string, copy: string): void {
  refuseMissing(file);
  const before = stateOf(file);
  for (const suffix of ['', ...LOGS])
    if (existsSync(`${file}${suffix}`)) {
      copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
      chmodSync(`${copy}${suffix}`, 0o600);
    }
  if (stateOf(file) !== before)
    throw refusal(file, 'is being written; it is a database in use: make a backup of it with "standpoint backup"');
}

/** Differs as soon as something was written. */
const stateOf = (file: string): string =>
  JSON.stringify(
    ['', ...LOGS].map((suffix) => {
      const stat = statSync(`${file}${suffix}`, { bigint: true, throwIfNoEntry: false });
      return stat && `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
    }),
  );

function refuseOther(file: string, copy: string): void {
  const connection = new Database(copy);
  try {
    if (connection.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw refusal(file, 'is not a backup of Standpoint; name a file that "standpoint backup" has made');
    const version = schemaVersion(connection);
    if (version > newestVersion())
      throw refusal(
        file,
        `is of version ${version}, and this Standpoint knows versions up to ${newestVersion()}; use a newer Standpoint`,
      );
  } catch (error) {
    if (codeOf(error) === 'SQLITE_NOTADB')
      throw refusal(file, 'is not a backup of Standpoint; name a file that "standpoint backup" has made', error);
    throw error;
  } finally {
    connection.close();
  }
}
