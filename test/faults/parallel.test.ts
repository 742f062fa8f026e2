import t, { type Test } from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { type Served, serve } from '../helpers/service/served.ts';
import { makeKey } from './desk.ts';

const CLIENTS = 50;

async function newsroom(t: Test) {
  const place = new Workplace(t);
  const token = await makeKey(place.database);
  // Half of the clients ask one service, half another on the same file.
  const services: readonly Served[] = [
    await serve(t, place, { args: ['--no-seed'] }),
    await serve(t, place, { args: ['--no-seed'] }),
  ];
  return (client: number, method: string, path: string, body: unknown, headers: { [name: string]: string } = {}) =>
    fetch(`${services[client % services.length]?.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
}

const atOnce = <T>(act: (client: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: CLIENTS }, (_, client) => act(client)));

t.test('fifty updates with one ETag, by two services: one wins, and forty-nine are told', async (t) => {
  const send = await newsroom(t);
  const made = await send(0, 'POST', '/v1/experts', { id: 'ada', name: 'Ada' });
  const tag = made.headers.get('etag') ?? '';
  const replies = await atOnce((client) =>
    send(client, 'PATCH', '/v1/experts/ada', { aliases: [`Ada ${client}`] }, { 'if-match': tag }),
  );
  t.equal(replies.filter(({ status }) => status === 200).length, 1);
  t.equal(replies.filter(({ status }) => status === 412).length, CLIENTS - 1);
});

t.test('fifty posts with one idempotency key, by two services: one record, and one answer', async (t) => {
  const send = await newsroom(t);
  const replies = await atOnce((client) =>
    send(client, 'POST', '/v1/experts', { name: 'Ada' }, { 'idempotency-key': 'once' }),
  );
  const answers = await Promise.all(replies.map(async (reply) => `${reply.status} ${await reply.text()}`));
  t.equal(new Set(answers).size, 1, [...new Set(answers)].join('\n'));
  t.match(answers[0], '201 {"id":"ada"');
});
