import { strFromU8, unzipSync } from 'fflate';
import t, { type Test } from 'tap';
import { AGREEMENT_SHAPES } from '../../../../src/answers/comparison/agreement.ts';
import { CONSENSUS_SHAPES } from '../../../../src/answers/comparison/consensus.ts';
import { NETWORK_SHAPES } from '../../../../src/answers/comparison/network.ts';
import { PARTICIPATION_SHAPES } from '../../../../src/answers/comparison/participation.ts';
import { RANKING_SHAPES } from '../../../../src/answers/comparison/ranking.ts';
import { COMPARISON_SHAPES } from '../../../../src/answers/comparison/side-by-side.ts';
import { MATRIX_SHAPES } from '../../../../src/answers/matrix/matrix.ts';
import type { Store } from '../../../../src/core/ports/store.ts';
import { KINDS } from '../../../../src/core/records/kinds.ts';
import { formatsFor } from '../../../../src/formats/registry.ts';
import { publishRecords } from '../../../../src/services/records/publishing.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { OPERATOR } from '../../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { faultsBy, responsePlace } from '../../../helpers/formats/document.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { everyRole } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { nothingHeld } from '../../../helpers/service/streaming.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const PUBLISHED = { id: 'old', on: '2024-01-01', quote: 'No bridge for me.' };
const PREVIEW = 'status=draft';

/** Ada was against the bridge; drafts say that she changed her mind, and what somebody new holds on something new. */
async function newsroom(t: Test) {
  const store = await storeOf(t, story().says('ada', 'bridge', 'oppose', PUBLISHED).expert('ben'));
  const status = 'draft' as const;
  await tell(
    store,
    story()
      .expert('cy', { status })
      .question('ferry', { status, topics: ['boats'] })
      .source('new-post', { status })
      .statement('said-new', 'ada', { source: 'new-post', saidOn: '2024-02-01', status })
      .position('new', { expert: 'ada', question: 'bridge', option: 'support', statements: ['said-new'], status })
      .statement('said-first', 'cy', { source: 'new-post', saidOn: '2024-02-02', status })
      .position('first', { expert: 'cy', question: 'ferry', option: 'oppose', statements: ['said-first'], status }),
  );
  const app = await serviceOver(t, store);
  return { store, app, roles: await everyRole(store) };
}

type Marked = { readonly [name: string]: unknown };

/** What a preview says, without what marks it as one and the number of the last change. */
function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== 'object' || value === null) return value;
  const { preview: _, status: __, revision: ___, ...rest } = value as Marked;
  return Object.fromEntries(Object.entries(rest).map(([name, it]) => [name, unmarked(it)]));
}

const ADDRESSES = [
  '/v1/matrix',
  '/v1/matrix?include=statements',
  '/v1/matrix?rule=all&asOf=2024-02-01',
  '/v1/questions/bridge/matrix?include=statements',
  '/v1/questions/ferry/matrix',
  '/v1/compare?expert=ada&expert=cy',
  '/v1/compare?expert=ada&expert=cy&include=statements',
  '/v1/agreement',
  '/v1/agreement?of=ada&by=month',
  '/v1/questions/bridge/consensus',
  '/v1/questions/ferry/consensus?rule=all',
  '/v1/consensus?minValued=1',
  '/v1/participation',
  '/v1/network?mode=two-mode',
];

async function publishAll(store: Store): Promise<void> {
  const drafts = await Promise.all(
    KINDS.map(async (kind) =>
      (await store.getMany(kind, await store.ids(kind)))
        .filter((it) => 'status' in it && it.status === 'draft')
        .map(({ id }) => ({ kind, id })),
    ),
  );
  await publishRecords(store, drafts.flat(), { caller: OPERATOR, at: RECORDED.at, reason: null });
}

const pathOf = (url: string): string => url.split('?', 1)[0]?.replace(/questions\/\w+/, 'questions/{id}') ?? url;

const withPreview = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}${PREVIEW}`;

t.test('a preview is what the public gets once every draft is published', async (t) => {
  const { store, app, roles } = await newsroom(t);
  const answers: Marked[] = [];
  for (const url of ADDRESSES) answers.push((await app.inject({ url: withPreview(url), headers: roles.write })).json());
  t.equal((await app.inject('/v1/questions/ferry/matrix')).statusCode, 404);
  await publishAll(store);
  for (const [index, url] of ADDRESSES.entries()) {
    const answer: Marked = (await app.inject(url)).json();
    t.equal(answer.preview, undefined);
    t.equal(answers[index]?.preview, true, url);
    t.strictSame(unmarked(answers[index]), unmarked(answer), url);
    t.strictSame(faultsBy(responsePlace(pathOf(url), 'get'), answers[index]), []);
  }
});

t.test('a preview says which cells, experts and questions rest on drafts', async (t) => {
  const { app, roles } = await newsroom(t);
  const { experts, questions, cells } = (
    await app.inject({ url: `/v1/matrix?${PREVIEW}`, headers: roles.write })
  ).json();
  const marks = (them: readonly { readonly id: string; readonly status?: string }[]) =>
    them.map(({ id, status }) => `${id} ${status ?? 'public'}`);
  t.strictSame(marks(experts), ['ada public', 'ben public', 'cy draft']);
  t.strictSame(marks(questions), ['bridge public', 'ferry draft']);
  t.strictSame(
    cells.map((cell: Marked) => [cell.expert, cell.question, cell.option, cell.status, cell.changed]),
    [
      ['ada', 'bridge', 'support', 'draft', true],
      ['ada', 'ferry', null, undefined, false],
      ['ben', 'bridge', null, undefined, false],
      ['ben', 'ferry', null, undefined, false],
      ['cy', 'bridge', null, undefined, false],
      ['cy', 'ferry', 'oppose', 'draft', false],
    ],
  );
});

t.test('every format says that it is a preview, and no public answer does', async (t) => {
  const { app, roles } = await newsroom(t);
  const seen = (suffix: string, query: string, headers: { readonly authorization?: string }) =>
    app.inject({ url: `/v1/questions/bridge/matrix.${suffix}?${query}`, headers });
  for (const { name } of formatsFor(MATRIX_SHAPES)) {
    const [preview, open] = [await seen(name, PREVIEW, roles.write), await seen(name, '', {})];
    t.equal(preview.statusCode, 200, name);
    t.notSame(preview.rawPayload, open.rawPayload, name);
    if (name === 'png') continue;
    if (name === 'xlsx') {
      t.match(
        strFromU8(unzipSync(preview.rawPayload)['xl/sharedStrings.xml'] ?? new Uint8Array()),
        /Preview, not public/,
      );
      continue;
    }
    t.match(preview.body, /preview/i, name);
    t.notMatch(open.body, /preview/i, name);
  }
  const rows = async (query: string) => (await seen('csv', `${PREVIEW}${query}`, roles.write)).body.trim().split('\n');
  t.match((await rows(''))[0], /,preview\r?$/);
  t.match((await rows(''))[1], /^ada,.*,draft\r?$/);
  t.match((await rows('&shape=wide'))[1], /^ada,ada,support,,,draft\r?$/);
  t.match((await rows('&shape=wide'))[2], /^ben,ben,—,,,published\r?$/);
  t.match((await rows('&shape=wide'))[3], /^cy,cy,—,,,draft\r?$/, 'who is silent may be a draft');
  t.match((await rows('')).at(-1), /^cy,.*,draft\r?$/);
  const items = (await seen('ndjson', PREVIEW, roles.write)).body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.strictSame(
    items.map(({ expert, status }) => [expert, status]),
    [
      ['ada', 'draft'],
      ['ben', undefined],
      ['cy', 'draft'],
    ],
  );
});

t.test('a picture marks each draft, and what it counts of them', async (t) => {
  const { app, roles } = await newsroom(t);
  const picture = async (url: string) => (await app.inject({ url: withPreview(url), headers: roles.write })).body;
  const question = await picture('/v1/questions/bridge/matrix.svg');
  t.equal(question.match(/>draft</g)?.length, 1, 'beside the name of whoever holds it');
  const grid = await picture('/v1/matrix.svg');
  const boxes = grid.match(/<rect[^>]*stroke-dasharray/g) ?? [];
  t.equal(boxes.length, 3, 'two cells, and what the box means');
  t.match(grid, />Draft</);
  t.match(grid, /2 cells of drafts/);
  const open = await app.inject('/v1/matrix.svg');
  t.notMatch(open.body, /stroke-dasharray|>Draft</);
});

/** UCINET's file has numbers and labels, and no place for a remark. */
const UNMARKED: ReadonlySet<string> = new Set(['dl']);

t.test('what is counted of drafts says so in every format', async (t) => {
  const { app, roles } = await newsroom(t);
  const FILES = [
    ['/v1/compare', COMPARISON_SHAPES, 'expert=ada&expert=cy'],
    ['/v1/agreement', AGREEMENT_SHAPES, ''],
    ['/v1/questions/bridge/consensus', CONSENSUS_SHAPES, ''],
    ['/v1/consensus', RANKING_SHAPES, 'minValued=1'],
    ['/v1/participation', PARTICIPATION_SHAPES, ''],
    ['/v1/network', NETWORK_SHAPES, ''],
  ] as const;
  for (const [path, shapes, query] of FILES)
    for (const { name } of formatsFor(shapes)) {
      const url = `${path}.${name}?${query}`;
      const [preview, open] = [
        await app.inject({ url: `${url}&${PREVIEW}`, headers: roles.write }),
        await app.inject(url),
      ];
      t.equal(preview.statusCode, 200, url);
      if (name === 'png') {
        t.notSame(preview.rawPayload, open.rawPayload, url);
        continue;
      }
      const text =
        name === 'xlsx'
          ? strFromU8(unzipSync(preview.rawPayload)['xl/sharedStrings.xml'] ?? new Uint8Array())
          : preview.body;
      if (!UNMARKED.has(name)) t.match(text, /preview|\bdraft/i, url);
      t.notMatch(open.body, /preview|\bdraft/i, url);
    }
});

t.test('everything can be taken out as it would be', async (t) => {
  const { app, roles } = await newsroom(t);
  const out = (suffix: string) => app.inject({ url: `/v1/export.${suffix}?${PREVIEW}`, headers: roles.write });
  const zip = await out('zip');
  t.match(zip.headers['content-disposition'], /standpoint-preview\.zip/);
  t.equal(zip.headers['cache-control'], 'private, no-store');
  const files = unzipSync(zip.rawPayload);
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  t.match(JSON.parse(text('datapackage.json')).title, /^Preview, not public: /);
  t.match(text('experts.csv'), /,status,/);
  t.match(text('experts.csv'), /\r\ncy,.*,draft,/);
  t.match(text('experts.csv'), /\r\nada,.*,published,/);
  t.match(text('positions.csv'), /\r\nnew,.*draft/);
  const lines = (await out('ndjson')).body
    .trim()
    .split('\n')
    .map((line): Marked => JSON.parse(line));
  t.strictSame(
    lines.filter(({ status }) => status === 'draft').map(({ id }) => id),
    ['cy', 'new-post', 'ferry', 'said-first', 'said-new', 'new', 'first'],
  );
  const empty = await storeOf(t, story());
  const taken = await serviceOver(t, empty);
  const { publish } = await everyRole(empty);
  const { body: payload } = await out('ndjson');
  const headers = { ...publish, 'content-type': 'application/x-ndjson' };
  const made = await taken.inject({ method: 'POST', url: '/v1/import', payload, headers });
  t.equal(made.statusCode, 200, made.body);
  const again = await taken.inject({ url: `/v1/export.ndjson?${PREVIEW}`, headers: publish });
  t.equal(again.body, payload, 'and comes back as it was, drafts as drafts');
  isProblem(t, await app.inject(`/v1/export.zip?${PREVIEW}`), 'unauthenticated');
  isProblem(t, await app.inject({ url: `/v1/export.zip?${PREVIEW}`, headers: roles.read }), 'forbidden');
  t.notMatch((await app.inject('/v1/export.ndjson')).body, /draft|ferry/);
  t.equal((await out('parquet')).statusCode, 200);
});

t.test('words find what is public only, so a preview has none', async (t) => {
  const { app, roles } = await newsroom(t);
  for (const path of ['/v1/matrix', '/v1/matrix.csv'])
    isRefusedFor(t, await app.inject({ url: `${path}?${PREVIEW}&q=ferry`, headers: roles.write }), ['q']);
});

t.test('a table that is sent as it is made is the same preview', async (t) => {
  const { store, app, roles } = await newsroom(t);
  const streamed = await serviceOver(t, store, nothingHeld());
  for (const url of ['/v1/matrix.csv', '/v1/matrix.csv?shape=wide', '/v1/matrix.ndjson?include=statements']) {
    const [one, other] = await Promise.all(
      [app, streamed].map((it) => it.inject({ url: withPreview(url), headers: roles.write })),
    );
    t.match(one?.body, /draft/, url);
    t.equal(other?.body, one?.body, url);
    t.equal(other?.headers['cache-control'], 'private, no-store', url);
  }
});

t.test('previews are for those who write, and nothing between keeps one', async (t) => {
  const { app, roles } = await newsroom(t);
  for (const url of ADDRESSES.map(withPreview)) {
    isProblem(t, await app.inject(url), 'unauthenticated');
    isProblem(t, await app.inject({ url, headers: roles.read }), 'forbidden');
    isProblem(t, await app.inject({ url, headers: roles.revoked }), 'unauthenticated');
    for (const role of ['write', 'publish', 'admin'] as const) {
      const { statusCode, headers } = await app.inject({ url, headers: roles[role] });
      t.equal(statusCode, 200, `${role} ${url}`);
      t.equal(headers['cache-control'], 'private, no-store');
      t.match(headers.vary, /\bAuthorization\b/);
      t.notOk(headers['cache-tag'] ?? headers['surrogate-key']);
    }
  }
  const open = await app.inject({ url: '/v1/matrix', headers: roles.write });
  t.notMatch(open.body, /draft|ferry/, 'without being asked for, nobody gets one');
});

t.test('a preview is of the present, and nothing else is called one', async (t) => {
  const { app, roles } = await newsroom(t);
  const refused = async (url: string, parameter: string) =>
    isRefusedFor(t, await app.inject({ url, headers: roles.write }), [parameter]);
  await refused(`/v1/matrix?${PREVIEW}&knownAt=2024-07-01T09:00:00Z`, 'knownAt');
  await refused('/v1/matrix?status=published', 'status');
  await refused(`/v1/matrix?${PREVIEW}&status=published`, 'status');
  await refused(`/v1/consensus?${PREVIEW}&q=ferry`, 'q');
  for (const path of ['/v1/agreement', '/v1/network', '/v1/export.zip'])
    await refused(`${path}?${PREVIEW}&knownAt=2024-07-01T09:00:00Z`, 'knownAt');
  await refused(`/v1/experts/ada/moves?${PREVIEW}`, 'status');
  await refused(`/embed/grid?${PREVIEW}`, 'status');
});

/** Every kind of page that shows records, but for the quiz, which shows a reader's own answers. */
const PAGES = [
  ...[
    '',
    '/questions',
    '/questions?topic=boats',
    '/topics',
    '/experts',
    '/sources',
    '/sources/new-post',
    '/grid',
    '/statements',
    '/statements/said-new',
  ],
  ...['/questions/ferry', '/experts/cy', '/cells/cy/ferry', '/compare', '/compare?expert=ada&expert=cy'],
  ...['/agreement', '/agreement?of=cy', '/network', '/network?topic=boats', '/moves', '/moves?topic=boats'],
];

const PREVIEWS = '/desk/preview';
/** The addresses of the same site to which what is on the page leads. */
const linksOf = (body: string): string[] =>
  [...body.slice(body.indexOf('<main'), body.indexOf('</main>')).matchAll(/href="(\/[^"]*)"/g)].map(([, link = '']) =>
    link.replaceAll(/&(?:amp|#38);/g, '&').replaceAll('&#61;', '='),
  );

t.test('the pages of the site can be seen at the desk as they would be', async (t) => {
  const { app, roles } = await newsroom(t);
  const desk = await atDesk(app, roles.write);
  const isOfDraft = (link: string) => /\bcy\b|ferry|boats|new-post/.test(link);
  for (const page of PAGES) {
    const { statusCode, headers, body } = await desk.get(`${PREVIEWS}${page}`);
    t.equal(statusCode, 200, page);
    t.match(body, /Preview, not public: drafts count here/, page);
    t.equal(headers['cache-control'], 'no-store');
    for (const link of new Set(linksOf(body).filter(isOfDraft))) {
      t.ok(link.startsWith(PREVIEWS), `${page} leads to ${link}`);
      t.equal((await desk.get(link)).statusCode, 200, link);
    }
    const stranger = await app.inject({ url: `${PREVIEWS}${page}`, headers: { accept: 'text/html' } });
    t.equal(stranger.statusCode, 303, 'who is not signed in is sent to sign in');
    const open = await app.inject({ url: page || '/', headers: { accept: 'text/html' } });
    if (open.statusCode === 200) t.notMatch(open.body, /\bdraft\b|boats/i, page);
  }
  const marked = [
    '',
    '/questions',
    '/experts',
    '/sources/new-post',
    '/statements',
    '/statements/said-new',
    '/questions/ferry',
    '/cells/cy/ferry',
    '/moves',
  ];
  for (const page of marked)
    t.match((await desk.get(`${PREVIEWS}${page}`)).body, /<span class="tag">Draft<\/span>/, `${page} marks drafts`);
});

t.test('the pages lead to what they lead to once every draft is published', async (t) => {
  const { store, app, roles } = await newsroom(t);
  const desk = await atDesk(app, roles.write);
  const records = (body: string) =>
    [...new Set(linksOf(body))]
      .map((link) => link.replace(PREVIEWS, ''))
      .filter(
        (link) =>
          !link.includes('knownAt') &&
          /^\/(cells|experts|questions|sources|statements|compare|agreement)[/?]/.test(link),
      )
      .sort();
  const before = await Promise.all(PAGES.map(async (page) => records((await desk.get(`${PREVIEWS}${page}`)).body)));
  await publishAll(store);
  for (const [index, page] of PAGES.entries()) {
    const { statusCode, body } = await app.inject({ url: page || '/', headers: { accept: 'text/html' } });
    t.equal(statusCode, 200, page);
    t.strictSame(before[index], records(body), page);
  }
});

t.test('a page that is asked for with status=draft leads to its preview, or says that it has none', async (t) => {
  const { app } = await newsroom(t);
  const ask = (url: string) => app.inject({ url, headers: { accept: 'text/html' } });
  for (const page of PAGES.map((it) => it || '/')) {
    await ask(page);
    const { statusCode, headers } = await ask(withPreview(page));
    t.equal(statusCode, 303, page);
    t.equal(headers.location, `${PREVIEWS}${page === '/' ? '' : page}`);
    t.equal(headers['cache-control'], 'no-store');
  }
  for (const page of ['/quiz', '/method', '/data', '/corrections', '/search', '/log/1'])
    t.match(await ask(withPreview(page)), { statusCode: 400, body: /status cannot be .* has no preview/i }, page);
  t.equal((await ask('/questions?status=new')).statusCode, 200, 'what others put into links is passed over');
});
