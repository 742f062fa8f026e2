/** The store port on a PostgreSQL database: one newsroom is one schema of it. */
import { sql } from 'kysely';
import type { Reading, Store, StoreReading } from '../../core/ports/store.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { type ClockOptions, LogClock } from '../shared/change-log/clock.ts';
import { inBothSights, type Sight } from '../shared/sights.ts';
import { createKeyStore } from './access/keys.ts';
import { createSessionStore } from './access/sessions.ts';
import { createCodingStore } from './capture/codings.ts';
import { createDocumentStore } from './capture/documents.ts';
import { awaitWriters, lockHead, SharedHead } from './change-log/head.ts';
import { createLogTree } from './change-log/log-tree.ts';
import { Signals } from './change-log/signals.ts';
import { Database, type PostgresSettings } from './connect.ts';

import { keyedPositions } from './import/keyed-positions.ts';
import { createMappingStore } from './import/mappings.ts';
import { createUploadStore } from './import/uploads.ts';
import { check } from './maintenance/check.ts';
import { migrate } from './maintenance/migrate.ts';
import { sizeOf } from './maintenance/size.ts';
import { mostDivisive } from './matrix/most-divisive.ts';
import { readStances, readStoredCells } from './matrix/read-stored-cells.ts';
import { createReading, type OneSight, type Read } from './reading.ts';
import { createReaders } from './records/read.ts';
import { search } from './records/search.ts';
import { PRESENT } from './records/tables.ts';
import { redact } from './redaction/redact.ts';
import { Snapshots } from './snapshots.ts';
import type { Session } from './statements.ts';
import { createClaims } from './webhooks/claims.ts';
import { createDeliveries } from './webhooks/deliveries.ts';
import { createSubscriptions } from './webhooks/subscriptions.ts';
import { Commits } from './writing/commits.ts';
import { findApplied } from './writing/idempotency.ts';
import { createProposalStore } from './writing/proposals.ts';
import { WriteLane } from './writing/write-lane.ts';

/** Opens the store, migrated; the clock dates the entries of the log. Fails with `invalid` and `unusable-database`. */
export async function openPostgresStore(settings: PostgresSettings, options: ClockOptions = {}): Promise<Store> {
  const database = new Database(settings);
  try {
    await migrate(database);
    // Who reads slowly holds a connection for long, and must not keep others from theirs.
    const signals = new Signals(new Database({ ...settings, pool: 1 }));
    return createStore({ database, snapshots: new Snapshots(new Database(settings)), signals }, new LogClock(options));
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Applies the migrations that are due and names them. Fails as opening does. */
export async function migratePostgres(settings: PostgresSettings): Promise<string[]> {
  const database = new Database(settings);
  try {
    return await migrate(database);
  } finally {
    await database.close();
  }
}

type Connected = { readonly database: Database; readonly snapshots: Snapshots; readonly signals: Signals };

function createStore({ database, snapshots, signals }: Connected, clock: LogClock): Store {
  const { now } = clock;
  const read: Read = (work) => database.read(work);
  const together: Read = (work) => database.together(work);
  const write: Read = (work) => database.write(work);
  const head = new SharedHead(database);
  const lane = new WriteLane();
  /** One behind the other with all who write records, in whichever process. */
  const alone: Read = (work) =>
    lane.take(() =>
      database.write(async (session) => {
        await lockHead(session);
        return work(session);
      }),
    );
  const readers = createReaders(PRESENT);
  const tools = { database, readers, clock, lane };
  const commits = new Commits(tools);

  /** The number of the last change made by then. Fails with `invalid` where the instant is not past. */
  const lastAt = async (instant: string): Promise<number> => {
    const at = new Date(instant);
    if (at >= now())
      throw invalidParameter('knownAt', 'must lie in the past: what will be known then is not settled yet');
    const then = at.toISOString();
    const later = await read((session) => session.first(sql`SELECT 1 FROM changes WHERE at > ${then} LIMIT 1`));
    // Where none is later, somebody may be writing one of that time: what they write counts once nobody is.
    if (later === undefined) await database.write(awaitWriters, () => true);
    return read((session) => lastUntil(session, then));
  };

  const inSight = (sight: Sight): Omit<StoreReading, 'publicly'> => {
    const state = { until: null, sight };
    const those = createReaders(state);
    const ofPast = (until: number, seen: Sight): OneSight => {
      const past = { until, sight: seen };
      return createReading({ state: past, readers: createReaders(past), single: read, together });
    };
    return {
      ...createReading({ state, readers: those, single: read, together }),
      revision: async () => (await head.read())[sight === 'all' ? 'seq' : 'public_seq'],
      readStoredCells: (selection, begin) => together((session) => readStoredCells(session, those, selection, begin)),
      readStances: (selection, begin) => together((session) => readStances(session, those, selection, begin)),
      mostDivisive: (selection) => together((session) => mostDivisive(session, those, selection)),
      asKnownAt: async (instant): Promise<Reading> => {
        const until = await lastAt(instant);
        const reading = inBothSights((seen): OneSight => ofPast(until, seen));
        return sight === 'all' ? reading : reading.publicly;
      },
      snapshot: async (knownAt) => {
        const snapshot = await snapshots.take(knownAt === null ? null : await lastAt(knownAt));
        return sight === 'all' ? snapshot : snapshot.publicly;
      },
      search: (words, options) => together((session) => search(session, those, words, options)),
    };
  };
  const reading = inBothSights(inSight);

  return Object.assign(reading, {
    log: createLogTree(together),
    keys: createKeyStore(read, write, now),
    documents: createDocumentStore(read, alone, now),
    codings: createCodingStore(read, alone, now),
    sessions: createSessionStore(read, write),
    mappings: createMappingStore(read, write),
    uploads: createUploadStore(read, write),
    webhooks: {
      ...createSubscriptions(read, write),
      ...createDeliveries(read, write),
      ...createClaims(read, write),
    },
    proposals: createProposalStore(read, alone, now),
    write: (commit, parts) => commits.write(commit, parts),
    redact: (commit, redaction) => redact(tools, commit, redaction),
    keyedPositions: (keys) => read((session) => keyedPositions(session, keys)),
    appliedFor: (request) => read((session) => findApplied(session, request)),
    onChange: (told) => signals.onChange(told),
    isEmpty: async () => (await head.read()).seq === 0,
    ready: async () => {
      const state = await read(async (session) => {
        const [last, mode] = await Promise.all([
          session.first(sql<{ at: string | null }>`SELECT at FROM head`),
          session.first(sql<{ read_only: string }>`SELECT current_setting('transaction_read_only') AS read_only`),
        ]);
        return { at: last?.at ?? undefined, isReadOnly: mode?.read_only === 'on' };
      });
      if (!state.isReadOnly) return clock.refusal(state.at);
      return new Failure('read-only', 'the database can only be read, as a standby or by its settings');
    },
    size: async () => ({ records: await read(sizeOf), log: null }),
    check: () => together(check),
    close: async () => {
      await signals.close();
      await snapshots.close();
      await database.close();
    },
  } satisfies Omit<Store, keyof StoreReading>);
}

/** The number of the last entry made by then; 0 where there is none. */
async function lastUntil(session: Session, at: string): Promise<number> {
  const last = sql<{ seq: number }>`SELECT seq FROM changes WHERE at <= ${at} ORDER BY at DESC, seq DESC LIMIT 1`;
  return (await session.first(last))?.seq ?? 0;
}
