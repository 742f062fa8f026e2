/** Every page that links lead to, over a record in four languages: no id is read on it, and each word is said to be in its language. */
import t from 'tap';
import { crawl, type SeenText } from '../../../helpers/asserts/crawl.ts';
import {
  expertId,
  MARK,
  positionId,
  questionId,
  sayingId,
  sourceId,
  TRANSLATION,
  VOICES,
  voices,
} from '../../../helpers/fixtures/voices.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeWith } from '../../../helpers/service/service.ts';

const { app, patch, send, store, tagOf } = await newsroomOver(t, await storeWith(t, [voices()]));

/** Something of every kind is corrected, and a position taken back. */
const done = async (answer: Promise<{ readonly statusCode: number; readonly body: string }>) => {
  const { statusCode, body } = await answer;
  t.ok(statusCode < 300, body);
};
for (const it of VOICES) {
  const third = `/v1/positions/${positionId(it, 2)}`;
  const reason = 'A mistake of ours.';
  await done(patch('publish', `/v1/questions/${questionId(it)}`, { title: `${it.title} +`, reason }));
  await done(patch('publish', `/v1/sources/${sourceId(it)}`, { title: `${it.paper} +`, reason }));
  await done(patch('publish', `/v1/statements/${sayingId(it, 1)}`, { quotes: [it.quote, `${it.quote} +`], reason }));
  const both = [sayingId(it, 0), `before-${sayingId(it, 0)}`];
  await done(patch('publish', `/v1/positions/${positionId(it, 0)}`, { statements: both, reason }));
  await done(patch('publish', `/v1/positions/${positionId(it, 1)}`, { option: 'lean-oppose', reason }));
  const headers = { 'if-match': await tagOf(third) };
  await done(send('publish', 'POST', `${third}/retract`, { body: { reason }, headers }));
}
await done(patch('publish', `/v1/experts/${expertId(2)}`, { name: 'Cem Okur-Brandt', reason: 'Married.' }));

const SEARCHES = ['Kraftwerk', 'النفط', '核电站', 'बाँध', 'fut'].map((q) => `/search?${new URLSearchParams({ q })}`);
const ENTRIES = Array.from({ length: await store.revision() }, (_, index) => `/log/${index + 1}`);
const STARTS = ['/', '/corrections', '/quiz', '/embed/grid', ...SEARCHES, ...ENTRIES];
const MORE = VOICES.flatMap((it) => [
  `/embed/questions/${questionId(it)}`,
  `/embed/cells/${expertId(0)}/${questionId(it)}`,
]);

const pages = await crawl(app, [...STARTS, ...MORE]);
const faults = (isFaulty: (seen: SeenText) => boolean): string[] =>
  [...pages].flatMap(([url, texts]) =>
    texts.filter(isFaulty).map(({ text, language, direction }) => `${url} ${language} ${direction}: ${text}`),
  );

t.test('all kinds of pages are among them', async (t) => {
  const kinds = new Set([...pages.keys()].map((url) => /^\/[a-z]*/.exec(url)?.[0]));
  for (const kind of [
    '/',
    '/questions',
    '/experts',
    '/cells',
    '/sources',
    '/topics',
    '/grid',
    '/compare',
    '/agreement',
  ])
    t.ok(kinds.has(kind), kind);
  for (const kind of ['/moves', '/network', '/quiz', '/method', '/data', '/corrections', '/log', '/search', '/embed'])
    t.ok(kinds.has(kind), kind);
});

t.test(
  'no page shows an id, but for the address at which it is cited, and what an entry of the log holds',
  async (t) => {
    t.strictSame(
      faults(({ text }) => text.replaceAll(/https?:\S+/g, '').includes(MARK)),
      [],
    );
  },
);

t.test('the same in German', async (t) => {
  const german = await crawl(app, ['/', '/corrections'], 'lang=de');
  const shown = [...german].flatMap(([url, texts]) => texts.map(({ text }) => `${url}: ${text}`));
  t.strictSame(
    shown.filter((text) => text.replaceAll(/https?:\S+|\/\S+:/g, '').includes(MARK)),
    [],
  );
});

for (const it of VOICES)
  t.test(`what is in ${it.language} is said to be wherever it is seen`, async (t) => {
    const own = [it.title, it.proposition, it.codingRule, it.quote, it.paper];
    const isOwn = ({ text }: SeenText) => own.some((words) => text.includes(words));
    for (const words of own)
      t.ok(
        [...pages.values()].flat().some(({ text }) => text.includes(words)),
        words,
      );
    t.strictSame(
      faults((seen) => isOwn(seen) && seen.language !== it.language),
      [],
    );
  });

t.test('translations are in theirs', async (t) => {
  t.strictSame(
    faults(({ text, language }) => text.includes(TRANSLATION.text) && language !== 'fr'),
    [],
  );
});

t.test('what runs from the right takes its direction from its letters, and turns nothing around it', async (t) => {
  const arabic = /\p{Script=Arabic}/u;
  t.strictSame(
    faults(({ text, direction }) => arabic.test(text) && direction !== 'auto'),
    [],
  );
});
