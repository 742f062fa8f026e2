import t, { type Test } from 'tap';
import { readConfig } from '../src/config.ts';
import { Failure } from '../src/core/values/errors.ts';
import { Settings } from '../src/settings.ts';

type Environment = NonNullable<Parameters<typeof readConfig>[0]>;

/** What a person is told who starts the program with these settings. */
function refusalOf(t: Test, environment: Environment): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof Failure) return error.message.split('\n');
    throw error;
  }
  t.fail('it was accepted', { environment });
  return [];
}

t.test('without a setting, every one has its default', async (t) => {
  t.strictSame(readConfig({}), {
    host: '127.0.0.1',
    port: 3000,
    database: 'data/standpoint.sqlite',
    databaseIsNamed: false,
    databasePasswordFile: null,
    databaseSchema: 'standpoint',
    databasePool: 8,
    databaseRead: null,
    databaseReadWaitMs: 250,
    maxClockLeapMs: 90 * 24 * 60 * 60 * 1_000,
    logLevel: 'warn',
    publicRead: true,
    twoPeople: false,
    rateLimit: 600,
    trustProxy: false,
    publicUrl: null,
    contact: null,
    site: null,
    backups: null,
    mcpKey: null,
    license: null,
    logKey: null,
    cacheBytes: 64 * 1024 * 1024,
    cacheSeconds: 0,
    fastPath: true,
    workers: 1,
    workDeadlineMs: 8_000,
    workPerClientMs: 30_000,
    requestTimeoutMs: 30_000,
    webhookPrivate: false,
    drafting: null,
  });
});

t.test('every setting is read', async (t) => {
  t.strictSame(
    readConfig({
      HOST: '::',
      PORT: '0',
      STANDPOINT_DB: 'postgres://desk@one,two/newsroom',
      STANDPOINT_DB_PASSWORD_FILE: '/srv/password',
      STANDPOINT_DB_SCHEMA: 'harbour_post',
      STANDPOINT_DB_POOL: '20',
      STANDPOINT_DB_READ: 'postgres://desk@three/newsroom',
      STANDPOINT_DB_READ_WAIT_MS: '0',
      STANDPOINT_MAX_CLOCK_LEAP: '0',
      LOG_LEVEL: 'silent',
      STANDPOINT_MCP_KEY: 'stp_aaaaaaaa_a',
      STANDPOINT_PUBLIC_READ: 'false',
      STANDPOINT_TWO_PEOPLE: 'true',
      STANDPOINT_RATE_LIMIT: '0',
      STANDPOINT_TRUST_PROXY: '2',
      STANDPOINT_URL: 'https://stances.example.org/',
      STANDPOINT_CONTACT: 'desk@stances.example',
      STANDPOINT_SITE: '/srv/site',
      STANDPOINT_BACKUPS: '/mnt/backups',
      STANDPOINT_LICENSE: 'CC-BY-4.0',
      STANDPOINT_LOG_KEY: '/srv/log.pem',
      STANDPOINT_CACHE_MB: '1',
      STANDPOINT_CACHE_SECONDS: '60',
      STANDPOINT_FAST_PATH: 'false',
      STANDPOINT_WORKERS: '3',
      STANDPOINT_WORK_DEADLINE: '2.5',
      STANDPOINT_WORK_PER_CLIENT: '0',
      STANDPOINT_REQUEST_TIMEOUT: '0.5',
      STANDPOINT_WEBHOOK_PRIVATE: 'true',
      STANDPOINT_DRAFTING_URL: 'https://model.example/v1',
      STANDPOINT_DRAFTING_MODEL: 'llama',
      STANDPOINT_DRAFTING_KEY: 'secret',
      STANDPOINT_DRAFTING_REACH: 'internet',
      STANDPOINT_DRAFTING_ANY_RIGHTS: 'true',
      STANDPOINT_DRAFTING_TIMEOUT: '1.5',
      STANDPOINT_DRAFTING_MAX_CHARS: '500',
      STANDPOINT_DRAFTING_PER_DAY: '7',
    }),
    {
      host: '::',
      port: 0,
      database: 'postgres://desk@one,two/newsroom',
      databaseIsNamed: true,
      databasePasswordFile: '/srv/password',
      databaseSchema: 'harbour_post',
      databasePool: 20,
      databaseRead: 'postgres://desk@three/newsroom',
      databaseReadWaitMs: 0,
      maxClockLeapMs: Number.POSITIVE_INFINITY,
      logLevel: 'silent',
      publicRead: false,
      twoPeople: true,
      rateLimit: 0,
      trustProxy: 2,
      publicUrl: 'https://stances.example.org',
      mcpKey: 'stp_aaaaaaaa_a',
      contact: 'desk@stances.example',
      site: '/srv/site',
      backups: '/mnt/backups',
      license: 'CC-BY-4.0',
      logKey: { path: '/srv/log.pem', name: 'stances.example.org/v1/log' },
      cacheBytes: 1024 * 1024,
      cacheSeconds: 60,
      fastPath: false,
      workers: 3,
      workDeadlineMs: 2_500,
      workPerClientMs: 0,
      requestTimeoutMs: 500,
      webhookPrivate: true,
      drafting: {
        ...{ url: 'https://model.example/v1', model: 'llama', key: 'secret', reach: 'internet', anyRights: true },
        ...{ timeoutMs: 1_500, maxCharacters: 500, perDay: 7 },
      },
    },
  );
});

t.test('every setting has a default and says what it is for', async (t) => {
  for (const [name, setting] of Object.entries(Settings.properties) as [
    string,
    { default?: unknown; description?: string },
  ][]) {
    t.not(setting.default, undefined, name);
    t.match(setting.description, /\S/, name);
  }
});

const WRONG: Environment = {
  HOST: '',
  PORT: '65536',
  STANDPOINT_DB: '',
  STANDPOINT_DB_SCHEMA: 'Harbour Post',
  STANDPOINT_DB_POOL: '1',
  STANDPOINT_DB_READ: 'standby.sqlite',
  STANDPOINT_DB_READ_WAIT_MS: '10001',
  LOG_LEVEL: 'loud',
  STANDPOINT_PUBLIC_READ: 'no',
  STANDPOINT_TWO_PEOPLE: 'maybe',
  STANDPOINT_RATE_LIMIT: '-1',
  STANDPOINT_TRUST_PROXY: 'nginx',
  STANDPOINT_URL: 'stances.example.org',
  STANDPOINT_LOG_KEY: 'log.pem',
  STANDPOINT_CACHE_MB: 'many',
  STANDPOINT_CACHE_SECONDS: '-1',
  STANDPOINT_FAST_PATH: 'slow',
  STANDPOINT_WORKERS: '65',
  STANDPOINT_WORK_DEADLINE: '0',
  STANDPOINT_WORK_PER_CLIENT: '-1',
  STANDPOINT_REQUEST_TIMEOUT: '0',
  STANDPOINT_WEBHOOK_PRIVATE: 'yes',
  STANDPOINT_DRAFTING_URL: 'model.example',
  STANDPOINT_DRAFTING_KEY: 'two words',
  STANDPOINT_DRAFTING_REACH: 'far',
  STANDPOINT_DRAFTING_ANY_RIGHTS: 'some',
  STANDPOINT_DRAFTING_TIMEOUT: '0',
  STANDPOINT_DRAFTING_MAX_CHARS: '0',
  STANDPOINT_DRAFTING_PER_DAY: '-1',
  STANDPOINT_MAX_CLOCK_LEAP: '-1',
  STANDPOINT_CONTACT: 'the desk',
};

/** Words of whoever runs the service, of which none are wrong. */
const ANY_TEXT = [
  ...['STANDPOINT_DB_PASSWORD_FILE', 'STANDPOINT_MCP_KEY', 'STANDPOINT_LICENSE', 'STANDPOINT_DRAFTING_MODEL'],
  ...['STANDPOINT_SITE', 'STANDPOINT_BACKUPS'],
];

t.test('a bad value stops the start and names its variable, whichever it is', async (t) => {
  t.strictSame(
    [...Object.keys(WRONG), ...ANY_TEXT].sort(),
    Object.keys(Settings.properties).sort(),
    'one for every setting',
  );
  for (const [name, value] of Object.entries(WRONG)) {
    const told = refusalOf(t, { [name]: value });
    t.equal(told.length, 1, name);
    t.match(told[0], new RegExp(`^${name} must `));
  }
});

t.test('the message says what would be right, and what was found', async (t) => {
  t.strictSame(refusalOf(t, { PORT: 'http' }), ['PORT must be a whole number, not "http"']);
  t.strictSame(refusalOf(t, { PORT: '-1' }), ['PORT must be at least 0, not -1']);
  t.match(refusalOf(t, { LOG_LEVEL: 'inof' })[0], /did you mean "info"/);
});

t.test('an endpoint and a model go together, and plain http stays in the house', async (t) => {
  const [url, model] = ['http://10.0.0.8:8080/v1', 'llama'];
  const drafting = (more: Environment) => ({ STANDPOINT_DRAFTING_URL: url, STANDPOINT_DRAFTING_MODEL: model, ...more });
  t.match(readConfig(drafting({ STANDPOINT_DRAFTING_REACH: 'network' })).drafting, { url, model, key: null });
  t.match(refusalOf(t, { STANDPOINT_DRAFTING_URL: url }), [
    /^STANDPOINT_DRAFTING_URL must go with STANDPOINT_DRAFTING_MODEL/,
  ]);
  t.match(refusalOf(t, { STANDPOINT_DRAFTING_MODEL: model }), [
    /^STANDPOINT_DRAFTING_MODEL must go with STANDPOINT_DRAFTING_URL/,
  ]);
  t.match(refusalOf(t, drafting({ STANDPOINT_DRAFTING_REACH: 'internet' })), [
    /^STANDPOINT_DRAFTING_URL must begin with https/,
  ]);
  for (const wrong of [
    'ftp://model.example/',
    'https://a:b@model.example/',
    'https://model.example/?key=1',
    'https://model.example/#v1',
  ])
    t.match(refusalOf(t, drafting({ STANDPOINT_DRAFTING_URL: wrong })), [
      /^STANDPOINT_DRAFTING_URL must be an http or https address/,
    ]);
});

t.test('standbys are of a PostgreSQL that is written to', async (t) => {
  const STANDPOINT_DB_READ = 'postgres://desk:secret@two/newsroom';
  const [told = ''] = refusalOf(t, { STANDPOINT_DB: 'a.sqlite', STANDPOINT_DB_READ });
  t.match(told, /^STANDPOINT_DB_READ must name standbys/);
  t.notMatch(told, 'secret');
});

t.test('several faults are told at once', async (t) => {
  const told = refusalOf(t, { ...WRONG, STANDPOINT_PROT: '1' });
  for (const name of [...Object.keys(WRONG), 'STANDPOINT_PROT'])
    t.equal(told.filter((line) => line.startsWith(`${name} `)).length, 1, name);
});

t.test('an unknown STANDPOINT_ variable is refused, with the name it may have meant', async (t) => {
  t.strictSame(refusalOf(t, { STANDPOINT_DBB: 'x' }), ['STANDPOINT_DBB is no setting; did you mean "STANDPOINT_DB"?']);
  t.match(
    refusalOf(t, { STANDPOINT_SMALLEST_FONT_WEIGHT: 'x' })[0],
    /^STANDPOINT_SMALLEST_FONT_WEIGHT is no setting; known: HOST, LOG_LEVEL/,
  );
});

t.test('reading is public or closed, and nothing between', async (t) => {
  for (const value of ['', 'FALSE', '0', 'no'])
    t.match(refusalOf(t, { STANDPOINT_PUBLIC_READ: value })[0], 'must be one of "true", "false"', value);
});

t.test('variables of other programs are none of our business', async (t) => {
  t.equal(readConfig({ PATH: '/bin', HOSTNAME: 'x', DATABASE_URL: 'y' }).port, 3000);
});

t.test('whom to trust is nobody, a number of hops, or addresses', async (t) => {
  const trusted = (value: string) => readConfig({ STANDPOINT_TRUST_PROXY: value }).trustProxy;
  t.equal(trusted(''), false);
  t.equal(trusted(' '), false);
  t.equal(trusted('1'), 1);
  t.equal(trusted(' 1 '), 1);
  t.strictSame(trusted('10.0.0.0/8, ::1,192.168.1.1'), ['10.0.0.0/8', '::1', '192.168.1.1']);
});

t.test('what is no address and no range is refused', async (t) => {
  for (const value of ['nginx', '10.0.0.0/33', '10.0.0.0/0', '10.0.0/8', '::1/129', '1.5', '-1', 'true', '1.1.1.1/8/8'])
    t.match(refusalOf(t, { STANDPOINT_TRUST_PROXY: value })[0], `and "${value}" is none`);
  t.match(refusalOf(t, { STANDPOINT_TRUST_PROXY: '10.0.0.1,' })[0], 'and "" is none');
});

t.test('a public address is scheme and host, and nothing more', async (t) => {
  for (const value of ['https://a.example/x', 'ftp://a.example', 'https://a.example/?q', 'https://a.example/#h', '/'])
    t.match(refusalOf(t, { STANDPOINT_URL: value })[0], `not "${value}"`);
});
