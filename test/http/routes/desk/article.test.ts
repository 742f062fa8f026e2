import t, { type Test } from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { ARTICLE, FERRY } from '../../../helpers/fixtures/article.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';

const HEAD = { title: 'Ferry toll divides the council', publisher: 'Harbour Post', publishedOn: '2026-03-05' };
const ANSWER = { 'option.toll': 'oppose', 'basis.toll': 'stated', 'summary.toll': 'Calls the toll a tax.' };

async function newsroom(t: Test, twoPeople = true, now = () => new Date()) {
  const store = openSqliteStore(newPath(t), { now });
  t.teardown(() => store.close());
  await importBundle(store, { ...FERRY, sources: [] }, RECORDED);
  const app = await serviceOver(t, store, { twoPeople });
  const ida = await atDesk(app, await keyWith(store, 'publish', { name: 'Ida' }));
  const pia = await atDesk(app, await keyWith(store, 'publish', { name: 'Pia' }));
  return { store, app, ida, pia };
}

t.test('an article goes from paste to the public matrix by forms alone, and takes two people', async (t) => {
  const { store, app, ida, pia } = await newsroom(t);
  const brought = await ida.post('/desk/documents', { ...HEAD, url: '', text: ARTICLE });
  t.equal(brought.statusCode, 303, brought.body);
  const place = String(brought.headers.location);
  t.equal(place, '/desk/documents/1');
  const page = (await ida.get(place)).body;
  t.match(page, /Ines Ferreira/);
  t.match(page, /<mark aria-current="true">The bridge will not last another winter,<\/mark>/);
  t.notMatch(page, /type="radio"[^>]* checked/, 'no side is chosen for anybody');

  const candidates = await store.documents.candidates('1');
  for (const [at, { id, speakerName, quotes }] of candidates.entries()) {
    const decide = (fields: object) => ida.post(`/desk/candidates/${id}`, { revision: '1', ...fields });
    const isKeita = speakerName === 'Omar Keita' && quotes.length > 0;
    if (at === 0) t.equal((await decide({ act: 'accept', expert: '', newExpert: 'Ines Ferreira' })).statusCode, 303);
    else if (isKeita) t.equal((await decide({ act: 'accept', expert: 'keita', ...ANSWER })).statusCode, 303);
    else t.equal((await decide({ act: 'reject', reason: 'off topic' })).statusCode, 303);
  }
  t.equal((await app.inject('/v1/matrix.csv')).body.includes('Oppose'), false, 'nothing is public yet');
  const own = await ida.get(`${place}/review`);
  t.match(own.body, /Calls the toll a tax\./);
  t.match(own.body, /somebody else must publish it/);
  t.equal((await ida.post(`${place}/publish`, { reason: '' })).statusCode, 403);

  const review = await pia.get(`${place}/review`);
  t.match(review.body, /In one act these become public/);
  t.equal((await pia.post(`${place}/publish`, { reason: 'Checked against the paper.' })).statusCode, 303);
  t.match((await app.inject('/v1/matrix.csv')).body, /Oppose/);
  t.match((await pia.get(`${place}/review`)).body, /public already/);
  t.strictSame(await store.check(), []);
});

t.test('a form that is sent twice, or from a stale tab, writes nothing twice', async (t) => {
  const { store, ida, pia } = await newsroom(t);
  const article = { ...HEAD, text: ARTICLE };
  await ida.post('/desk/documents', article);
  const again = await ida.post('/desk/documents', article);
  t.equal(again.statusCode, 409);
  t.match(again.body, /has this text already/);
  t.equal((await store.ids('source')).length, 1);
  const accept = { act: 'accept', revision: '1', newExpert: 'Ines Ferreira' };
  t.equal((await ida.post('/desk/candidates/1', accept)).statusCode, 303);
  t.equal((await pia.post('/desk/candidates/1', accept)).statusCode, 409);
  t.equal((await pia.post('/desk/candidates/1', { act: 'reopen', revision: '1' })).statusCode, 412);
  t.equal((await pia.post('/desk/candidates/1', { act: 'reopen', revision: '2' })).statusCode, 303);
  t.strictSame(await store.ids('statement'), []);
});

t.test('an answer without its words, and words that are not in the text, are refused with what to do', async (t) => {
  const { ida } = await newsroom(t);
  await ida.post('/desk/documents', { ...HEAD, text: ARTICLE });
  const bare = await ida.post('/desk/candidates/2', {
    act: 'accept',
    revision: '1',
    expert: 'keita',
    'option.toll': 'oppose',
  });
  t.equal(bare.statusCode, 422);
  t.match(bare.body, /role="alert"[\s\S]*say in one sentence/);
  t.match(bare.body, /name="option\.toll" value="oppose" checked/, 'what was chosen is still there');
  const near = await ida.post('/desk/documents/1/candidates', {
    speakerName: 'Keita',
    quote: 'We got two.',
    content: '',
  });
  t.equal(near.statusCode, 422);
  t.match(near.body, /nearest is “We got one/);
  const empty = await ida.post('/desk/documents', { ...HEAD, title: 'Another', text: '' });
  t.equal(empty.statusCode, 422);
  t.match(empty.body, /“Its text” <bdi>is empty/);
  const day = await ida.post('/desk/documents', { ...HEAD, publishedOn: '5 March', text: 'Ä “No” & more.' });
  t.equal(day.statusCode, 422);
  t.match(day.body, /“Published on” <bdi>must be a date that exists[\s\S]*Ä “No” &#38; more\.<\/textarea>/);
});

t.test('who says it is somebody chosen or somebody named, and a surname alone chooses nobody', async (t) => {
  const { store, ida } = await newsroom(t);
  const text = 'The council met on Tuesday.\n\n“We got one boat,” Keita said.\n\n“No,” said Ines Ferreira.';
  await ida.post('/desk/documents', { ...HEAD, text });
  const page = (await ida.get('/desk/documents/1')).body;
  t.match(page, /<option value="keita">Omar Keita \(perhaps\)<\/option>/);
  t.notMatch(page, /<option value="(?:keita|new Keita)" selected>/);
  t.match((await ida.get('/desk/documents/1?candidate=2')).body, /<option value="new Ines Ferreira" selected>/);
  const accept = (id: number, fields: object) =>
    ida.post(`/desk/candidates/${id}`, { act: 'accept', revision: '1', ...fields });
  const neither = await accept(1, { expert: '', newExpert: ' ' });
  t.equal(neither.statusCode, 422);
  t.match(neither.body, /say who it is/);
  t.equal((await accept(1, { expert: 'keita', newExpert: 'Lena Moss' })).statusCode, 422);
  t.equal((await accept(1, { expert: 'keita', newExpert: '' })).statusCode, 303);
  t.equal((await accept(2, { expert: 'new Ines Ferreira', newExpert: '' })).statusCode, 303);
  t.equal((await store.get('expert', 'ines-ferreira'))?.name, 'Ines Ferreira');
});

t.test('by which right a text is kept, until when and in which language is said with it', async (t) => {
  const { store, ida } = await newsroom(t);
  const terms = { rights: 'licensed', keepUntil: '2030-06', language: 'en-GB' };
  const form = { ...HEAD, ...terms, text: ARTICLE };
  for (const [field, value, label] of [
    ['rights', 'ours', 'By which right the text is kept'],
    ['keepUntil', 'June 2030', 'Last day that the text is kept, if there is one'],
    ['language', 'English, I think', 'Language, if it is not to be told from the text'],
  ] as const) {
    const refused = await ida.post('/desk/documents', { ...form, [field]: value });
    t.equal(refused.statusCode, 422, field);
    t.match(refused.body, `“${label}” <bdi>must be`);
    if (field !== 'rights')
      t.match(refused.body, /<option value="licensed" selected>/, 'what was chosen is still there');
  }
  t.equal((await ida.post('/desk/documents', form)).statusCode, 303);
  t.match(await store.documents.get('1'), terms);
  await ida.post('/desk/documents', {
    ...HEAD,
    title: 'Another',
    text: `${ARTICLE}\nMore.`,
    rights: '',
    keepUntil: '',
  });
  t.match(await store.documents.get('2'), { rights: 'none', keepUntil: null, language: 'en' });
});

t.test('a source made at the desk is in the language of its text', async (t) => {
  const { store, ida } = await newsroom(t);
  const text =
    'Der Rat hat sich am Dienstag im Hafen der alten Stadt nicht geeinigt.\n\n„Die Brücke wird keinen Winter mehr halten“, sagte Ines Ferreira, die Ingenieurin der Stadt.';
  await ida.post('/desk/documents', { ...HEAD, text });
  const [source] = await store.ids('source');
  t.equal((await store.get('source', source ?? ''))?.language, 'de');
});

t.test('why it cannot be published stands beside the drafts', async (t) => {
  let behind = 0;
  const { ida } = await newsroom(t, false, () => new Date(Date.now() - behind));
  await ida.post('/desk/documents', { ...HEAD, text: '“The toll is a tax,” said Omar Keita on Tuesday.' });
  const accepted = await ida.post('/desk/candidates/1', { act: 'accept', revision: '1', expert: 'keita', ...ANSWER });
  t.equal(accepted.statusCode, 303);
  behind = 60_000;
  const review = await ida.get('/desk/documents/1/review');
  t.equal(review.statusCode, 200);
  t.match(review.body, /Calls the toll a tax\./);
  t.match(review.body, /nothing can be written/);
});

t.test('a file is read as what it is', async (t) => {
  const { app, store, ida } = await newsroom(t);
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...HEAD, text: '' })) form.append(name, value);
  form.append(
    'file',
    new File(
      [
        'WEBVTT\n\n00:01.000 --> 00:04.000\n<v Omar Keita>We were promised two boats by the council and we got one of them last winter.',
      ],
      'council.vtt',
    ),
  );
  const sent = new Response(form);
  const reply = await app.inject({
    method: 'POST',
    url: '/desk/documents',
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      cookie: ida.cookie,
      'content-type': String(sent.headers.get('content-type')),
    },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
  t.equal(reply.statusCode, 303, reply.body);
  t.match(await store.documents.get('1'), { format: 'subtitles', filename: 'council.vtt' });
  t.match(await store.documents.text('1'), /^Omar Keita: We were promised two boats/);
});

t.test('proposals are decided on at the desk by those who may publish', async (t) => {
  const { store, app, ida, pia } = await newsroom(t);
  const writer = await keyWith(store, 'write', { name: 'Wes' });
  const proposed = await app.inject({
    method: 'PATCH',
    url: '/v1/experts/keita',
    headers: { ...writer, 'if-match': '*' },
    payload: { name: 'Omar M. Keita', reason: 'His full name.' },
  });
  t.equal(proposed.statusCode, 202);
  t.match((await ida.get('/desk')).body, /Proposals wait/);
  const wes = await atDesk(app, writer);
  t.notMatch((await wes.get('/desk/proposals')).body, /value="accept"/);
  t.equal((await wes.post('/desk/proposals/1', { act: 'accept' })).statusCode, 403);
  t.match((await pia.get('/desk/proposals')).body, /Omar M\. Keita/);
  t.equal((await pia.post('/desk/proposals/1', { act: 'accept', reason: '' })).statusCode, 303);
  t.equal((await store.get('expert', 'keita'))?.name, 'Omar M. Keita');
});

t.test(
  'the page of an article says what of its page was left out, and that one out of a PDF is to be compared',
  async (t) => {
    const { ida, store } = await newsroom(t);
    await ida.post('/desk/documents', { ...HEAD, text: ARTICLE });
    t.notMatch((await ida.get('/desk/documents/1')).body, /left out|PDF/);
    t.match((await ida.get('/desk/documents/1?leftOut=3')).body, /3 blocks of the page left out/);
    t.equal((await ida.get('/desk/documents/1?leftOut=none')).statusCode, 400);
    const brought = await store.documents.get('1');
    if (brought === null) throw new TypeError('it was not kept');
    const { document } = await store.documents.add({ ...brought, text: 'Keita said no.', format: 'pdf' }, []);
    t.match((await ida.get(`/desk/documents/${document.id}`)).body, /Read out of a PDF/);
  },
);
