import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { parseAddress, readPassword } from '../../../src/db/postgres/address.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'standpoint-address-'));
const CERTIFICATE = join(FOLDER, 'authority.pem');
writeFileSync(CERTIFICATE, 'a certificate');

t.test('hosts, ports, user and database are read as libpq reads them', async (t) => {
  t.strictSame(parseAddress('postgres://news%40room@one,two:6543,[::1]:7/stand%20point', 'STANDPOINT_DB'), {
    hosts: [
      { host: 'one', port: 5432 },
      { host: 'two', port: 6543 },
      { host: '::1', port: 7 },
    ],
    ...{ database: 'stand point', user: 'news@room', ssl: false },
  });
  t.equal(parseAddress('postgresql://one/db', 'STANDPOINT_DB').user, undefined);
  t.strictSame(parseAddress('postgres://%2Fvar%2Frun%2Fpostgresql,%2Ftmp:6543/db', 'STANDPOINT_DB').hosts, [
    { host: '/var/run/postgresql', port: 5432 },
    { host: '/tmp', port: 6543 },
  ]);
});

t.test('the mode of TLS says what is asked of the server; whoever names an authority has it asked', async (t) => {
  const sslOf = (query: string) => {
    const { ssl } = parseAddress(`postgres://one/db?${query}`, 'STANDPOINT_DB');
    if (ssl === false) return null;
    return [ssl.rejectUnauthorized, ssl.checkServerIdentity === undefined ? 'host' : 'any host', ssl.ca];
  };
  t.equal(sslOf('sslmode=disable'), null);
  t.strictSame(sslOf('sslmode=require'), [false, 'host', undefined]);
  t.strictSame(sslOf(`sslmode=require&sslrootcert=${CERTIFICATE}`), [true, 'any host', 'a certificate']);
  t.strictSame(sslOf(`sslmode=verify-ca&sslrootcert=${CERTIFICATE}`), [true, 'any host', 'a certificate']);
  t.strictSame(sslOf(`sslmode=verify-full&sslrootcert=${CERTIFICATE}`), [true, 'host', 'a certificate']);
});

t.test(
  'what cannot be read is refused as invalid, by what is wrong with it, and no password is repeated',
  async (t) => {
    const refusals: readonly (readonly [address: string, why: RegExp])[] = [
      ['postgres://u:secret@one/db', /password in STANDPOINT_DB_PASSWORD_FILE/],
      ['postgres://one', /must be like/],
      ['postgres://one/db?sslmod=require', /parameter "sslmod"/],
      ['postgres://one/db?sslmode=prefer', /sslmode=prefer/],
      ['postgres://one,two/db?target_session_attrs=any', /target_session_attrs=any; here it is always read-write/],
      ['postgres:///db', /names no host/],
      ['postgres://one:99999999/db', /port 99999999; it may be 1 to 65535/],
      ['postgres://one:0/db', /port 0;/],
      ['postgres://u%zz@one/db', /percent sign/],
      ['postgres://%2/db', /percent sign/],
      ['postgres://u@one/d%', /percent sign/],
      [`postgres://one/db?sslmode=verify-full&sslrootcert=${FOLDER}/none`, /none, which cannot be read/],
    ];
    for (const [address, message] of refusals) {
      t.throws(() => parseAddress(address, 'STANDPOINT_DB'), { name: 'Failure', kind: 'invalid', message }, address);
      t.throws(() => parseAddress(address, 'STANDPOINT_DB'), { message: /^(?!.*secret)STANDPOINT_DB / });
    }
  },
);

t.test('what is read from may be any host, and what is wrong is told by its own setting', async (t) => {
  const address = 'postgres://one,two/db';
  t.strictSame(
    parseAddress(`${address}?target_session_attrs=any`, 'STANDPOINT_DB_READ'),
    parseAddress(`${address}?target_session_attrs=read-write`, 'STANDPOINT_DB'),
  );
  const message = /^STANDPOINT_DB_READ has target_session_attrs=read-write; here it is always any/;
  t.throws(() => parseAddress(`${address}?target_session_attrs=read-write`, 'STANDPOINT_DB_READ'), { message });
});

t.test('a password is what its file holds, without the end of the line', async (t) => {
  const file = join(FOLDER, 'password');
  writeFileSync(file, 'secret \r\n');
  t.equal(readPassword(file), 'secret ');
  t.throws(() => readPassword(`${file}s`), { name: 'Failure', kind: 'invalid', message: /cannot be read/ });
});
