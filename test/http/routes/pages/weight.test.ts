/** What pages weigh where a parliament of two hundred has voted ten times: as much as they show, and no more than 100 kB with style and script. */
import t from 'tap';
import type { Bundle } from '../../../../src/core/import/bundle/bundle.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver, storeWith } from '../../../helpers/service/service.ts';

const STATES = 200;
const ROLL_CALLS = 10;
const LIGHT = 100_000;

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const nameOf = (state: number): string => `Republic of ${String.fromCharCode(65 + (state % 26))}avia ${state}`;
const HELD = ['support', 'oppose', 'noncommittal'];

const votes = numbers(STATES).flatMap((state) => numbers(ROLL_CALLS).map((call) => ({ state, call })));
const bundle: Bundle = {
  bundleVersion: 1,
  experts: numbers(STATES).map((state) => ({
    ...{ id: `state-${state}`, name: nameOf(state) },
    affiliations: [{ organization: `Group of Seventy-${state % 20}` }],
  })),
  sources: numbers(ROLL_CALLS).map((call) => ({
    ...{ id: `call-${call}`, title: `Roll call ${call}`, publisher: 'General Assembly', language: 'en' },
    ...{ publishedOn: '2025-03-05', url: `https://assembly.example/calls/${call}` },
  })),
  questions: numbers(ROLL_CALLS).map((call) => ({
    ...{
      id: `call-${call}`,
      title: `A treaty on the matter ${call}`,
      proposition: `There should be a treaty on ${call}.`,
    },
    codingRule: 'As voted.',
  })),
  statements: votes.map(({ state, call }) => ({
    ...{ id: `said-${state}-${call}`, expert: `state-${state}`, source: `call-${call}`, attribution: 'mixed' as const },
    ...{ quotes: ['My country cannot stand by while this goes on.'], paraphrase: 'Voted, and explained its vote.' },
  })),
  positions: votes.map(({ state, call }) => ({
    ...{ id: `p-${state}-${call}`, expert: `state-${state}`, question: `call-${call}`, basis: 'stated' as const },
    ...{ option: HELD[(state + call) % 3] ?? '', summary: 'As it voted in the Assembly.' },
    statements: [`said-${state}-${call}`],
  })),
};
const service = await serviceOver(t, await storeWith(t, [bundle]));

const bodyOf = async (url: string): Promise<string> => {
  const { statusCode, body } = await service.inject({ url, headers: { accept: 'text/html' } });
  t.equal(statusCode, 200, `${url} ${statusCode === 200 ? '' : body}`);
  return body.replaceAll('&#61;', '=').replaceAll('&#38;', '&');
};

/** The style and the script of a page. */
async function assetsOf(body: string): Promise<number> {
  const paths = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g)].map(([, path = '']) => path);
  const answers = await Promise.all(paths.map((url) => service.inject({ url })));
  return answers.reduce((sum, { rawPayload }) => sum + rawPayload.length, 0);
}

const QUESTION = '/questions/call-3';
const PAGES = ['/', '/questions', '/experts', '/topics', '/sources', '/sources/call-3', '/method', '/data', '/quiz'];
const GRIDS = ['/grid', '/grid?rows=2', '/grid?pick=true', '/embed/grid', '/embed/grid?rows=5'];
const MORE = [
  '/agreement',
  '/agreement?of=state-1',
  '/agreement?of=state-1&q=republic',
  '/network',
  '/moves',
  '/compare',
  '/compare?expert=state-1&expert=state-2',
  '/search?q=treaty',
];
const OF_ONE = [
  QUESTION,
  `${QUESTION}?rows=2`,
  `${QUESTION}?q=republic`,
  '/grid?q=republic&rows=2',
  `/embed${QUESTION}`,
  '/experts/state-1',
  '/cells/state-1/call-3',
];

t.test('no page weighs more than 100 kB with its style and script, in either language', async (t) => {
  for (const url of [...PAGES, ...GRIDS, ...MORE, ...OF_ONE])
    for (const language of ['en', 'de']) {
      const { body } = await service.inject({
        url: `${url}${url.includes('?') ? '&' : '?'}lang=${language}`,
        headers: { accept: 'text/html' },
      });
      const bytes = Buffer.byteLength(body) + (await assetsOf(body));
      t.ok(bytes < LIGHT, `${url} in ${language}: ${bytes} bytes`);
    }
});

t.test('an expert who spoke on sixty questions is read in three portions, each of them light', async (t) => {
  const told = numbers(60).reduce(
    (so, number) => so.says('ada', `matter-${number}`, 'support', { quote: 'We cannot stand by while this goes on.' }),
    story(),
  );
  const other = await serviceOver(t, await storeWith(t, [told.bundle()]));
  const read = async (rows: number) =>
    (await other.inject({ url: `/experts/ada?rows=${rows}`, headers: { accept: 'text/html' } })).body;
  const bodies = await Promise.all([1, 2, 3].map(read));
  const asked = bodies.map((body) => [...body.matchAll(/<h2 id="q-([^"]+)/g)].map(([, id]) => id));
  t.strictSame(
    asked.map(({ length }) => length),
    [20, 20, 20],
  );
  t.equal(new Set(asked.flat()).size, 60);
  for (const body of bodies) t.ok(Buffer.byteLength(body) < LIGHT / 2, `${Buffer.byteLength(body)} bytes`);
  t.match(await read(4), 'must be a number from 1 to 3');
});

/** The pages of a list from its first on, by the way to the next that each has. */
async function portionsFrom(start: string): Promise<string[]> {
  const bodies: string[] = [];
  for (let url: string | undefined = start; url !== undefined; ) {
    if (bodies.length === STATES) throw new RangeError('there is no end to the portions');
    const body = await bodyOf(url);
    bodies.push(body);
    url = /<a href="([^"#]+)[^"]*" target="_self" rel="next"/.exec(body)?.[1];
  }
  return bodies;
}

const rowsIn = (body: string): string[] =>
  [...body.matchAll(/<tr[^>]*>\s*<th scope="row"[^>]*><a href="\/experts\/([^"?]+)/g)].map(([, id = '']) => id);

for (const start of [QUESTION, `${QUESTION}?sort=-name`, '/grid', '/embed/grid?theme=dark'])
  t.test(`the portions of ${start} have everybody once`, async (t) => {
    const bodies = await portionsFrom(start);
    const rows = bodies.flatMap(rowsIn);
    t.ok(bodies.length > 2, `${bodies.length} portions`);
    t.equal(rows.length, STATES);
    t.equal(new Set(rows).size, STATES);
  });

t.test('in an embed, the ways to the other rows keep the theme, and stay in the frame', async (t) => {
  t.match(await bodyOf('/embed/grid?theme=dark'), 'href="/embed/grid?theme=dark&rows=2" target="_self"');
});

t.test('everybody is named where they stand on the scale', async (t) => {
  const named = [...(await bodyOf(QUESTION)).matchAll(/<li><a href="\/cells\/([^/]+)/g)].map(([, id]) => id);
  t.equal(new Set(named).size, STATES);
});

t.test('a portion that is not there is refused, with those that are', async (t) => {
  for (const [url, count] of [
    [`${QUESTION}?rows=11`, 10],
    ['/grid?rows=9', 5],
    ['/grid?columns=2', 1],
    ['/embed/grid?rows=9', 5],
  ] as const) {
    const { statusCode, body } = await service.inject({ url, headers: { accept: 'application/json' } });
    t.equal(statusCode, 400, url);
    t.match(body, `must be a number from 1 to ${count}`, url);
  }
});

t.test('a grid with many columns shows a portion of them, and on a phone any by its name', async (t) => {
  const states = numbers(30).map((state) => `expert=state-${state}`);
  const calls = numbers(ROLL_CALLS).map((call) => `question=call-${call}`);
  const body = await bodyOf(`/grid?${[...states, ...calls].join('&')}&column=call-7`);
  t.match(body, /<th scope="col" class="on"><a href="\/questions\/call-7">/);
});
