/** Settings from the environment: every one with its default, its bounds and what it is for. The only reader of process.env. */
import { isIP } from 'node:net';
import { type Static, type TSchema, Type } from 'typebox';
import { Failure, type Violation } from './core/values/errors.ts';
import { createAjv, explain, suggest } from './core/values/validation.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const REACHES = ['machine', 'network', 'internet'] as const;

/** Each setting under the name of its environment variable. The table in docs/reference/settings.md is tested against this. */
export const Settings = Type.Object({
  HOST: Type.String({
    default: '127.0.0.1',
    minLength: 1,
    description: 'Address to listen on; 0.0.0.0 or :: for all.',
  }),
  PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65_535,
    description: 'Port to listen on; 0 picks a free one.',
  }),
  STANDPOINT_DB: Type.String({
    default: 'data/standpoint.sqlite',
    minLength: 1,
    description: 'SQLite file, made where it is missing; or postgres://user@host:5432/database (a preview).',
  }),
  STANDPOINT_DB_PASSWORD_FILE: Type.String({
    default: '',
    description: 'File with the password of the PostgreSQL user. Empty: none is needed, or PGPASSFILE has it.',
  }),
  STANDPOINT_DB_SCHEMA: Type.String({
    default: 'standpoint',
    pattern: '^[a-z_][a-z0-9_]{0,62}$',
    description: 'Schema of the PostgreSQL database that holds this newsroom.',
  }),
  STANDPOINT_DB_POOL: Type.Integer({
    default: 8,
    minimum: 2,
    maximum: 200,
    description: 'Connections to PostgreSQL at once, for each service.',
  }),
  STANDPOINT_DB_READ: Type.String({
    default: '',
    description:
      'Standbys that the service reads from, as postgres://user@host1,host2/database. Empty: it reads where it writes.',
  }),
  STANDPOINT_DB_READ_WAIT_MS: Type.Integer({
    default: 250,
    minimum: 0,
    maximum: 10_000,
    description: 'Milliseconds for which a standby is waited for that has not got what must be read.',
  }),
  STANDPOINT_MAX_CLOCK_LEAP: Type.Integer({
    default: 90,
    minimum: 0,
    maximum: 36_500,
    description:
      'Days that the clock may stand ahead of when it was last known to be right; beyond that nothing is written. 0 sets no limit.',
  }),
  LOG_LEVEL: Type.Unsafe<(typeof LOG_LEVELS)[number]>({
    type: 'string',
    enum: [...LOG_LEVELS],
    default: 'warn',
    description: `One of ${LOG_LEVELS.join(', ')}. "info" logs every request (path only, never the query).`,
  }),
  STANDPOINT_PUBLIC_READ: Type.Unsafe<'true' | 'false'>({
    type: 'string',
    enum: ['true', 'false'],
    default: 'true',
    description: 'false: reading needs a key, too, pages included.',
  }),
  STANDPOINT_TWO_PEOPLE: Type.Unsafe<'true' | 'false'>({
    type: 'string',
    enum: ['true', 'false'],
    default: 'false',
    description: 'true: nobody publishes what they wrote themselves; it takes another key, of another name.',
  }),
  STANDPOINT_RATE_LIMIT: Type.Integer({
    default: 600,
    minimum: 0,
    maximum: 1_000_000,
    description:
      'Requests a minute that one client may make, an address without a key or a key; 0 sets no limit. Loopback addresses are exempt.',
  }),
  STANDPOINT_TRUST_PROXY: Type.String({
    default: '',
    description:
      'Whose X-Forwarded-For to believe: a number of hops ("1"), or addresses and ranges separated by commas ("10.0.0.0/8"). ' +
      'Empty believes nobody. Set it behind a reverse proxy, or all clients count as one.',
  }),
  STANDPOINT_URL: Type.String({
    default: '',
    description:
      'Address under which readers reach the site ("https://stances.example.org"), for embeds and cards; empty takes it from each request.',
  }),
  STANDPOINT_CONTACT: Type.String({
    default: '',
    maxLength: 300,
    description:
      'Where readers report errors, as the foot of every page says: an address of e-mail or of a page ("https://…"); empty names none.',
  }),
  STANDPOINT_SITE: Type.String({
    default: '',
    description:
      'Folder with site.json and pictures: name, logo, colours, imprint of the newsroom that the pages are of. Empty: none of their own.',
  }),
  STANDPOINT_BACKUPS: Type.String({
    default: '',
    description: 'Folder that backups are left in: /metrics tells when the newest was made. Empty: it does not.',
  }),
  STANDPOINT_MCP_KEY: Type.String({
    default: '',
    description:
      'Key that "standpoint mcp" asks with: one with the scope write lets an assistant propose drafts. Empty: it reads what the public reads.',
  }),
  STANDPOINT_LICENSE: Type.String({
    default: '',
    maxLength: 300,
    pattern: '^$|^[A-Za-z0-9.+-]+$|^https?://\\S+$',
    description:
      'What the record may be used under, an identifier of SPDX ("CC-BY-4.0") or an address, as exports say it; empty names none.',
  }),
  STANDPOINT_LOG_KEY: Type.String({
    default: '',
    description:
      'File with an Ed25519 private key in PEM, with which the heads of the change log are signed, under the host of STANDPOINT_URL. Empty signs none.',
  }),
  STANDPOINT_CACHE_MB: Type.Integer({
    default: 64,
    minimum: 0,
    maximum: 65_536,
    description: 'Memory for finished answers, in MiB; 0 keeps none.',
  }),
  STANDPOINT_CACHE_SECONDS: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 31_536_000,
    description:
      'Seconds for which a shared cache in front, as a CDN is, may send public answers without asking here (s-maxage, stale-while-revalidate). 0: every cache asks each time.',
  }),
  STANDPOINT_FAST_PATH: Type.Unsafe<'true' | 'false'>({
    type: 'string',
    enum: ['true', 'false'],
    default: 'true',
    description:
      'false: a finished answer goes through the whole framework each time it is sent; every answer is the same.',
  }),
  STANDPOINT_WORKERS: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 64,
    description:
      'Threads for answers that take long to make, beside one for those that take longest, such as large pictures and workbooks. 0: all are made by the thread that serves, one after the other, without a bound.',
  }),
  STANDPOINT_WORK_DEADLINE: Type.Number({
    default: 8,
    minimum: 0.1,
    maximum: 3_600,
    description: 'Seconds after which such an answer is given up, its waiting in line included.',
  }),
  STANDPOINT_WORK_PER_CLIENT: Type.Integer({
    default: 30,
    minimum: 0,
    maximum: 86_400,
    description:
      'Seconds of such work that one client may cause in a minute, an address without a key or a key; 0 sets no limit. Loopback addresses are exempt.',
  }),
  STANDPOINT_REQUEST_TIMEOUT: Type.Number({
    default: 30,
    minimum: 0.1,
    maximum: 3_600,
    description: 'Seconds within which a request must have arrived whole.',
  }),
  STANDPOINT_WEBHOOK_PRIVATE: Type.Unsafe<'true' | 'false'>({
    type: 'string',
    enum: ['true', 'false'],
    default: 'false',
    description: 'true: webhooks may lead to addresses in your own network, and over plain http.',
  }),
  STANDPOINT_DRAFTING_URL: Type.String({
    default: '',
    description:
      'Base of an endpoint that speaks as OpenAI does ("http://127.0.0.1:11434/v1"), whose model may propose statements in articles. Empty: none does.',
  }),
  STANDPOINT_DRAFTING_MODEL: Type.String({
    default: '',
    maxLength: 200,
    description: 'Name of the model there.',
  }),
  STANDPOINT_DRAFTING_KEY: Type.String({
    default: '',
    maxLength: 1_000,
    pattern: '^[\\x21-\\x7e]*$',
    description: 'Key that the endpoint is asked with. Empty: none.',
  }),
  STANDPOINT_DRAFTING_REACH: Type.Unsafe<(typeof REACHES)[number]>({
    type: 'string',
    enum: [...REACHES],
    default: 'machine',
    description:
      'How far the texts of articles may go: to this machine, to your own network, or to public hosts of the internet over https.',
  }),
  STANDPOINT_DRAFTING_ANY_RIGHTS: Type.Unsafe<'true' | 'false'>({
    type: 'string',
    enum: ['true', 'false'],
    default: 'false',
    description: 'true: texts that are kept with the rights "none" may leave this machine, too.',
  }),
  STANDPOINT_DRAFTING_TIMEOUT: Type.Number({
    default: 60,
    minimum: 1,
    maximum: 600,
    description: 'Seconds after which the model is given up.',
  }),
  STANDPOINT_DRAFTING_MAX_CHARS: Type.Integer({
    default: 40_000,
    minimum: 100,
    maximum: 1_000_000,
    description: 'Characters of the longest article that is sent. Longer ones are refused, not cut off.',
  }),
  STANDPOINT_DRAFTING_PER_DAY: Type.Integer({
    default: 100,
    minimum: 0,
    maximum: 100_000,
    description: 'How often a day (UTC) the model is asked at most.',
  }),
});

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

/** The settings by their schema, or what is wrong with them. Those that are not set are not compiled: it takes as long as to open a store. */
function readSettings(environment: Environment): Static<typeof Settings> | Violation[] {
  const named: [string, TSchema & { readonly default?: unknown }][] = Object.entries(Settings.properties);
  const isSet = new Set(named.flatMap(([name]) => (environment[name] === undefined ? [] : [name])));
  const isRight = createAjv({ coerceTypes: true }).compile<Static<typeof Settings>>({
    type: 'object',
    properties: Object.fromEntries(named.filter(([name]) => isSet.has(name))),
  });
  const settings: unknown = Object.fromEntries(
    named.map(([name, schema]) => [name, isSet.has(name) ? environment[name] : schema.default]),
  );
  return isRight(settings) ? settings : violationsOf(isRight.errors ?? []);
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

const violationsOf = (errors: readonly Parameters<typeof explain>[0][]): Violation[] =>
  errors.map((error) => ({
    parameter: error.instancePath.slice(1),
    message: explain(error),
  }));

const refusal = (violations: readonly Violation[]): Failure =>
  new Failure('invalid', violations.map(({ parameter, message }) => `${parameter} ${message}`).join('\n'), violations);
