import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import t from 'tap';
import { Database } from '../../../src/db/postgres/connect.ts';
import { whyUnfit } from '../../../src/db/postgres/pools.ts';
import { migratePostgres, openPostgresStore } from '../../../src/db/postgres/store.ts';
import { sender } from '../../faults/desk.ts';
import { Host } from '../../helpers/postgres/host.ts';
import {
  isWithoutPostgres,
  newSchema,
  postgresPrograms,
  postgresServer,
  serviceSettings,
} from '../../helpers/postgres/server.ts';
import { Wire } from '../../helpers/postgres/wire.ts';
import { ended, Workplace } from '../../helpers/service/bin.ts';
import { serve } from '../../helpers/service/served.ts';

/** What is written once, and never again by who serves. */
const LOG = ['changes', 'change_signers', 'log_leaves', 'log_nodes'];

t.test('a server that is too old is refused, and one that is old enough is not', async (t) => {
  const server = { encoding: 'UTF8', durability: 'on', fsync: 'on' };
  t.equal(whyUnfit({ ...server, version: 14 }), 'is PostgreSQL 14; it must be 15 or newer');
  t.equal(whyUnfit({ ...server, version: 15 }), null);
});

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());
  const owner = new Database(server.settings('public'));
  t.teardown(() => owner.close());
  const asOwner = (statement: string) => owner.read((session) => session.run(statement));

  t.test('a pooler that does not pass on which schema is meant is refused at the start', async (t) => {
    const wire = await Wire.to(t, server.port);
    const address = `postgres://standpoint@127.0.0.1:${wire.port}/postgres`;
    for (const [settings, message] of [
      [
        'refused',
        /does not take the settings of a connection \(unsupported startup parameter: statement_timeout\); see/,
      ],
      ['dropped', /with the search_path "\$user", public in place of test_\d+: a pooler has dropped/],
    ] as const) {
      wire.settings = settings;
      const opened = openPostgresStore({ ...server.settings(newSchema()), address });
      await t.rejects(opened, { kind: 'unusable-database', message });
    }
  });

  t.test('a database that would lose or garble what is written is refused at the start', async (t) => {
    await asOwner("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'");
    await asOwner('CREATE DATABASE careless');
    await asOwner('ALTER DATABASE careless SET synchronous_commit = off');
    await asOwner('CREATE ROLE crowded LOGIN CONNECTION LIMIT 0');
    const reckless = await Host.make(postgresPrograms() ?? '');
    t.teardown(() => reckless.remove());
    await reckless.start({ fsync: 'off' });
    const { port } = server;
    for (const [address, message] of [
      [`127.0.0.1:${port}/latin`, /has the encoding LATIN1; it must be UTF8$/],
      [`127.0.0.1:${port}/careless`, /has synchronous_commit = off: what is acknowledged would be lost; set it on$/],
      [`127.0.0.1:${reckless.port}/postgres`, /has fsync = off: a power failure would leave nothing of it; set it on$/],
      [`127.0.0.1:${port}/nowhere`, /is not there; make it, or name another one in STANDPOINT_DB$/],
      [`127.0.0.1:${port}/postgres?sslmode=require`, /takes no encrypted connections; turn on ssl there/],
      [`crowded@127.0.0.1:${port}/postgres`, /has no connection left for this service; let max_connections be larger/],
    ] as const) {
      const user = address.includes('@') ? '' : 'standpoint@';
      const settings = { ...server.settings(newSchema()), address: `postgres://${user}${address}` };
      await t.rejects(openPostgresStore(settings), { kind: 'unusable-database', message });
    }
  });

  t.test('a schema that is newer than the program is refused, and left as it is', async (t) => {
    const settings = server.settings(newSchema());
    await migratePostgres(settings);
    await asOwner(`INSERT INTO ${settings.schema}.migrations (number, name) VALUES (9999, '9999-later.sql')`);
    const message = /has a schema of version 9999, .* start a newer Standpoint$/;
    await t.rejects(openPostgresStore(settings), { kind: 'unusable-database', message });
  });

  t.test('a statement that takes too long ends, and so does waiting for a lock', async (t) => {
    const database = new Database(server.settings(newSchema()));
    t.teardown(() => database.close());
    const shown = (name: string) =>
      database.read((session) => session.first(sql`SELECT current_setting(${name}) AS value`));
    t.strictSame(await shown('statement_timeout'), { value: '30s' });
    t.strictSame(await shown('lock_timeout'), { value: '5s' });
    t.strictSame(await shown('idle_in_transaction_session_timeout'), { value: '1min' });
    const slow = database.write(async (session) => {
      await session.run('SET LOCAL statement_timeout = 100');
      await session.all(sql`SELECT pg_sleep(600)`);
    });
    await t.rejects(slow, { kind: 'unusable-database', message: /took too long to answer; nothing was written/ });
  });

  t.test('a role that can make nothing serves, by a password that is told to nobody', async (t) => {
    const settings = server.settings(newSchema());
    const { schema } = settings;
    const store = await openPostgresStore(settings);
    const { token } = await store.keys.create({ name: 'desk', scopes: ['publish'], createdBy: 'ada', expiresAt: null });
    await store.close();
    const [secret, wrong] = ['correct-horse-battery', 'incorrect-horse-battery'];
    // The rights of docs/run/postgres.md.
    for (const statement of [
      `CREATE ROLE sealed LOGIN PASSWORD '${secret}'`,
      `GRANT USAGE ON SCHEMA ${schema} TO sealed`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO sealed`,
      `REVOKE UPDATE, DELETE ON ${LOG.map((table) => `${schema}.${table}`).join(', ')} FROM sealed`,
      `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO sealed`,
    ])
      await asOwner(statement);
    const place = new Workplace(t);
    const password = join(place.folder, 'password');
    writeFileSync(password, `${secret}\n`);
    // A server that asks for the password of that role alone.
    const [file] = await owner.read((session) => session.all<{ hba_file: string }>(sql`SHOW hba_file`));
    const rules = ['host all sealed 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust'];
    await asOwner(`COPY (SELECT unnest(ARRAY['${rules.join("','")}'])) TO '${file?.hba_file}'`);
    await asOwner('SELECT pg_reload_conf()');
    const mine = {
      ...serviceSettings(settings),
      STANDPOINT_DB: `postgres://sealed@127.0.0.1:${server.port}/postgres`,
      STANDPOINT_DB_PASSWORD_FILE: password,
      LOG_LEVEL: 'trace',
    };
    const service = await serve(t, place, { args: ['--no-seed'], settings: mine });
    const created = await sender(service.url, token)('POST', '/v1/experts', { id: 'ada', name: 'Ada' });
    t.equal(created.status, 201);
    const processes = await text(spawn('ps', ['-eww', '-o', 'args']).stdout);
    t.match(processes, 'sealed', 'the server names its role there');
    t.notMatch(processes, secret);
    const asServing = new Database({ ...settings, address: mine.STANDPOINT_DB, password: secret });
    t.teardown(() => asServing.close());
    for (const statement of [
      'CREATE TABLE more (id text)',
      "SET standpoint.redacting = 'on'; UPDATE changes SET actor = 'nobody'",
    ]) {
      const asked = asServing.read((session) => session.run(statement));
      await t.rejects(asked, { message: /does not let this user do that/ });
    }
    const unnamed = openPostgresStore({ ...settings, address: mine.STANDPOINT_DB, password: null });
    await t.rejects(unnamed, { message: /asks for a password; put it into the file that STANDPOINT_DB_PASSWORD_FILE/ });
    const { code, stdout, stderr } = await service.end('SIGTERM');
    t.equal(code, 0);
    t.match(stderr, '"/v1/experts"', 'its log is full');
    t.notMatch(stdout + stderr, secret);

    writeFileSync(password, wrong);
    const refused = await ended(place.start(['check'], mine));
    t.equal(refused.code, 1);
    t.match(refused.stderr, /refuses this user; see STANDPOINT_DB_PASSWORD_FILE/);
    t.notMatch(refused.stdout + refused.stderr, wrong);
  });
}
