import t, { type Test } from 'tap';
import { Workplace } from '../helpers/bin.ts';
import { type Served, serve } from '../helpers/served.ts';
import { makeKey, type Reply, type Send, sender, writeOver } from './desk.ts';
import { isAllThere } from './sent.ts';

const TIMES = 50;

/** Services on one file, and how to send to each in turn. */
type Services = {
  readonly place: Workplace;
  readonly served: readonly Served[];
  readonly senders: readonly Send[];
};

async function start(t: Test, count: number): Promise<Services> {
  const place = new Workplace(t);
  const token = await makeKey(place.database);
  const served: Served[] = [];
  for (let at = 0; at < count; at += 1) served.push(await serve(t, place, { args: ['--no-seed'] }));
  return { place, served, senders: served.map(({ url }) => sender(url, token)) };
}

/** The element of that turn. */
const turn = <T>(among: readonly T[], at: number): T => among[at % among.length] as T;

const inTurn = <T>({ senders }: Services, work: (send: Send, at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: TIMES }, (_, at) => work(turn(senders, at), at)));

const countOf = (replies: readonly Reply[], status: number) =>
  replies.filter((reply) => reply.status === status).length;

async function oneUpdateWins(t: Test, services: Services): Promise<void> {
  const send = turn(services.senders, 0);
  const { etag, body: made } = await send('POST', '/v1/experts', { name: 'Ada Lind' });
  const path = `/v1/experts/${made.id}`;
  const replies = await inTurn(services, (send, at) =>
    send('PATCH', path, { name: `Ada ${at}` }, { 'if-match': etag }),
  );
  t.equal(countOf(replies, 200), 1, 'one wins');
  t.equal(countOf(replies, 412), TIMES - 1, 'the others are told that they have not seen it');
  const winner = replies.find(({ status }) => status === 200);
  for (const { json } of services.served) t.strictSame((await json(path)).body, winner?.body);
  const { items } = (await turn(services.served, 0).json('/v1/changes?limit=500')).body;
  const entries = items.filter(({ id }: { id: string }) => id === made.id);
  t.strictSame(
    entries.map(({ action }: { action: string }) => action),
    ['create', 'update'],
  );
}

async function onePostIsCarriedOut(t: Test, services: Services): Promise<void> {
  const replies = await inTurn(services, (send) =>
    send('POST', '/v1/experts', { name: 'Ben Okafor' }, { 'idempotency-key': 'once' }),
  );
  t.equal(countOf(replies, 201), TIMES);
  for (const { body, etag } of replies) t.strictSame([body, etag], [replies[0]?.body, replies[0]?.etag], 'one answer');
  const { items } = (await turn(services.served, 0).json('/v1/experts?q=Okafor')).body;
  t.equal(items.length, 1, 'one row');
}

async function eachSeesTheOthers(t: Test, { place, served, senders }: Services): Promise<void> {
  const sent = await Promise.all(
    Array.from({ length: TIMES }, async (_, at) => {
      const one = await writeOver(turn(senders, at), `w-${at}`);
      const { status } = await turn(served, at + 1).json(`/v1/experts/w-${at}-expert`);
      t.equal(status, 200, 'the other has it at once');
      return one;
    }),
  );
  for (const { end } of served) t.match(await end('SIGTERM'), { code: 0, stderr: '' });
  const before = ['ada-lind', 'ben-okafor'].map((id) => ({ kind: 'expert' as const, id }));
  const all = [...sent, { records: before, acknowledged: true, said: '' }];
  t.equal((await isAllThere(t, place.database, all)).acknowledged, all.length);
}

for (const [count, name] of [
  [1, 'one service'],
  [2, 'two services on one file'],
] as const)
  t.test(name, async (t) => {
    const services = await start(t, count);
    await t.test(`of ${TIMES} updates with one ETag at the same time, one wins`, (t) => oneUpdateWins(t, services));
    await t.test(`of ${TIMES} times the same POST with one idempotency key, one is carried out`, (t) =>
      onePostIsCarriedOut(t, services),
    );
    await t.test('all write one log, and each sees at once what another wrote', (t) => eachSeesTheOthers(t, services));
  });
