/** Bringing a database of before up to date: how long each step takes, and whether a backup of it answers as it does. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PUBLIC_READER } from '../src/core/access/caller.ts';
import { backupSqlite } from '../src/db/sqlite/maintenance/backup.ts';
import { migrateSqlite, openSqliteStore } from '../src/db/sqlite/store.ts';
import { askMatrix } from '../src/services/matrix/matrix.ts';
import { listRecords } from '../src/services/records/records.ts';
import { makeOlderStore, sizeOf } from './helpers/large-store.ts';

const POSITIONS = Number(process.argv[2] ?? 100_000);
const MB = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'standpoint-migration-'));
const [path, copy] = [join(folder, 'older.sqlite'), join(folder, 'copy.sqlite')];

/** What the public reads: a thousand positions, and the matrix of twenty questions with its words. */
async function answers(file: string): Promise<string> {
  const store = openSqliteStore(file);
  const questions = (await store.ids('question')).slice(0, 20);
  const asked = { rule: 'latest', asOf: null, knownAt: null, statements: true, questions } as const;
  const read = [
    await listRecords(store, PUBLIC_READER, 'position', { limit: 1_000 }),
    await askMatrix(store, PUBLIC_READER, asked),
    await store.changes(0, 1_000),
    await store.log.head(),
  ];
  await store.close();
  return JSON.stringify(read);
}

try {
  makeOlderStore(path, sizeOf(POSITIONS));
  const before = statSync(path).size;
  let [step, since] = ['opening', performance.now()];
  const begun = since;
  const next = (line: string): void => {
    const now = performance.now();
    console.log(`| ${step} | ${Math.round(now - since)} ms |`);
    [step, since] = [line.replace(/^.*up to date: /, ''), now];
  };
  migrateSqlite(path, next);
  next('');
  const taken = Math.round(performance.now() - begun);
  console.log(
    `${POSITIONS} positions: ${taken} ms, from ${(before / MB).toFixed(0)} to ${(statSync(path).size / MB).toFixed(0)} MB`,
  );
  await backupSqlite(path, copy, { force: false });
  console.log(`a backup answers ${(await answers(path)) === (await answers(copy)) ? 'the same' : 'otherwise'}`);
} finally {
  rmSync(folder, { recursive: true });
}
