import t, { type Test } from 'tap';
import type { PositionStatus } from '../../../src/core/records/position.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { isProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { everyRole } from '../../helpers/service/keys.ts';
import { requests } from '../../helpers/service/requests.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { isStreamTag, nothingHeld } from '../../helpers/service/streaming.ts';
import { tell } from '../../helpers/store/tell.ts';

/** A word and an id that one position has and nothing else; beside the word stands another, to search by. */
const MARK = 'quokka';
const ID = 'davis-unseen';
const BESIDE = 'wombat';

/** The first data set, and one more position of Davis's in that state, marked in each of its fields. */
async function serviceWith(t: Test, status: PositionStatus) {
  const store = await storeWith(t, [seed()]);
  const told = story()
    .question('quiet', { title: 'Quiet', proposition: 'All should be quiet.', topics: ['escalation'] })
    .expert('davis', { name: 'Paul Davis', sortName: 'Davis, Paul', affiliations: [{ organization: 'The Institute' }] })
    .statement('davis-was-heard', 'davis', { paraphrase: 'He was heard to speak of it.' })
    .position(ID, {
      ...{ expert: 'davis', question: 'quiet', option: 'support', statements: ['davis-was-heard'], status },
      ...{
        summary: `A ${MARK} and a ${BESIDE} in the summary.`,
        condition: `if a ${MARK} comes`,
        note: `A ${MARK} in the note.`,
      },
      recordedBy: `the ${MARK} desk`,
    });
  await tell(store, told);
  return { store, app: await serviceOver(t, store), roles: await everyRole(store) };
}

const MARKED = [
  ...[`/v1/positions/${ID}`, '/v1/questions/quiet/matrix?include=statements', '/v1/matrix?rule=all'],
  ...[`/v1/search?q=${BESIDE}`, `/v1/positions?q=${BESIDE}`, '/v1/positions?limit=500', '/v1/changes?limit=500'],
  ...['/v1/compare?expert=davis&expert=turner&question=quiet', '/v1/matrix?question=quiet'],
  ...[`/v1/positions/${ID}/history`, '/v1/corrections', '/v1/experts/davis/moves', '/v1/changes?question=quiet'],
  ...['/questions/quiet', '/experts/davis', '/cells/davis/quiet', '/grid', `/search?q=${BESIDE}`],
];

const EVERYWHERE = [...requests().map(({ url }) => url), ...MARKED];

const NDJSON = 'application/x-ndjson';
const FORMATS: readonly string[] = [
  'application/json',
  'text/csv',
  'text/markdown',
  NDJSON,
  'text/plain',
  'text/html',
  'application/atom+xml',
  'application/feed+json',
];

/** The addresses, in whichever format, in which the mark can be read. */
async function leaks(
  app: App,
  key: { readonly authorization?: string } = {},
  urls = EVERYWHERE,
  formats = FORMATS,
): Promise<string[]> {
  const found: string[] = [];
  for (const url of urls)
    for (const accept of formats) {
      const { body } = await app.inject({ url, headers: { accept, ...key } });
      if (body.includes(MARK) || (body.includes(ID) && !url.includes(ID))) found.push(`${accept} ${url}`);
    }
  return found;
}

t.test('a published position is read in many places, which proves that they were looked at', async (t) => {
  const { app } = await serviceWith(t, 'published');
  const found = await leaks(app, {}, MARKED);
  for (const url of MARKED.slice(0, 9)) t.equal(found.includes(`application/json ${url}`), true, url);
  t.ok(found.length > 30, `${found.length} places`);
});

t.test('a draft is read nowhere, in no format, without a key or with one that may only read', async (t) => {
  const { app, roles } = await serviceWith(t, 'draft');
  for (const key of [roles.nobody, roles.read]) {
    t.strictSame(await leaks(app, key), []);
    isProblem(t, await app.inject({ url: `/v1/positions/${ID}`, headers: key }), 'not-found');
  }
});

t.test('a draft is not in what is sent as it is made either, but for who may see it', async (t) => {
  const { store, roles } = await serviceWith(t, 'draft');
  const app = await serviceOver(t, store, nothingHeld());
  // All others are made as in the test before.
  const isStreamed = async (url: string, accept: string) =>
    isStreamTag((await app.inject({ method: 'HEAD', url, headers: { accept } })).headers.etag);
  for (const accept of ['text/csv', NDJSON]) {
    const urls: string[] = [];
    for (const url of EVERYWHERE.filter((it) => it.startsWith('/v1/') && !it.includes('limit=')))
      if (await isStreamed(url, accept)) urls.push(url);
    t.ok(urls.length > 50, `${urls.length} addresses`);
    for (const key of [roles.nobody, roles.read]) t.strictSame(await leaks(app, key, urls, [accept]), []);
    const seen = await leaks(app, roles.write, urls, [accept]);
    for (const url of ['/v1/positions', '/v1/changes']) t.ok(seen.includes(`${accept} ${url}`), url);
  }
});

t.test('drafts cannot be asked for by those who may not see them, and they are told so', async (t) => {
  const { app, roles } = await serviceWith(t, 'draft');
  for (const url of ['/v1/positions?status=draft', '/v1/positions.csv?status=published&status=draft']) {
    const told = /drafts are for those who write: this needs a key with the scope "write"/;
    t.match(isProblem(t, await app.inject(url), 'unauthenticated').detail, told);
    const reply = await app.inject({ url, headers: roles.read });
    t.match(isProblem(t, reply, 'forbidden').detail, told);
    t.match(reply.headers['www-authenticate'], 'error="insufficient_scope"');
  }
});

t.test('those who write see drafts among the positions and in the log, and count them nowhere', async (t) => {
  const { app, roles } = await serviceWith(t, 'draft');
  for (const headers of [roles.write, roles.publish, roles.admin]) {
    t.equal((await app.inject({ url: `/v1/positions/${ID}`, headers })).json().status, 'draft');
    for (const url of ['/v1/positions?limit=500', '/v1/positions.csv?status=draft', '/v1/changes?limit=500'])
      t.match((await app.inject({ url, headers })).body, ID, url);
    const { questions } = (await app.inject({ url: '/v1/questions/quiet/matrix', headers })).json();
    t.match(questions, [{ answered: 0 }]);
  }
});

t.test('nobody is answered with what was kept for those who write', async (t) => {
  const { app, roles } = await serviceWith(t, 'draft');
  t.ok((await leaks(app, roles.write, MARKED)).length >= 10, 'they were asked for, and kept');
  t.strictSame(await leaks(app, roles.nobody, MARKED), []);
  t.strictSame(await leaks(app, roles.read, MARKED), []);
});

t.test('where those who write get another answer, what stands between is told what it depends on', async (t) => {
  const { app, roles } = await serviceWith(t, 'draft');
  let several = 0;
  for (const url of EVERYWHERE) {
    const [bare, own] = [await app.inject(url), await app.inject({ url, headers: roles.write })];
    if (own.headers['cache-control'] === 'no-store') continue;
    // The data package names the release that made it.
    const isForEver = own.statusCode === 200 && url.includes('knownAt=') && !url.startsWith('/v1/export?');
    const lasting = isForEver ? 'max-age=31536000, immutable' : 'no-cache';
    t.equal(own.headers['cache-control'], `private, ${lasting}`, url);
    if (own.body === bare.body || bare.statusCode !== 200) continue;
    several += 1;
    t.not(own.headers.etag, bare.headers.etag, url);
    for (const { headers } of [bare, own]) t.match(headers.vary, /\bAuthorization\b/, url);
  }
  t.ok(several >= 3, `${several} addresses`);
});

t.test('words find what is published: with drafts or what was taken back alone, they are refused', async (t) => {
  const { app, roles } = await serviceWith(t, 'draft');
  const url = `/v1/positions?q=${BESIDE}&status=draft`;
  t.match(isRefusedFor(t, await app.inject({ url, headers: roles.write }), ['q']).detail, 'status=published');
  isRefusedFor(t, await app.inject(`/v1/positions?q=${BESIDE}&status=retracted`), ['q']);
});

t.test('a draft counts nowhere, and what it cites does not give it away', async (t) => {
  const { app } = await serviceWith(t, 'draft');
  t.match((await app.inject('/v1/questions/quiet/matrix')).json().questions, [{ answered: 0, mean: null }]);
  t.strictSame((await app.inject('/v1/statements?question=quiet')).json().items, []);
  const { items } = (await app.inject('/v1/changes?after=70')).json();
  t.strictSame(
    items.filter(({ entity }: { entity: string }) => entity === 'position'),
    [],
  );
});

t.test('a draft that is published is there from then on, and the log shows it as new', async (t) => {
  const store = await storeWith(t, []);
  await tell(store, story().says('ada', 'bridge', 'support', { id: 'p1', status: 'draft' }));
  const app = await serviceOver(t, store);
  const state = async () => (await app.inject('/v1/questions/bridge/matrix')).json().cells[0].state;
  t.equal(await state(), 'none');
  await tell(store, story().says('ada', 'bridge', 'support', { id: 'p1' }));
  t.equal(await state(), 'position');
  const { items } = (await app.inject('/v1/changes?limit=500')).json();
  const [change, ...more] = items.filter(({ id }: { id: string }) => id === 'p1');
  t.strictSame(more, []);
  t.match(change, { action: 'publish', before: null, after: { status: 'published' } });
});
