/** The store port on a PostgreSQL database: one newsroom is one schema of it. */
import { sql } from 'kysely';
import type { Reading, Store, StoreReading } from '../../core/ports/store.ts';
import { Failure, invalidParameter } from '../../core/values/errors.ts';
import { type ClockOptions, LogClock } from '../shared/change-log/clock.ts';
import { neverMade } from '../shared/change-log/never-made.ts';
import { inBothSights, type Sight } from '../shared/sights.ts';
import { createKeyStore } from './access/keys.ts';
import { createSessionStore } from './access/sessions.ts';
import { createCodingStore } from './capture/codings.ts';
import { createDocumentStore } from './capture/documents.ts';
import { awaitWriters, lockHead, readHead, SharedEnd } from './change-log/head.ts';
import { createLogTree } from './change-log/log-tree.ts';
import { readTogether } from './change-log/read-together.ts';
import { Signals } from './change-log/signals.ts';
import { Database, type PostgresSettings } from './connect.ts';
import { noPrimary, noStandby } from './failures.ts';
import { Floor } from './floor.ts';
import { keyedPositions } from './import/keyed-positions.ts';
import { createMappingStore } from './import/mappings.ts';
import { createUploadStore } from './import/uploads.ts';
import { check } from './maintenance/check.ts';
import { migrate } from './maintenance/migrate.ts';
import { sizeOf } from './maintenance/size.ts';
import { mostDivisive } from './matrix/most-divisive.ts';
import { readStances, readStoredCells } from './matrix/read-stored-cells.ts';
import { createReading, type OneSight, type Read } from './reading.ts';
import { Reads } from './reads.ts';
import { createReaders } from './records/read.ts';
import { search } from './records/search.ts';
import { PRESENT } from './records/tables.ts';
import { redact } from './redaction/redact.ts';
import { Snapshots } from './snapshots.ts';
import { Standbys } from './standbys.ts';
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
  const floor = new Floor();
  const [database, standbys] = [new Database(settings), new Standbys(settings, floor)];
  // Who takes long holds a connection for long, and must not keep others from theirs.
  const isUnhurried = true;
  const [slow, slowStandbys] = [
    new Database(settings, { isUnhurried }),
    new Standbys(settings, floor, { isUnhurried }),
  ];
  const ears = new Database({ ...settings, pool: 1 });
  const connected: Connected = {
    ...{ floor, database, slow, standbys, signals: new Signals(ears, floor) },
    reads: new Reads(database, standbys, floor),
    snapshots: new Snapshots(new Reads(slow, slowStandbys, floor)),
  };
  let closing: Promise<void> | null = null;
  const end = async () => {
    await connected.signals.close();
    await connected.snapshots.close();
    await Promise.all([database, standbys, slow, slowStandbys, ears].map((it) => it.close()));
  };
  const close = () => {
    closing ??= end();
    return closing;
  };
  try {
    await migrate(slow);
    return createStore(connected, new LogClock(options), close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Applies the migrations that are due and names them. Fails as opening does. */
export async function migratePostgres(settings: PostgresSettings): Promise<string[]> {
  const database = new Database(settings, { isUnhurried: true });
  try {
    return await migrate(database);
  } finally {
    await database.close();
  }
}

type Connected = {
  readonly floor: Floor;
  readonly database: Database;
  /** For what takes long. */
  readonly slow: Database;
  readonly standbys: Standbys;
  readonly reads: Reads;
  readonly snapshots: Snapshots;
  readonly signals: Signals;
};

function createStore(
  { floor, database, slow, standbys, reads, snapshots, signals }: Connected,
  clock: LogClock,
  close: () => Promise<void>,
): Store {
  const { now } = clock;
  const { single, together, present: read } = reads;
  const write: Read = (work) => database.write(work);
  const end = new SharedEnd(() => reads.end());
  const latest = new SharedEnd(() => reads.latest());
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
    if (later === undefined) await database.write(awaitWriters, () => true).catch(unlessNoPrimary);
    const last = await read((session) => lastUntil(session, then));
    // Whichever host it is read from must have all of that time.
    floor.raise(last);
    return last;
  };

  const inSight = (sight: Sight): Omit<StoreReading, 'publicly'> => {
    const state = { until: null, sight };
    const those = createReaders(state);
    const ofPast = (until: number, seen: Sight): OneSight => {
      const past = { until, sight: seen };
      return createReading({ state: past, readers: createReaders(past), single, together });
    };
    const present = createReading({ state, readers: those, single, together });
    return {
      ...present,
      changes: sight === 'all' ? readTogether(present.changes) : present.changes,
      revision: async () => (await end.read())[sight === 'all' ? 'seq' : 'public_seq'],
      readStoredCells: (selection, begin) =>
        together((session) => readStoredCells(session, those, state, selection, begin)),
      readStances: (selection, begin) => together((session) => readStances(session, those, state, selection, begin)),
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
    known: async () => floor.seq,
    atLeast: async (seq) => {
      if (seq === 'latest') {
        // Without a primary there is nothing later to be read, and nothing is written.
        if (!standbys.areNone) await latest.read().catch(unlessNoPrimary);
      } else if (seq > floor.seq && (await end.read()).seq < seq) {
        if (seq > (await latest.read()).seq) throw neverMade(seq);
      }
    },
    write: async (commit, parts) => {
      const applied = await commits.write(commit, parts);
      if (applied.last !== null) floor.acknowledge(applied.last);
      return applied;
    },
    redact: async (commit, redaction) => {
      const redacted = await redact({ ...tools, database: slow }, commit, redaction);
      await latest.read();
      return redacted;
    },
    keyedPositions: (keys) => read((session) => keyedPositions(session, keys)),
    appliedFor: (request) => read((session) => findApplied(session, request)),
    onChange: (told) => signals.onChange(told),
    isEmpty: async () => (await end.read()).seq === 0,
    ready: async () => {
      const refusal = await reads.ofPrimary(whyUnwritable).catch(unlessNoPrimary);
      if (refusal === undefined) {
        // Whether reading goes on, from a standby.
        await reads.end();
        return noPrimary();
      }
      return refusal.standby ?? clock.refusal(refusal.at ?? undefined);
    },
    size: async () => ({ records: await read(sizeOf), log: null }),
    check: () => slow.together(check),
    close,
  } satisfies Omit<Store, keyof StoreReading>);
}

/** Passes over that there is no host that can be written. */
function unlessNoPrimary(error: unknown): undefined {
  if (!(error instanceof Failure && error.kind === 'no-primary')) throw error;
}

const SYNC_REP_SECONDS = 5;

/** The instant of the last entry, and whether what was written has waited for its standby for seconds. */
async function whyUnwritable(session: Session) {
  const [{ at }, waiting] = await Promise.all([
    readHead(session),
    session.first(sql`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()
      AND query_start < clock_timestamp() - make_interval(secs => ${SYNC_REP_SECONDS}) LIMIT 1`),
  ]);
  return { at, standby: waiting === undefined ? null : noStandby() };
}

/** The number of the last entry made by then; 0 where there is none. */
async function lastUntil(session: Session, at: string): Promise<number> {
  const last = sql<{ seq: number }>`SELECT seq FROM changes WHERE at <= ${at} ORDER BY at DESC, seq DESC LIMIT 1`;
  return (await session.first(last))?.seq ?? 0;
}
