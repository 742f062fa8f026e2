/** Connections: to the host that can be written among those that are named, and as many at once as are allowed. */
import pg from 'pg';
import { Failure } from '../../core/values/errors.ts';
import { type Address, type Host, parseAddress } from './address.ts';
import { failureOf, isLost, UnknownOutcome, unusable } from './failures.ts';
import { type Session, sessionOn } from './statements.ts';

export type PostgresSettings = {
  /** As libpq writes it, without a password. */
  readonly address: string;
  /** Null where none is needed, or PGPASSFILE has it. */
  readonly password: string | null;
  readonly schema: string;
  /** Connections at once. */
  readonly pool: number;
};

const CONNECT_WITHIN_MS = 5_000;
const STATEMENT_WITHIN_MS = 30_000;
const LOCK_WITHIN_MS = 5_000;
const IDLE_WITHIN_MS = 60_000;
const OLDEST_SERVER = 15;

/** Numbers come as texts, as they may be larger than a number holds: ours never are. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? wholeNumber : pg.types.getTypeParser(oid, format ?? 'text'),
} as pg.CustomTypesConfig;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is larger than any number of Standpoint`);
  return number;
}

/** A connection that its holder alone uses until it is given back. */
export type OwnSession = { readonly session: Session; readonly client: pg.PoolClient; release(broken?: boolean): void };

export class Database {
  readonly #settings: PostgresSettings;
  readonly #address: Address;
  /** The connections to the host that was found last. */
  #pool: Promise<pg.Pool> | null = null;
  #isClosed = false;

  constructor(settings: PostgresSettings) {
    this.#settings = settings;
    this.#address = parseAddress(settings.address);
  }

  get schema(): string {
    return this.#settings.schema;
  }

  /** Reads by one query, or by several that need not be of one state. */
  async read<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const own = await this.take();
    return this.#using(own, () => work(own.session));
  }

  /** Reads one state. */
  async together<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#within('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY', 'COMMIT', work);
  }

  /** Writes all or nothing. What the work answers with `rollback` is undone, and answered all the same. */
  async write<T>(work: (session: Session) => Promise<T>, rollback: (done: T) => boolean = () => false): Promise<T> {
    return this.#within(
      'BEGIN ISOLATION LEVEL READ COMMITTED',
      (done) => (rollback(done) ? 'ROLLBACK' : 'COMMIT'),
      work,
    );
  }

  async #within<T>(
    begin: string,
    end: 'COMMIT' | ((done: T) => 'COMMIT' | 'ROLLBACK'),
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const own = await this.take();
    return this.#using(own, async () => {
      const begun = own.session.run(begin);
      begun.catch(() => undefined);
      try {
        const done = await work(own.session);
        await begun;
        const ending = typeof end === 'string' ? end : end(done);
        const ended = await own.session.run(ending).catch((error: unknown) => {
          throw isLost(error) ? new UnknownOutcome(error) : error;
        });
        // A transaction that had failed ends by itself as one that came to nothing.
        if (ended !== ending) throw unusable('undid what was to be written');
        return done;
      } catch (error) {
        await own.session.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async #using<T>(own: OwnSession, work: () => Promise<T>): Promise<T> {
    let isBroken = false;
    try {
      return await work();
    } catch (error) {
      isBroken = isLost(error);
      throw error;
    } finally {
      own.release(isBroken);
    }
  }

  /** A connection for as long as its holder needs it. */
  async take(): Promise<OwnSession> {
    if (this.#isClosed) throw unusable('was closed by this program');
    this.#pool ??= this.#found();
    const found = this.#pool;
    try {
      const pool = await found;
      const client = await pool.connect();
      // A connection that breaks off while it is held fails the queries on it; nobody else needs to hear of it.
      const ignore = () => undefined;
      client.on('error', ignore);
      return {
        client,
        session: sessionOn(client),
        release: (broken = false) => {
          client.off('error', ignore);
          client.release(broken);
          if (broken) this.#forget(found);
        },
      };
    } catch (error) {
      if (isLost(error)) this.#forget(found);
      throw failureOf(error);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const pool = await this.#pool?.catch(() => null);
    this.#pool = null;
    await pool?.end();
  }

  /** The pool of the host, which is looked for again where none can serve. */
  #found(): Promise<pg.Pool> {
    const found = this.#find();
    found.catch(() => this.#forget(found));
    return found;
  }

  /** The next who needs a connection looks for the host again. */
  #forget(pool: Promise<pg.Pool>): void {
    if (this.#pool !== pool) return;
    this.#pool = null;
    pool.then((it) => it.end()).catch(() => undefined);
  }

  /** The hosts in their turn: the first that can be written, else the first that answers. */
  async #find(): Promise<pg.Pool> {
    let readable: pg.Pool | null = null;
    let failure: unknown = null;
    for (const host of this.#address.hosts) {
      const pool = this.#poolOf(host);
      try {
        if (await this.#canWrite(pool)) {
          await readable?.end();
          return pool;
        }
        if (readable === null) readable = pool;
        else await pool.end();
      } catch (error) {
        failure ??= error;
        await pool.end();
      }
    }
    if (readable !== null) return readable;
    throw failure;
  }

  async #canWrite(pool: pg.Pool): Promise<boolean> {
    const { rows } = await pool.query(`SELECT current_setting('server_version_num')::int / 10000 AS version,
      current_setting('server_encoding') AS encoding, current_setting('synchronous_commit') AS durability,
      current_setting('transaction_read_only') AS read_only`);
    const [{ version, encoding, durability, read_only }] = rows;
    if (version < OLDEST_SERVER) throw refused(`is PostgreSQL ${version}; it must be ${OLDEST_SERVER} or newer`);
    if (encoding !== 'UTF8') throw refused(`has the encoding ${encoding}; it must be UTF8`);
    if (durability === 'off')
      throw refused('has synchronous_commit = off: what is acknowledged would be lost; set it on');
    return read_only === 'off';
  }

  #poolOf({ host, port }: Host): pg.Pool {
    const { database, user, ssl } = this.#address;
    const { password, schema, pool: max } = this.#settings;
    const pool = new pg.Pool({
      ...{ host, port, database, ssl, max, types, pipeline: true, keepAlive: true },
      ...(user !== undefined && { user }),
      ...(password !== null && { password }),
      application_name: 'standpoint',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      statement_timeout: STATEMENT_WITHIN_MS,
      lock_timeout: LOCK_WITHIN_MS,
      idle_in_transaction_session_timeout: IDLE_WITHIN_MS,
      options: `-c search_path=${schema} -c jit=off`,
      // A command ends when it has done its work, also where connections are idle.
      allowExitOnIdle: true,
    });
    // Of an idle connection that breaks off, the pool makes another.
    pool.on('error', () => undefined);
    return pool;
  }
}

const refused = (why: string): Failure => new Failure('unusable-database', `the database ${why}`);
