/** Settings from the environment, as the program means them. The only reader of process.env. */
import { isIP } from 'node:net';
import type { Static } from 'typebox';
import { Failure, type Violation } from './core/values/errors.ts';
import { suggest } from './core/values/validation.ts';
import { type REACHES, readSetting, Settings } from './settings.ts';

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Path of the SQLite file, or the address of a PostgreSQL database, which never has a password. */
  readonly database: string;
  /** True where the file was named, and is not the one that is used otherwise. */
  readonly databaseIsNamed: boolean;
  /** Null where no password is needed, or PGPASSFILE has it. */
  readonly databasePasswordFile: string | null;
  readonly databaseSchema: string;
  readonly databasePool: number;
  /** The address of standbys that are read from; null where there are none. */
  readonly databaseRead: string | null;
  readonly databaseReadWaitMs: number;
  /** How far the clock may leap ahead before nothing is written any more; Infinity for however far. */
  readonly maxClockLeapMs: number;
  readonly logLevel: Static<typeof Settings>['LOG_LEVEL'];
  /** True where reading needs no key. */
  readonly publicRead: boolean;
  /** True where nobody publishes what they wrote themselves. */
  readonly twoPeople: boolean;
  /** Requests per minute and client; 0 for no limit. */
  readonly rateLimit: number;
  /** As Fastify's `trustProxy`: a number of hops, a list of addresses, or nobody. */
  readonly trustProxy: number | string[] | false;
  /** Without a slash at the end; null to take it from each request. */
  readonly publicUrl: string | null;
  /** Where readers report errors: an address of e-mail or of a page; null where none is named. */
  readonly contact: string | null;
  /** The folder of what is the newsroom's own on its pages; null where there is none. */
  readonly site: string | null;
  /** The folder that backups are left in; null where none is watched. */
  readonly backups: string | null;
  /** What "standpoint mcp" asks with; null for no key. */
  readonly mcpKey: string | null;
  /** What the record may be used under: an identifier of SPDX or an address; null where none is named. */
  readonly license: string | null;
  /** The file of the key that heads of the log are signed with, and the name of the log; null where they are not. */
  readonly logKey: { readonly path: string; readonly name: string } | null;
  readonly cacheBytes: number;
  /** Seconds for which a shared cache may send an answer without asking; 0 for never. */
  readonly cacheSeconds: number;
  /** True where an answer that was given before may be sent without Fastify. */
  readonly fastPath: boolean;
  /** Threads for answers that take long to make, beside one for those that take longest; 0 for none at all. */
  readonly workers: number;
  readonly workDeadlineMs: number;
  /** Milliseconds of their work in a minute that one client may cause; 0 for no limit. */
  readonly workPerClientMs: number;
  readonly requestTimeoutMs: number;
  /** True where webhooks may lead to private addresses, and over plain http. */
  readonly webhookPrivate: boolean;
  /** The model that proposes statements; null where none does. */
  readonly drafting: {
    readonly url: string;
    readonly model: string;
    readonly key: string | null;
    readonly reach: (typeof REACHES)[number];
    readonly anyRights: boolean;
    readonly timeoutMs: number;
    readonly maxCharacters: number;
    readonly perDay: number;
  } | null;
};

const DAY_MS = 24 * 60 * 60 * 1_000;

type Environment = { readonly [name: string]: string | undefined };

/** Reads the settings. Fails with `invalid`, naming every variable that is wrong or unknown. */
export function readConfig(environment: Environment = process.env): Config {
  const violations = [
    ...unknownNames(environment),
    ...untrustable(environment.STANDPOINT_TRUST_PROXY ?? ''),
    ...unreachable(environment.STANDPOINT_URL ?? ''),
    ...unreachableContact(environment.STANDPOINT_CONTACT ?? ''),
    ...unnamed(environment),
    ...undraftable(environment),
    ...unread(environment),
  ];
  const settings = readSettings(environment);
  if (Array.isArray(settings)) violations.push(...settings);
  if (violations.length > 0 || Array.isArray(settings)) throw refusal(violations);
  return {
    host: settings.HOST,
    port: settings.PORT,
    database: settings.STANDPOINT_DB,
    databaseIsNamed: environment.STANDPOINT_DB !== undefined,
    databasePasswordFile: settings.STANDPOINT_DB_PASSWORD_FILE || null,
    databaseSchema: settings.STANDPOINT_DB_SCHEMA,
    databasePool: settings.STANDPOINT_DB_POOL,
    databaseRead: settings.STANDPOINT_DB_READ || null,
    databaseReadWaitMs: settings.STANDPOINT_DB_READ_WAIT_MS,
    maxClockLeapMs:
      settings.STANDPOINT_MAX_CLOCK_LEAP === 0 ? Number.POSITIVE_INFINITY : settings.STANDPOINT_MAX_CLOCK_LEAP * DAY_MS,
    logLevel: settings.LOG_LEVEL,
    publicRead: settings.STANDPOINT_PUBLIC_READ === 'true',
    twoPeople: settings.STANDPOINT_TWO_PEOPLE === 'true',
    rateLimit: settings.STANDPOINT_RATE_LIMIT,
    trustProxy: readTrustProxy(settings.STANDPOINT_TRUST_PROXY),
    publicUrl: readPublicUrl(settings.STANDPOINT_URL),
    contact: settings.STANDPOINT_CONTACT || null,
    site: settings.STANDPOINT_SITE || null,
    backups: settings.STANDPOINT_BACKUPS || null,
    mcpKey: settings.STANDPOINT_MCP_KEY || null,
    license: settings.STANDPOINT_LICENSE === '' ? null : settings.STANDPOINT_LICENSE,
    logKey: readLogKeyOf(settings),
    cacheBytes: settings.STANDPOINT_CACHE_MB * 1024 * 1024,
    cacheSeconds: settings.STANDPOINT_CACHE_SECONDS,
    fastPath: settings.STANDPOINT_FAST_PATH === 'true',
    workers: settings.STANDPOINT_WORKERS,
    workDeadlineMs: settings.STANDPOINT_WORK_DEADLINE * 1000,
    workPerClientMs: settings.STANDPOINT_WORK_PER_CLIENT * 1000,
    requestTimeoutMs: settings.STANDPOINT_REQUEST_TIMEOUT * 1000,
    webhookPrivate: settings.STANDPOINT_WEBHOOK_PRIVATE === 'true',
    drafting: readDrafting(settings),
  };
}

/** The settings as their schemas mean them, or what is wrong with them. */
function readSettings(environment: Environment): Static<typeof Settings> | Violation[] {
  const read = Object.entries(Settings.properties).map(([name, schema]) => ({
    name,
    ...readSetting(schema, environment[name]),
  }));
  const violations = read.flatMap(({ name, faults }) => faults.map((message) => ({ parameter: name, message })));
  // Each was held against its schema.
  return violations.length > 0
    ? violations
    : (Object.fromEntries(read.map(({ name, value }) => [name, value])) as Static<typeof Settings>);
}

function readTrustProxy(value: string): Config['trustProxy'] {
  if (value.trim() === '') return false;
  if (/^\d+$/.test(value.trim())) return Number(value);
  return addressesIn(value);
}

const addressesIn = (value: string): string[] => value.split(',').map((address) => address.trim());

/** Addresses and ranges that are none. */
function untrustable(value: string): Violation[] {
  if (!Array.isArray(readTrustProxy(value))) return [];
  return addressesIn(value)
    .filter((address) => !isAddressOrRange(address))
    .map((address) => ({
      parameter: 'STANDPOINT_TRUST_PROXY',
      message: `must be a number of hops, or addresses and ranges separated by commas, and "${address}" is none`,
    }));
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === undefined) return most > 0;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most;
}

const readPublicUrl = (value: string): string | null => (value === '' ? null : new URL(value).origin);

/** The name of a log is what readers know it by: its host, and no scheme. */
const readLogKeyOf = ({ STANDPOINT_LOG_KEY: path, STANDPOINT_URL: url }: Static<typeof Settings>): Config['logKey'] =>
  path === '' ? null : { path, name: `${new URL(url).host}/v1/log` };

/** A key without a name to sign under. */
function unnamed({ STANDPOINT_LOG_KEY = '', STANDPOINT_URL = '' }: Environment): Violation[] {
  if (STANDPOINT_LOG_KEY === '' || (STANDPOINT_URL !== '' && unreachable(STANDPOINT_URL).length === 0)) return [];
  const message = 'must go with STANDPOINT_URL, whose host is the name that the heads of the log are signed under';
  return [{ parameter: 'STANDPOINT_LOG_KEY', message }];
}

const readDrafting = (settings: Static<typeof Settings>): Config['drafting'] =>
  settings.STANDPOINT_DRAFTING_URL === ''
    ? null
    : {
        url: settings.STANDPOINT_DRAFTING_URL,
        model: settings.STANDPOINT_DRAFTING_MODEL,
        key: settings.STANDPOINT_DRAFTING_KEY || null,
        reach: settings.STANDPOINT_DRAFTING_REACH,
        anyRights: settings.STANDPOINT_DRAFTING_ANY_RIGHTS === 'true',
        timeoutMs: settings.STANDPOINT_DRAFTING_TIMEOUT * 1000,
        maxCharacters: settings.STANDPOINT_DRAFTING_MAX_CHARS,
        perDay: settings.STANDPOINT_DRAFTING_PER_DAY,
      };

/** An endpoint that is none, or is too far away; an endpoint or a model without the other. */
function undraftable({
  STANDPOINT_DRAFTING_URL: address = '',
  STANDPOINT_DRAFTING_MODEL: model = '',
  STANDPOINT_DRAFTING_REACH: reach = 'machine',
}: Environment): Violation[] {
  const wrong = (parameter: string, message: string): Violation[] => [{ parameter, message }];
  if (address === '')
    return model === ''
      ? []
      : wrong('STANDPOINT_DRAFTING_MODEL', 'must go with STANDPOINT_DRAFTING_URL, where it is asked');
  const url = URL.parse(address);
  const isBare = url !== null && /^https?:$/.test(url.protocol) && !/[?#]/.test(address);
  if (!isBare || url.username !== '' || url.password !== '')
    return wrong(
      'STANDPOINT_DRAFTING_URL',
      'must be an http or https address without a name, a password, a query or a fragment, as "http://127.0.0.1:11434/v1"',
    );
  if (model === '')
    return wrong('STANDPOINT_DRAFTING_URL', 'must go with STANDPOINT_DRAFTING_MODEL, which is asked there');
  if (reach === 'internet' && url.protocol === 'http:')
    return wrong('STANDPOINT_DRAFTING_URL', 'must begin with https:// where STANDPOINT_DRAFTING_REACH is "internet"');
  return [];
}

/** Standbys that are none, or of a database that has none; its words are not repeated, as they might hold a password. */
function unread({ STANDPOINT_DB = '', STANDPOINT_DB_READ = '' }: Environment): Violation[] {
  if (STANDPOINT_DB_READ === '' || [STANDPOINT_DB, STANDPOINT_DB_READ].every((it) => /^postgres(ql)?:/.test(it)))
    return [];
  const message =
    'must name standbys, as postgres://user@host1,host2/database, of the PostgreSQL that STANDPOINT_DB names';
  return [{ parameter: 'STANDPOINT_DB_READ', message }];
}

/** A public address that is none. */
function unreachable(value: string): Violation[] {
  if (value === '') return [];
  const url = URL.parse(value);
  const bare = url?.pathname === '/' && url.search === '' && url.hash === '';
  if (bare && /^https?:$/.test(url.protocol)) return [];
  const message = `must be scheme and host, as "https://stances.example.org", not "${value}"`;
  return [{ parameter: 'STANDPOINT_URL', message }];
}

/** An address to write to that is none. */
function unreachableContact(value: string): Violation[] {
  const isPage = /^https?:$/.test(URL.parse(value)?.protocol ?? '');
  if (value === '' || isPage || /^[^\s@<>"?&]+@[^\s@<>"?&]+$/.test(value)) return [];
  const message = `must be an address of e-mail, as "desk@example.org", or of a page, not "${value}"`;
  return [{ parameter: 'STANDPOINT_CONTACT', message }];
}

/** A misspelt name would leave a setting at its default without a word. */
const unknownNames = (environment: Environment): Violation[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('STANDPOINT_') && !(name in Settings.properties))
    .map((name) => ({ parameter: name, message: `is no setting${suggest(name, Object.keys(Settings.properties))}` }));

const refusal = (violations: readonly Violation[]): Failure =>
  new Failure('invalid', violations.map(({ parameter, message }) => `${parameter} ${message}`).join('\n'), violations);
