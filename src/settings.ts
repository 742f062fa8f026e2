/** The settings: each with its default, its bounds and what it is for. */
import { type TSchema, Type } from 'typebox';
import { explain } from './core/values/validation.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const REACHES = ['machine', 'network', 'internet'] as const;

/** One of a few words. */
const Word = <const W extends readonly string[]>(words: W, fallback: W[number], description: string) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words], default: fallback, description });

const Flag = (fallback: 'true' | 'false', description: string) => Word(['true', 'false'], fallback, description);

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
  LOG_LEVEL: Word(
    LOG_LEVELS,
    'warn',
    `One of ${LOG_LEVELS.join(', ')}. "info" logs every request (path only, never the query).`,
  ),
  STANDPOINT_PUBLIC_READ: Flag('true', 'false: reading needs a key, too, pages included.'),
  STANDPOINT_TWO_PEOPLE: Flag(
    'false',
    'true: nobody publishes what they wrote themselves; it takes another key, of another name.',
  ),
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
  STANDPOINT_FAST_PATH: Flag(
    'true',
    'false: a finished answer goes through the whole framework each time it is sent; every answer is the same.',
  ),
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
  STANDPOINT_WEBHOOK_PRIVATE: Flag(
    'false',
    'true: webhooks may lead to addresses in your own network, and over plain http.',
  ),
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
  STANDPOINT_DRAFTING_REACH: Word(
    REACHES,
    'machine',
    'How far the texts of articles may go: to this machine, to your own network, or to public hosts of the internet over https.',
  ),
  STANDPOINT_DRAFTING_ANY_RIGHTS: Flag(
    'false',
    'true: texts that are kept with the rights "none" may leave this machine, too.',
  ),
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

/** What the schema of a setting may say of it. */
type Bounds = TSchema & {
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
};

/**
 * A setting by its text, undefined where it is not set; `faults` say what is wrong with it. They are what Ajv finds, which
 * takes as long to make two schemas ready as to open a store; only a number is taken closer: digits, and nothing else.
 */
export function readSetting(schema: Bounds, text: string | undefined): { value: unknown; faults: readonly string[] } {
  if (text === undefined) return { value: schema.default, faults: [] };
  const isText = schema.type === 'string';
  const value = !isText && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  const isOfType = isText || (schema.type === 'integer' ? Number.isInteger(value) : typeof value === 'number');
  if (!isOfType) return { value, faults: [fault('type', { type: schema.type }, text)] };
  const isWrong = (keyword: string, limit: number | undefined, outside: (limit: number) => boolean) =>
    limit !== undefined && outside(limit) ? [fault(keyword, { limit }, value)] : [];
  const size = isText ? [...text].length : Number(value);
  const faults = [
    ...isWrong('maxLength', schema.maxLength, (limit) => size > limit),
    ...isWrong('minLength', schema.minLength, (limit) => size < limit),
    ...(schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text)
      ? []
      : [fault('pattern', { pattern: schema.pattern }, value, `must match pattern "${schema.pattern}"`)]),
    ...isWrong('maximum', schema.maximum, (limit) => size > limit),
    ...isWrong('minimum', schema.minimum, (limit) => size < limit),
    ...(schema.enum === undefined || schema.enum.includes(text)
      ? []
      : [fault('enum', { allowedValues: schema.enum }, value)]),
  ];
  return { value, faults };
}

const fault = (keyword: string, params: object, data: unknown, message?: string): string =>
  explain({ keyword, params, data, instancePath: '', schemaPath: '', ...(message !== undefined && { message }) });
