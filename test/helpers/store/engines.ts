/** The engines, for tests that are run on each: an empty store of one, and how much of what is tried is tried on it. */
import type { Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { openPostgresStore } from '../../../src/db/postgres/store.ts';
import { lentSchema } from '../postgres/schemas.ts';
import { isWithoutPostgres, postgresServer } from '../postgres/server.ts';
import { storeInMemory } from './in-memory.ts';

type Clock = { readonly now: () => Date };

export type Engine = {
  readonly name: string;
  /** True where it takes so long that a test in the suite tries less. */
  readonly isSlow: boolean;
  /** An empty store, closed when the test ends. */
  open(t: Pick<Test, 'teardown'>, clock?: Clock): Promise<Store>;
};

const closedAfter = (t: Pick<Test, 'teardown'>, store: Store): Store => {
  t.teardown(() => store.close());
  return store;
};

export const SQLITE: Engine = {
  name: 'SQLite',
  isSlow: false,
  open: async (t, clock) => closedAfter(t, storeInMemory(clock)),
};

export const POSTGRES: Engine = {
  name: 'PostgreSQL',
  // Whoever asks for a seed wants all of it.
  isSlow: process.env.STANDPOINT_TEST_WHOLE === undefined,
  open: async (t, clock) => {
    const server = await postgresServer();
    return closedAfter(t, await openPostgresStore(server.settings(await lentSchema(t, server)), clock));
  },
};

/** Both; without a server of PostgreSQL only the other, which is said. */
export const everyEngine = (t: Test): readonly Engine[] => (isWithoutPostgres(t) ? [SQLITE] : [SQLITE, POSTGRES]);
