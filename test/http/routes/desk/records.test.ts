import t, { type Test } from 'tap';
import { KINDS, PLURALS } from '../../../../src/core/records/kinds.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { FERRY } from '../../../helpers/fixtures/article.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';

const RECORDS = {
  ...FERRY,
  experts: [
    {
      ...{ id: 'keita', name: 'Omar Keita', aliases: ['O. Keita', 'Omar  K.'] },
      affiliations: [
        { organization: 'Council', role: null, from: '2020' },
        { organization: 'Port', role: 'Clerk' },
      ],
      links: [{ label: 'Page', url: 'https://keita.example/' }],
    },
  ],
  statements: [
    {
      ...{ id: 'tax', expert: 'keita', source: 'ferry', attribution: 'mixed', saidOn: '2026-03' },
      quotes: ['a tax on\nislanders', ' “No” '],
      ...{ paraphrase: '\nSpoke of the toll.', selector: { prefix: 'toll ', suffix: '' } },
      translations: [{ language: 'de', text: 'eine Steuer' }],
    },
  ],
  positions: [
    {
      ...{ id: 'p', expert: 'keita', question: 'toll', option: 'oppose', basis: 'stated', statements: ['tax'] },
      ...{ summary: 'Against it.', confidence: 0.5 },
    },
  ],
};

async function newsroom(t: Test) {
  const store = openSqliteStore(newPath(t));
  t.teardown(() => store.close());
  await importBundle(store, RECORDS, RECORDED);
  const app = await serviceOver(t, store);
  const ida = await atDesk(app, await keyWith(store, 'write', { name: 'Ida' }));
  const pia = await atDesk(app, await keyWith(store, 'publish', { name: 'Pia' }));
  return { store, app, ida, pia };
}

const unescaped = (text: string) =>
  text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('&amp;', '&');

/** What a browser would send of the first form of a page with a revision: inputs, choices, texts, without buttons. */
function fieldsOf(page: string): { [name: string]: string[] } {
  const form = /<form class="fields" method="post"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const fields: { [name: string]: string[] } = {};
  const put = (name = '', value = '') => {
    fields[name] = [...(fields[name] ?? []), unescaped(value)];
  };
  const controls = /<input[^>]*>|<select[^>]*>[\s\S]*?<\/select>|<textarea[^>]*>[\s\S]*?<\/textarea>/g;
  for (const [control] of form.matchAll(controls)) {
    const name = / name="([^"]*)"/.exec(control)?.[1];
    if (control.startsWith('<textarea')) put(name, /<textarea[^>]*>\n?([\s\S]*)<\/textarea>/.exec(control)?.[1]);
    else if (control.startsWith('<select')) put(name, /value="([^"]*)" selected/.exec(control)?.[1]);
    else if (!/type="(checkbox|radio)"/.test(control)) put(name, / value="([^"]*)"/.exec(control)?.[1]);
  }
  return fields;
}

t.test(
  'the form of every kind, sent as it came, changes nothing: each value goes there and back as it is',
  async (t) => {
    const { store, pia } = await newsroom(t);
    const before = await store.revision();
    for (const kind of KINDS)
      for (const record of await store.getMany(kind, await store.ids(kind))) {
        const place = `/desk/records/${PLURALS[kind]}/${record.id}`;
        const page = await pia.get(place);
        t.equal(page.statusCode, 200, place);
        const sent = await pia.post(place, { ...fieldsOf(page.body), act: 'save' });
        t.equal(sent.statusCode, 303, `${place}: ${/role="alert"[\s\S]{0,600}/.exec(sent.body)?.[0]}`);
        t.strictSame(await store.get(kind, record.id), record);
      }
    t.equal(await store.revision(), before);
  },
);

t.test('every kind has a list with its records, and a form for a new one', async (t) => {
  const { ida } = await newsroom(t);
  t.match((await ida.get('/desk/records')).body, /\/desk\/new\/positions/);
  for (const kind of KINDS) {
    const list = (await ida.get(`/desk/records/${PLURALS[kind]}`)).body;
    t.match(list, new RegExp(`/desk/records/${PLURALS[kind]}/`));
    t.equal((await ida.get(`/desk/new/${PLURALS[kind]}`)).statusCode, 200);
  }
  t.match((await ida.get('/desk/records/experts?q=Keita')).body, /Omar Keita/);
  t.match((await ida.get('/desk/records/experts?q=nobody')).body, /There is none/);
});

t.test('a list has a search where its kind is searched, and refuses words where it is not', async (t) => {
  const { ida } = await newsroom(t);
  for (const kind of KINDS) {
    const place = `/desk/records/${PLURALS[kind]}`;
    const isOffered = (await ida.get(place)).body.includes('role="search"');
    t.equal(isOffered, kind !== 'source' && kind !== 'scale', kind);
    const found = await ida.get(`${place}?q=toll`);
    t.equal(found.statusCode, isOffered ? 200 : 400, kind);
    t.match(found.body, isOffered ? /Drafts are not searched/ : new RegExp(`Q finds no ${PLURALS[kind]}`));
  }
});

t.test('what is new is a draft; a name near another’s is refused until it is said to be another', async (t) => {
  const { store, pia } = await newsroom(t);
  const near = await pia.post('/desk/new/experts', { name: 'Omar Keïta' });
  t.equal(near.statusCode, 409);
  t.match(near.body, /value="Omar Keïta"/);
  const made = await pia.post('/desk/new/experts', {
    ...{ name: 'Omar Keïta', new: 'true', kind: '' },
    ...{ 'affiliations.organization': ['Fishers', ''], 'affiliations.role': ['Chair', ''] },
  });
  t.equal(made.statusCode, 303, made.body);
  const id = decodeURIComponent(String(made.headers.location).split('/').at(-1) ?? '');
  t.match(await store.get('expert', id), {
    status: 'draft',
    affiliations: [{ organization: 'Fishers', role: 'Chair' }],
  });
  const blank = await pia.post('/desk/new/questions', { title: 'Pier' });
  t.equal(blank.statusCode, 422);
  t.match(blank.body, /value="Pier"/);
  const question = {
    title: 'Pier',
    proposition: 'Close it.',
    codingRule: 'As said.',
    back: '/desk/documents/1?candidate=2',
  };
  const { location } = (await pia.post('/desk/new/questions', question)).headers;
  t.equal(location, '/desk/documents/1?candidate=2&question=pier', 'where it is offered');
  t.equal((await pia.post('/desk/new/experts', { name: 'Lena Moss', age: '40' })).statusCode, 400, 'no such field');
});

t.test('what is public is changed with a reason, by a writer as a proposal, and nobody’s change is lost', async (t) => {
  const { store, app, ida, pia } = await newsroom(t);
  const place = '/desk/records/experts/keita';
  const form = fieldsOf((await pia.get(place)).body);
  const renamed = { ...form, name: 'Omar B. Keita', act: 'save' };
  const misnamed = await pia.post(place, { ...renamed, name: '', reason: 'His “name”.' });
  t.equal(misnamed.statusCode, 422, misnamed.body);
  t.strictSame(fieldsOf(misnamed.body).reason, ['His “name”.'], 'why is kept where it was refused');
  const unreasoned = await pia.post(place, renamed);
  t.equal(unreasoned.statusCode, 422, unreasoned.body);
  t.match(unreasoned.body, /value="Omar B\. Keita"/);
  t.equal((await ida.post(place, { ...renamed, reason: 'His name.' })).headers.location, '/desk/proposals');
  t.equal((await store.get('expert', 'keita'))?.name, 'Omar Keita');
  t.equal((await pia.post(place, { ...renamed, reason: 'His name.' })).headers.location, place);
  t.match((await app.inject('/v1/corrections')).body, /His name\./);
  const stale = await pia.post(place, { ...form, name: 'O. Keita', act: 'save', reason: 'Short.' });
  t.equal(stale.statusCode, 412);
  t.strictSame(fieldsOf(stale.body).reason, ['Short.']);
  t.match(stale.body, /now “<[^>]*>Omar B\. Keita<[^>]*>”, you sent “<[^>]*>O\. Keita</);
  const again = await pia.post(place, { ...fieldsOf(stale.body), act: 'save', reason: 'Short.' });
  t.equal(again.statusCode, 303);
  t.equal((await store.get('expert', 'keita'))?.name, 'O. Keita');
});

t.test('how sure an expert said to be is changed in the form of the position, and taken away', async (t) => {
  const { store, pia } = await newsroom(t);
  const place = '/desk/records/positions/p';
  for (const [typed, is] of [
    ['0', 0],
    ['0.07', 0.07],
    ['', undefined],
  ] as const) {
    const form = fieldsOf((await pia.get(place)).body);
    const sent = await pia.post(place, { ...form, confidence: typed, act: 'save', reason: 'He was asked.' });
    t.equal(sent.statusCode, 303, sent.body);
    t.equal((await store.get('position', 'p'))?.confidence, is);
  }
  const form = fieldsOf((await pia.get(place)).body);
  for (const typed of ['80%', '0,8', '1.5']) {
    const refused = await pia.post(place, { ...form, confidence: typed, act: 'save', reason: 'He was asked.' });
    t.equal(refused.statusCode, 422, typed);
    t.match(refused.body, `value="${typed}"`, 'what was typed is there');
  }
});

t.test('a position is retracted, a draft published or deleted, and a record called otherwise', async (t) => {
  const { store, ida, pia } = await newsroom(t);
  const act = async (place: string, fields: { readonly [name: string]: string }) => {
    const { revision = [] } = fieldsOf((await pia.get(place)).body);
    return pia.post(place, { revision, ...fields });
  };
  t.equal((await act('/desk/records/positions/p', { act: 'retract', reason: 'Wrong person.' })).statusCode, 303);
  t.equal((await store.get('position', 'p'))?.status, 'retracted');
  await ida.post('/desk/new/sources', {
    id: 'post',
    title: 'Boats',
    publisher: 'Post',
    publishedOn: '2026',
    language: 'en',
  });
  const moved = await act('/desk/records/sources/post', { act: 'rename', id: 'boats' });
  t.equal(moved.headers.location, '/desk/records/sources/boats');
  t.equal((await act('/desk/records/sources/boats', { act: 'publish' })).statusCode, 303);
  t.equal((await store.get('source', 'boats'))?.status ?? 'published', 'published');
  await ida.post('/desk/new/experts', { id: 'moss', name: 'Lena Moss' });
  t.equal((await act('/desk/records/experts/moss', { act: 'delete' })).statusCode, 303);
  t.equal(await store.get('expert', 'moss'), null);
  t.equal((await act('/desk/records/experts/keita', { act: 'burn' })).statusCode, 400);
});
