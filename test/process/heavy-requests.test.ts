import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { Workplace } from '../helpers/service/bin.ts';
import { serve } from '../helpers/service/served.ts';

/** A hundred different drawings at once: more than may wait. No bound here depends on how fast the machine is. */
const REQUESTS = 100;

t.test('under many heavy requests each is answered or refused, and everybody else is served', async (t) => {
  const place = await new Workplace(t).seeded();
  const service = await serve(t, place, { settings: { STANDPOINT_WORK_DEADLINE: '240' } });
  const drawing = (n: number) => fetch(`${service.url}/v1/questions/red-line/matrix.svg?width=${400 + n}&height=300`);
  const answers = Promise.all(
    Array.from({ length: REQUESTS }, async (_, n) => {
      const response = await drawing(n);
      const body = Buffer.from(await response.arrayBuffer());
      return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
    }),
  );
  let isOver = false;
  const over = answers.finally(() => {
    isOver = true;
  });
  // Health and small answers are given while the others are made.
  let meanwhile = 0;
  while (!isOver) {
    t.equal((await service.json('/healthz')).status, 200);
    t.equal((await service.json('/v1/questions/red-line/matrix')).status, 200);
    if (!isOver) meanwhile += 1;
    await wait(10);
  }
  const counts = Map.groupBy(await over, ({ status }) => status);
  const made = counts.get(200) ?? [];
  const refused = counts.get(503) ?? [];
  t.ok(meanwhile > 0);
  t.strictSame(
    (await over).flatMap(({ status, body }) => ([200, 503].includes(status) ? [] : [`${status}: ${body}`])),
    [],
    'nothing but 200 and 503',
  );
  t.ok(made.length > 0 && made.every(({ body }) => body.length > 1_000));
  t.ok(refused.every(({ retryAfter }) => retryAfter === '5'));
  t.equal((await drawing(900)).status, 200, 'afterwards it is as it was');
  const { code } = await service.end('SIGTERM');
  t.equal(code, 0);
});
