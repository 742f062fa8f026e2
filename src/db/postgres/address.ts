/**
 * The address of a database, as libpq writes it: `postgres://user@host1:5432,host2/database?sslmode=verify-full`, or
 * `postgres://user@%2Fvar%2Frun%2Fpostgresql/database` by the folder of a server's socket on this machine.
 */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { Failure } from '../../core/values/errors.ts';

/** A name or an address; or the folder of a socket, beginning with a slash. */
export type Host = { readonly host: string; readonly port: number };

export type Address = {
  readonly hosts: readonly Host[];
  readonly database: string;
  readonly user: string | undefined;
  readonly ssl: false | ConnectionOptions;
};

const DEFAULT_PORT = 5432;
const LAST_PORT = 65_535;
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'];
/** What may stand behind the question mark. */
const PARAMETERS = ['sslmode', 'sslrootcert', 'target_session_attrs'];
/** Which host is taken: of those that are written to the one that can be, of those that are read from any. */
const SESSIONS = { STANDPOINT_DB: 'read-write', STANDPOINT_DB_READ: 'any' } as const;

/** The setting that an address is the value of. */
export type AddressSetting = keyof typeof SESSIONS;

/** Reads the address. Fails with `invalid`, naming what cannot be read; the words of the address are not repeated, as it might hold a password. */
export function parseAddress(url: string, setting: AddressSetting): Address {
  const invalid = invalidOf(setting);
  const [, user, hosts, database, query = ''] =
    /^postgres(?:ql)?:\/\/(?:([^:@/]*)@)?([^@/?]*)\/([^/?]+)(?:\?(.*))?$/.exec(url) ?? [];
  if (hosts === undefined || database === undefined)
    throw invalid('must be like postgres://user@host:5432/database, and its password in STANDPOINT_DB_PASSWORD_FILE');
  const parameters = new URLSearchParams(query);
  for (const name of parameters.keys())
    if (!PARAMETERS.includes(name)) throw invalid(`has the parameter "${name}"; it may have ${PARAMETERS.join(', ')}`);
  const wanted = parameters.get('target_session_attrs') ?? SESSIONS[setting];
  if (wanted !== SESSIONS[setting])
    throw invalid(`has target_session_attrs=${wanted}; here it is always ${SESSIONS[setting]}`);
  return {
    hosts: hosts.split(',').map((host) => hostOf(host, invalid)),
    database: decoded(database, invalid),
    user: user === undefined || user === '' ? undefined : decoded(user, invalid),
    ssl: sslOf(parameters.get('sslmode') ?? 'disable', parameters.get('sslrootcert'), invalid),
  };
}

function hostOf(text: string, invalid: Invalid): Host {
  const [, host = '', port] = /^(\[[0-9a-fA-F:]+\]|[^:[\]]*)(?::(\d+))?$/.exec(text) ?? [];
  if (host === '') throw invalid('names no host, or one that cannot be read');
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (number < 1 || number > LAST_PORT) throw invalid(`names the port ${port}; it may be 1 to ${LAST_PORT}`);
  return { host: decoded(host.replace(/^\[(.*)\]$/, '$1'), invalid), port: number };
}

function decoded(text: string, invalid: Invalid): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw invalid('has a percent sign that no two hexadecimal digits follow', error);
  }
}

function sslOf(mode: string, rootCertificate: string | null, invalid: Invalid): Address['ssl'] {
  if (!SSL_MODES.includes(mode)) throw invalid(`has sslmode=${mode}; it may be ${SSL_MODES.join(', ')}`);
  if (mode === 'disable') return false;
  if (mode === 'require' && rootCertificate === null) return { rejectUnauthorized: false };
  return {
    rejectUnauthorized: true,
    ...(rootCertificate !== null && { ca: certificateIn(rootCertificate, invalid) }),
    // Of the authority alone is asked that it is known, of the host nothing. Who names one wants it asked, as libpq has it.
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  };
}

function certificateIn(path: string, invalid: Invalid): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw invalid(`has sslrootcert=${path}, which cannot be read`, error);
  }
}

/** The password in a file, without the end of its line. Fails with `invalid`. */
export function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Failure('invalid', `STANDPOINT_DB_PASSWORD_FILE names ${path}, which cannot be read`, [], {
      cause: error,
    });
  }
}

type Invalid = (what: string, cause?: unknown) => Failure;

const invalidOf =
  (setting: AddressSetting): Invalid =>
  (what, cause) =>
    new Failure('invalid', `${setting} ${what}`, [], cause === undefined ? {} : { cause });
