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
const LOAN = 'breakwater-loan support';

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
  const first = await keep('0', { answer: LOAN, summary: 'Wants the loan. 🚢', newExpert: '' });
  t.equal(first.statusCode, 200, first.body);
  t.equal(first.body, '1');
  const page = (await ida.get(place)).body;
  t.match(page, /<details name="question" open>/);
  t.match(page, /value="breakwater-loan support" checked/);
  t.match(page, /value="Wants the loan\. 🚢"/);
  t.match(page, /name="kept" value="1"/);
  const theirs = (await pia.get(place)).body;
  t.notMatch(theirs, /Wants the loan|checked/, 'nobody else sees it');
  t.equal((await keep('0', { summary: 'Hers.' }, pia)).body, '1');

  const stale = await keep('0', { summary: 'From a tab of before.' });
  t.equal(stale.statusCode, 412);
  t.equal((await keep('1', { answer: LOAN, summary: 'Second thoughts.' })).body, '2');
  const form = { act: 'keep', revision: '1', kept: '1', summary: 'From a tab of before.' };
  const told = await ida.post(`/desk/candidates/${id}`, form);
  t.equal(told.statusCode, 412);
  t.match(told.body, /is “Second thoughts\.” in what is kept/);
  t.match(told.body, /name="summary"[^>]*value="From a tab of before\."/);
  t.match(told.body, /name="kept" value="2"/, 'sent again it takes the place of the other');
  t.equal((await ida.post(`/desk/candidates/${id}`, { ...form, kept: '2' })).statusCode, 303);
  t.match((await ida.get(place)).body, /value="From a tab of before\."/);

  const accept = { act: 'accept', revision: '1', expert: 'ingrid-solheim' };
  t.equal((await pia.post(`/desk/candidates/${id}`, accept)).statusCode, 303);
  t.equal((await keep('3', { summary: 'Too late.' })).statusCode, 409);
  const late = await ida.post(`/desk/candidates/${id}`, { ...accept, summary: 'Mine.' });
  t.equal(late.statusCode, 409);
  t.match(late.body, /What you sent:[\s\S]*Mine\./, 'what somebody else was faster with is shown, and nothing is lost');
  await pia.post(`/desk/candidates/${id}`, { act: 'reopen', revision: '2' });
  t.match((await ida.get(place)).body, /value="From a tab of before\."/, 'undone, all is as it was');
});

t.test('what is refused stands in the form, with what is wrong at its field', async (t) => {
  const { ida, about } = await newsroom(t);
  const { id } = await about('whole sum');
  const send = (fields: object) => ida.post(`/desk/candidates/${id}`, { act: 'accept', revision: '1', ...fields });
  const day = await send({ expert: 'ingrid-solheim', saidOn: '5 March', summary: 'Kept.' });
  t.equal(day.statusCode, 422);
  t.match(day.body, /“Said on” <bdi>must be a date that exists/);
  t.match(day.body, /value="Kept\."/);
  const both = await send({ expert: 'ingrid-solheim', answer: LOAN, other: 'wait-for-survey oppose' });
  t.match(both.body, /two are chosen/);
  const near = await send({ newExpert: 'Ingrid Solheim' });
  t.equal(
    near.statusCode,
    409,
    near.body.slice(near.body.indexOf('role="alert"'), near.body.indexOf('role="alert"') + 400),
  );
  t.match(near.body, /name="new" value="true"/);
  t.equal((await send({ newExpert: 'Ingrid Solheim', new: 'true' })).statusCode, 303);
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
