/**
 * Migrations: numbered SQL files, each applied once, all that are due in one transaction. A database that is new gets what
 * all of them make, which is `schema.sql`, in a fifth of the time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { APPLICATION_ID, type Connection, unusable } from '../connection.ts';
import { withFunctions } from '../functions.ts';
import { schemaText } from './schema.ts';

const FOLDER = new URL('../../../../db/sqlite/', import.meta.url);

export type Migration = { readonly number: number; readonly name: string };

/** Is told what is about to be done, as it may take long. */
export type Tell = (step: string) => void;
export const silent: Tell = () => undefined;

/** What is smaller is brought up to date before anybody wonders. */
const TOLD_FROM_BYTES = 32 * 1024 * 1024;
const MB = 1024 * 1024;

/** Has the steps by which a large file is brought up to date told, with its name and size; of a small one nothing. */
export function tellingOf(connection: Connection, path: string, tell: Tell): Tell {
  const [pages, size] = ['page_count', 'page_size'].map((name) => Number(connection.pragma(name, { simple: true })));
  const bytes = (pages ?? 0) * (size ?? 0);
  if (bytes < TOLD_FROM_BYTES) return silent;
  return (step) => tell(`${path} (${Math.round(bytes / MB)} MB) is brought up to date: ${step}`);
}

/** The migrations there are, in order. */
export function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name }));
}

/** The number of the newest migration applied to the database; 0 for a new one. */
export const schemaVersion = (connection: Connection): number =>
  Number(connection.pragma('user_version', { simple: true }));

/** The number of the newest migration this program knows. */
export const newestVersion = (): number => migrations().at(-1)?.number ?? 0;

/** Fails with `unusable-database` where the database is newer than this program. */
export function refuseNewer(connection: Connection, path: string): void {
  const [version, newest] = [schemaVersion(connection), newestVersion()];
  if (version > newest)
    throw unusable(
      path,
      `is of version ${version}, and this Standpoint knows versions up to ${newest}; start a newer Standpoint`,
    );
}

/**
 * Applies what is due and returns it, and tells each before it begins. Fails with `unusable-database` where the database is newer than this program, or
 * a reference leads nowhere afterwards; then it is as it was.
 */
export function migrate(connection: Connection, path: string, tell: Tell = silent): Migration[] {
  const known = migrations();
  const newest = newestVersion();
  const apply = connection.transaction(() => {
    refuseNewer(connection, path);
    const version = schemaVersion(connection);
    const due = known.filter(({ number }) => number > version);
    if (version === 0) connection.exec(schemaText());
    else
      for (const [at, { name }] of due.entries()) {
        tell(`${name}, ${at + 1} of ${due.length}`);
        connection.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
      }
    if (due.length > 0) {
      tell('looking whether every reference leads somewhere');
      refuseDangling(connection, path);
      connection.pragma(`application_id = ${APPLICATION_ID}`);
      connection.pragma(`user_version = ${newest}`);
    }
    return due;
  });
  return schemaVersion(connection) === newest
    ? []
    : withoutReferences(withFunctions(connection), () => apply.immediate());
}

/** A table that others refer to can be made anew only while nothing looks at references; inside a transaction this cannot be set. */
function withoutReferences<T>(connection: Connection, act: () => T): T {
  connection.pragma('foreign_keys = OFF');
  try {
    return act();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

function refuseDangling(connection: Connection, path: string): void {
  const [first] = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
  if (first === undefined) return;
  throw unusable(
    path,
    `cannot be migrated: a row of ${first.table} refers to a missing row of ${first.parent}; restore it from a backup`,
  );
}
