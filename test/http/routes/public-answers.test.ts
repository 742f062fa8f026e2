import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Caller } from '../../../src/core/access/caller.ts';
import type { Store } from '../../../src/core/ports/store.ts';
import type { Kind } from '../../../src/core/records/kinds.ts';
import { isPublic } from '../../../src/core/records/public-state.ts';
import { Failure } from '../../../src/core/values/errors.ts';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { createRecord, deleteRecord, updateRecord } from '../../../src/services/records/editing.ts';
import { publishRecord } from '../../../src/services/records/publishing.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { serviceOver } from '../../helpers/service/service.ts';
import { tell } from '../../helpers/store/tell.ts';

const KINDS: readonly Kind[] = ['scale', 'expert', 'source', 'question', 'statement', 'position'];
const writer: Caller = { name: 'a writer', key: null, scopes: ['write'] };
const publisher: Caller = { name: 'a publisher', key: null, scopes: ['publish'] };

/** What is public from the beginning. */
const told = () =>
  story()
    .expert('ada', { name: 'Ada Lind', affiliations: [{ organization: 'The Port' }] })
    .expert('ben', { name: 'Ben Moor', affiliations: [{ organization: 'The Institute' }] })
    .question('bridge', { topics: ['traffic'], aliases: ['span'] })
    .question('tolls', { topics: ['money'] })
    .says('ada', 'bridge', 'support', { id: 'ada-bridge', quote: 'Build the bridge.', on: '2024-03-01' })
    .says('ben', 'bridge', 'oppose', { id: 'ben-bridge', quote: 'No bridge for us.', on: '2024-04-01' })
    .says('ben', 'tolls', 'mixed', { id: 'ben-tolls' });

/** Ids near public ones, so that whatever is suggested would be they; most words are those of what is public. */
const FIELDS: { readonly [K in Kind]: (id: string) => { readonly [field: string]: unknown } } = {
  scale: (id) => ({ id, label: `Scale ${id}`, options: [{ id: 'yes', label: 'Yes', value: 1 }] }),
  expert: (id) => ({
    ...{ id, name: `Ada Bridge ${id}`, aliases: ['bridge'] },
    affiliations: [{ organization: `The Port of ${id}` }],
  }),
  source: (id) => ({
    id,
    title: `Bridge ${id}`,
    publisher: 'The Harbour Post',
    publishedOn: '2024-02',
    language: 'en',
  }),
  question: (id) => ({
    ...{ id, title: `Bridge ${id}`, proposition: `A bridge, ${id}.`, codingRule: 'As said.' },
    topics: ['traffic', `topic-${id}`],
  }),
  statement: (id) => ({
    id,
    expert: 'ada',
    source: 'post',
    attribution: 'direct',
    quotes: [`The bridge, ${id}, ada.`],
  }),
  position: (id) => ({
    ...{ id, expert: 'ada', question: 'bridge', option: 'oppose', basis: 'stated' },
    ...{ summary: `Ada opposes the bridge, ${id}.`, statements: ['said-ada-bridge'] },
  }),
};

const PATCHES: { readonly [K in Kind]: { readonly [field: string]: unknown } } = {
  scale: { label: 'Bridge or none' },
  expert: { name: 'Ada Bridge the other' },
  source: { title: 'Bridges' },
  question: { title: 'Bridges', topics: ['traffic', 'bridges'] },
  statement: { quotes: ['No bridge.'], paraphrase: 'Bridge.' },
  position: { summary: 'Ada, bridge, port.' },
};

/** What a history is made of; a number chooses among what there is. */
type Act = { readonly act: 'make' | 'change' | 'rename' | 'delete' | 'publish' | 'correct'; kind: Kind; which: number };
const arbitraryAct: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom('make', 'make', 'make', 'change', 'rename', 'delete', 'publish', 'correct'),
  kind: fc.constantFrom(...KINDS),
  which: fc.nat({ max: 50 }),
});

/** How often each act was done. */
const done = new Map<Act['act'], number>();

class History {
  readonly store: Store;
  /** Ids that only drafts have had. */
  readonly ids = new Map<string, Kind>();
  #count = 0;

  constructor(store: Store) {
    this.store = store;
  }

  /** Does it, where it may be done; true where it was none of the public's. What is refused changes nothing. */
  async take(it: Act): Promise<boolean> {
    try {
      const isHidden = await this.#do(it);
      done.set(it.act, (done.get(it.act) ?? 0) + 1);
      return isHidden;
    } catch (error) {
      if (error instanceof Failure) return true;
      throw error;
    }
  }

  async #do({ act, kind, which }: Act): Promise<boolean> {
    const by = (caller: Caller) => ({ caller, at: '2024-07-01T09:00:00Z', reason: 'So it goes.' });
    if (act === 'make') {
      this.#count += 1;
      const id = `${['ad', 'bridg', 'toll', 'pos', 'yes'][which % 5]}${this.#count}`;
      await createRecord(this.store, kind, FIELDS[kind](id), by(writer));
      this.ids.set(id, kind);
      return true;
    }
    const all = await this.store.getMany(kind, await this.store.ids(kind));
    const among = act === 'correct' ? all.filter(isPublic) : all.filter((record) => !isPublic(record));
    const record = among[which % Math.max(1, among.length)];
    if (record === undefined) throw new Failure('not-found', 'there is none to do that to');
    const { id, revision } = record;
    if (act === 'change') await updateRecord(this.store, kind, id, PATCHES[kind], revision, by(writer));
    if (act === 'delete') await deleteRecord(this.store, kind, id, revision, by(writer));
    if (act === 'rename') {
      this.#count += 1;
      const to = `${id}-${this.#count}`;
      await updateRecord(this.store, kind, id, { id: to }, revision, by(writer));
      this.ids.set(to, kind);
    }
    if (act === 'publish') await publishRecord(this.store, kind, id, revision, by(publisher));
    if (act === 'correct') await updateRecord(this.store, kind, id, PATCHES[kind], revision, by(publisher));
    return act !== 'publish' && act !== 'correct';
  }
}

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
  ...['/search?q=bridge', '/compare?expert=ada&expert=ben', '/embed/questions/bridge', '/embed/cells/ada/bridge'],
  ...['/embed/grid', '/oembed?url=http%3A%2F%2Flocalhost%2Fquestions%2Fbridge', '/nowhere'],
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

async function published(t: Test) {
  let now = Date.parse('2024-07-01T09:00:00Z');
  const store = openSqliteStore(':memory:', { now: () => new Date(now) });
  t.teardown(() => store.close());
  await tell(store, told());
  now += 3_600_000;
  return { history: new History(store), app: await serviceOver(t, store) };
}

t.test('whatever is done that is not public, no answer to the public says so', async (t) => {
  const every = await answersOf((await published(t)).app, ADDRESSES);
  const found = [...every.values()].filter((answer) => answer.startsWith('[200'));
  t.ok(found.length > ADDRESSES.length * 0.7, `${found.length} of ${ADDRESSES.length} are answered`);
  await eventuallyHolds(
    t,
    fc.array(fc.array(arbitraryAct, { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 5 }),
    async (parts) => {
      const { history, app } = await published(t);
      let before = await answersOf(app, ADDRESSES);
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
    },
    { runs: 6 },
  );
});

t.test('an address of what is not public is answered as one of nothing', async (t) => {
  await eventuallyHolds(
    t,
    fc.array(arbitraryAct, { minLength: 5, maxLength: 25 }),
    async (acts) => {
      const { history, app } = await published(t);
      for (const act of acts) await history.take(act);
      for (const [id, kind] of history.ids) {
        // By the whole store, and not by what is tried here; an id that a draft gave up leads nobody on, for ever.
        const record = await history.store.get(kind, id);
        if (record !== null && isPublic(record)) continue;
        for (const url of addressesOf(id, kind)) {
          const { statusCode, body } = await app.inject({ url });
          if (![400, 404].includes(statusCode) || body.includes(`did you mean "${id}"`))
            throw new Error(`${url} is answered with ${statusCode}: ${body}`);
        }
      }
      return true;
    },
    { runs: 15 },
  );
});

t.test('every act was done in one of those histories', async (t) => {
  for (const act of ['make', 'change', 'rename', 'delete', 'publish', 'correct'] as const)
    t.ok((done.get(act) ?? 0) > 0, `${act}: ${done.get(act) ?? 0} times`);
});
