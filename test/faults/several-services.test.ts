import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';
import type { PostgresSettings } from '../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../src/db/postgres/store.ts';
import { until } from '../helpers/patience.ts';
import { isWithoutPostgres, newSchema, postgresServer, serviceSettings } from '../helpers/postgres/server.ts';
import { CACHE, ended, Workplace } from '../helpers/service/bin.ts';
import { follow } from '../helpers/service/events.ts';
import { receiver, verified } from '../helpers/service/receiver.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import { sender } from './desk.ts';
import { isAllIn } from './sent.ts';

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));
const PROCESSES = 8;
const WRITES = 10;
const SERVICES = 4;
const RECORDS = 12;
/** Messages that are under way to one receiver at once, as the dispatcher has it. */
const AT_ONCE = 4;

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  const opened = async (t: Test, settings: PostgresSettings) => {
    const store = await openPostgresStore(settings);
    t.teardown(() => store.close());
    return store;
  };

  t.test('eight processes that write at once make one log, without gaps and in the order of time', async (t) => {
    const settings = server.settings(newSchema());
    const { PATH = '' } = process.env;
    const env = { PATH, NODE_COMPILE_CACHE: CACHE };
    const writers = Array.from({ length: PROCESSES }, (_, at) =>
      spawn(process.execPath, [WRITER, JSON.stringify(settings), `p${at}`, String(WRITES)], {
        ...{ env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] },
      }),
    );
    const ends = writers.map((writer) => ended(writer));
    // One that had begun sooner would be done before the others are there.
    await Promise.all(writers.map((writer, at) => Promise.race([once(writer, 'message'), ends[at]])));
    for (const writer of writers) if (writer.connected) writer.send('begin');
    const over = await Promise.all(ends);
    t.strictSame(
      over.filter(({ code }) => code !== 0),
      [],
      'none was refused',
    );
    const ids = over.flatMap(({ stdout }) => stdout.trim().split('\n'));
    t.equal(ids.length, PROCESSES * WRITES);
    const store = await opened(t, settings);
    const sent = ids.map((id) => ({ records: [{ kind: 'expert' as const, id }], acknowledged: true, said: '' }));
    await isAllIn(t, store, sent);
    const at = (await store.changes(0, ids.length)).map((change) => change.at);
    t.strictSame(at, at.toSorted(), 'no entry is older than the one before it');
    const byWhom = (await store.changes(0, ids.length)).map(({ id }) => id.split('-')[0]);
    const turns = byWhom.filter((writer, entry) => writer !== byWhom[entry - 1]).length;
    // On a busy machine one of them may be done before another is given a core, but not each before the next.
    t.ok(turns > PROCESSES, 'they took turns');
  });

  t.test(
    'four services send each message once, those of a record in order, and no more at a time than one would',
    async (t) => {
      const settings = server.settings(newSchema());
      const store = await opened(t, settings);
      const { token } = await store.keys.create({ name: 'desk', scopes: ['admin'], createdBy: 'ada', expiresAt: null });

      const place = new Workplace(t);
      const how = {
        args: ['--no-seed'],
        settings: { ...serviceSettings(settings), STANDPOINT_WEBHOOK_PRIVATE: 'true' },
      };
      const services: Served[] = await Promise.all(Array.from({ length: SERVICES }, () => serve(t, place, how)));
      const [first, last] = [services[0]?.url ?? '', services.at(-1)?.url ?? ''];
      // Until all is written nobody is answered: whoever would claim too much has the time for it.
      const answering = Promise.withResolvers<void>();
      const there = (await receiver(t)).acts(async (_message, response) => {
        // Long enough for others to be claimed meanwhile.
        await wait(20);
        response.writeHead(204).end();
      });
      const added = await sender(first, token)('POST', '/v1/webhooks', { url: there.url });
      t.equal(added.status, 201);
      const events = await follow(t, `${last}/v1/changes?after=0`, { authorization: `Bearer ${token}` });

      const ids = Array.from({ length: RECORDS }, (_, at) => `expert-${at}`);
      await Promise.all(
        ids.map(async (id, at) => {
          let { etag } = await sender(services[at % SERVICES]?.url ?? '', token)('POST', '/v1/experts', {
            id,
            name: id,
          });
          // Each change by another service than the one before.
          for (let turn = 1; turn < SERVICES; turn += 1) {
            const send = sender(services[(at + turn) % SERVICES]?.url ?? '', token);
            const changed = await send('PATCH', `/v1/experts/${id}`, { aliases: [`${turn}`] }, { 'if-match': etag });
            t.equal(changed.status, 200);
            etag = changed.etag;
          }
        }),
      );
      const total = RECORDS * SERVICES;
      const told = await events.until(total);
      t.strictSame(
        told.map(({ id }) => Number(id)),
        Array.from({ length: total }, (_, at) => at + 1),
        'every service tells all that the others wrote, in order',
      );
      t.equal(there.most, AT_ONCE, 'at once, of all services together');
      answering.resolve();
      const delivered = async () =>
        (await store.webhooks.deliveries(added.body.id, { limit: 1_000 })).items.filter(
          ({ state }) => state === 'delivered',
        );
      await until('every message was delivered', async () => (await delivered()).length >= total);
      t.equal(there.received.length, total, 'none was sent twice');
      t.equal(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size, total);
      for (const message of there.received) t.ok(verified(message, added.body.secret));
      for (const id of ids) {
        const seqs = there.payloads.filter(({ data }) => data.id === id).map(({ data }) => Number(data.seq));
        t.strictSame(
          seqs,
          seqs.toSorted((a, b) => a - b),
          `${id} in order`,
        );
      }
      t.equal(there.most, AT_ONCE, 'and never more');
      for (const service of services) t.match(await service.end('SIGTERM'), { code: 0, stderr: '' });
    },
  );
}
