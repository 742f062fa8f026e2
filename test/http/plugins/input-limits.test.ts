/** Input that is meant to cost more than it weighs: each is refused in time, with the limit and what to do. */
import { gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { isProblem } from '../../helpers/asserts/problem.ts';
import { computedMs } from '../../helpers/patience.ts';
import { keyWith } from '../../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';

const store = await storeWith(t, [seed()]);
const app = await serviceOver(t, store);
const admin = await keyWith(store, 'admin');

/** More than the second of computing that it takes at most. Before, it took minutes. */
const MAX_MS = 5_000;
const MIB = 1024 * 1024;

type Sent = { readonly url: string; readonly method?: 'POST' | 'PATCH'; readonly type?: string; readonly body: string };

async function refused(
  t: Test,
  { url, method = 'POST', type = 'application/json', body }: Sent,
  says: RegExp,
  mostMs = MAX_MS,
) {
  const begun = computedMs();
  const headers = { ...admin, 'content-type': type, 'if-match': '*' };
  const response = await app.inject({ method, url, headers, payload: body });
  const ms = computedMs() - begun;
  isProblem(t, response, 'invalid-request');
  const { detail, errors } = response.json();
  t.match([detail, ...errors.map(({ message }: { message: string }) => message)].join('\n'), says);
  t.ok(response.body.length < MIB, `an answer of ${response.body.length} bytes`);
  t.ok(ms < mostMs, `${Math.round(ms)} ms`);
}

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const expertWith = (name: string) => `{"id":"b","name":${name}}`;
const bundleWith = (experts: string) => `{"bundleVersion":1,"experts":${experts}}`;

t.test('what is nested without end is refused at every route that takes JSON', async (t) => {
  const says = /deeper than 32 objects and lists/;
  await refused(t, { url: '/v1/import', body: '['.repeat(16 * MIB) }, says);
  await refused(t, { url: '/v1/import', body: deep(20_000) }, says);
  await refused(t, { url: '/v1/import', body: bundleWith(deep(20_000)) }, says);
  await refused(t, { url: '/v1/experts', body: expertWith(deep(20_000)) }, says);
  await refused(t, { url: '/v1/keys', body: deep(20_000) }, says);
  await refused(t, { url: '/v1/webhooks', body: deep(20_000) }, says);
  const objects = `{"name":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`;
  for (const type of ['application/json', 'application/merge-patch+json'])
    await refused(t, { url: '/v1/experts/davis', method: 'PATCH', type, body: objects }, says);
  await refused(t, { url: '/v1/import', type: 'application/x-ndjson', body: '['.repeat(16 * MIB) }, says, 1_000);
  const line = `{"expert":${deep(20_000)}}\n`;
  await refused(t, { url: '/v1/import', type: 'application/x-ndjson', body: line }, says);
});

t.test('what has too many values, names, texts or columns is refused', async (t) => {
  const url = '/v1/import';
  const names = (count: number) => Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',');
  await refused(t, { url, body: `[${'1,'.repeat(10_000_000)}1]` }, /more than 20000 values/);
  await refused(t, { url, body: bundleWith(`[${'1,'.repeat(10_000_000)}1]`) }, /more than 2000000 values/);
  await refused(t, { url, body: `{${names(500_000)}}` }, /more than 20000 values/);
  await refused(t, { url, body: bundleWith(`[{${names(500_000)}}]`) }, /more than 20000 values in one record/);
  await refused(t, { url, body: bundleWith(`["${'x'.repeat(30 * MIB)}"]`) }, /text of more than 1048576 bytes/);
  const columns = Array.from({ length: 20_000 }, (_, index) => `c${index}`).join(',');
  await refused(t, { url, type: 'text/csv', body: `${columns}\n1\n` }, /names 20000 columns, and at most 1000/);
  const million = Array.from({ length: 1_000_000 }, (_, index) => `c${index}`).join(',');
  await refused(t, { url, type: 'text/csv', body: `${million}\n1\n` }, /longer than 256 KiB, and has to name/);
  const wide = `expert,question,option,quote,source\n${'a,'.repeat(8 * MIB)}`;
  await refused(t, { url, type: 'text/csv', body: wide }, /row of more than 100000 cells/);
  await refused(t, { url, type: 'text/csv', body: '"'.repeat(16 * MIB) }, /longer than 256 KiB, and has to name/);
  const ndjson = { url, type: 'application/x-ndjson' };
  await refused(t, { ...ndjson, body: `{${names(500_000)}}\n` }, /more than 20000 values/);
  const each = Array.from({ length: 100_000 }, (_, index) => `{"k${index}":1}\n`).join('');
  await refused(t, { ...ndjson, body: each }, /names more than 1000 columns/);
  const cell = `expert,question,option,quote,source\n"${'x'.repeat(30 * MIB)}",b,support,c,http://example.org/\n`;
  await refused(t, { url, type: 'text/csv', body: cell }, /cell of more than 2097152 characters/);
  const name = `${'x'.repeat(7 * MIB)},question,option,quote,source\n`;
  await refused(t, { url, type: 'text/csv', body: name }, /longer than 256 KiB, and has to name/);
  const lines = `"${'x\n'.repeat(4 * MIB)}",question,option,quote,source\n`;
  await refused(t, { url, type: 'text/csv', body: lines }, /cell of more than 2097152 characters/);
});

t.test('faults without end are looked for up to a number, and the first are listed', async (t) => {
  const url = '/v1/import';
  const says = /faults or more, and no others were looked for.*the first 1000 are listed/;
  await refused(t, { url, body: bundleWith(`[${'{},'.repeat(600_000)}{}]`) }, says);
  const header = 'expert,question,option,quote,source\n';
  const once = /there is 1 fault, in 50,000 places, and no others were looked for/;
  await refused(t, { url, type: 'text/csv', body: header + 'a,b,c\n'.repeat(1_000_000) }, once);
  await refused(t, { url, type: 'application/x-ndjson', body: '1\n'.repeat(1_000_000) }, once);
  const positions = Array.from({ length: 20_000 }, (_, index) => ({
    ...{ id: `p${index}`, expert: `x${index}`, question: `q${index}`, option: 'support', statements: [`s${index}`] },
    summary: 'x',
  }));
  await refused(t, { url, body: JSON.stringify({ bundleVersion: 1, positions }) }, says);
  const aliases = `"B","aliases":[${'1,'.repeat(19_000)}1]`;
  await refused(t, { url: '/v1/experts', body: expertWith(aliases) }, /at most 100 entries, not 19001/);
});

t.test(
  'who goes too far within a long body is told once it has all arrived, and others are served meanwhile',
  async (t) => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const headers = { ...admin, 'content-type': 'application/json' };
    const sending = fetch(`${address}/v1/import`, { method: 'POST', headers, body: '['.repeat(16 * MIB) });
    let slowest = 0;
    let over = false;
    const response = sending.finally(() => {
      over = true;
    });
    while (!over) {
      const begun = computedMs();
      await (await fetch(`${address}/healthz`)).text();
      slowest = Math.max(slowest, computedMs() - begun);
    }
    t.equal((await response).status, 400);
    t.ok(slowest < MAX_MS / 8, `${Math.round(slowest)} ms`);
  },
);

t.test('a body that is packed is not unpacked', async (t) => {
  const headers = { ...admin, 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const payload = gzipSync('['.repeat(MIB));
  const response = await app.inject({ method: 'POST', url: '/v1/import', headers, payload });
  isProblem(t, response, 'unsupported-media-type');
  t.equal(response.headers['accept-encoding'], 'identity');
});

t.test('a body that is too long is told how long it may be', async (t) => {
  const headers = { ...admin, 'content-type': 'application/json' };
  const response = await app.inject({ method: 'POST', url: '/v1/experts', headers, payload: 'x'.repeat(2 * MIB) });
  isProblem(t, response, 'payload-too-large');
  t.match(response.json().detail, /at most 1048576 bytes/);
});
