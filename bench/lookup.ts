/**
 * What a lookup by id costs through the store, against the same SQL and the same row-to-record function on the raw
 * driver: the price of Kysely and of the port. Prints microseconds and the ratio, as medians of interleaved rounds.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { operator } from '../src/core/access/caller.ts';
import { expertFromRow } from '../src/db/shared/records/rows.ts';
import type { ExpertRow } from '../src/db/shared/tables.ts';
import { openSqliteStore } from '../src/db/sqlite/store.ts';
import { importBundle } from '../src/services/import/import.ts';
import { median } from './helpers/figures.ts';

const ROUNDS = 7;
const LOOKUPS = 50_000;
const NS_PER_US = 1_000;

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const path = join(folder, 'bench.sqlite');
const store = openSqliteStore(path);
await importBundle(
  store,
  { bundleVersion: 1, experts: [{ id: 'ann', name: 'Ann', affiliations: [{ organization: 'Institute' }] }] },
  { at: '2026-01-01T00:00:00Z', caller: operator('bench') },
);
const raw = new Database(path, { readonly: true });
const statement = raw.prepare<[string], ExpertRow>('SELECT * FROM experts WHERE id = ?');

async function timed(lookup: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  for (let i = 0; i < LOOKUPS; i += 1) await lookup();
  return Number(process.hrtime.bigint() - start) / LOOKUPS / NS_PER_US;
}

const figures = { raw: [] as number[], store: [] as number[], ratio: [] as number[] };
for (let round = 0; round < ROUNDS; round += 1) {
  const floor = await timed(() => {
    const row = statement.get('ann');
    return row === undefined ? null : expertFromRow(row);
  });
  const ours = await timed(() => store.get('expert', 'ann'));
  figures.raw.push(floor);
  figures.store.push(ours);
  figures.ratio.push(ours / floor);
}
console.log(
  `raw driver ${median(figures.raw).toFixed(2)} µs, store ${median(figures.store).toFixed(2)} µs, ratio ${median(figures.ratio).toFixed(2)}`,
);
raw.close();
await store.close();
rmSync(folder, { recursive: true });
