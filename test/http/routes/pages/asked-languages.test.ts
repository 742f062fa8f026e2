import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver, storeWith } from '../../../helpers/service/service.ts';

/** What is asked in German, Arabic and Chinese, and in a language that nobody recorded. */
const ASKED = [
  { id: 'plant', language: 'de', title: 'Kraftwerk schließen', proposition: 'Das Kraftwerk soll schließen.' },
  { id: 'oil', language: 'ar', title: 'حظر النفط', proposition: 'يجب حظر النفط في المدينة.' },
  { id: 'reactor', language: 'zh', title: '关闭核电站', proposition: '应该关闭这座核电站。' },
] as const;
const RULES: { readonly [id: string]: string } = { plant: 'Wie gesagt.', oil: 'كما قيل.', reactor: '按原话。' };

/** Ada changes her mind on each, so that pages of moves and of corrections have something to tell. */
const told = ASKED.reduce(
  (so, { id, ...asked }) =>
    so
      .question(id, { ...asked, codingRule: RULES[id] ?? '' })
      .says('ada', id, 'support', { on: '2024-03-01' })
      .says('ada', id, 'oppose', { on: '2024-05-01' })
      .says('ben', id, 'support', { on: '2024-03-01' }),
  story(),
)
  .question('bridge', { title: 'A bridge without a language' })
  .says('ada', 'bridge', 'support')
  .expert('cem');
const service = await serviceOver(t, await storeWith(t, [told.bundle()]));

/** Where several questions are told of, and where one is. */
const OF_ALL = ['/', '/questions', '/grid', '/embed/grid', '/compare?expert=ada&expert=ben', '/quiz', '/moves'];
const MORE = ['/experts/ada', '/experts/cem', '/sources/post', '/v1/matrix.html'];
const ofOne = (id: string) => [
  ...[`/questions/${id}`, `/embed/questions/${id}`, `/cells/ada/${id}`, `/embed/cells/ada/${id}`],
  `/v1/questions/${id}/matrix.html`,
];

const bodyOf = async (url: string): Promise<string> => {
  const { statusCode, body } = await service.inject({ url, headers: { accept: 'text/html' } });
  t.equal(statusCode, 200, url);
  return body;
};

/** What is seen of a page: without its head, what can be copied from it, and how it is to be cited, which is one string. */
const seen = (body: string): string =>
  body
    .slice(Math.max(0, body.indexOf('<main')))
    .replaceAll(/<textarea.*?<\/textarea>|<section class="cite".*?<\/section>/gs, '');

/** The texts between tags, each with the language of the element that it stands in directly, where that has one. */
const runs = (body: string) =>
  [...seen(body).matchAll(/<([^<>]*)>([^<]+)/g)].map(([, tag = '', text = '']) => ({
    text: text.trim(),
    language: /^\S+ (?:.* )?lang="([^"]+)"/.exec(tag)?.[1] ?? null,
  }));

for (const { id, language, title, proposition } of ASKED)
  t.test(`what is asked in ${language} is said to be wherever it is seen`, async (t) => {
    for (const url of [...OF_ALL, ...MORE, ...ofOne(id)]) {
      const found = runs(await bodyOf(url)).filter(({ text }) => [title, proposition, RULES[id]].includes(text));
      t.ok(found.length > 0, url);
      t.strictSame(new Set(found.map((it) => it.language)), new Set([language]), url);
    }
  });

t.test('a question without a language on record has none said of it', async (t) => {
  for (const url of ['/', '/questions', '/grid', ...MORE, ...ofOne('bridge')]) {
    const found = runs(await bodyOf(url)).filter(({ text }) => text === 'A bridge without a language');
    t.ok(found.length > 0, url);
    t.strictSame(
      found.filter((it) => it.language !== null),
      [],
      url,
    );
  }
});
