import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import t from 'tap';
import { KINDS, PLURALS } from '../../../src/core/records/kinds.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { isProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { SEED } from '../../helpers/chance.ts';
import { arbitraryEdits, carryOut } from '../../helpers/fixtures/edits.ts';
import { story } from '../../helpers/fixtures/story.ts';
import { keyWith } from '../../helpers/service/keys.ts';
import { seed, serviceOver, storeWith } from '../../helpers/service/service.ts';
import { answersAlike, type Both, bothOver, isStreamTag, nothingHeld } from '../../helpers/service/streaming.ts';
import { storeOf, tell } from '../../helpers/store/tell.ts';

const FORMATS = ['csv', 'tsv', 'ndjson'];

/** Every list there is, with filters. */
const LISTS = [
  ...KINDS.map((kind) => `/v1/${PLURALS[kind]}`),
  '/v1/positions?expert=ada&status=published',
  '/v1/positions?q=holds&to=2024-06-30',
  '/v1/statements?question=bridge&affiliation=guild',
  '/v1/changes',
  '/v1/changes?after=7',
  '/v1/changes?expert=ben',
  '/v1/corrections',
  '/v1/experts/ada/history',
  '/v1/sources/post/history',
  '/v1/consensus?minValued=1',
];

const inFormat = (list: string, format: string, more = ''): string => {
  const [path, query] = list.split('?');
  const parameters = [query, more].filter((part) => part !== undefined && part !== '').join('&');
  return `${path}.${format}${parameters === '' ? '' : `?${parameters}`}`;
};

/** The lines of all pages of a list in NDJSON, one after the other. */
async function pagesOf(app: App, list: string, more: string): Promise<string> {
  let body = '';
  for (let url: string | undefined = inFormat(list, 'ndjson', `limit=3${more}`); url !== undefined; ) {
    const reply: Awaited<ReturnType<App['inject']>> = await app.inject(url);
    body += reply.body;
    url = /^<([^>]+)>; rel="next"$/.exec(String(reply.headers.link ?? ''))?.[1];
  }
  return body;
}

/** The same bytes in every format from both services, without a next page; as lines, those of all pages together. */
async function isWhole({ held, streamed }: Both, list: string, more: string): Promise<boolean> {
  for (const format of FORMATS) {
    const url = inFormat(list, format, more.slice(1));
    const [one, other] = [await held.inject(url), await streamed.inject(url)];
    // What the list is filtered by may not be there yet, or any more.
    if (one.statusCode >= 400) return other.statusCode === one.statusCode;
    if (one.body !== other.body || one.headers.link !== undefined || other.headers.link !== undefined) return false;
  }
  return (await streamed.inject(inFormat(list, 'ndjson', more.slice(1)))).body === (await pagesOf(held, list, more));
}

t.test('whatever was done, the whole of a list is its pages, held or sent as it is made, then and now', async (t) => {
  await eventuallyHolds(
    t,
    arbitraryEdits,
    async (edits) => {
      let seconds = 0;
      const now = () => new Date(Date.UTC(2025, 0, 1) + 1000 * seconds++);
      const store = await storeWith(t, [], ':memory:', { now });
      for (const edit of edits.slice(0, -1)) await carryOut(store, edit);
      const instant = now().toISOString();
      for (const edit of edits.slice(-1)) await carryOut(store, edit);
      now();
      const both = await bothOver(t, store);
      for (const list of LISTS)
        for (const more of ['', `&knownAt=${instant}`]) if (!(await isWhole(both, list, more))) return false;
      return true;
    },
    { runs: 6 },
  );
});

/** More than may be held. */
const MANY = 2_345;

function crowd() {
  const told = story();
  for (let n = 0; n < MANY; n += 1)
    told.says('ada', `question-${n}`, 'support', {
      id: `p${n}`,
      summary: n === 0 ? '=SUM(1), "two"\nlines' : 'Said so.',
      status: n % 5 === 0 ? 'draft' : 'published',
    });
  return told;
}

const store = await storeOf(t, crowd());
const app = await serviceOver(t, store);
const key = await keyWith(store, 'write');
const DRAFTS = MANY / 5;

t.test('one address gives all of a list to a spreadsheet, and a limit gives a page', async (t) => {
  const whole = await app.inject('/v1/positions.csv');
  t.ok(isStreamTag(whole.headers.etag));
  t.equal(whole.headers.link, undefined);
  const rows: { [column: string]: string }[] = parse(whole.body, { columns: true });
  t.equal(rows.length, MANY - DRAFTS);
  t.equal(new Set(rows.map(({ id }) => id)).size, MANY - DRAFTS);
  const accepted = await app.inject({ url: '/v1/positions', headers: { accept: 'text/csv' } });
  t.equal(accepted.body, whole.body);
  const page = await app.inject('/v1/positions.csv?limit=2');
  t.notOk(isStreamTag(page.headers.etag));
  t.match(page.headers.link, /^<\/v1\/positions\.csv\?limit=2&cursor=[\w-]+>; rel="next"$/);
  t.equal(page.body.trimEnd().split('\r\n').length, 3);
  const next = /<([^>]+)>/.exec(String(page.headers.link))?.[1] ?? '';
  const cursor = new URL(next, 'http://localhost').searchParams.get('cursor');
  t.equal((await app.inject(`/v1/positions.csv?cursor=${cursor}`)).body.trimEnd().split('\r\n').length, 51);
});

t.test('formats for people, and JSON, come in pages', async (t) => {
  const reply = await app.inject('/v1/positions');
  t.equal(reply.json().items.length, 50);
  t.match(reply.headers.link, 'rel="next"');
  for (const format of ['md', 'txt', 'html'])
    t.match((await app.inject(`/v1/questions.${format}`)).headers.link, 'rel="next"', format);
});

t.test('a workbook has the whole list, or a page that was asked for; a list too long for one is refused', async (t) => {
  const book = async (query: string) => {
    const { headers, rawPayload } = await app.inject(`/v1/positions.xlsx${query}`);
    const { 'xl/worksheets/sheet1.xml': sheet = new Uint8Array() } = unzipSync(rawPayload);
    return { rows: strFromU8(sheet).match(/<row /g)?.length, link: headers.link };
  };
  t.strictSame(await book(''), { rows: 1 + MANY - DRAFTS, link: undefined });
  t.match(await book('?limit=3'), { rows: 4, link: 'rel="next"' });
  const why = /^the list has more than 5,000 rows, the most in xlsx: ask for a page with "limit", or for CSV/;
  t.match(isProblem(t, await app.inject('/v1/changes.xlsx'), 'answer-too-large').detail, why);
});

t.test('drafts are in the whole list for who may see them, under a tag of its own, and for nobody else', async (t) => {
  for (const format of FORMATS) {
    const url = `/v1/positions.${format}`;
    const [publicly, withKey] = [await app.inject(url), await app.inject({ url, headers: key })];
    t.notMatch(publicly.body, 'draft');
    t.equal(withKey.body.split('draft').length - 1, DRAFTS);
    t.not(publicly.headers.etag, withKey.headers.etag);
    t.match(publicly.headers, { 'cache-control': 'public, no-cache', vary: 'Accept-Encoding, Authorization' });
    t.match(withKey.headers, { 'cache-control': 'private, no-cache' });
    const taken = await app.inject({ url, headers: { 'if-none-match': String(withKey.headers.etag) } });
    t.equal(taken.statusCode, 200, 'what was sent to somebody else is not confirmed');
  }
  const changes = await app.inject('/v1/changes.ndjson');
  t.ok(isStreamTag(changes.headers.etag));
  t.notMatch(changes.body, '"draft"');
  t.match((await app.inject({ url: '/v1/changes.ndjson', headers: key })).body, '"draft"');
  isProblem(t, await app.inject('/v1/positions.csv?status=draft'), 'unauthenticated');
});

t.test('what is wrong with a list is told before anything is sent', async (t) => {
  isRefusedFor(t, await app.inject('/v1/positions.csv?expert=adda'), ['expert']);
  isRefusedFor(t, await app.inject('/v1/positions.csv?from=2025&to=2024'), ['from']);
  isRefusedFor(t, await app.inject('/v1/positions.csv?q=***'), ['q']);
  isProblem(t, await app.inject('/v1/experts/nobody/history.csv'), 'not-found');
});

t.test(
  'a list that grows beyond what may be held is sent as it is made, with the bytes it would have had',
  async (t) => {
    const growing = await storeWith(t, [seed()]);
    const [held, streamed] = [await serviceOver(t, growing), await serviceOver(t, growing, nothingHeld())];
    for (const kind of ['positions', 'statements', 'questions'])
      for (const format of FORMATS)
        t.ok(await answersAlike({ held, streamed }, `/v1/${kind}.${format}`), `${kind} ${format}`);
    t.notOk(isStreamTag((await held.inject('/v1/positions.csv')).headers.etag));
    await tell(growing, crowd());
    t.ok(isStreamTag((await held.inject('/v1/positions.csv')).headers.etag));
  },
);

t.test('filters of every sort narrow a list that is sent as it is made', async (t) => {
  const streamed = await serviceOver(t, store, nothingHeld());
  const filters = fc.sample(
    fc.record({
      expert: fc.constantFrom('', 'expert=ada'),
      question: fc.constantFrom('', 'question=question-7&question=question-9', 'question=question-2000'),
      option: fc.constantFrom('', 'option=support', 'option=oppose'),
      source: fc.constantFrom('', 'source=post'),
      days: fc.constantFrom('', 'from=2024', 'to=2024-06-29'),
      q: fc.constantFrom('', 'q=lines', 'q=said+so'),
    }),
    { numRuns: 25, seed: SEED },
  );
  for (const parts of filters) {
    const query = Object.values(parts)
      .filter((part) => part !== '')
      .join('&');
    const url = `/v1/positions.ndjson?${query}`;
    t.equal((await streamed.inject(url)).body, (await app.inject(url)).body, query);
  }
});
