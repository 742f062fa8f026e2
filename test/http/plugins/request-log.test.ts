import t from 'tap';
import { seededService } from '../../helpers/service/service.ts';

const lines: string[] = [];
const app = await seededService(t, {
  logger: { level: 'trace', stream: { write: (line: string) => lines.push(line) } },
});

/** The lines logged while these addresses are asked for, one after the other. */
async function logged(...urls: string[]): Promise<{ [name: string]: unknown }[]> {
  lines.length = 0;
  for (const url of urls) await app.inject(url);
  return lines.map((line) => JSON.parse(line));
}

t.test('every request is one line: method, path, status and time', async (t) => {
  const [line, ...more] = await logged('/v1/experts/davis');
  t.strictSame(more, []);
  t.match(line, { method: 'GET', path: '/v1/experts/davis', status: 200, ms: Number, reqId: String, msg: 'answered' });
});

t.test('every line about a request names the trace that it is part of, where its header names one', async (t) => {
  const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const tracesOf = async (traceparent: string) => {
    lines.length = 0;
    for (const url of ['/v1/experts/davis', '/nope']) await app.inject({ url, headers: { traceparent } });
    return lines.map((line) => JSON.parse(line).traceparent);
  };
  t.strictSame(await tracesOf(trace), [trace, trace]);
  for (const none of [
    trace.toUpperCase(),
    trace.replace('00-', 'ff-'),
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    'x',
  ])
    t.strictSame(await tracesOf(none), [undefined, undefined], none);
});

t.test('requests that fail are logged as well', async (t) => {
  const found = await logged('/nope', '/v1/experts?limit=0', '/v1/matrix.doc', '/v1/experts/nobody');
  t.strictSame(
    found.map(({ path, status }) => [path, status]),
    [
      ['/nope', 404],
      ['/v1/experts', 400],
      ['/v1/matrix.doc', 404],
      ['/v1/experts/nobody', 404],
    ],
  );
});

t.test('no line tells what was asked for in the query, however the request ends', async (t) => {
  const secret = 'hush-hush';
  const urls = [
    `/v1/search?q=${secret}`,
    `/v1/matrix?q=${secret}`,
    `/v1/matrix?${secret}=1`,
    `/v1/experts?limit=${secret}`,
    `/nope?${secret}`,
    `/?${secret}`,
    `/v1/experts/%E0%A4%A?${secret}`,
    `/v1/matrix.doc?${secret}`,
    `/v1/search?q=${secret.padEnd(9000, 'h')}`,
  ];
  const found = await logged(...urls);
  t.ok(found.length >= urls.length - 1);
  for (const line of lines) t.notMatch(line, /hush|\?/);
});
