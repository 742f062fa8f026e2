import t, { type Test } from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { BREAKWATER, SANDHOLM } from '../../../helpers/fixtures/breakwater.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { atDesk } from '../../../helpers/service/desk.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';

const HEAD = { title: 'Breakwater vote', publisher: 'Sandholm Post', publishedOn: '2026-03-05', text: BREAKWATER };
const BASIS = 'basis.breakwater-loan';
const SUMMARY = 'summary.breakwater-loan';
const LOAN = { 'option.breakwater-loan': 'support' };

async function newsroom(t: Test) {
  const store = openSqliteStore(newPath(t));
  t.teardown(() => store.close());
  await importBundle(store, SANDHOLM, RECORDED);
  const app = await serviceOver(t, store);
  const ida = await atDesk(app, await keyWith(store, 'write', { name: 'Ida' }));
  const pia = await atDesk(app, await keyWith(store, 'publish', { name: 'Pia' }));
  await ida.post('/desk/documents', HEAD);
  /** The candidate that has the words, and those themselves. */
  const about = async (words: string) => {
    const saying = (await store.documents.candidates('1', ['open', 'accepted'])).filter((it) =>
      wordsOf(it).some((said) => said.includes(words)),
    );
    const [candidate] = saying;
    if (candidate === undefined || saying.length > 1) throw new Error(`${saying.length} candidates say ${words}`);
    return candidate;
  };
  return { store, app, ida, pia, about };
}

type Spans = readonly { readonly start: number; readonly end: number }[];
const wordsOf = ({ quotes, content }: { readonly quotes: Spans; readonly content: Spans }) =>
  [...quotes, ...content].map(({ start, end }) => BREAKWATER.slice(start, end));

t.test('what is chosen and typed is kept for who did, and a stale tab writes nothing over it', async (t) => {
  const { ida, pia, about } = await newsroom(t);
  const { id } = await about('whole sum');
  const place = `/desk/documents/1?candidate=${id}`;
  const keep = (kept: string, fields: object, who = ida) =>
    who.post(`/desk/candidates/${id}/kept`, { kept, ...fields });
  const first = await keep('0', { ...LOAN, [SUMMARY]: 'Wants the loan. 🚢', newExpert: '' });
  t.equal(first.statusCode, 200, first.body);
  t.equal(first.body, '1');
  const page = (await ida.get(place)).body;
  t.match(page, /<details name="question" open>/);
  t.match(page, /name="option.breakwater-loan" value="support" checked/);
  t.match(page, /value="Wants the loan\. 🚢"/);
  t.match(page, /name="kept" value="1"/);
  const theirs = (await pia.get(place)).body;
  t.notMatch(theirs, /Wants the loan|checked/, 'nobody else sees it');
  t.equal((await keep('0', { [SUMMARY]: 'Hers.' }, pia)).body, '1');

  const stale = await keep('0', { [SUMMARY]: 'From a tab of before.' });
  t.equal(stale.statusCode, 412);
  t.equal((await keep('1', { ...LOAN, [SUMMARY]: 'Second thoughts.' })).body, '2');
  const form = { act: 'keep', revision: '1', kept: '1', [SUMMARY]: 'From a tab of before.' };
  const told = await ida.post(`/desk/candidates/${id}`, form);
  t.equal(told.statusCode, 412);
  t.match(told.body, /is “Second thoughts\.” in what is kept/);
  t.match(told.body, /name="summary\.breakwater-loan"[^>]*value="From a tab of before\."/);
  t.match(told.body, /name="kept" value="2"/, 'sent again it takes the place of the other');
  t.equal((await ida.post(`/desk/candidates/${id}`, { ...form, kept: '2' })).statusCode, 303);
  t.match((await ida.get(place)).body, /value="From a tab of before\."/);

  const accept = { act: 'accept', revision: '1', expert: 'ingrid-solheim' };
  t.equal((await pia.post(`/desk/candidates/${id}`, accept)).statusCode, 303);
  t.equal((await keep('3', { [SUMMARY]: 'Too late.' })).statusCode, 409);
  const late = await ida.post(`/desk/candidates/${id}`, { ...accept, ...LOAN, [BASIS]: 'stated', [SUMMARY]: 'Mine.' });
  t.equal(late.statusCode, 409);
  t.match(late.body, /What you sent:[\s\S]*Mine\./, 'what somebody else was faster with is shown, and nothing is lost');
  await pia.post(`/desk/candidates/${id}`, { act: 'reopen', revision: '2' });
  t.match((await ida.get(place)).body, /value="From a tab of before\."/, 'undone, all is as it was');
});

t.test('what is refused stands in the form, with what is wrong at its field', async (t) => {
  const { ida, about } = await newsroom(t);
  const { id } = await about('whole sum');
  const send = (fields: object) => ida.post(`/desk/candidates/${id}`, { act: 'accept', revision: '1', ...fields });
  const day = await send({
    expert: 'ingrid-solheim',
    saidOn: '5 March',
    [SUMMARY]: 'Kept.',
    ...LOAN,
    [BASIS]: 'stated',
  });
  t.equal(day.statusCode, 422);
  t.match(day.body, /“Said on” <bdi>must be a date that exists/);
  t.match(day.body, /value="Kept\."/);
  const bare = await send({ expert: 'ingrid-solheim', [SUMMARY]: 'Wants it.' });
  t.match(bare.body, /“Loan for the breakwater: What it says” <bdi>is not chosen, and something is written/);
  const near = await send({ newExpert: 'Ingrid Solheim' });
  t.equal(
    near.statusCode,
    409,
    near.body.slice(near.body.indexOf('role="alert"'), near.body.indexOf('role="alert"') + 400),
  );
  t.match(near.body, /name="new" value="true"/);
  t.equal((await send({ newExpert: 'Ingrid Solheim', new: 'true' })).statusCode, 303);
});

t.test('one statement answers two questions, each with its option, its words and its basis', async (t) => {
  const { store, ida, about } = await newsroom(t);
  const { id } = await about('whole sum');
  const both = {
    ...{ ...LOAN, [BASIS]: 'stated', [SUMMARY]: 'Wants the loan.', 'condition.breakwater-loan': 'if the bank agrees' },
    ...{
      'option.wait-for-survey': 'oppose',
      'basis.wait-for-survey': 'inferred',
      'note.wait-for-survey': 'Says “now”.',
    },
    'option.breakwater-referendum': '',
  };
  const send = (fields: object) =>
    ida.post(`/desk/candidates/${id}`, { act: 'accept', revision: '1', expert: 'ingrid-solheim', ...both, ...fields });
  const half = await send({});
  t.equal(half.statusCode, 422);
  t.match(half.body, /“Wait for the survey: The position in one sentence of yours” <bdi>is empty/);
  t.strictSame(await store.ids('position'), [], 'and the answer that was whole is not written alone');
  const long = await send({ 'summary.wait-for-survey': 'x'.repeat(2001) });
  t.match(
    long.body,
    /“Wait for the survey: The position in one sentence of yours” <bdi>must have at most 2000 characters/,
  );
  t.equal((await send({ 'summary.wait-for-survey': 'Sees no time to wait.' })).statusCode, 303);
  const positions = await store.getMany('position', await store.ids('position'));
  t.match(
    positions.toSorted((a, b) => (a.question < b.question ? -1 : 1)),
    [
      { question: 'breakwater-loan', option: 'support', basis: 'stated', condition: 'if the bank agrees' },
      { question: 'wait-for-survey', option: 'oppose', basis: 'inferred', note: 'Says “now”.' },
    ],
  );
  t.equal(positions.length, 2);
  t.match((await ida.get('/desk/documents/1/review')).body, /Wants the loan\.[\s\S]*Sees no time to wait\./);
});

t.test(
  'of many on record those near are offered, and others are found by their words; Enter there decides nothing',
  async (t) => {
    const { store, ida, about } = await newsroom(t);
    const numbers = Array.from({ length: 80 }, (_, at) => at + 1);
    const many = {
      bundleVersion: 1,
      experts: [
        ...numbers.map((it) => ({ id: `person-${it}`, name: `Person Number${it}` })),
        { id: 'i-solheim', name: 'I. Solheim' },
      ],
      questions: numbers.map((it) => ({
        id: `q-${it}`,
        title: `Motion ${it}`,
        proposition: `The harbour needs item${it}.`,
        codingRule: 'R.',
      })),
    };
    await importBundle(store, many, RECORDED);
    const { id } = await about('whole sum');
    const place = `/desk/documents/1?candidate=${id}`;
    const page = (await ida.get(place)).body;
    const offered = (body: string) => [...body.matchAll(/<option value="([a-z0-9-]+)"/g)].map(([, it]) => it);
    t.strictSame(offered(page).slice(0, 2), ['ingrid-solheim', 'i-solheim']);
    t.notOk(offered(page).some((it) => it?.startsWith('person-')));
    t.ok((page.match(/<details name="question"/g) ?? []).length < 9);
    const find = await ida.post(`/desk/candidates/${id}`, {
      ...{ act: 'accept', revision: '1', kept: '0', expert: 'ingrid-solheim', find: 'Number77' },
      ...{ ...LOAN, [SUMMARY]: 'Wants the loan.' },
    });
    t.equal(find.headers.location, place);
    t.match(await store.documents.candidate(id), { state: 'open' });
    const found = (await ida.get(place)).body;
    t.ok(offered(found).includes('person-77'));
    t.match(found, /“Number77”: 1 expert and no questions, offered here/);
    t.match(found, /value="Wants the loan\."/, 'what was written is still there');
    const more = { act: 'find', revision: '1', kept: '1', expert: 'person-77', find: 'item42' };
    await ida.post(`/desk/candidates/${id}`, more);
    const question = (await ida.get(place)).body;
    t.match(question, /<option value="person-77" selected>/, 'who was chosen stays offered');
    t.match(question, /name="option\.q-42"/);
    const made = await ida.post('/desk/new/questions', {
      back: place,
      title: 'A new one',
      proposition: 'It is new.',
      codingRule: 'R.',
      id: 'new-one',
    });
    t.equal(made.headers.location, `${place}&question=new-one`);
    t.match((await ida.get(`${place}&question=new-one`)).body, /name="option\.new-one"/);
  },
);

t.test('somebody new is a person or an organization, with a description that the form begins with', async (t) => {
  const { store, ida } = await newsroom(t);
  const [candidate] = (await store.documents.candidates('1')).filter(
    (it) => it.affiliationAsGiven !== null && it.expert === null,
  );
  const { id = '', affiliationAsGiven = '' } = candidate ?? {};
  const page = (await ida.get(`/desk/documents/1?candidate=${id}`)).body;
  t.match(page, `name="newDescription" maxlength="1000" value="${affiliationAsGiven}"`);
  const made = { newExpert: 'Harbour Guild', newKind: 'organization', newDescription: 'Boat owners' };
  t.equal(
    (await ida.post(`/desk/candidates/${id}`, { act: 'accept', revision: '1', expert: '', ...made })).statusCode,
    303,
  );
  t.match(await store.get('expert', 'harbour-guild'), {
    kind: 'organization',
    description: 'Boat owners',
    status: 'draft',
  });
});

t.test('a statement that is two is split where its words say, and every word stays in its place', async (t) => {
  const { store, ida, about } = await newsroom(t);
  const { id } = await about('rejected the idea');
  const split = (begins: string, revision = '1') => ida.post(`/desk/candidates/${id}/split`, { revision, begins });
  for (const [begins, why] of [
    ['she rejects', /“[^”]*”|must be words of the statement/],
    ['ejected the', /from the beginning of a word/],
    ['waiting would', /there is nothing before it/],
    ['the', /more than once/],
  ] as const) {
    const refused = await split(begins);
    t.equal(refused.statusCode, 422, begins);
    t.match(refused.body, why, begins);
  }
  t.equal((await split('she rejected')).statusCode, 303);
  const [first, second] = [await about('waiting would'), await about('she rejected')];
  t.strictSame(wordsOf(first), ['waiting would cost more than the wall itself']);
  t.strictSame(wordsOf(second), ['she rejected the idea of a referendum']);
  t.match(second, { speakerName: 'Ingrid Solheim', expert: 'ingrid-solheim', confidence: null, state: 'open' });
  t.match(second.origin, first.origin);
  t.equal((await split('the wall')).statusCode, 412, 'a stale tab splits nothing');
  const shown = (await ida.get(`/desk/documents/1?candidate=${first.id}`)).body;
  t.match(shown, new RegExp(`candidate=${second.id}" data-key="j"`), 'the second comes next');
  const before = (await store.documents.candidates('1')).length;
  await ida.post('/desk/documents/1/extract', {});
  t.equal((await store.documents.candidates('1')).length, before, 'looked for again, it is not found as one again');
});

t.test('two that are one are joined, where one person says both and nobody stands between', async (t) => {
  const { store, ida, about } = await newsroom(t);
  const [sum, waiting, elected] = [await about('whole sum'), await about('waiting would'), await about('elected to')];
  const join = (into: { id: string }, other: { id: string }) =>
    ida.post(`/desk/candidates/${into.id}/join`, { revision: '1', other: other.id, otherRevision: '1' });
  const reyes = await join(sum, await about('nine million crowns'));
  t.equal(reyes.statusCode, 409);
  t.match(reyes.body, /Ingrid Solheim says the one and Tomas Reyes the other/);
  t.match((await join(sum, elected)).body, /stands between the two/);
  const page = (await ida.get(`/desk/documents/1?candidate=${waiting.id}`)).body;
  t.match(page, /Join it with “the council should borrow[\s\S]*Join it with “We were elected to decide,…”/);
  t.equal((await join(elected, waiting)).statusCode, 303);
  t.match(await about('elected to'), {
    ...{ id: elected.id, state: 'open', attribution: 'mixed', quotes: elected.quotes, content: waiting.content },
  });
  t.match(await store.documents.candidate(waiting.id), { state: 'rejected', reason: /in the candidate/ });
  const before = (await store.documents.candidates('1')).length;
  await ida.post('/desk/documents/1/extract', {});
  t.equal((await store.documents.candidates('1')).length, before);
});

t.test('the words of a candidate are made longer or shorter where they stand, and are those of the text', async (t) => {
  const { store, ida, about } = await newsroom(t);
  const { id, quotes, content, speakerName, expert } = await about('elected to');
  const [{ start, end } = { start: 0, end: 0 }] = quotes;
  const put = (fields: object) => ida.post(`/desk/candidates/${id}/words`, { revision: '1', ...fields });
  const words = BREAKWATER.slice(start, end);
  const at = `${start}-${end}`;
  const wrong = await put({ quote: words.replace('decide', 'devide'), at });
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, /is not in the text: nearest is “[^”]*decide/);
  t.equal((await put({ quote: '', content: ' ', at })).statusCode, 422);
  t.equal((await put({ quote: `${words}\n${words.slice(3)}`, at })).statusCode, 422, 'nothing is there twice');
  t.equal((await put({ quote: words, at: '12-x' })).statusCode, 400);
  t.match(await store.documents.candidate(id), { quotes, content, revision: 1 });

  // "to" stands in the text more than once; it is the one where the words were.
  const from = start + words.indexOf('to');
  t.equal((await put({ quote: 'to' })).statusCode, 422);
  t.equal((await put({ quote: 'to', at })).statusCode, 303);
  t.match(await store.documents.candidate(id), {
    quotes: [{ start: from, end: from + 2 }],
    ...{ content: [], attribution: 'direct', speakerName, expert, confidence: null, revision: 2 },
  });
  t.equal((await put({ quote: words, at })).statusCode, 412, 'a stale tab moves nothing');
  t.match((await ida.get(`/desk/documents/1?candidate=${id}`)).body, `name="at" value="${from}-${from + 2}"`);
});

t.test('what is selected is proposed where it was selected, however often the words are in the text', async (t) => {
  const { store, ida } = await newsroom(t);
  const word = 'the';
  const [first, second = 0] = [...BREAKWATER.matchAll(/\bthe\b/g)].map(({ index }) => index);
  t.not(first, second);
  const propose = (fields: object) =>
    ida.post('/desk/documents/1/candidates', { speakerName: 'Joanna Petrie', quote: '', content: word, ...fields });
  const ambiguous = await propose({ candidate: '2' });
  t.equal(ambiguous.statusCode, 422);
  t.match(
    ambiguous.body,
    /<details open><summary>Propose a statement yourself[\s\S]*stands in the text more than 5 times/,
  );
  t.match(ambiguous.body, /name="speakerName"[^>]*value="Joanna Petrie"[\s\S]*name="content"[^>]*>\nthe<\/textarea>/);
  const made = await propose({ at: `${second}-${second + 3}` });
  t.equal(made.statusCode, 303);
  const id = new URL(String(made.headers.location), 'http://localhost').searchParams.get('candidate') ?? '';
  t.match(await store.documents.candidate(id), {
    ...{ content: [{ start: second, end: second + 3 }], speakerName: 'Joanna Petrie', state: 'open' },
    origin: { kind: 'person', name: 'Ida' },
  });
});
