/** A file, as the one that is copied from. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../../core/values/errors.ts';
import type { Whole } from '../../shared/maintenance/whole.ts';
import { connectReader, unusable } from '../connection.ts';
import { isReadOnly, openReadOnly } from '../read-only.ts';
import { migrateSqlite } from '../store.ts';
import { examineCopy } from './examine.ts';
import { wholeOf } from './read-whole.ts';

/**
 * Has one state of the file read, brought up to date first, while others go on writing to it. Fails with
 * `unusable-database`.
 */
export async function readSqliteWhole<T>(path: string, read: (whole: Whole) => Promise<T>): Promise<T> {
  if (path === ':memory:' || !existsSync(path)) throw unusable(path, 'does not exist, so there is nothing to copy');
  const opened = open(path);
  try {
    opened.connection.exec('BEGIN');
    return await read(wholeOf(opened.connection));
  } finally {
    opened.connection.close();
    opened.dispose();
  }
}

function open(path: string) {
  if (!isReadOnly(path)) {
    migrateSqlite(path);
    return { connection: connectReader(path), dispose: () => undefined };
  }
  const opened = openReadOnly(path);
  if (opened.path !== path) migrateSqlite(opened.path);
  return opened;
}

/**
 * Has a backup read, at a copy that is brought up to date and looked at in every part; the backup stays as it is. Fails
 * with `invalid` where it is not sound.
 */
export async function readBackup<T>(file: string, read: (whole: Whole) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
  try {
    const copy = join(folder, 'copy.sqlite');
    const { faults } = await examineCopy(file, copy);
    if (faults.length > 0)
      throw new Failure('invalid', [`${file} is not sound; nothing was restored`, ...faults].join('\n  '));
    return await readSqliteWhole(copy, read);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
