/** Long tables narrowed by words: what is left, what is said of it, and the way back. */
import t from 'tap';
import { story } from '../../../helpers/fixtures/story.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { everyRole } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const NAMES = ['Ada Lind', 'Bo Ünal', 'Cem Ito', 'Di Roy', 'Eve Sand', 'Fay Ek', 'Gus Ott', 'Hal Poe', 'Ida Rau'];
const MORE = ['Jo Sen', 'Kai Tal', 'Lea Uhl', 'Mia Vos', 'Noa Wex'];
const idOf = (name: string): string => name.slice(0, 3).trim().toLowerCase();
const HELD = ['support', 'oppose', 'noncommittal'];

/** Fourteen people on the bridge, two of them of the Union; Ada on fourteen questions; nothing is known of Zoe. */
const told = [...NAMES, ...MORE].reduce(
  (so, name, at) =>
    so
      .expert(idOf(name), { name, affiliations: at % 7 === 0 ? [{ organization: 'Union of Dockers' }] : [] })
      .says(idOf(name), 'bridge', HELD[at % 3] ?? '', { on: '2024-02-01', quote: `So says ${name}.` })
      .says('ada', `matter-${at}`, 'support', { on: '2024-02-02', quote: `Yes to number ${at}` }),
  story().expert('zoe', { name: 'Zoé Nil' }),
);
const store = await storeOf(t, told);
const service = await serviceOver(t, store);

const plain = (body: string): string =>
  body
    .replaceAll('&#61;', '=')
    .replaceAll('&#38;', '&')
    .replaceAll(/<\/?(?:bdi|strong)>/g, '');
const read = async (url: string): Promise<string> =>
  plain((await service.inject({ url, headers: { accept: 'text/html' } })).body);

const rowsIn = (body: string): string[] =>
  [...body.matchAll(/<tr[^>]*>\s*<th scope="row"[^>]*><a href="\/(?:experts|questions)\/([^"?]+)/g)].map(
    ([, id = '']) => id,
  );

t.test('the rows of a question are those whose name or affiliation has the words; its finding is of all', async (t) => {
  const body = await read('/questions/bridge?sort=name&asOf=2024-03&q=unal');
  t.strictSame(rowsIn(body), ['bo']);
  t.match(body, '1 of 14 experts shown');
  t.match(body, '14 of 15 experts are on record: ');
  t.match(body, '<input type="hidden" name="asOf" value="2024-03"><input type="hidden" name="sort" value="name">');
  t.match(body, '<a href="/questions/bridge?asOf=2024-03&sort=name#words" target="_self">Show all</a>');
  t.match(body, '<a class="sort" href="/questions/bridge?asOf=2024-03&q=unal&sort=-name#words">');
  t.strictSame(rowsIn(await read('/questions/bridge?sort=name&q=dockers%20union')), ['ada', 'hal']);
  t.match(await read('/questions/bridge?q=unal&lang=de'), '1 von 14 Fachleuten zu sehen');
});

t.test('who is found and not on record is told as that, and where nobody is found the page says so', async (t) => {
  const silent = await read('/questions/bridge?q=zoe');
  t.match(silent, /0 of 14 experts shown[\s\S]*Nothing on record: <a href="\/experts\/zoe">Zoé Nil<\/a>/);
  t.notMatch(silent, /Nobody's name|<table/);
  const none = await read('/questions/bridge?q=zeppelin');
  t.match(none, 'Nobody&#39;s name or affiliation contains these words.');
  t.notMatch(none, '<table');
});

t.test('a short table has no form, and blanks narrow nothing', async (t) => {
  t.match(await read('/questions/bridge?q=%20'), '<form class="moment" action="/questions/bridge#words"');
  t.notMatch(await read('/questions/matter-1'), 'name="q" type="search" value="" maxlength="200"');
  t.equal(rowsIn(await read('/questions/bridge?q=%20')).length, 14);
});

const QUESTIONS = 'question=bridge&question=matter-1';

t.test('the rows of a grid are narrowed, and make a grid of their own', async (t) => {
  const body = await read(`/grid?${QUESTIONS}&q=union&sortExperts=bridge`);
  t.strictSame(rowsIn(body).toSorted(), ['ada', 'hal']);
  t.match(body, '2 of 15 experts shown');
  t.match(body, `<a href="/grid?${QUESTIONS}&sortExperts=bridge" target="_self">Show all</a>`);
  const [, own = ''] = /<a href="([^"]+)">Make these a grid of their own/.exec(body) ?? [];
  t.match(await read(own), '2 experts × 2 questions.');
  t.match(await read(`/grid?${QUESTIONS}&q=zeppelin`), 'Nobody&#39;s name or affiliation');
  t.match(
    body,
    '<input type="hidden" name="q" value="union"><label for="column">',
    'on a phone, other columns keep them',
  );
});

t.test('where the questions are the rows, it is they that are looked through', async (t) => {
  const body = await read('/grid?expert=ada&expert=bo&q=matter-1');
  t.strictSame(rowsIn(body).toSorted(), ['matter-1', 'matter-10', 'matter-11', 'matter-12', 'matter-13']);
  t.match(body, '5 of 15 questions shown');
});

t.test('an embed of a grid is narrowed within its frame, in its colours', async (t) => {
  const body = await read(`/embed/grid?${QUESTIONS}&theme=dark&q=unal`);
  t.strictSame(rowsIn(body), ['bo']);
  t.match(body, '<form class="moment" action="/embed/grid" target="_self">');
  t.match(body, '<input type="hidden" name="theme" value="dark">');
  t.notMatch(body, 'Make these a grid');
  t.match(await read(`/grid?${QUESTIONS}`), 'sandbox=&#34;allow-forms allow-scripts');
});

t.test('so are the questions of an expert, those who agree with one, and statements', async (t) => {
  const expert = await read('/experts/ada?q=matter-1');
  t.strictSame([...expert.matchAll(/<h2 id="q-([^"]+)/g)].length, 5);
  t.match(expert, /On record on 15 of 15 questions[\s\S]*5 of 15 questions shown/);
  const agreement = await read('/agreement?of=ada&q=roy');
  t.match(agreement, '1 of 9 experts shown');
  t.match(agreement, '<input type="hidden" name="of" value="ada">');
  const said = await read('/statements?q=number%204');
  t.match(said, 'Yes to number 4');
  t.notMatch(said, 'Yes to number 5');
  t.match(await read('/statements?q=zeppelin'), 'No statement contains these words.');
});

t.test('the previews of drafts are narrowed as the pages are', async (t) => {
  const desk = await atDesk(service, (await everyRole(store)).write);
  const body = plain((await desk.get('/desk/preview/questions/bridge?q=unal')).body);
  t.match(body, '1 of 14 experts shown');
  t.match(body, '<form class="moment" action="/desk/preview/questions/bridge#words"');
});
