import { join } from 'node:path';
import t, { type Test } from 'tap';
import { operator } from '../../../src/core/access/caller.ts';
import { identityOf } from '../../../src/db/sqlite/database-file.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import type { RunJob } from '../../../src/http/workers/heavy-work.ts';
import type { Outcome } from '../../../src/http/workers/job.ts';
import { PLAIN_SITE } from '../../../src/pages/own/own-site.ts';
import { updateRecord } from '../../../src/services/records/editing.ts';
import { WorkerPool } from '../../../src/worker-pool.ts';
import { LONGEST_WAIT_MS } from '../../helpers/patience.ts';
import { keyWith } from '../../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';

const NOWHERE = { publicUrl: null, contact: null, license: null, own: PLAIN_SITE };

/** The same store served twice: everything made by worker threads, and nothing. */
async function both(t: Test) {
  const database = join(t.testdir(), 'standpoint.sqlite');
  const store = await storeWith(t, [seed()], database);
  const pool = new WorkerPool(1, {
    database: { engine: 'sqlite', path: database, identity: identityOf(database) },
    site: NOWHERE,
  });
  const limits = { heavyMs: 0, threads: 1, inLine: 100, deadlineMs: LONGEST_WAIT_MS, perClientMs: 0 };
  const outcomes: Outcome[] = [];
  const run: RunJob = async (job, signal) => {
    const outcome = await pool.run(job, signal);
    outcomes.push(outcome);
    return outcome;
  };
  const withWorkers = await serviceOver(t, store, { work: { begin: pool.begin, run, limits }, cacheBytes: 0 });
  t.teardown(() => pool.close());
  return { store, outcomes, withWorkers, without: await serviceOver(t, store, { cacheBytes: 0 }) };
}

/** What a client sees, but for the id of the request and the time of the day. */
async function seen(app: App, url: string, headers: { readonly [name: string]: string }) {
  const { statusCode, headers: sent, rawPayload } = await app.inject({ url, headers });
  const { date, ...others } = sent;
  const body = rawPayload.toString('latin1').replace(/urn:standpoint:request:[\w-]+/, 'urn:standpoint:request:1');
  return { statusCode, headers: { ...others, 'content-length': undefined }, body };
}

const PATHS = [
  ...['', '.csv', '.tsv', '.md', '.html', '.xlsx', '.png', '.svg', '.jsonld', '.anno', '.ndjson', '.txt'].map(
    (suffix) => `/v1/questions/red-line/matrix${suffix}`,
  ),
  ...['/v1/matrix?include=statements', '/v1/matrix?rule=all&asOf=2024-10', '/v1/matrix.csv?shape=wide&bom=1'],
  ...['/v1/compare?expert=turner&expert=davis', '/v1/agreement.gexf', '/v1/network', '/v1/consensus?limit=2'],
  ...['/v1/positions?limit=3', '/v1/experts.md', '/v1/positions.xlsx'],
  ...['/', '/questions', '/grid', '/questions/red-line', '/compare?expert=turner&expert=davis', '/embed/grid'],
  // What is wrong is wrong in the same words.
  ...[
    '/v1/questions/red-lime/matrix.png',
    '/v1/matrix?expert=nobody',
    '/v1/matrix.png?width=1',
    '/v1/compare?expert=turner',
  ],
  ...['/v1/questions/red-line/matrix?knownAt=2999-01-01T00:00:00Z', '/grid?sortExperts=a:b'],
];

t.test('a worker thread makes the very same answers, byte for byte', async (t) => {
  const { store, outcomes, withWorkers, without } = await both(t);
  const desk = await keyWith(store, 'publish');
  for (const [n, url] of PATHS.entries()) {
    const accept = url.startsWith('/v1') ? '*/*' : 'text/html';
    const asked = { accept, 'accept-language': 'de', host: 'stances.example', ...(n % 3 === 0 && desk) };
    t.strictSame(await seen(withWorkers, url, asked), await seen(without, url, asked), url);
  }
  for (const headers of [{}, desk])
    t.strictSame(
      await seen(withWorkers, '/v1/positions?limit=500', headers),
      await seen(without, '/v1/positions?limit=500', headers),
    );
  for (const coding of ['br', 'gzip']) {
    const headers = { 'accept-encoding': coding };
    t.strictSame(await seen(withWorkers, '/v1/matrix', headers), await seen(without, '/v1/matrix', headers), coding);
  }
  const made = outcomes.filter((outcome) => 'made' in outcome).length;
  t.ok(made >= 30, `${made} answers were made by a thread`);
  t.ok(
    outcomes.some((outcome) => 'thrown' in outcome),
    'and so were failures',
  );
});

t.test('a worker sees what was written last, and sends on what was given up', async (t) => {
  const { store, withWorkers, without } = await both(t);
  const headers = { accept: '*/*' };
  await seen(withWorkers, '/v1/questions/red-line/matrix', headers);
  const { revision } = (await store.get('question', 'red-line')) ?? { revision: 0 };
  const editor = { caller: operator('a tester'), at: new Date().toISOString(), reason: 'Shorter.' };
  await updateRecord(store, 'question', 'red-line', { id: 'line' }, revision, editor);
  for (const url of ['/v1/questions/line/matrix', '/v1/questions/red-line/matrix', '/v1/matrix'])
    t.strictSame(await seen(withWorkers, url, headers), await seen(without, url, headers), url);
});

t.test('a worker does not open another file than the service has', async (t) => {
  const database = join(t.testdir(), 'standpoint.sqlite');
  await storeWith(t, [seed()], database);
  const pool = new WorkerPool(1, { database: { engine: 'sqlite', path: database, identity: '0:0' }, site: NOWHERE });
  t.teardown(() => pool.close());
  const job = {
    url: '/v1/matrix',
    lane: 'quick',
    accept: null,
    language: null,
    protocol: 'http',
    host: 'localhost',
    coding: 'identity',
    known: 0,
  } as const;
  const caller = operator('a tester');
  const outcome = await pool.run({ ...job, caller }, AbortSignal.timeout(LONGEST_WAIT_MS));
  t.match(outcome, { thrown: { kind: 'unusable-database', message: /was replaced while it was being opened/ } });
});
