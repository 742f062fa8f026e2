/** What an error of the server, or of the connection to it, means. */
import { Failure } from '../../core/values/errors.ts';

/** The code of what the server, or the system, could not do. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The connection is gone, or leads to a server that cannot be written: another one must be looked for. */
export function isLost(error: unknown): boolean {
  let cause = error;
  while (cause instanceof Failure) cause = cause.cause;
  if (/^(08|57P0[123]|25006|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/.test(codeOf(cause)))
    return true;
  if (!(cause instanceof Error)) return false;
  // Of a socket: no server has made one there (ENOENT), or it is for others (EACCES).
  return ('syscall' in cause && cause.syscall === 'connect') || LOST.test(cause.message);
}

/** What the driver says of a connection, or of all to a host, that can be used no more; and what a server says whose tables were altered under it. */
const LOST =
  /Connection terminated|timeout expired|not queryable|Cannot use a pool after|Query read timeout|cached plan must not change/i;

/** What the driver says where it has none, and where the server has no certificate. */
const NO_PASSWORD = /client password must be/;
const NO_TLS = 'The server does not support SSL connections';

/** What the driver says where all connections are in use, and stay so. */
const NONE_FREE = 'timeout exceeded when trying to connect';

export const unusable = (why: string, cause?: unknown): Failure =>
  new Failure('unusable-database', `the database ${why}`, [], cause === undefined ? {} : { cause });

/** No host can be written: the one that could be is gone, and no other has taken its place. */
export const noPrimary = (cause?: unknown): Failure =>
  new Failure(
    'no-primary',
    'no host of the database can be written at present, or it was lost meanwhile; nothing was written, try again',
    [],
    cause === undefined ? {} : { cause },
  );

/** The server waits for a standby that does not confirm what is written. */
export const noStandby = (): Failure =>
  new Failure(
    'no-primary',
    'the database has waited for seconds for its synchronous standby to confirm what was written (SyncRep): reading goes on; whoever runs it brings the standby back, or takes it out of synchronous_standby_names',
  );

/** The failure in the domain's words; what is no trouble of the database is given back as it is. */
export function failureOf(error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof Failure) return error;
  if (['23503', '23505'].includes(code))
    return new Failure('stale', 'what this refers to was changed meanwhile; nothing was written, try again', [], {
      cause: error,
    });
  if (code === '53100')
    return new Failure('no-space', 'the disk of the database is full; nothing was written, and reading goes on', [], {
      cause: error,
    });
  if (code === '25006') return noPrimary(error);
  if (code === '28P01' || code === '28000')
    return unusable('refuses this user; see STANDPOINT_DB_PASSWORD_FILE and the pg_hba.conf of the server', error);
  if (code === '3D000') return unusable('is not there; make it, or name another one in STANDPOINT_DB', error);
  if (code === '42501')
    return unusable('does not let this user do that; see the rights in docs/run/postgres.md', error);
  if (code === '57014') return unusable('took too long to answer; nothing was written', error);
  if (['55P03', '40P01', '40001'].includes(code)) return unusable('is locked by another program; try again', error);
  if (['42P05', '26000'].includes(code))
    return unusable(
      'is behind a pooler that lends a connection for one transaction; it must pool sessions: see "A pooler" in docs/run/postgres.md',
      error,
    );
  if (code === '53300')
    return unusable(
      'has no connection left for this service; let max_connections be larger, or the limit of its role',
      error,
    );
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return unusable('shows the certificate of another host; name the host as its certificate does', error);
  if (/CERT|^ERR_TLS_|^UNABLE_TO_/.test(code))
    return unusable(`shows a certificate that is not trusted (${code}); name its authority in sslrootcert`, error);
  const said = error instanceof Error ? error.message : '';
  if (NO_PASSWORD.test(said))
    return unusable('asks for a password; put it into the file that STANDPOINT_DB_PASSWORD_FILE names', error);
  if (said === NO_TLS)
    return unusable('takes no encrypted connections; turn on ssl there, or leave out sslmode', error);
  if (said === NONE_FREE)
    return unusable('has no connection free; try again, or let STANDPOINT_DB_POOL be larger', error);
  if (isLost(error))
    return unusable(`cannot be reached (${code || 'the connection was broken off'}); try again`, error);
  return error;
}

/** The connection broke off while the end of a transaction was on its way: nobody knows whether it was written. */
export class UnknownOutcome extends Failure {
  constructor(cause: unknown) {
    super(
      'unknown-outcome',
      'the database was lost while this was being written, and it may have been written: look before you send it again, or send it with an Idempotency-Key',
      [],
      { cause },
    );
  }
}
