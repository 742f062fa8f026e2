import type { FastifyInstance } from 'fastify';
import t, { type Test } from 'tap';
import { isProblem } from '../../../helpers/asserts/problem.ts';
import { harbour } from '../../../helpers/fixtures/harbour.ts';
import { hostileStory } from '../../../helpers/fixtures/hostile.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { isGolden } from '../../../helpers/formats/golden.ts';
import { collisionsIn, pixelsOf, svgOf, textBoxes } from '../../../helpers/formats/picture.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const over = async (t: Test, told: Story) => serviceOver(t, await storeOf(t, told));

type Service = Pick<FastifyInstance, 'inject'>;

const drawn = async (app: Service, url: string) => {
  const { statusCode, body } = await app.inject(url);
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${body}`);
  return body;
};

/** All that can be read in a picture, without what keeps directions apart. */
const textOf = async (app: Service, url: string): Promise<string> =>
  textBoxes(svgOf(await drawn(app, url)))
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/[\u2066-\u2069]/g, '');

/** So many experts on so many questions, everybody on every one; of two organizations with long names. */
function crowd(experts: number, questions: number): Story {
  const options = ['oppose', 'lean-oppose', 'mixed', 'lean-support', 'support', 'noncommittal'];
  const told = story();
  for (let e = 0; e < experts; e += 1)
    told.expert(`e${e}`, {
      name: `Professor Bartholomew Featherstonehaugh-Cholmondeley Esq. ${e}`,
      affiliations: [{ organization: `The ${e % 2 === 0 ? 'Upper' : 'Lower'} Harbour Board of Trade and Navigation` }],
    });
  for (let q = 0; q < questions; q += 1) told.question(`q${q}`, { title: `Question ${q} of the strait` });
  for (let e = 0; e < experts; e += 1)
    for (let q = 0; q < questions; q += 1) told.says(`e${e}`, `q${q}`, options[(e * e + 2 * q) % 6] ?? '');
  return told;
}

t.test('pictures of comparisons are as they were looked at', async (t) => {
  const app = await over(t, harbour());
  isGolden(t, 'harbour-compare.svg', await drawn(app, '/v1/compare.svg?expert=ada&expert=ben&expert=cho'));
  isGolden(t, 'harbour-agreement.svg', await drawn(app, '/v1/agreement.svg'));
  isGolden(t, 'harbour-consensus.svg', await drawn(app, '/v1/consensus.svg'));
  isGolden(t, 'harbour-bridge-consensus.svg', await drawn(app, '/v1/questions/bridge/consensus.svg'));
});

t.test('each tells what it finds, where it is from, and of which day it is', async (t) => {
  const app = await seededService(t);
  const found = {
    '/v1/compare.svg?expert=davis&expert=dimino': /^Paul Davis and Michael DiMino agree on 1 of 3 questions/,
    '/v1/agreement.svg':
      /^Paul Davis and Mike Turner stand nearest: 100% over 1 question .*Farthest apart: Michael DiMino and Mike Turner, 0% over 1 question\./,
    '/v1/agreement.svg?of=dimino': /^Nearest to Michael DiMino: .*Farthest: Mike Turner, 0% over 1 question\./,
    '/v1/agreement.svg?farthest=2': /^Michael DiMino and Mike Turner stand farthest apart: 0% over 1 question/,
    '/v1/consensus.svg': /^Red line divides most: 2 for, 1 against/,
    '/v1/consensus.svg?order=agreed': /^Kursk-only deployment is agreed on most: 2 for, 1 against/,
    '/v1/questions/red-line/consensus.svg': /^Red line: 2 for, 1 against/,
  };
  for (const [url, finding] of Object.entries(found)) {
    const text = await textOf(app, url);
    t.match(text, finding, url);
    t.match(text, /Standpoint · Source: The Epoch Times · statements up to 2024-10/, url);
  }
  t.match(await textOf(app, '/v1/consensus.svg?asOf=2024-10-24'), '· as of 2024-10-24');
});

t.test('of those who share enough the title tells, and what rests on little is set light', async (t) => {
  const told = story();
  for (let q = 0; q < 5; q += 1)
    told.says('ada', `q${q}`, 'support').says('ben', `q${q}`, 'lean-support').says('cho', `q${q}`, 'oppose');
  told.says('ada', 'q9', 'support').says('dan', 'q9', 'support').expert('eve');
  const app = await over(t, told);
  const body = await drawn(app, '/v1/agreement.svg');
  t.match(body, /<title>\S*ada\S* and \S*ben\S* stand nearest: 75% over 5 questions</);
  t.match(body, /font-size="[\d.]+" fill="#1d1b18" text-anchor="middle"[^>]*>100%</, 'one question is few');
  t.match(body, /font-weight="700" fill="#1d1b18" text-anchor="middle"[^>]*>75%</);
  const text = await textOf(app, '/v1/agreement.svg');
  t.match(text, 'Light type: n below 5');
  t.equal(text.match(/—/g)?.length, 13, 'dan shares with ada alone, eve with nobody, and the sign is explained');
});

t.test('silence is told apart from answers, and all bars have one measure', async (t) => {
  const app = await over(t, harbour());
  const one = await drawn(app, '/v1/questions/bridge/consensus.svg');
  t.match(await textOf(app, '/v1/questions/bridge/consensus.svg'), /Contested .*Nothing on record/);
  t.equal(one.match(/<rect[^>]*stroke-dasharray/g)?.length, 1, 'silence is an outline');
  const told = story();
  for (const name of ['ada', 'ben', 'cho', 'dan']) told.says(name, 'wide', 'support').expert(name);
  told.says('ada', 'narrow', 'support').says('ben', 'narrow', 'oppose');
  const bars = [
    ...(await drawn(await over(t, told), '/v1/consensus.svg')).matchAll(/width="([\d.]+)"[^>]*fill="#1c5a96"/g),
  ];
  const [narrow = 0, wide = 0] = bars.map(([, width]) => Number(width));
  t.ok(Math.abs(wide - 4 * narrow) < 0.1, `${narrow} and ${wide}`);
});

const SIZES = [
  [1200, 630],
  [1080, 1080],
  [1920, 1080],
];
const PATHS = [
  '/v1/compare.png?expert=ada&expert=ben',
  '/v1/agreement.png',
  '/v1/agreement.png?nearest=3',
  '/v1/consensus.png',
  '/v1/questions/bridge/consensus.png',
];

t.test('they have the sizes of cards, squares and screens', async (t) => {
  const app = await over(t, harbour());
  for (const path of PATHS)
    for (const [width, height] of SIZES) {
      const url = `${path}${path.includes('?') ? '&' : '?'}width=${width}&height=${height}`;
      const { width: w, height: h } = pixelsOf((await app.inject(url)).rawPayload);
      t.strictSame([w, h], [width, height], url);
    }
});

t.test('no text stands in the way of another, however much there is or however hostile it is', async (t) => {
  const services = { harbour: harbour(), crowd: crowd(20, 30), hostile: hostileStory() };
  for (const [name, told] of Object.entries(services)) {
    const app = await over(t, told);
    const { items } = (await app.inject('/v1/experts?limit=20')).json();
    const ids: string[] = items.map(({ id }: { readonly id: string }) => id);
    const [a, b] = ids;
    const those = ids.map((id) => `expert=${id}`).join('&');
    const [question] = (await app.inject('/v1/questions?limit=1')).json().items;
    const urls = [
      `/v1/compare.svg?expert=${a}&expert=${b}`,
      `/v1/agreement.svg?${those}`,
      `/v1/compare.svg?${those}`,
      `/v1/agreement.svg?groupBy=affiliation&${those}`,
      '/v1/agreement.svg?nearest=40',
      `/v1/agreement.svg?of=${a}&nearest=40`,
      '/v1/consensus.svg?limit=30&minValued=1',
      `/v1/consensus.svg?limit=1&minValued=1&groupBy=affiliation&${those}`,
      `/v1/questions/${question.id}/consensus.svg`,
      `/v1/questions/${question.id}/consensus.svg?groupBy=affiliation&${those}`,
    ];
    for (const url of urls) t.strictSame(collisionsIn(svgOf(await drawn(app, url))), [], `${name}: ${url}`);
  }
});

t.test('what a picture cannot hold is refused with what to ask for instead', async (t) => {
  const app = await over(t, crowd(41, 41));
  const refused = {
    '/v1/agreement.png': 'nearest=40',
    '/v1/agreement.png?of=e0&nearest=41': '',
    '/v1/agreement.png?nearest=41': 'take nearest=40 or farthest=40',
    '/v1/consensus.png': 'a lower limit=',
    '/v1/compare.png?expert=e0&expert=e1': 'choose fewer',
  };
  t.equal((await app.inject('/v1/agreement.png?of=e0')).statusCode, 200, '40 others');
  for (const [url, remedy] of Object.entries(refused)) {
    const answer = await app.inject(url);
    if (remedy === '') t.equal(answer.statusCode, 200, url);
    else {
      isProblem(t, answer, 'answer-too-large');
      t.match(answer.json().detail, remedy, url);
    }
  }
  const parts = await app.inject('/v1/agreement.svg?by=topic&of=e0');
  isProblem(t, parts, 'invalid-request');
  t.match(parts.body, '"parameter":"by"');
});

t.test('where there is nothing to compare they say so', async (t) => {
  const app = await over(t, story().expert('ada').expert('ben').question('q'));
  t.match(await textOf(app, '/v1/agreement.svg'), /^No two share a question/);
  t.match(await textOf(app, '/v1/consensus.svg'), /^There is no question to rank .*1 question on which fewer than 2/);
  t.match(
    await textOf(app, '/v1/compare.svg?expert=ada&expert=ben'),
    /^ada and ben took sides on no question together/,
  );
  t.match(await textOf(app, '/v1/questions/q/consensus.svg'), /^q: 0 for, 0 against/);
});

t.test('a preview says so in its title and counts its drafts', async (t) => {
  const store = await storeOf(
    t,
    harbour()
      .statement('draft-said', 'dan', { status: 'draft' })
      .position('draft', {
        expert: 'dan',
        question: 'bridge',
        option: 'oppose',
        statements: ['draft-said'],
        status: 'draft',
      }),
  );
  const app = await serviceOver(t, store);
  const headers = await keyWith(store, 'write');
  for (const url of PATHS) {
    const path = `${url.replace('.png', '.svg')}${url.includes('?') ? '&' : '?'}`;
    const { body } = await app.inject({ url: `${path}status=draft`, headers });
    t.match(body, /<title>Preview, not public: /, url);
    if (!url.includes('compare')) t.match(body, /preview, not public: 1 cell of drafts/, url);
    t.notMatch((await app.inject(path)).body, /preview/i, url);
  }
});

t.test(
  'where more was counted than is read for its foot, it names the list of sources and the day of the record',
  async (t) => {
    const told = story();
    for (let e = 0; e < 150; e += 1) told.expert(`e${e}`, { affiliations: [{ organization: 'Port' }] });
    for (let q = 0; q < 150; q += 1) told.question(`q${q}`);
    const app = await over(t, told.says('e0', 'q0', 'support').says('e1', 'q0', 'oppose'));
    const text = await textOf(app, '/v1/agreement.svg?groupBy=affiliation');
    t.match(
      text,
      /Standpoint · its sources are at \/sources · the record of \d{4}-\d\d-\d\d · 1 organization on 150 questions/,
    );
  },
);
