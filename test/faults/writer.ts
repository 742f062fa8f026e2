/**
 * A process that writes to a PostgreSQL database: `node writer.ts SETTINGS NAME COUNT` makes so many experts, and prints each
 * that was acknowledged. It says when it could begin, and waits until it is told to.
 */
import { once } from 'node:events';
import type { PostgresSettings } from '../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../src/db/postgres/store.ts';
import { importBundle } from '../../src/services/import/import.ts';
import { RECORDED } from '../helpers/fixtures/records.ts';
import { story } from '../helpers/fixtures/story.ts';

const [settings = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openPostgresStore(JSON.parse(settings) as PostgresSettings);
/** Of each process some commits wait for each other. */
const WRITERS = 3;
const names = Array.from({ length: Number(count) }, (_, at) => `${name}-${at}`);

async function work(): Promise<void> {
  for (let id = names.shift(); id !== undefined; id = names.shift()) {
    await importBundle(store, story().expert(id).bundle(), { ...RECORDED, at: new Date().toISOString() });
    process.stdout.write(`${id}\n`);
  }
}

process.send?.('ready');
await once(process, 'message');
await Promise.all(Array.from({ length: WRITERS }, work));
process.disconnect();
await store.close();
