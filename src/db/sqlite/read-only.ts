/** A database that this process may not write, such as one on a medium that cannot be written: opened to be read. */
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../../core/values/errors.ts';
import { type Connection, connect, connectReader } from './connection.ts';
import { LOGS, realPath } from './maintenance/files.ts';
import { newestVersion, refuseNewer, schemaVersion } from './maintenance/migrate.ts';

/** True where there is a file that this process may not write, or one in a folder in which it may not. */
export function isReadOnly(path: string): boolean {
  if (path === ':memory:' || !existsSync(path)) return false;
  try {
    for (const each of [realPath(path), dirname(realPath(path))]) accessSync(each, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

export const readOnly = (path: string): Failure =>
  new Failure(
    'read-only',
    `${path} can only be read: to write, give this user the right to write it and its folder, or move it to a medium that can be written`,
  );

export type ReadOnlyDatabase = {
  readonly connection: Connection;
  /** Where further connections are opened: the file itself, or its copy. */
  readonly path: string;
  /** Removes the copy, if there is one. */
  dispose(): void;
};

/**
 * Opens the file itself where SQLite can. It cannot where there is nothing beside the file to tell readers what is
 * written, and nothing can be made; nor can a file be read that is to be migrated first. Then a copy is opened, in the
 * folder for temporary files. Fails with `unusable-database`.
 */
export function openReadOnly(path: string): ReadOnlyDatabase {
  const direct = openItself(path);
  if (direct !== null) return { connection: direct, path, dispose: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, 'copy.sqlite');
    for (const suffix of ['', ...LOGS].filter((each) => existsSync(`${path}${each}`))) {
      copyFileSync(`${path}${suffix}`, `${copy}${suffix}`);
      chmodSync(`${copy}${suffix}`, 0o600);
    }
    return { connection: connect(copy), path: copy, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

function openItself(path: string): Connection | null {
  const connection = connectReader(path);
  try {
    refuseNewer(connection, path);
    if (schemaVersion(connection) === newestVersion()) return connection;
  } catch (error) {
    if (error instanceof Failure) {
      connection.close();
      throw error;
    }
  }
  connection.close();
  return null;
}
