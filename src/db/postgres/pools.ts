/** Connections to one host: how many, how long anything may take on them, and what the server behind them must be. */
import pg from 'pg';
import { Failure } from '../../core/values/errors.ts';
import type { Address, Host } from './address.ts';
import { breakOffSilent } from './silence.ts';

const CONNECT_WITHIN_MS = 5_000;
export const STATEMENT_WITHIN_MS = 30_000;
/** Where a server says nothing any more, as one whose machine was cut off: later than it would end a statement itself. */
const ANSWER_WITHIN_MS = STATEMENT_WITHIN_MS + 5_000;
const LOCK_WITHIN_MS = 5_000;
const IDLE_WITHIN_MS = 60_000;
/** After that much silence the system asks whether the other machine is there, also on behalf of what may take as long as it takes. */
const SILENT_MS = 10_000;
const OLDEST_SERVER = 15;

export type PoolSettings = {
  readonly address: Address;
  readonly password: string | null;
  readonly schema: string;
  /** Connections at once. */
  readonly pool: number;
  /** How long to wait for a connection, a free one or a new one. */
  readonly connectWithinMs?: number;
  /** True where a query may take as long as it takes. */
  readonly isUnhurried?: boolean;
};

/** How columns are read that do not come as the driver has them, by their types. */
const READ_BY_US = new Map<number, (text: string) => unknown>([
  // A text otherwise, as it may be larger than a number holds: ours never are.
  [pg.types.builtins.INT8, wholeNumber],
  // Of no column of ours: see `asBytes` in statements.ts.
  [pg.types.builtins.VARCHAR, (text) => new TextEncoder().encode(text)],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    READ_BY_US.get(oid) ?? pg.types.getTypeParser(oid, format ?? 'text'),
} as pg.CustomTypesConfig;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is larger than any number of Standpoint`);
  return number;
}

const ignore = (): void => undefined;

export function poolOf({ host, port }: Host, settings: PoolSettings): pg.Pool {
  const { database, user, ssl } = settings.address;
  const { password, schema, pool: max, connectWithinMs = CONNECT_WITHIN_MS, isUnhurried = false } = settings;
  const pool = new pg.Pool({
    ...{ host, port, database, max, types, pipeline: true },
    // Nobody stands between the ends of a socket: what sslmode says is not for it, as libpq has it.
    ssl: host.startsWith('/') ? false : ssl,
    ...{ keepAlive: true, keepAliveInitialDelayMillis: SILENT_MS },
    ...(user !== undefined && { user }),
    ...(password !== null && { password }),
    application_name: 'standpoint',
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: STATEMENT_WITHIN_MS,
    lock_timeout: LOCK_WITHIN_MS,
    idle_in_transaction_session_timeout: IDLE_WITHIN_MS,
    options: `-c search_path=${schema} -c jit=off`,
    // A command ends when it has done its work, also where connections are idle.
    allowExitOnIdle: true,
  });
  // Of an idle connection that breaks off, the pool makes another; of one that is held, the queries on it fail. A server may
  // end one in the moment in which it changes hands, when nobody else listens: unheard, that would end the process.
  pool.on('error', ignore);
  pool.on('connect', (client) => {
    client.on('error', ignore);
    if (!isUnhurried) breakOffSilent(client, ANSWER_WITHIN_MS);
  });
  return pool;
}

/** A server that must not be used, whatever other hosts there are. */
export class Unfit extends Failure {
  constructor(why: string) {
    super('unusable-database', `the database ${why}`);
  }
}

/** True where it can be written, false for a standby. Fails with `Unfit` where the server may not be used. */
export async function canBeWritten(pool: pg.Pool, schema: string): Promise<boolean> {
  const text = `SELECT current_setting('server_version_num')::int / 10000 AS version,
    current_setting('server_encoding') AS encoding, current_setting('synchronous_commit') AS durability,
    current_setting('fsync') AS fsync, current_setting('search_path') AS path,
    current_setting('transaction_read_only') AS read_only`;
  const asked = { text, query_timeout: ANSWER_WITHIN_MS };
  const { rows } = await pool.query(asked).catch((error: unknown) => {
    throw error instanceof Error && OF_A_POOLER.test(error.message) ? new Unfit(refusedBy(error)) : error;
  });
  const [{ read_only, path, ...server }] = rows;
  const why = whyUnfit(server) ?? (path === schema ? null : elsewhere(path, schema));
  if (why !== null) throw new Unfit(why);
  return read_only === 'off';
}

/** What PgBouncer says of what a connection is begun with. */
const OF_A_POOLER = /unsupported startup parameter/;
const SEE = 'see "A pooler" in docs/run/postgres.md';

const refusedBy = ({ message }: Error): string =>
  `is behind a pooler that does not take the settings of a connection (${message}); ${SEE}`;

/** What has no schema in its name would be read and written in another newsroom's, or in one that is nobody's. */
const elsewhere = (path: string, schema: string): string =>
  `is looked at with the search_path ${path} in place of ${schema}: a pooler has dropped the settings of the connection; ${SEE}`;

/** The version of a server, and its settings as it names them. */
type ServerState = {
  readonly version: number;
  readonly encoding: string;
  readonly durability: string;
  readonly fsync: string;
};

/** Why such a server must not be used; null where it may. */
export function whyUnfit({ version, encoding, durability, fsync }: ServerState): string | null {
  if (version < OLDEST_SERVER) return `is PostgreSQL ${version}; it must be ${OLDEST_SERVER} or newer`;
  if (encoding !== 'UTF8') return `has the encoding ${encoding}; it must be UTF8`;
  if (durability === 'off') return 'has synchronous_commit = off: what is acknowledged would be lost; set it on';
  if (fsync === 'off') return 'has fsync = off: a power failure would leave nothing of it; set it on';
  return null;
}
