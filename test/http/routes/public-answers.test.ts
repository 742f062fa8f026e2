import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Kind } from '../../../src/core/records/kinds.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { serviceOver } from '../../helpers/service/service.ts';
import { type Engine, everyEngine } from '../../helpers/store/engines.ts';
import { ACTS, type Act, arbitraryAct, begun, EVERY_ACT, RandomHistory } from '../../helpers/store/random-history.ts';
import { tell } from '../../helpers/store/tell.ts';

/** How often each act was done. */
const done: RandomHistory['done'] = new Map();

const TABLES = ['', '.csv', '.md', '.html', '.ndjson', '.txt', '.tsv'];
const FEEDS = ['.atom', '.jsonfeed'];
const PLURALS = ['scales', 'experts', 'sources', 'questions', 'statements', 'positions'];

/** Every address that a draft could show at, without ids of drafts. */
const ADDRESSES: readonly string[] = [
  ...PLURALS.flatMap((plural) => TABLES.map((format) => `/v1/${plural}${format}?limit=3`)),
  ...PLURALS.map((plural) => `/v1/${plural}.ndjson`),
  ...TABLES.flatMap((format) => [`/v1/matrix${format}`, `/v1/questions/bridge/matrix${format}?include=statements`]),
  ...['.svg', '.xlsx', '.jsonld', '.anno.json'].map((format) => `/v1/questions/bridge/matrix${format}`),
  ...TABLES.flatMap((format) => [`/v1/changes${format}?limit=100`, `/v1/experts/ada/history${format}`]),
  ...FEEDS.flatMap((format) => [`/v1/changes${format}`, `/v1/corrections${format}`, `/v1/changes${format}?expert=ada`]),
  ...['/v1/agreement', '/v1/agreement?groupBy=affiliation', '/v1/agreement.gexf', '/v1/consensus', '/v1/moves'],
  ...[
    '/v1/questions/bridge/consensus',
    '/v1/network',
    '/v1/participation',
    '/v1/participation.csv',
    '/v1/network.graphml',
    '/v1/network?actor=organization',
  ],
  ...['/v1/compare?expert=ada&expert=ben', '/v1/experts/ada/moves', '/v1/corrections', '/v1/corrections?topic=traffic'],
  ...['/v1/search?q=bridge', '/v1/search?q=ada%20port', '/v1/matrix?q=bridge', '/v1/matrix?q=nothing%20ada'],
  ...['/v1/experts?q=bridge', '/v1/statements?q=bridge', '/v1/positions?q=bridge', '/v1/experts?affiliation=the+port'],
  ...['/v1/matrix?affiliation=port%20of', '/v1/matrix?topic=trafic', '/v1/questions?topic=bridges'],
  ...['/v1/experts/adda', '/v1/questions/brigde', '/v1/scales/suport', '/v1/sources/pst', '/v1/matrix?expert=adda'],
  ...[
    '/v1/positions?option=yess',
    '/v1/positions?source=pst',
    '/v1/statements?expert=adda',
    '/v1/changes?question=brige',
  ],
  ...['/v1/matrix?knownAt=2024-07-01T09:30:00Z', '/v1/experts?knownAt=2024-07-01T09:30:00Z'],
  ...['/', '/questions', '/experts', '/questions/bridge', '/experts/ada', '/cells/ada/bridge', '/grid', '/corrections'],
  ...[
    '/agreement',
    '/agreement?of=ada',
    '/moves',
    '/network',
    '/method',
    '/quiz',
    '/data',
    '/topics',
    '/sources',
    '/sources/post',
    '/statements',
  ],
  ...['/search?q=bridge', '/compare?expert=ada&expert=ben', '/embed/questions/bridge', '/embed/cells/ada/bridge'],
  ...['/sitemap.xml', '/embed/grid', '/oembed?url=http%3A%2F%2Flocalhost%2Fquestions%2Fbridge', '/nowhere'],
];

/** The addresses that an id has, or is named in. */
const addressesOf = (id: string, kind: Kind): string[] => [
  ...PLURALS.filter((plural) => plural === `${kind}s`).flatMap((plural) => [
    ...[`/v1/${plural}/${id}`, `/v1/${plural}/${id}.csv`, `/v1/${plural}/${id}/history`, `/v1/${plural}?id=${id}`],
  ]),
  ...(kind === 'expert'
    ? [`/experts/${id}`, `/cells/${id}/bridge`, `/v1/matrix?expert=${id}`, `/v1/changes.atom?expert=${id}`]
    : []),
  ...(kind === 'question'
    ? [`/questions/${id}`, `/v1/questions/${id}/consensus`, `/v1/matrix?question=${id}`, `/embed/questions/${id}`]
    : []),
];

const HEADERS = ['content-type', 'etag', 'cache-control', 'vary', 'link', 'location'];

async function answersOf(app: App, urls: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const url of urls) {
    const { statusCode, headers, rawPayload } = await app.inject({ url, headers: { accept: '*/*' } });
    // Of a failure, the number of the request is no part.
    const body = rawPayload
      .toString('latin1')
      .replaceAll(/req-\w+/g, 'req')
      .replaceAll(url, '');
    answers.set(url, JSON.stringify([statusCode, ...HEADERS.map((name) => headers[name]), body]));
  }
  return answers;
}

async function published(t: Test, engine: Engine) {
  let now = Date.parse('2024-07-01T09:00:00Z');
  const store = await engine.open(t, { now: () => new Date(now) });
  await tell(store, begun());
  now += 3_600_000;
  return { history: new RandomHistory(store, done), app: await serviceOver(t, store, { cacheBytes: 0 }) };
}

for (const engine of everyEngine(t)) {
  t.test(`on ${engine.name}, whatever is done that is not public, no answer to the public says so`, async (t) => {
    // Every history begins with the same, and the answers to it.
    const every = await answersOf((await published(t, engine)).app, ADDRESSES);
    const found = [...every.values()].filter((answer) => answer.startsWith('[200'));
    t.ok(found.length > ADDRESSES.length * 0.7, `${found.length} of ${ADDRESSES.length} are answered`);
    const seesNothing = async (parts: readonly (readonly Act[])[]) => {
      const { history, app } = await published(t, engine);
      let before = every;
      for (const acts of parts) {
        let isHidden = true;
        for (const act of acts) isHidden = (await history.take(act)) && isHidden;
        const after = await answersOf(app, ADDRESSES);
        if (isHidden)
          for (const [url, answer] of after)
            if (answer !== before.get(url))
              throw new Error(`${url} is another one: ${before.get(url)} and then ${answer}`, { cause: acts });
        before = after;
      }
      return (await history.store.check()).length === 0;
    };
    // What nobody sees is asked about after each act, and what is seen after all.
    const seen = EVERY_ACT.findIndex(({ act }) => act === 'publish');
    if (engine.isSlow) t.ok(await seesNothing([EVERY_ACT.slice(0, seen), EVERY_ACT.slice(seen)]));
    else t.ok(await seesNothing([...EVERY_ACT.slice(0, seen).map((act) => [act]), EVERY_ACT.slice(seen)]));
    const some = fc.array(arbitraryAct, { minLength: 1, maxLength: 8 });
    await eventuallyHolds(t, fc.array(some, { minLength: 2, maxLength: engine.isSlow ? 2 : 5 }), seesNothing, {
      runs: engine.isSlow ? 1 : 6,
    });
  });

  t.test(`on ${engine.name}, an address of what is not public is answered as one of nothing`, async (t) => {
    await eventuallyHolds(
      t,
      fc.array(arbitraryAct, { minLength: 5, maxLength: 25 }),
      async (acts) => {
        const { history, app } = await published(t, engine);
        for (const act of acts) await history.take(act);
        for (const [id, kind] of history.ids) {
          // An id that a draft gave up leads nobody on, for ever.
          for (const url of addressesOf(id, kind)) {
            const { statusCode, body } = await app.inject({ url });
            if (![400, 404].includes(statusCode) || body.includes(`did you mean "${id}"`))
              throw new Error(`${url} is answered with ${statusCode}: ${body}`);
          }
        }
        return true;
      },
      { runs: engine.isSlow ? 1 : 15 },
    );
  });
}

t.test('every act was done in one of those histories', async (t) => {
  for (const act of ACTS) t.ok((done.get(act) ?? 0) > 0, `${act}: ${done.get(act) ?? 0} times`);
});
