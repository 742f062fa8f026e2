/** The address of a database, as libpq writes it: `postgres://user@host1:5432,host2/database?sslmode=verify-full`. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { Failure } from '../../core/values/errors.ts';

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
/** What may stand behind the question mark. A service always looks for the host that can be written. */
const PARAMETERS = ['sslmode', 'sslrootcert', 'target_session_attrs'];

/** Reads the address. Fails with `invalid`, naming what cannot be read; the words of the address are not repeated, as it might hold a password. */
export function parseAddress(url: string): Address {
  const [, user, hosts, database, query = ''] =
    /^postgres(?:ql)?:\/\/(?:([^:@/]*)@)?([^@/?]*)\/([^/?]+)(?:\?(.*))?$/.exec(url) ?? [];
  if (hosts === undefined || database === undefined)
    throw invalid('must be like postgres://user@host:5432/database, and its password in STANDPOINT_DB_PASSWORD_FILE');
  const parameters = new URLSearchParams(query);
  for (const name of parameters.keys())
    if (!PARAMETERS.includes(name)) throw invalid(`has the parameter "${name}"; it may have ${PARAMETERS.join(', ')}`);
  return {
    hosts: hosts.split(',').map(hostOf),
    database: decoded(database),
    user: user === undefined || user === '' ? undefined : decoded(user),
    ssl: sslOf(parameters.get('sslmode') ?? 'disable', parameters.get('sslrootcert')),
  };
}

function hostOf(text: string): Host {
  const [, host = '', port] = /^(\[[0-9a-fA-F:]+\]|[^:[\]]*)(?::(\d+))?$/.exec(text) ?? [];
  if (host === '') throw invalid('names no host, or one that cannot be read');
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  if (number < 1 || number > LAST_PORT) throw invalid(`names the port ${port}; it may be 1 to ${LAST_PORT}`);
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: number };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw invalid('has a percent sign that no two hexadecimal digits follow', error);
  }
}

function sslOf(mode: string, rootCertificate: string | null): Address['ssl'] {
  if (!SSL_MODES.includes(mode)) throw invalid(`has sslmode=${mode}; it may be ${SSL_MODES.join(', ')}`);
  if (mode === 'disable') return false;
  if (mode === 'require' && rootCertificate === null) return { rejectUnauthorized: false };
  return {
    rejectUnauthorized: true,
    ...(rootCertificate !== null && { ca: certificateIn(rootCertificate) }),
    // Of the authority alone is asked that it is known, of the host nothing. Who names one wants it asked, as libpq has it.
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  };
}

function certificateIn(path: string): string {
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

const invalid = (what: string, cause?: unknown): Failure =>
  new Failure('invalid', `STANDPOINT_DB ${what}`, [], cause === undefined ? {} : { cause });
