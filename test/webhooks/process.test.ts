import { setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { random } from '../helpers/chance.ts';
import { until } from '../helpers/patience.ts';
import { SEED, Workplace } from '../helpers/service/bin.ts';
import { type Receiver, receiver, verified } from '../helpers/service/receiver.ts';
import { type Served, serve } from '../helpers/service/served.ts';

const PRIVATE = { STANDPOINT_WEBHOOK_PRIVATE: 'true' };

type Place = { readonly workplace: Workplace; readonly there: Receiver; readonly secret: string; readonly key: string };

/** A database with a subscription of a receiver, and a key to write with. */
async function place(t: Test): Promise<Place> {
  const workplace = await new Workplace(t).seeded();
  const there = await receiver(t);
  const secret = (await workplace.runHere(['webhooks', 'add', there.url], PRIVATE)).stdout.trim();
  const key = (await workplace.runHere(['keys', 'add', '--name', 'desk', '--scope', 'publish'])).stdout.trim();
  return { workplace, there, secret, key };
}

const start = (t: Test, { workplace }: Place): Promise<Served> => serve(t, workplace, { settings: PRIVATE });

/** Writes an expert, and says whether that was acknowledged. */
async function write({ url }: Served, key: string, id: string): Promise<boolean> {
  const body = JSON.stringify({ id, name: id });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const reply = await fetch(`${url}/v1/experts`, { method: 'POST', headers, body }).catch(() => null);
  return reply?.status === 201;
}

const idsAt = ({ payloads }: Receiver): Set<unknown> => new Set(payloads.map(({ data }) => data.id));

// They wait for messages that a killed process had claimed: together, for the same twenty seconds.
t.test('messages of a process', { jobs: 5 }, async (t) => {
  t.test('a running service tells of what it writes, and of what another process writes', async (t) => {
    const at = await place(t);
    const served = await start(t, at);
    t.equal(await write(served, at.key, 'ada'), true);
    await until('it is told', () => idsAt(at.there).has('ada'));
    const [first] = at.there.received;
    t.match(first && verified(first, at.secret), { type: 'expert.created', data: { id: 'ada' } });
    t.match(first?.headers['user-agent'], /^Standpoint\/\d/);
    t.match(await at.workplace.run(['import', SEED]), { code: 0 });
    t.match(await served.end('SIGTERM'), { code: 0, stderr: '' });
  });

  t.test('what was acknowledged is told after the process was killed, at least once', async (t) => {
    const at = await place(t);
    const acknowledged: string[] = [];
    // The receiver answers nothing, so that messages are under way and in line when the process ends.
    at.there.acts(() => undefined);
    const first = await start(t, at);
    for (let index = 0; index < 12; index += 1) {
      const id = `killed-${index}`;
      if (await write(first, at.key, id)) acknowledged.push(id);
    }
    t.match(await first.end('SIGKILL'), { signal: 'SIGKILL' });
    t.equal(acknowledged.length, 12);
    const before = at.there.received.length;
    t.ok(before < 12);
    at.there.answers(204);
    const second = await start(t, at);
    await until('all that was acknowledged is told', () => {
      const told = new Set(at.there.payloads.slice(before).map(({ data }) => data.id));
      return acknowledged.every((id) => told.has(id));
    });
    for (const message of at.there.received) t.match(verified(message, at.secret), { type: 'expert.created' });
    t.match(await second.end('SIGTERM'), { code: 0, stderr: '' });
  });

  t.test('killed at any moment, it loses nothing that was acknowledged', async (t) => {
    const at = await place(t);
    const acknowledged: string[] = [];
    const rounds = 4;
    for (let round = 0; round < rounds; round += 1) {
      const served = await start(t, at);
      let over: Promise<{ signal: string | null }> | undefined;
      for (let index = 0; ; index += 1) {
        const id = `r${round}-${index}`;
        if (!(await write(served, at.key, id))) break;
        acknowledged.push(id);
        if (index === 4) over = wait(random() * 100).then(() => served.end('SIGKILL'));
      }
      t.match(await over, { signal: 'SIGKILL' });
    }
    t.ok(acknowledged.length >= 5 * rounds, `${acknowledged.length} acknowledged`);
    const last = await start(t, at);
    await until('all that was acknowledged is told', () => {
      const told = idsAt(at.there);
      return acknowledged.every((id) => told.has(id));
    });
    t.pass(`${acknowledged.length} acknowledged, ${at.there.received.length} messages, none lost`);
    t.match(await last.end('SIGTERM'), { code: 0, stderr: '' });
    t.match(await at.workplace.runHere(['check']), { code: 0, stdout: /is sound/ });
  });

  t.test('a message that is under way when the end is asked for is waited for', async (t) => {
    const at = await place(t);
    at.there.acts(async (_message, response) => {
      await wait(300);
      response.writeHead(204).end();
    });
    const served = await start(t, at);
    t.equal(await write(served, at.key, 'ada'), true);
    await until('it is under way', () => at.there.received.length === 1);
    t.match(await served.end('SIGTERM'), { code: 0, stderr: '' });
    const again = await start(t, at);
    await wait(1_500);
    t.equal(at.there.received.length, 1, 'and is not sent again');
    t.match(await again.end('SIGTERM'), { code: 0 });
  });

  t.test(
    'without the setting nothing is sent to one’s own network, and the log says neither where nor with what',
    async (t) => {
      const at = await place(t);
      const served = await serve(t, at.workplace, { settings: { LOG_LEVEL: 'info' } });
      let logged = '';
      served.child.stderr?.on('data', (text: string) => {
        logged += text;
      });
      t.equal(await write(served, at.key, 'ada'), true);
      await until('the log says so', () => logged.includes('a webhook message was not delivered'));
      const { stderr } = await served.end('SIGTERM');
      t.strictSame(at.there.received, []);
      t.match(stderr, 'a webhook message was not delivered');
      t.match(stderr, 'must begin with https://');
      for (const hidden of [at.secret, at.there.url, at.key]) t.equal(stderr.includes(hidden), false);
    },
  );
});
