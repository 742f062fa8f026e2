/** Connections: to the host that can be written among those that are named, and as many at once as are allowed. */
import type pg from 'pg';
import { parseAddress } from './address.ts';
import { failureOf, isLost, noPrimary, UnknownOutcome, unusable } from './failures.ts';
import { canBeWritten, poolOf, Unfit } from './pools.ts';
import { type Session, sessionOn } from './statements.ts';

export type PostgresSettings = {
  /** As libpq writes it, without a password. */
  readonly address: string;
  /** Null where none is needed, or PGPASSFILE has it. */
  readonly password: string | null;
  readonly schema: string;
  /** Connections at once. */
  readonly pool: number;
  /** The address of hosts that are read from, standbys as a rule; null, also where it is not given, where there are none. */
  readonly standbys?: string | null;
  /** How long a standby is waited for that has not got what must be read. */
  readonly standbyWaitMs?: number;
};

/** Where a standby stands in, a host that can be written is looked for so often. */
const LOOK_AGAIN_MS = 1_000;
/** For so long the other hosts are waited for where a standby has answered. */
const STAND_IN_AFTER_MS = 1_000;

/** A connection that its holder alone uses until it is given back. */
export type OwnSession = {
  readonly session: Session;
  readonly client: pg.PoolClient;
  /** True where it leads to a standby: what was written last may be missing there. */
  readonly isStandby: boolean;
  release(broken?: boolean): void;
};

/** A host, and whether it stands in for one that can be written. */
type Found = { readonly pool: pg.Pool; readonly isStandIn: boolean };

export class Database {
  readonly schema: string;
  readonly #pools: readonly pg.Pool[];
  /** The host that was found last. */
  #found: Promise<Found> | null = null;
  /** The host that is looked for while another stands in. */
  #sought: Promise<Found> | null = null;
  #soughtAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  /** `isUnhurried`: a query on it may take as long as it takes. */
  constructor({ address, ...settings }: PostgresSettings, { isUnhurried = false } = {}) {
    this.schema = settings.schema;
    const parsed = parseAddress(address, 'STANDPOINT_DB');
    this.#pools = parsed.hosts.map((host) => poolOf(host, { ...settings, address: parsed, isUnhurried }));
  }

  /** Reads by one query, or by several that need not be of one state. */
  async read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return using(await this.take(), work);
  }

  /** Reads one state. */
  async together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return onOneState(await this.take(), work);
  }

  /** Writes all or nothing. What the work answers with `rollback` is undone, and answered all the same. Fails with `no-primary`. */
  async write<T>(work: (session: Session) => Promise<T>, rollback: (done: T) => boolean = () => false): Promise<T> {
    return using(await this.takeWritable(), (session) =>
      within(session, 'BEGIN ISOLATION LEVEL READ COMMITTED', work, async (done) => {
        const ending = rollback(done) ? 'ROLLBACK' : 'COMMIT';
        const ended = await session.end(ending).catch((error: unknown) => {
          throw isLost(error) ? new UnknownOutcome(error) : error;
        });
        // A transaction that had failed ends by itself as one that came to nothing.
        if (ended !== ending) throw unusable('undid what was to be written');
      }),
    ).catch((error: unknown) => {
      // Lost before the end was asked for, it came to nothing.
      throw isLost(error) && !(error instanceof UnknownOutcome) ? noPrimary(error) : error;
    });
  }

  /** A connection for as long as its holder needs it; to a standby where no host can be written at present. */
  async take(): Promise<OwnSession> {
    return this.#connect(() => this.#host());
  }

  /** A connection to the host that can be written. Fails with `no-primary` where there is none at present. */
  async takeWritable(): Promise<OwnSession> {
    return this.#connect(async () => {
      const found = await this.#host();
      const host = found.isStandIn ? await this.#seek() : found;
      if (host.isStandIn) throw noPrimary();
      return host;
    }).catch((error: unknown) => {
      throw isLost(error) ? noPrimary(error) : error;
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([this.#found, this.#sought]);
    await Promise.all(this.#pools.map((pool) => pool.end()));
  }

  async #connect(hostOf: () => Promise<Found>): Promise<OwnSession> {
    try {
      // Nothing has been sent to a host that does not answer: another one is looked for at once.
      return await this.#tryConnect(hostOf).catch((error: unknown) => {
        if (isLost(error)) return this.#tryConnect(hostOf);
        throw error;
      });
    } catch (error) {
      throw failureOf(error);
    }
  }

  async #tryConnect(hostOf: () => Promise<Found>): Promise<OwnSession> {
    if (this.#isClosed) throw unusable('was closed by this program');
    const { pool, isStandIn } = await hostOf();
    const client = await pool.connect().catch((error: unknown) => {
      if (isLost(error)) this.#forget(pool);
      throw error;
    });
    return ownSession(client, isStandIn, () => this.#forget(pool));
  }

  async #host(): Promise<Found> {
    this.#found ??= this.#kept(this.#find());
    const found = await this.#found;
    // Whoever reads goes on meanwhile.
    if (found.isStandIn && performance.now() - this.#soughtAt > LOOK_AGAIN_MS) this.#seek().catch(() => undefined);
    return found;
  }

  /** Looks whether there is a host by now that can be written: once for all who want to know. */
  #seek(): Promise<Found> {
    this.#sought ??= this.#find()
      .then((found) => {
        this.#found = Promise.resolve(found);
        return found;
      })
      .finally(() => {
        this.#sought = null;
      });
    return this.#sought;
  }

  /** What fails is not kept: the next who needs a connection looks again. */
  #kept(found: Promise<Found>): Promise<Found> {
    found.catch(() => {
      if (this.#found === found) this.#found = null;
    });
    return found;
  }

  #forget(pool: pg.Pool): void {
    const found = this.#found;
    found?.then(
      (it) => {
        if (it.pool === pool && this.#found === found) this.#found = null;
      },
      () => undefined,
    );
  }

  /** Asks all hosts at once: the first that says it can be written, else one that answers. */
  #find(): Promise<Found> {
    this.#soughtAt = performance.now();
    return new Promise((resolve, reject) => {
      const errors: unknown[] = [];
      let standIn: pg.Pool | null = null;
      let patience: ReturnType<typeof setTimeout> | undefined;
      const settle = () => {
        clearTimeout(patience);
        const unfit = errors.find((error) => error instanceof Unfit);
        if (standIn === null || unfit !== undefined) reject(unfit ?? errors[0]);
        else resolve({ pool: standIn, isStandIn: true });
      };
      const ask = async (pool: pg.Pool) => {
        try {
          if (await canBeWritten(pool, this.schema)) return resolve({ pool, isStandIn: false });
          standIn ??= pool;
          patience ??= setTimeout(settle, STAND_IN_AFTER_MS);
        } catch (error) {
          errors.push(error);
        }
      };
      Promise.all(this.#pools.map(ask)).then(settle, reject);
    });
  }
}

/** The connection, until it is given back; `forget` is called where it is given back broken. */
export function ownSession(client: pg.PoolClient, isStandby: boolean, forget: () => void): OwnSession {
  return {
    client,
    isStandby,
    session: sessionOn(client),
    release: (broken = false) => {
      client.release(broken);
      if (broken) forget();
    },
  };
}

/** Works on the connection and gives it back. */
export async function using<T>(own: OwnSession, work: (session: Session) => Promise<T>): Promise<T> {
  let isBroken = false;
  try {
    return await work(own.session);
  } catch (error) {
    isBroken = isLost(error);
    throw error;
  } finally {
    own.release(isBroken);
  }
}

/** Reads one state on the connection and gives it back. What was read does not wait for the end of the transaction. */
export async function onOneState<T>(own: OwnSession, work: (session: Session) => Promise<T>): Promise<T> {
  const { session } = own;
  let ending: Promise<unknown> = Promise.resolve();
  try {
    return await within(session, 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY', work, async () => {
      ending = session.run('COMMIT');
    });
  } catch (error) {
    ending = Promise.reject(error);
    throw error;
  } finally {
    ending.then(
      () => own.release(),
      (error: unknown) => own.release(isLost(error)),
    );
  }
}

async function within<T>(
  session: Session,
  begin: string,
  work: (session: Session) => Promise<T>,
  end: (done: T) => Promise<void>,
): Promise<T> {
  const begun = session.run(begin);
  begun.catch(() => undefined);
  try {
    const done = await work(session);
    await begun;
    await end(done);
    return done;
  } catch (error) {
    if (!isLost(error)) await session.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
