import t, { type Test } from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { ARTICLE, FERRY, UNQUOTED } from '../../../helpers/fixtures/article.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { requests } from '../../../helpers/service/requests.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { newPath } from '../../../helpers/store/database.ts';

async function newsroom(t: Test) {
  const path = newPath(t);
  const store = openSqliteStore(path);
  t.teardown(() => store.close());
  await importBundle(store, FERRY, RECORDED);
  const app = await serviceOver(t, store);
  const write = await keyWith(store, 'write', { name: 'Ida' });
  const publish = await keyWith(store, 'publish', { name: 'Pia' });
  const post = (url: string, payload: object, headers: object = write) =>
    app.inject({ method: 'POST', url, headers: { ...headers }, payload });
  const add = (text = ARTICLE) => post('/v1/documents', { source: 'ferry', text });
  return { path, store, app, write, publish, post, add };
}

const WORDS = { expert: 'keita', source: 'ferry', attribution: 'direct' };
const LONG = 'should-the-council-of-the-old-town-on-the-island-of-';
const BARE = 'The council met on Tuesday and talked for hours.\n\n“We got one boat,” Keita said.';

type Candidate = {
  id: string;
  revision: number;
  state: string;
  speakerName: string;
  expert: string | null;
  statement: string | null;
  quotes: { start: number; end: number }[];
};

t.test('an article is kept with what is said in it; each span has the words of the text', async (t) => {
  const { app, add, write } = await newsroom(t);
  const reply = await add();
  t.equal(reply.statusCode, 201, reply.body);
  const { document, untied } = reply.json();
  t.match(document, {
    id: '1',
    source: 'ferry',
    rights: 'none',
    language: 'en',
    candidates: { accepted: 0, rejected: 0 },
  });
  t.strictSame(untied, []);
  t.equal(reply.headers.location, '/v1/documents/1');
  const { text } = (await app.inject({ url: '/v1/documents/1/text', headers: write })).json();
  const { items } = (await app.inject({ url: '/v1/documents/1/candidates', headers: write })).json();
  t.equal(items.length, document.candidates.open);
  const said = (items as Candidate[]).map(({ speakerName, expert, quotes }) => [
    ...[speakerName, expert],
    ...quotes.map(({ start, end }) => text.slice(start, end)),
  ]);
  t.strictSame(said.slice(0, 2), [
    ['Ines Ferreira', null, 'The bridge will not last another winter,'],
    ['Omar Keita', 'keita', 'a tax on islanders'],
  ]);
  t.ok(said.some((it) => it.includes('We were promised two boats 🚢,') && it.includes('We got one.')));
});

t.test('the same text of the same source is refused, with the document that has it', async (t) => {
  const { add } = await newsroom(t);
  await add();
  const again = await add(ARTICLE.replaceAll('\n', '\r\n'));
  isProblem(t, again, 'conflict');
  t.match(again.json().detail, /document "1"/);
});

t.test('an article comes as it is, by its Content-Type, with what is known of it in the address', async (t) => {
  const { app, write } = await newsroom(t);
  const send = (type: string, payload: string | Buffer, query: string) =>
    app.inject({ method: 'POST', url: `/v1/documents?${query}`, headers: { ...write, 'content-type': type }, payload });
  const html =
    '<html><body><article><p>“We got one boat,” Omar Keita said on Tuesday in the harbour of the old town.</p></article></body></html>';
  const page = await send('text/html; charset=utf-8', html, 'source=ferry&filename=a.html&rights=own');
  t.equal(page.statusCode, 201, page.body);
  t.match(page.json().document, { format: 'html', filename: 'a.html', rights: 'own', candidates: { open: 1 } });
  t.equal(page.json().leftOut, 0);
  const menu = html.replace('<body>', '<body><nav><ul><li>Sport</li></ul></nav>').replace('one boat', 'two boats');
  t.equal((await send('text/html', menu, 'source=ferry')).json().leftOut, 1);
  t.match((await send('text/html', menu, 'source=ferry&whole=true')).json(), { leftOut: 0 });
  isRefusedFor(t, await send('text/plain', 'Keita said no.', 'source=ferry&whole=true'), ['whole']);
  isProblem(t, await send('text/plain', 'Keita said no.', ''), 'invalid-request');
  isProblem(t, await send('application/zip', 'PK', 'source=ferry'), 'unsupported-media-type');
  isProblem(t, await send('text/plain', 'x'.repeat(2 * 1024 * 1024 + 1), 'source=ferry'), 'payload-too-large');
});

t.test(
  'a candidate that is accepted is a draft of a statement with its positions; undone, they are gone',
  async (t) => {
    const { app, store, add, write, post, publish } = await newsroom(t);
    await add();
    const { items } = (await app.inject({ url: '/v1/documents/1/candidates', headers: write })).json() as {
      items: Candidate[];
    };
    const [first, second, ...others] = items;
    if (first === undefined || second === undefined) throw new Error('two are found');
    isProblem(t, await post(`/v1/candidates/${first.id}/accept`, { revision: 1 }), 'invalid-request');
    const candidate = { speakerName: 'Ines Ferreira', quotes: ['a tax on islanders'] };
    const change = (revision: number) =>
      app.inject({
        method: 'PATCH',
        url: `/v1/candidates/${first.id}`,
        headers: write,
        payload: { revision, candidate },
      });
    t.match((await change(1)).json(), { revision: 2, speakerName: 'Ines Ferreira', attribution: 'direct' });
    isProblem(t, await change(1), 'precondition-failed');
    const position = { question: 'toll', option: 'oppose', basis: 'stated', summary: 'Calls the toll a tax.' };
    const acceptance = { revision: 1, paraphrase: 'Warned of empty ferries.', positions: [position] };
    const accepted = await post(`/v1/candidates/${second.id}/accept`, acceptance);
    t.equal(accepted.statusCode, 200, accepted.body);
    t.match(accepted.json(), { state: 'accepted', revision: 2, decidedBy: 'Ida' });
    const statement = await store.get('statement', accepted.json().statement);
    t.match(statement, { expert: 'keita', quotes: ['a tax on islanders'], status: 'draft' });
    t.equal((await store.documents.anchors([String(statement?.id)])).size, 1);
    isProblem(t, await post(`/v1/candidates/${second.id}/accept`, acceptance), 'conflict');
    isProblem(t, await post('/v1/documents/1/publish', {}, publish), 'conflict');

    t.equal((await post(`/v1/candidates/${second.id}/reopen`, { revision: 2 })).json().state, 'open');
    t.equal(await store.get('statement', String(statement?.id)), null);
    isProblem(t, await post(`/v1/candidates/${second.id}/accept`, acceptance), 'precondition-failed');
    await post(`/v1/candidates/${second.id}/accept`, { ...acceptance, revision: 3 });
    const ines = { revision: 2, newExpert: { name: 'Ines Ferreira' } };
    t.equal((await post(`/v1/candidates/${first.id}/accept`, ines)).json().state, 'accepted');
    for (const { id } of others)
      t.match((await post(`/v1/candidates/${id}/reject`, { revision: 1, reason: 'off topic' })).json(), {
        state: 'rejected',
      });

    const told = await post('/v1/documents/1/publish?dryRun=true', {}, publish);
    t.strictSame(
      told.json().publishes.map(({ kind }: { kind: string }) => kind),
      ['statement', 'position'],
    );
    t.equal((await post('/v1/documents/1/publish', { reason: 'Checked.' }, publish)).statusCode, 200);
    const matrix = await app.inject('/v1/matrix.csv?expert=keita&question=toll');
    t.match(matrix.body, /Oppose/i);
    isProblem(t, await post(`/v1/candidates/${second.id}/reopen`, { revision: 4 }), 'conflict');
    t.strictSame(await store.check(), []);
  },
);

t.test('what is looked for again keeps decisions, and proposes what was never proposed, once', async (t) => {
  const { path, store, app, write, add, post } = await newsroom(t);
  await add();
  const [first, second] = await store.documents.candidates('1');
  await post(`/v1/candidates/${first?.id}/reject`, { revision: 1 });
  const { default: Database } = await import('better-sqlite3');
  const raw = new Database(path);
  // As an extractor would have left it that knew a rule less.
  raw.prepare('DELETE FROM candidates WHERE id = ?').run(Number(second?.id));
  raw.close();
  const again = () => app.inject({ method: 'POST', url: '/v1/documents/1/extract', headers: write });
  const { items } = (await again()).json();
  t.match(items, [{ speakerName: second?.speakerName, quotes: second?.quotes, state: 'open' }]);
  t.equal(items.length, 1, 'what was set aside does not come again');
  t.strictSame((await again()).json().items, []);
  t.equal((await store.documents.candidates('1', ['rejected'])).length, 1);
});

t.test('words by hand are located exactly, or refused', async (t) => {
  const { add, post } = await newsroom(t);
  await add();
  const propose = (more: object) => post('/v1/documents/1/candidates', { speakerName: 'Omar Keita', ...more });
  const right = await propose({ quotes: ['We got one.'] });
  t.equal(right.statusCode, 201, right.body);
  t.match(right.json(), { origin: { kind: 'person', name: 'Ida' }, attribution: 'direct', state: 'open' });
  const near = await propose({ quotes: ['We got one!'] });
  isProblem(t, near, 'quote-not-in-text');
  t.match(near.json().errors[0], { pointer: '/quotes/0', message: /nearest is “We got one.” .*U\+002E/ });
  isProblem(t, await propose({ quotes: ['the'] }), 'quote-ambiguous');
  isProblem(t, await propose({}), 'invalid-request');
  isProblem(t, await propose({ quotes: [{ start: 5, end: 9_999 }] }), 'invalid-request');
});

t.test('a quote of a source with a text is in the text, by whichever entrance it comes', async (t) => {
  const { app, store, add, post, write, publish } = await newsroom(t);
  const statement = { expert: 'keita', source: 'ferry', attribution: 'direct' };
  await post('/v1/statements', { ...statement, id: 'before', quotes: ['Something else.'] });
  await post('/v1/statements', { ...statement, id: 'right', quotes: ['We got one.'] });
  t.strictSame((await add()).json().untied, ['before']);
  t.strictSame([...(await store.documents.anchors(['before', 'right'])).keys()], ['right']);

  const wrong = ['We got two.'];
  isProblem(t, await post('/v1/statements', { ...statement, quotes: wrong }), 'quote-not-in-text');
  isProblem(
    t,
    await post('/v1/import', { bundleVersion: 1, statements: [{ ...statement, id: 'x', quotes: wrong }] }, publish),
    'quote-not-in-text',
  );
  const table = `expert,question,option,source,quote\nkeita,toll,oppose,ferry,"We got two."\n`;
  const imported = await app.inject({
    method: 'POST',
    url: '/v1/import',
    headers: { ...publish, 'content-type': 'text/csv' },
    payload: table,
  });
  isProblem(t, imported, 'quote-not-in-text');
  const etag = String((await app.inject({ url: '/v1/statements/right', headers: write })).headers.etag);
  const patch = (payload: object) =>
    app.inject({ method: 'PATCH', url: '/v1/statements/right', headers: { ...write, 'if-match': etag }, payload });
  isProblem(t, await patch({ quotes: wrong }), 'quote-not-in-text');
  t.equal((await patch({ quotes: ['a tax on islanders'] })).statusCode, 200);
  // What was there before the text came is left as it is, until somebody gives it other words.
  const other = await app.inject({
    method: 'PATCH',
    url: '/v1/statements/before',
    headers: { ...write, 'if-match': '*' },
    payload: { venue: 'Pier' },
  });
  t.equal(other.statusCode, 200, other.body);
  t.strictSame(await store.check(), []);
});

t.test('what alters a text, a quote or a place behind the back of the service is found by check', async (t) => {
  const { path, store, add, post } = await newsroom(t);
  await post('/v1/statements', {
    id: 'right',
    expert: 'keita',
    source: 'ferry',
    attribution: 'direct',
    quotes: ['We got one.'],
  });
  await add();
  const { default: Database } = await import('better-sqlite3');
  const raw = new Database(path);
  t.teardown(() => raw.close());
  raw.exec(`UPDATE anchors SET spans = '[{"start":0,"end":11}]'`);
  t.match(await store.check(), [{ what: /a quote of the statement right is not what the document 1 has/ }]);
  t.throws(() => raw.exec(`UPDATE documents SET text = 'Ferry'`), /never changed/);
  raw.exec(
    `DROP TRIGGER document_texts_stay_as_they_came; UPDATE documents SET text = replace(text, 'ferries', 'Ferries')`,
  );
  t.match(await store.check(), [
    { what: 'the database lacks the trigger document_texts_stay_as_they_came' },
    { what: /the text of the document 1 is not the one that came/ },
  ]);
});

t.test('a text that is taken out, or whose last day is over, is gone; what was quoted stays', async (t) => {
  const { app, store, post, write, publish } = await newsroom(t);
  const add = (text: string, keepUntil?: string) =>
    post('/v1/documents', { source: 'ferry', text, ...(keepUntil && { keepUntil }) });
  await add(ARTICLE);
  const remove = (headers: object) =>
    app.inject({ method: 'DELETE', url: '/v1/documents/1/text', headers: { ...headers } });
  isProblem(t, await remove(write), 'forbidden');
  t.match((await remove(publish)).json(), { textRemovedBy: 'Pia', length: ARTICLE.trim().length });
  isProblem(t, await app.inject({ url: '/v1/documents/1/text', headers: write }), 'not-found');
  await add(`${ARTICLE} More.`, '2024-01');
  isProblem(t, await app.inject({ url: '/v1/documents/2/text', headers: write }), 'not-found');
  await add(`${ARTICLE} Still more.`);
  t.match((await store.documents.get('2'))?.textRemovedBy, 'keepUntil');
  t.strictSame(await store.check(), []);
});

t.test('a source that goes over into another takes its texts along; one that has any is not deleted', async (t) => {
  const { app, store, add, post, publish } = await newsroom(t);
  await add();
  const [source] = FERRY.sources;
  await importBundle(store, { bundleVersion: 1, sources: [{ ...source, id: 'twin' }] }, RECORDED);
  t.equal((await post('/v1/documents', { source: 'ferry', text: `${ARTICLE} Corrected.` })).statusCode, 201);
  const again = await post('/v1/documents', { source: 'twin', text: ARTICLE });
  t.equal(again.json().document.id, '3', again.body);
  const candidates = async (id: string) => (await store.documents.candidates(id)).length;
  const proposed = (await candidates('1')) + (await candidates('3'));
  const removal = await app.inject({
    method: 'DELETE',
    url: '/v1/sources/ferry?reason=Twice.',
    headers: { ...publish, 'if-match': '*' },
  });
  isProblem(t, removal, 'conflict');
  t.match(removal.json().detail, /has the document "[12]"/);
  const merged = await app.inject({
    method: 'POST',
    url: '/v1/sources/ferry/merge',
    headers: { ...publish, 'if-match': '*' },
    payload: { into: 'twin', reason: 'One article.' },
  });
  t.equal(merged.statusCode, 200, merged.body);
  t.equal((await store.documents.get('2'))?.source, 'twin');
  t.equal(await store.documents.get('1'), null, 'of one text there is one');
  t.equal(await candidates('3'), proposed);
  t.strictSame(await store.check(), []);
});

t.test('redaction takes out the texts that hold the words, and the names in candidates', async (t) => {
  const { store, add } = await newsroom(t);
  await add();
  const { redactWords } = await import('../../../../src/services/change-log/redact.ts');
  const words = 'Ines Ferreira';
  await redactWords(store, RECORDED.caller, {
    words,
    digest: 'f'.repeat(64),
    ids: false,
    reason: 'A court.',
    dryRun: false,
  });
  t.equal(await store.documents.text('1'), null);
  t.notMatch(JSON.stringify(await store.documents.candidates('1')), words);
});

t.test('redaction is never refused because of a text: what stands in none any more has no place', async (t) => {
  const { store, add, post } = await newsroom(t);
  const { redactWords } = await import('../../../../src/services/change-log/redact.ts');
  const redact = (words: string) =>
    redactWords(store, RECORDED.caller, {
      words,
      digest: 'f'.repeat(64),
      ids: false,
      reason: 'A court.',
      dryRun: false,
    });
  await post('/v1/statements', { ...WORDS, id: 'before', quotes: ['The harbourmaster lies.'] });
  await add('Councillor Omar Keita, who votes on the budget next week, called the toll a tax.');
  await add();
  await post('/v1/statements', { ...WORDS, id: 'tied', quotes: ['a tax on islanders'] });
  await post('/v1/statements', { ...WORDS, id: 'other', quotes: ['We got one.'] });
  t.match(await redact('harbourmaster'), { isErased: true }, 'its words are in no text');
  t.match((await store.get('statement', 'before'))?.quotes, [/^The \[redacted:/]);
  t.strictSame([...(await store.documents.anchors(['before', 'tied', 'other'])).keys()].sort(), ['other', 'tied']);
  t.match(await redact('islanders'), { isErased: true }, 'an older text is left, which never held the words');
  t.match((await store.get('statement', 'tied'))?.quotes, [/redacted/]);
  t.strictSame([...(await store.documents.anchors(['before', 'tied', 'other'])).keys()], ['other']);
  t.strictSame(await store.check(), []);
});

t.test('a source that is renamed or merged leaves its quotes where they stand', async (t) => {
  const { app, store, add, post, publish } = await newsroom(t);
  const [source] = FERRY.sources;
  await importBundle(store, { bundleVersion: 1, sources: [{ ...source, id: 'reprint', publisher: 'Isle' }] }, RECORDED);
  await post('/v1/statements', { ...WORDS, id: 'before', quotes: ['Something else.'] });
  await post('/v1/statements', { ...WORDS, id: 'tied', quotes: ['We got one.'] });
  await add();
  const other = 'Councillor Omar Keita, who votes on the budget next week, called the toll a tax.';
  t.equal((await post('/v1/documents', { source: 'reprint', text: other })).json().document.id, '2');
  const headers = { ...publish, 'if-match': '*' };
  const renamed = await app.inject({
    method: 'PATCH',
    url: '/v1/sources/ferry',
    headers,
    payload: { id: 'ferry-toll', reason: 'Clearer.' },
  });
  t.equal(renamed.statusCode, 200, renamed.body);
  const merged = await post('/v1/sources/ferry-toll/merge', { into: 'reprint', reason: 'One article.' }, headers);
  t.equal(merged.statusCode, 200, merged.body);
  t.equal((await store.get('statement', 'tied'))?.source, 'reprint');
  t.match((await store.documents.anchors(['tied'])).get('tied'), { document: '1' });
  t.strictSame(await store.check(), []);
});

t.test('accepting is one commit: what is refused leaves nothing, and what is decided meanwhile neither', async (t) => {
  const { store, add, post } = await newsroom(t);
  await add();
  const accept = (id: string, more: object) => post(`/v1/candidates/${id}/accept`, { revision: 1, ...more });
  const bad = await accept('1', {
    ...{ newExpert: { name: 'Ines Fereira' }, saidOn: '2026-04-01' },
    positions: [{ question: 'toll', option: 'maybe', basis: 'stated', summary: 'So.' }],
  });
  isProblem(t, bad, 'invalid-request');
  t.match(bad.json().errors, [{ pointer: '/positions/0/option' }], 'a fault is told where it was sent');
  t.strictSame(await store.ids('expert'), ['keita'], 'nobody was made');
  t.match(await store.documents.candidate('1'), { state: 'open', revision: 1 });
  isProblem(t, await accept('1', { newExpert: { name: 'Omar Keitta' } }), 'conflict');
  isProblem(t, await accept('1', { newExpert: { name: 'Lena Moss' }, expert: 'keita' }), 'invalid-request');

  const accepted = await accept('1', { newExpert: { name: 'Lena Moss' } });
  t.match(accepted.json(), { state: 'accepted', revision: 2 });
  t.match(await store.get('statement', accepted.json().statement), { expert: 'lena-moss' });
  t.strictSame([...(await store.ids('expert'))].sort(), ['keita', 'lena-moss']);

  const rivals = [accept('2', { newExpert: { name: 'Ada Quill' } }), post('/v1/candidates/2/reject', { revision: 1 })];
  const states = (await Promise.all(rivals)).map(({ statusCode }) => statusCode);
  t.equal(states.filter((it) => it === 200).length, 1, 'one of them was faster');
  const { statement } = (await store.documents.candidate('2')) ?? {};
  const made = (await store.ids('statement')).filter((it) => it !== accepted.json().statement);
  t.strictSame(made, statement === null ? [] : [statement]);
  t.equal((await store.ids('expert')).includes('ada-quill'), statement !== null);

  const undone = await Promise.all([1, 2].map(() => post('/v1/candidates/1/reopen', { revision: 2 })));
  t.equal(undone.filter(({ statusCode }) => statusCode === 200).length, 1);
  t.match(await store.documents.candidate('1'), { state: 'open', revision: 3 });
});

t.test('positions on questions whose ids begin alike are two', async (t) => {
  const { store, add, post } = await newsroom(t);
  await add();
  const [question] = FERRY.questions;
  const questions = ['east', 'west'].map((id) => ({
    ...question,
    ...{ id: `${LONG}${id}`, title: `Ferry ${id}`, proposition: `The ${id} ferry should cost a toll.` },
  }));
  await importBundle(store, { bundleVersion: 1, questions }, RECORDED);
  const positions = questions.map(({ id }) => ({ question: id, option: 'oppose', basis: 'stated', summary: 'No.' }));
  const accepted = await post('/v1/candidates/2/accept', { revision: 1, positions });
  t.equal(accepted.statusCode, 200, accepted.body);
  t.equal((await store.ids('position')).length, 2);
});

t.test('a surname alone is nobody on record until somebody says so', async (t) => {
  const { store, add, post } = await newsroom(t);
  await add(BARE);
  t.match(await store.documents.candidate('1'), { expert: 'keita', link: 'surname' });
  const refused = await post('/v1/candidates/1/accept', { revision: 1 });
  isProblem(t, refused, 'invalid-request');
  t.match(refused.json().errors, [{ pointer: '/expert' }]);
  t.equal((await post('/v1/candidates/1/accept', { revision: 1, expert: 'keita' })).statusCode, 200);
});

t.test('a text whose last day is over is told to nobody, and refuses nothing', async (t) => {
  const { post } = await newsroom(t);
  await post('/v1/documents', { source: 'ferry', text: ARTICLE, keepUntil: '2024-01' });
  const near = await post('/v1/statements', { ...WORDS, quotes: ['We got one, he said.'] });
  t.equal(near.statusCode, 201, near.body);
});

t.test('nobody without a key learns a run of twelve words, or that there is a document', async (t) => {
  const { app, add, post, publish } = await newsroom(t);
  const asked = requests().filter(({ method }) => method === 'get');
  await add();
  const error = await post(
    '/v1/statements',
    { expert: 'keita', source: 'ferry', attribution: 'direct', quotes: [`${UNQUOTED}!`] },
    {},
  );
  t.notMatch(error.body, UNQUOTED);
  for (const { url } of asked) {
    const { body } = await app.inject({ url });
    t.notMatch(body, UNQUOTED, url);
  }
  isProblem(t, await app.inject('/v1/documents/1'), 'unauthenticated');
  isProblem(t, await app.inject('/v1/documents/1/text'), 'unauthenticated');
  const exported = await app.inject({ url: '/v1/statements.ndjson', headers: { ...publish } });
  t.notMatch(exported.body, UNQUOTED);
});
