import fc from 'fast-check';
import t from 'tap';
import {
  JITTER,
  judge,
  MAX_RETRY_AFTER_MS,
  retryAfterMs,
  WAITS_MS,
  waitAfter,
} from '../../../src/core/webhooks/retry.ts';
import { holds } from '../../helpers/asserts/property.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const NOW = new Date('2024-10-23T09:00:00.000Z');
const answered = (status: number | null, retryAfter: string | null = null) => ({ status, retryAfter });
const after = (ms: number) => ({ kind: 'retry', at: new Date(NOW.getTime() + ms) });

t.test('the waits are those of Standard Webhooks: ten attempts in three days and three and a half hours', async (t) => {
  t.strictSame(
    WAITS_MS.map((ms) => ms / SECOND),
    [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  );
  t.strictSame(
    [1, 2, 9, 10, 11].map((attempts) => waitAfter(attempts, 0)),
    [5_000, 300_000, 24 * HOUR, null, null],
  );
});

t.test('chance makes a wait longer, never shorter, and by no more than its part', async (t) => {
  const chance = fc.tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  );
  holds(t, chance, ([attempts, random]) => {
    const [wait, least] = [waitAfter(attempts, random) ?? -1, WAITS_MS[attempts] ?? 0];
    return wait >= least && wait <= Math.round(least * (1 + JITTER));
  });
  t.equal(waitAfter(1, 0.5), 5_250);
});

t.test('only 2xx is success', async (t) => {
  for (const status of [200, 201, 202, 204, 299])
    t.strictSame(judge(answered(status), 1, NOW, 0), { kind: 'delivered' });
  for (const status of [199, 300, 301, 302, 304, 400, 401, 404, 409, 429, 500, 503, null])
    t.strictSame(judge(answered(status), 1, NOW, 0), after(5_000), String(status));
});

t.test('410 ends the subscription at once, and so does the failure of the last attempt', async (t) => {
  t.strictSame(judge(answered(410), 1, NOW, 0), { kind: 'gone' });
  t.strictSame(judge(answered(500), 9, NOW, 0), after(24 * HOUR));
  t.strictSame(judge(answered(500), 10, NOW, 0), { kind: 'failed' });
  t.strictSame(judge(answered(200), 10, NOW, 0), { kind: 'delivered' });
});

t.test('Retry-After is read as seconds and as a date', async (t) => {
  t.equal(retryAfterMs('120', NOW), 120 * SECOND);
  t.equal(retryAfterMs('Wed, 23 Oct 2024 09:02:00 GMT', NOW), 120 * SECOND);
  t.equal(retryAfterMs('Wed, 23 Oct 2024 08:00:00 GMT', NOW), 0);
  for (const none of ['', 'soon', '-1', '1.5', '2024-10-23', 'Wed, 99 Oct 2024 09:02:00 GMT'])
    t.equal(retryAfterMs(none, NOW), null, none);
  t.equal(retryAfterMs(null, NOW), null);
});

t.test('Retry-After puts the next attempt off, never forward, and by no more than a day', async (t) => {
  t.strictSame(judge(answered(503, '60'), 1, NOW, 0), after(60 * SECOND));
  t.strictSame(judge(answered(503, '60'), 2, NOW, 0), after(300 * SECOND));
  t.strictSame(judge(answered(429, '9999999'), 1, NOW, 0), after(MAX_RETRY_AFTER_MS));
  t.strictSame(judge(answered(503, 'Fri, 31 Dec 9999 23:59:59 GMT'), 1, NOW, 0), after(24 * HOUR));
  t.strictSame(judge(answered(503, '60'), 10, NOW, 0), { kind: 'failed' });
});
