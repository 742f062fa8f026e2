import t from 'tap';
import type { TreeHead } from '../../src/core/change-log/tree/verify.ts';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { Workplace } from '../helpers/service/bin.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import { makeKey } from './desk.ts';
import { writeTo } from './requests.ts';
import { randomMoment, writeUntil } from './rounds.ts';
import { isAllThere, type Sent } from './sent.ts';

const ROUNDS = 10;
const WRITERS = 8;
const ROUND_MS = 400;
/** Of each service one commit is its last, and one is made by the other before it begins anew. */
const TURNS = 8;
const KILLED_EVERY = 3;

t.test('of writes to a service that is killed, every one that was acknowledged is there, and none twice', async (t) => {
  const place = new Workplace(t);
  const token = await makeKey(place.database);
  let service: Served | undefined;
  const write = writeTo(() => service?.url ?? '', token);
  const sent: Sent[] = [];
  let again = 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    service = await serve(t, place, { args: ['--no-seed'] });
    // Whoever heard nothing asks again with the same key.
    for (const [at, one] of sent.entries())
      if (!one.acknowledged) {
        again += 1;
        sent[at] = await write(one.records[0]?.id ?? '');
      }
    const running = service;
    sent.push(
      ...(await writeUntil({
        write,
        writers: WRITERS,
        until: () => randomMoment(ROUND_MS),
        end: () => running.end('SIGKILL'),
        name: `r${round}`,
      })),
    );
  }
  const { acknowledged, unheard, cutShort } = await isAllThere(t, place.database, sent);
  t.ok(acknowledged >= ROUNDS, 'some were acknowledged in every round');
  t.comment(
    `${ROUNDS} rounds, ${WRITERS} writers: ${acknowledged} acknowledged, 0 lost; ${again} sent again with their key; ` +
      `of the last round ${unheard} done but not heard of, ${cutShort} cut short`,
  );
});

t.test('a service that is told to end under load answers what it has accepted, and ends well in time', async (t) => {
  const place = new Workplace(t);
  const service = await serve(t, place, { args: ['--no-seed'] });
  const write = writeTo(() => service.url, await makeKey(place.database));
  let code: number | null = null;
  const sent = await writeUntil({
    write,
    writers: WRITERS,
    until: () => randomMoment(ROUND_MS),
    end: async () => {
      ({ code } = await service.end('SIGTERM'));
    },
    name: 's',
  });
  t.equal(code, 0, 'within the time that it is given: after it, it is ended by force with another code');
  const { acknowledged, unheard } = await isAllThere(t, place.database, sent);
  t.equal(unheard, 0, 'what was done was answered');
  t.comment(`${acknowledged} acknowledged; the last ${sent.length - acknowledged} found nobody to take them`);
});

t.test('two services on one file write one log, and see each other', async (t) => {
  const place = new Workplace(t);
  const token = await makeKey(place.database);
  const services = [
    await serve(t, place, { args: ['--no-seed'] }),
    await serve(t, place, { args: ['--no-seed'] }),
  ] as const;
  let turn = 0;
  const sent = await writeUntil({
    write: (name) => writeTo(() => services[turn++ % 2 === 0 ? 0 : 1].url, token)(name),
    writers: WRITERS,
    until: () => randomMoment(2 * ROUND_MS),
    end: () => undefined,
    name: 'two',
  });
  const pages = await Promise.all(services.map(({ json }) => json('/v1/experts?limit=500')));
  t.strictSame(pages[0]?.body, pages[1]?.body);
  for (const service of services) t.equal((await service.end('SIGTERM')).code, 0);
  const { acknowledged } = await isAllThere(t, place.database, sent);
  t.equal(acknowledged, sent.length, 'nobody was refused');
  t.comment(`${acknowledged} acknowledged by two services, 0 lost`);
});

t.test(
  'two services that write in turns on one file go on with one tree, though one after the other is killed between two commits',
  async (t) => {
    const place = new Workplace(t);
    const token = await makeKey(place.database);
    const start = () => serve(t, place, { args: ['--no-seed'] });
    const services: [Served, Served] = [await start(), await start()];
    const sent: Sent[] = [];
    const heads: TreeHead[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const who = turn % 2 === 0 ? 0 : 1;
      sent.push(await writeTo(() => services[who].url, token)(`turn${who === 0 ? '' : '-'}${turn}`));
      const [one, other] = await Promise.all(services.map(({ json }) => json('/v1/log/head')));
      t.strictSame(one?.body, other?.body, 'both tell the same head');
      const { size, rootHash } = one?.body ?? {};
      heads.push({ size, rootHash });
      if (turn % KILLED_EVERY !== KILLED_EVERY - 1) continue;
      await services[who].end('SIGKILL');
      services[who] = await start();
    }
    const { acknowledged } = await isAllThere(t, place.database, sent);
    t.equal(acknowledged, TURNS);
    const store = openSqliteStore(place.database);
    t.teardown(() => store.close());
    for (const head of heads)
      t.strictSame((await store.log.verify(head)).findings, [], `the log begins as at ${head.size}`);
  },
);
