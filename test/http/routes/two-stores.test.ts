/** A crawler that knows nothing but the service and its document, before two stores that are one for the public. */
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { KINDS, type Kind } from '../../../src/core/records/kinds.ts';
import { FORMATS } from '../../../src/formats/registry.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { document, type Parameter } from '../../helpers/formats/document.ts';
import { everyOperation, pathOf, queryParameters, requests, urlOf } from '../../helpers/service/requests.ts';
import { routesOf } from '../../helpers/service/router.ts';
import { serviceOver } from '../../helpers/service/service.ts';
import '../../helpers/chance.ts';
import { type Engine, everyEngine } from '../../helpers/store/engines.ts';
import { HIDDEN, HIDDEN_WORDS, twin } from '../../helpers/store/twins.ts';

type Asked = {
  readonly method?: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
};

/** What the log is proved with is made of every entry, with salts that are told to nobody (docs/guide/proof.md); the process is measured as a whole. */
const OF_ALL = /^\/v1\/log\/|^\/log\b|^\/metrics|[?&]leaves=/;
const STREAM = 'text/event-stream';
const PLENTY = 400;
const A_FEW = 500;

const serve = async (t: Test, engine: Engine, which: 'plain' | 'other' | 'told'): Promise<App> =>
  serviceOver(t, await twin(t, which, engine), { cacheBytes: 64 * 1024 });

const WITH_ID = /^\/(?:embed\/)?(?:v1\/)?(\w+)s\/\{id\}/;
const OF_KIND: { readonly [parameter: string]: Kind } = {
  of: 'expert',
  excludeExpert: 'expert',
  excludeQuestion: 'question',
  succeeds: 'question',
};

const kindNamed = (name: string): Kind | undefined => KINDS.find((kind) => kind === name) ?? OF_KIND[name];

/** Addresses of and by ids and words that only drafts have, or had. */
function aboutHidden(paths: readonly string[]): string[] {
  const own = paths.flatMap((path) => {
    const kind = kindNamed(WITH_ID.exec(path)?.[1] ?? '');
    return kind === undefined ? [] : HIDDEN[kind].map((id) => pathOf(path.replace('{id}', id)));
  });
  const filtered = everyOperation().flatMap(({ path, method, operation }) =>
    method === 'get'
      ? queryParameters(operation).flatMap((parameter) =>
          valuesOf(parameter, path).map(
            (value) =>
              `${urlOf(path, operation)}${urlOf(path, operation).includes('?') ? '&' : '?'}${parameter.name}=${value}`,
          ),
        )
      : [],
  );
  const cells = HIDDEN.expert.flatMap((expert) => [`/cells/${expert}/red-line`, `/embed/cells/${expert}/red-line`]);
  return [...own, ...filtered, ...cells, ...HIDDEN_WORDS.map((word) => `/search?q=${word}`)];
}

function valuesOf({ name }: Parameter, path: string): readonly string[] {
  const kind = kindNamed(name === 'id' ? (WITH_ID.exec(`${path}/{id}`)?.[1] ?? '') : name);
  if (kind !== undefined) return HIDDEN[kind];
  return ['q', 'topic', 'affiliation', 'excludeTopic', 'excludeAffiliation'].includes(name) ? HIDDEN_WORDS : [];
}

/** Each operation in each format that it lists, by Accept and by suffix. */
const inEveryFormat = (): Asked[] =>
  everyOperation().flatMap(({ path, method, operation }) => {
    if (method !== 'get') return [];
    const types = Object.keys(operation.responses['200']?.content ?? {}).filter((type) => type !== STREAM);
    const [bare = '', query] = urlOf(path, operation).split('?');
    const suffixed = FORMATS.map(({ name }) => ({
      url: [`${bare}.${name}`, ...(query === undefined ? [] : [query])].join('?'),
    }));
    return [...types.map((accept) => ({ url: urlOf(path, operation), headers: { accept } })), ...suffixed];
  });

const HEADERS: readonly { readonly [name: string]: string }[] = [
  { 'accept-encoding': 'gzip' },
  { 'if-none-match': '*' },
  { 'if-modified-since': 'Mon, 01 Jul 2024 09:20:00 GMT' },
  { range: 'bytes=0-99', origin: 'https://elsewhere.example' },
  { 'accept-language': 'de', prefer: 'return=minimal' },
];

/** Every address by other methods and with other headers, nobody's key among them. */
const inOtherWays = (urls: readonly string[]): Asked[] =>
  urls.flatMap((url) => [
    ...(['HEAD', 'OPTIONS', 'POST', 'PATCH', 'DELETE'] as const).map((method) => ({
      method,
      url,
      headers: { 'if-match': '*' },
    })),
    ...HEADERS.map((headers) => ({ url, headers })),
  ]);

/** What an answer is, but for the moment and the number of the request. */
async function answerTo(app: App, { method = 'GET', url, headers = {} }: Asked) {
  const reply = await app.inject({ method, url, headers: { accept: '*/*', ...headers } });
  const { date: _, ...kept } = reply.headers;
  return {
    status: reply.statusCode,
    headers: kept,
    body: reply.rawPayload.toString('latin1').replaceAll(/req-\w+/g, 'req'),
  };
}

const LINK = /(?:href|src)="([^"#]+)|"(?:next|url|href)":"([^"]+)"/g;

/** Where an answer leads on this service. */
const linksIn = ({ headers, body }: Awaited<ReturnType<typeof answerTo>>): string[] =>
  [String(headers.location ?? ''), ...[...body.matchAll(LINK)].map(([, link, other]) => link ?? other ?? '')]
    .map((link) => link.replaceAll('&amp;', '&').replace(/^http:\/\/localhost(:\d+)?/, ''))
    .filter((link) => link.startsWith('/') && !link.startsWith('//'));

/** So many of all that could be asked, by chance. */
const some = (all: readonly Asked[], count: number): Asked[] =>
  fc.sample(fc.shuffledSubarray([...all], { minLength: count, maxLength: count }), 1).flat();

/** The requests that the two answer differently, until there are enough of them or `most` were asked, and how many there were. */
async function crawl(
  one: App,
  other: App,
  { enough = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY } = {},
): Promise<{ readonly asked: number; readonly different: string[] }> {
  const paths = [...new Set([...Object.keys(document.paths), ...routesOf(one, 'GET')])].filter(
    (path) => !path.includes('*'),
  );
  const bare = paths.map((path) => pathOf(path).replace('{expert}/{question}', 'davis/red-line'));
  const first: Asked[] = [
    ...[...bare, ...requests().map(({ url }) => url), ...aboutHidden(paths)].map((url) => ({ url })),
    ...inEveryFormat(),
    ...inOtherWays([...bare, ...aboutHidden(paths).slice(0, PLENTY)]),
  ];
  const named = new Map(first.map((asked) => [JSON.stringify(asked), asked]));
  const all = [...named.values()].filter(({ url }) => !OF_ALL.test(url));
  const waiting = all.length > most ? some(all, most) : all;
  const seen = new Set(waiting.map((asked) => JSON.stringify(asked)));
  const last = Math.min(waiting.length + PLENTY, Math.max(waiting.length, most));
  const different: string[] = [];
  for (const asked of waiting) {
    if (different.length >= enough) break;
    const [by, also] = [await answerTo(one, asked), await answerTo(other, asked)];
    const [text, otherText] = [JSON.stringify(by), JSON.stringify(also)];
    if (text !== otherText)
      different.push(`${JSON.stringify(asked)}: ${text.slice(0, 1_500)} and ${otherText.slice(0, 1_500)}`);
    for (const url of [...linksIn(by), ...linksIn(also)]) {
      const found = JSON.stringify({ url });
      if (seen.has(found) || OF_ALL.test(url) || waiting.length >= last) continue;
      seen.add(found);
      waiting.push({ url });
    }
  }
  return { asked: waiting.length, different };
}

for (const engine of everyEngine(t)) {
  const most = engine.isSlow ? A_FEW : Number.POSITIVE_INFINITY;

  t.test(`on ${engine.name}, two stores that differ in what is not public are one to whoever has no key`, async (t) => {
    const { asked, different } = await crawl(await serve(t, engine, 'plain'), await serve(t, engine, 'other'), {
      most,
    });
    t.comment(`${asked} requests to each`);
    t.equal(different.length, 0, different.slice(0, 5).join('\n'));
  });

  t.test(`on ${engine.name}, what is published in one of them is seen by the same crawler`, async (t) => {
    const enough = engine.isSlow ? 10 : 100;
    const { different } = await crawl(await serve(t, engine, 'plain'), await serve(t, engine, 'told'), {
      enough,
      most,
    });
    t.equal(different.length, enough);
  });
}
