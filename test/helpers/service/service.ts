/** The service over a real store in memory, asked without a socket. */

import { isDeepStrictEqual } from 'node:util';
import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { type AppOptions, createApp } from '../../../src/http/app.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { createTargetRule } from '../../../src/webhooks/target.ts';
import { type CLOCK, RECORDED } from '../fixtures/records.ts';
import { readSeed } from '../fixtures/seed.ts';
import { LONGEST_WAIT_MS } from '../patience.ts';
import { MEMORY, seededInMemory, storeInMemory } from '../store/in-memory.ts';
import type { Surroundings } from './bin.ts';
import { CAPTURE } from './capture.ts';
import { LOG_SIGNER } from './log-signer.ts';

/** When it is asked what was known. */
const AN_HOUR_LATER = '2024-07-01T10:00:00.000Z';

/** The first data set, as it is written. */
export const seed = readSeed;

/** A store at `path` with the bundles imported one after the other; closed when the test has ended. */
export async function storeWith(
  t: Test,
  bundles: readonly unknown[],
  path = MEMORY,
  clock?: typeof CLOCK,
): Promise<Store> {
  let now = new Date(RECORDED.at);
  const options = clock ?? { now: () => now };
  const isSeeded = path === MEMORY && clock === undefined && isDeepStrictEqual(bundles, [seed()]);
  const store = isSeeded
    ? await seededInMemory(options)
    : path === MEMORY
      ? storeInMemory(options)
      : openSqliteStore(path, options);
  t.teardown(() => store.close());
  if (!isSeeded) for (const bundle of bundles) await importBundle(store, bundle, RECORDED);
  now = new Date(AN_HOUR_LATER);
  return store;
}

/** The service over a store, without limits that a test would run into; closed when the test has ended. */
export async function serviceOver(
  t: Pick<Surroundings, 'teardown'>,
  store: Store,
  options: Partial<AppOptions> = {},
): Promise<App> {
  const app = await createApp({
    capture: CAPTURE,
    store,
    version: '0.0.0',
    logger: false,
    trustProxy: false,
    publicUrl: null,
    publicRead: true,
    rateLimit: 0,
    cacheBytes: 1024 * 1024,
    fastPath: true,
    requestTimeoutMs: LONGEST_WAIT_MS,
    webhookTargets: createTargetRule(false),
    logSigner: LOG_SIGNER,
    ...options,
  });
  t.teardown(() => app.close());
  return app;
}

/** The service over the first data set. */
export const seededService = async (t: Test, options: Partial<AppOptions> = {}): Promise<App> =>
  serviceOver(t, await storeWith(t, [seed()]), options);
