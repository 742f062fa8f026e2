import { parseAtomFeed, parseJsonFeed } from 'feedsmith';
import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const told = (): Story =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .question('bridge', { title: 'Bridge', topics: ['traffic'] })
    .says('ada', 'bridge', 'support', { id: 'p', quote: 'Build it & be done' });
const store = await storeOf(t, told().says('ben', 'tolls', 'oppose', { id: 'q' }));
await tell(store, told().says('ada', 'bridge', 'mixed', { id: 'p', quote: 'Build it & be done' }), { reason: 'Half.' });
const SITE = 'https://stances.example.org';
const app = await serviceOver(t, store, { publicUrl: SITE });

const atom = async (path: string) => parseAtomFeed((await app.inject(path)).body);
const titlesOf = async (path: string) =>
  (await atom(path)).entries?.map(({ title }) => (title as { value?: string }).value);
const linksOf = (feed: { links?: readonly { rel?: string; href?: string }[] }) =>
  Object.fromEntries((feed.links ?? []).map(({ rel, href }) => [rel, href]));

t.test('the log is a feed of its latest entries, the newest first, each leading to a page of this site', async (t) => {
  const feed = await atom('/v1/changes.atom?limit=2');
  t.match(feed, { title: { value: 'Standpoint: changes' }, updated: (await store.changes(0, 99)).at(-1)?.at });
  t.strictSame(linksOf(feed), { self: `${SITE}/v1/changes.atom?limit=2`, alternate: `${SITE}/` });
  t.equal(feed.entries?.length, 2);
  const [latest] = feed.entries ?? [];
  t.match(latest, {
    title: { value: 'Ada Lind on Bridge: corrected from “Supports” to “Sees both sides”; also summary' },
  });
  t.strictSame(linksOf(latest ?? {}), { alternate: `${SITE}/cells/ada/bridge` });
});

t.test('there is a feed of every question, expert and topic, and of the corrections', async (t) => {
  const CORRECTED = 'Ada Lind on Bridge: corrected from “Supports” to “Sees both sides”; also summary';
  const PUBLISHED = 'Ada Lind on Bridge: published “Supports”';
  t.strictSame(await titlesOf('/v1/changes.atom?question=bridge'), [
    CORRECTED,
    PUBLISHED,
    'Question “Bridge”: recorded',
  ]);
  t.strictSame(await titlesOf('/v1/changes.atom?topic=traffic&expert=ada'), [CORRECTED, PUBLISHED]);
  t.strictSame(await titlesOf('/v1/changes.atom?expert=ben'), [
    'ben on tolls: published “Opposes”',
    'Statement by ben: recorded',
    'ben: recorded',
  ]);
  t.strictSame(await titlesOf('/v1/corrections.atom'), [CORRECTED]);
  t.strictSame(await titlesOf('/v1/corrections.atom?expert=ben'), undefined);
});

t.test('a feed says about whom and what it is, and which page it belongs to', async (t) => {
  const told = async (path: string) => {
    const feed = await atom(path);
    return [(feed.title as { value?: string }).value, linksOf(feed).alternate];
  };
  t.strictSame(await told('/v1/changes.atom?expert=ada'), ['Standpoint: changes – Ada Lind', `${SITE}/experts/ada`]);
  t.strictSame(await told('/v1/changes.atom?question=bridge'), [
    'Standpoint: changes – Bridge',
    `${SITE}/questions/bridge`,
  ]);
  t.strictSame(await told('/v1/changes.atom?topic=traffic&question=bridge'), [
    'Standpoint: changes – Bridge, traffic',
    `${SITE}/`,
  ]);
  t.strictSame(await told('/v1/corrections.atom'), ['Standpoint: corrections', `${SITE}/corrections`]);
});

t.test('ids are the same in both formats and in every feed, and no other log has them', async (t) => {
  const idsOf = async (path: string) =>
    (parseJsonFeed((await app.inject(path)).json()).items ?? []).map(({ id }) => String(id));
  const all = await idsOf('/v1/changes.jsonfeed?limit=500');
  t.equal(new Set(all).size, all.length);
  t.strictSame(
    (await atom('/v1/changes.atom?limit=500')).entries?.map(({ id }) => id),
    all,
  );
  const [corrected] = await idsOf('/v1/corrections.jsonfeed');
  t.equal(corrected, all[0]);
  t.match(corrected, /^urn:standpoint:log:2024-07-01T09:00:00\.000Z:\d+$/);
  const feedIds = await Promise.all(
    ['/v1/changes.atom', '/v1/changes.atom?expert=ada', '/v1/corrections.atom'].map(
      async (path) => (await atom(path)).id,
    ),
  );
  t.equal(new Set(feedIds).size, 3);
});

t.test('JSON Feed is of version 1.1, and says where it is', async (t) => {
  const reply = await app.inject({ url: '/v1/changes?expert=ada', headers: { accept: 'application/feed+json' } });
  t.equal(reply.headers['content-type'], 'application/feed+json; charset=utf-8');
  t.match(reply.json(), {
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: `${SITE}/v1/changes.jsonfeed?expert=ada`,
    home_page_url: `${SITE}/experts/ada`,
  });
});

t.test('a feed that has not changed keeps its bytes, whatever else was changed', async (t) => {
  const before = await app.inject('/v1/changes.atom?expert=ben');
  await tell(store, story().expert('cho'));
  const after = await app.inject('/v1/changes.atom?expert=ben');
  t.equal(after.body, before.body);
  t.equal(after.headers.etag, before.headers.etag);
  const again = await app.inject({
    url: '/v1/changes.atom?expert=ben',
    headers: { 'if-none-match': String(before.headers.etag) },
  });
  t.equal(again.statusCode, 304);
});

t.test('without a public address, links begin as the reader reached the site', async (t) => {
  const other = await serviceOver(t, store);
  const selfOf = async (host: string) =>
    linksOf(parseAtomFeed((await other.inject({ url: '/v1/changes.atom', headers: { host } })).body)).self;
  for (const host of ['one.example.org', 'two.example.org', 'one.example.org'])
    t.equal(await selfOf(host), `http://${host}/v1/changes.atom`);
});

t.test('where a page of the list begins is not for feeds', async (t) => {
  isRefusedFor(t, await app.inject('/v1/changes.atom?after=0'), ['after']);
  isRefusedFor(t, await app.inject('/v1/corrections.jsonfeed?cursor=x'), ['cursor']);
  isRefusedFor(t, await app.inject('/v1/changes.atom?knownAt=2024-06-01T00:00:00Z'), ['knownAt']);
  isRefusedFor(t, await app.inject('/v1/changes.atom?expert=adda'), ['expert']);
  isProblem(t, await app.inject('/v1/experts.atom'), 'not-found');
});

t.test('pages name their feeds to readers that look for them', async (t) => {
  const feedsOf = async (url: string) => {
    const { body } = await app.inject({ url, headers: { accept: 'text/html' } });
    const links = body.matchAll(/<link rel="alternate" type="application\/(?:atom\+xml|feed\+json)" href="([^"]+)"/g);
    return [...links].map(([, href = '']) => href.replaceAll('&#61;', '='));
  };
  const pairOf = (start: string, query = '') => [`${SITE}${start}.atom${query}`, `${SITE}${start}.jsonfeed${query}`];
  for (const [path, feeds] of [
    ['/', pairOf('/v1/changes')],
    ['/questions/bridge', pairOf('/v1/changes', '?question=bridge')],
    ['/experts/ada', pairOf('/v1/changes', '?expert=ada')],
    ['/corrections', pairOf('/v1/corrections')],
    ['/grid', []],
  ] as const) {
    t.strictSame(await feedsOf(path), feeds, path);
    for (const feed of feeds) t.equal((await app.inject(feed.slice(SITE.length))).statusCode, 200, feed);
  }
});
