import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import t, { type Test } from 'tap';
import type { App } from '../../../src/http/fastify-app.ts';
import type { BeginThread, RunJob, WorkLimits } from '../../../src/http/workers/heavy-work.ts';
import type { Job, Outcome } from '../../../src/http/workers/job.ts';
import { seededService } from '../../helpers/service/service.ts';

const LIMITS: WorkLimits = { heavyMs: 20, threads: 2, inLine: 3, deadlineMs: 60_000, perClientMs: 0 };

/** Each picture is another answer. */
const picture = (n: number): string => `/v1/questions/red-line/matrix.png?width=${400 + n}&height=300`;

const made = (text: string): Outcome => ({
  made: { body: Buffer.from(text), etag: `"${text}"`, link: null },
});

/** A worker that makes what it is given when it is told to. */
class Worker {
  readonly begun: string[] = [];
  readonly givenUp: string[] = [];
  readonly #waiting: (() => void)[] = [];

  readonly run: RunJob = ({ url }: Job, signal) => {
    this.begun.push(url);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => resolve(made(url.slice(-20))));
      signal.addEventListener('abort', () => {
        this.givenUp.push(url);
        reject(signal.reason);
      });
    });
  };

  /** Finishes what has been begun by now. */
  finish(): void {
    for (const finish of this.#waiting.splice(0)) finish();
  }
}

/** Threads that are there already. */
const begin: BeginThread = async () => undefined;

async function working(
  t: Test,
  limits: Partial<WorkLimits> = {},
  beginThread: BeginThread = begin,
): Promise<{ app: App; worker: Worker }> {
  const worker = new Worker();
  const work = { begin: beginThread, run: worker.run, limits: { ...LIMITS, ...limits } };
  const app = await seededService(t, { work, trustProxy: 1 });
  return { app, worker };
}

/** Asks at once; what inject answers asks only when it is waited for. */
const ask = async (app: App, n: number, address = '192.0.2.1') =>
  app.inject({ url: picture(n), headers: { 'x-forwarded-for': address } });

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
};

const range = (length: number): number[] => Array.from({ length }, (_, n) => n);

t.test(
  'as many are made at a time as there are threads, some wait, and all others are sent away at once',
  async (t) => {
    const { app, worker } = await working(t);
    // Each from another address: of one client's, half as many may wait.
    const asked = range(10).map((n) => ask(app, n, `192.0.2.${n + 1}`));
    const refused = await Promise.all(asked.slice(5));
    t.strictSame(
      refused.map(({ statusCode }) => statusCode),
      [503, 503, 503, 503, 503],
    );
    t.match(refused[0]?.json(), { type: '/problems/overloaded' });
    t.equal(refused[0]?.headers['retry-after'], '5');
    t.equal(worker.begun.length, 2);
    t.equal((await app.inject('/healthz')).statusCode, 200);
    const metrics = (await app.inject('/metrics')).body;
    t.match(metrics, /standpoint_work_running 2\n/);
    t.match(metrics, /standpoint_work_waiting 3\n/);
    t.match(metrics, /standpoint_work_refused_total 5\n/);
    for (const so of [2, 4, 5]) {
      await until(() => worker.begun.length === so);
      worker.finish();
    }
    const answered = await Promise.all(asked.slice(0, 5));
    t.strictSame(
      answered.map(({ statusCode, body }) => [statusCode, body]),
      range(5).map((n) => [200, picture(n).slice(-20)]),
    );
  },
);

t.test('one client does not take every place', async (t) => {
  const { app, worker } = await working(t);
  const greedy = range(6).map((n) => ask(app, n));
  t.strictSame(
    (await Promise.all(greedy.slice(4))).map(({ statusCode }) => statusCode),
    [503, 503],
  );
  const other = ask(app, 9, '192.0.2.2');
  for (const so of [2, 4, 5]) {
    await until(() => worker.begun.length === so);
    worker.finish();
  }
  t.equal((await other).statusCode, 200);
  t.equal((await ask(app, 0)).statusCode, 200);
});

t.test('what is not made by the deadline is given up, in line or under way', async (t) => {
  const { app, worker } = await working(t, { threads: 1, deadlineMs: 50 });
  // A deadline alone keeps no process running.
  await app.listen({ port: 0 });
  const answers = await Promise.all([0, 1].map((n) => ask(app, n)));
  t.strictSame(
    answers.map(({ statusCode, headers }) => [statusCode, headers['retry-after']]),
    [
      [503, '5'],
      [503, '5'],
    ],
  );
  t.equal(worker.begun[0], picture(0));
  t.strictSame(worker.givenUp, worker.begun);
});

t.test(
  'the time that it takes to begin a thread counts for nobody, neither who waits for it nor who is in line',
  async (t) => {
    // Less than it takes, by no more than it must be: what comes after it has a second.
    const [deadlineMs, beginsInMs] = [1_000, 1_200];
    let begun = 0;
    const { app, worker } = await working(t, { threads: 1, deadlineMs }, async () => {
      begun += 1;
      if (begun === 1) await wait(beginsInMs);
    });
    await app.listen({ port: 0 });
    const asked = [0, 1].map((n) => ask(app, n));
    for (const so of [1, 2]) {
      await until(() => worker.begun.length === so);
      worker.finish();
    }
    t.strictSame(
      (await Promise.all(asked)).map(({ statusCode }) => statusCode),
      [200, 200],
    );
  },
);

t.test(
  'a thread in the place of one that was ended has no time of its own: whoever waits is told by the deadline',
  async (t) => {
    const deadlineMs = 300;
    let begun = 0;
    const released = Promise.withResolvers<void>();
    const { app, worker } = await working(t, { threads: 1, deadlineMs }, async () => {
      begun += 1;
      if (begun === 2) await released.promise;
    });
    await app.listen({ port: 0 });
    t.equal((await ask(app, 0)).statusCode, 503);
    t.strictSame(worker.givenUp, [picture(0)]);
    t.equal((await ask(app, 1)).statusCode, 503, 'though the thread is not there yet');
    t.strictSame(worker.begun, [picture(0)]);
    released.resolve();
    const third = ask(app, 2);
    await until(() => worker.begun.length === 2);
    worker.finish();
    t.equal((await third).statusCode, 200);
  },
);

t.test('a thread that cannot be begun fails its answer, and the next one is tried anew', async (t) => {
  let begun = 0;
  const { app, worker } = await working(t, { threads: 1 }, async () => {
    begun += 1;
    if (begun === 1) throw new Error('no thread');
  });
  t.equal((await ask(app, 0)).statusCode, 500);
  const second = ask(app, 0);
  await until(() => worker.begun.length === 1);
  worker.finish();
  t.equal((await second).statusCode, 200);
});

t.test('what nobody waits for any more is not begun', async (t) => {
  const { app, worker } = await working(t, { threads: 1 });
  const address = await app.listen({ port: 0 });
  const askBySocket = (n: number) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.write(`GET ${picture(n)} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    return socket;
  };
  const first = askBySocket(0);
  await until(() => worker.begun.length === 1);
  const second = askBySocket(1);
  const waiting = async (count: number) => {
    // A turn of the event loop in which sockets are read, too.
    const isSo = async () => (await app.inject('/metrics')).body.includes(`standpoint_work_waiting ${count}\n`);
    while (!(await isSo())) await wait(5);
  };
  await waiting(1);
  second.destroy();
  await waiting(0);
  worker.finish();
  await new Promise((resolve) => first.once('data', resolve));
  first.destroy();
  t.strictSame(worker.begun, [picture(0)]);
});

t.test('a client may cause so much work in a minute, and others as much', async (t) => {
  // A picture is taken to need some 200 ms.
  const { app, worker } = await working(t, { perClientMs: 300 });
  const first = ask(app, 0);
  await until(() => worker.begun.length === 1);
  const refused = await ask(app, 1);
  t.equal(refused.statusCode, 429);
  t.ok(Number(refused.headers['retry-after']) > 0);
  t.match(refused.json().detail, /takes too long to make/);
  const other = ask(app, 2, '192.0.2.2');
  await until(() => worker.begun.length === 2);
  worker.finish();
  t.equal((await first).statusCode, 200);
  t.equal((await other).statusCode, 200);
});

t.test('what several ask for is made once', async (t) => {
  const { app, worker } = await working(t, { threads: 1 });
  const asked = range(2).map(() => ask(app, 0));
  await until(() => worker.begun.length === 1);
  worker.finish();
  const [one, other] = await Promise.all(asked);
  t.equal(one?.body, other?.body);
  t.equal(worker.begun.length, 1);
});

t.test('what is small is made at once, without any worker', async (t) => {
  const { app, worker } = await working(t);
  for (const url of ['/v1/matrix', '/v1/matrix.csv', '/v1/agreement', '/v1/experts', '/'])
    t.equal((await app.inject(url)).statusCode, 200, url);
  t.strictSame(worker.begun, []);
});

t.test('a thread that runs out of memory fails its answer with a word for it', async (t) => {
  const run: RunJob = async () => {
    throw Object.assign(new Error('out of memory'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  };
  const app = await seededService(t, { work: { begin, run, limits: LIMITS } });
  const answer = await app.inject(picture(0));
  t.equal(answer.statusCode, 400);
  t.match(answer.json(), { type: '/problems/answer-too-large', detail: /more memory/ });
});
