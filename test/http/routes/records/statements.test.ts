/** Statements of several experts, in several sources, translated, and hearsay: in every answer that shows their words. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Cell } from '../../../../src/core/matrix/cell.ts';
import { openLetter } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await serviceOver(t, await storeOf(t, openLetter()));
const body = async (url: string): Promise<string> => {
  const answer = await app.inject(url);
  t.equal(answer.statusCode, 200, url);
  return answer.body;
};
const json = async (url: string) => JSON.parse(await body(url));

t.test('the lists have all, and the single fields the first of them', async (t) => {
  t.match(await json('/v1/statements/letter'), {
    ...{ expert: 'ana', experts: ['ana', 'bo', 'chamber'], source: 'herald', sources: ['herald', 'post'] },
    ...{ language: 'de-AT', capacity: 'River Chamber', reportedBy: null },
    translations: [
      { language: 'en', text: 'The council should pay.', by: 'the desk' },
      { language: 'fr', text: 'À vous.', by: null },
    ],
    ...{ saidOn: '2024-03-01', saidOnFrom: 'source' },
  });
  t.match(await json('/v1/statements/heard'), {
    experts: ['bo'],
    sources: ['post'],
    reportedBy: 'Cy Ng',
    translations: [],
  });
});

t.test('it is found by each of its experts and sources, and positions by each source', async (t) => {
  const ids = async (url: string) => (await json(url)).items.map(({ id }: { id: string }) => id).sort();
  for (const expert of ['ana', 'chamber']) t.strictSame(await ids(`/v1/statements?expert=${expert}`), ['letter']);
  t.strictSame(await ids('/v1/statements?expert=bo'), ['heard', 'letter']);
  t.strictSame(await ids('/v1/statements?source=herald'), ['letter']);
  t.strictSame(await ids('/v1/statements?source=post'), ['heard', 'letter']);
  t.strictSame(await ids('/v1/positions?source=herald'), ['ana-levy', 'bo-levy', 'chamber-levy']);
  t.strictSame(await ids('/v1/positions?source=post'), ['ana-levy', 'bo-levy', 'bo-tolls', 'chamber-levy']);
  t.strictSame(await ids('/v1/statements?q=council'), ['letter'], 'by the words of a translation too');
});

t.test('it is found by the organization of whoever signed it, first or not', async (t) => {
  const port = [{ organization: 'Port' }];
  const told = story().expert('ana').expert('bo', { affiliations: port }).expert('cy', { affiliations: port });
  told
    .statement('both', 'ana', { experts: ['ana', 'bo'] })
    .statement('one', 'cy')
    .statement('none', 'ana');
  const { items } = (
    await (await serviceOver(t, await storeOf(t, told))).inject('/v1/statements?affiliation=port')
  ).json();
  t.strictSame(items.map(({ id }: { id: string }) => id).sort(), ['both', 'one']);
});

t.test('the log tells it of each of them', async (t) => {
  for (const expert of ['ana', 'bo', 'chamber']) {
    const { items } = await json(`/v1/changes?expert=${expert}`);
    t.ok(
      items.some(({ id }: { id: string }) => id === 'letter'),
      expert,
    );
  }
});

t.test('a remark in two papers is one remark: it weighs 1', async (t) => {
  const { pairs } = await json('/v1/network?aggregation=congruence');
  t.strictSame(
    pairs.map(({ a, b, weight }: { a: string; b: string; weight: number }) => [a, b, weight]),
    [
      ['ana', 'bo', 1],
      ['ana', 'chamber', 1],
      ['bo', 'chamber', 1],
    ],
  );
  const bySource = await json('/v1/network?aggregation=congruence&duplicates=source');
  t.strictSame(
    bySource.pairs.map(({ weight }: { weight: number }) => weight),
    [1, 1, 1],
  );
});

t.test('the evidence of a cell names all who signed and all it stands in', async (t) => {
  const { cells } = await json('/v1/questions/levy/matrix?include=statements');
  const [cell] = cells.filter(({ expert }: Cell) => expert === 'bo');
  t.match(cell.statements, [
    {
      experts: [
        { id: 'ana', name: 'Ana Kos' },
        { id: 'bo', name: 'Bo Li' },
        { id: 'chamber', name: 'River Chamber' },
      ],
      source: { id: 'herald' },
      sources: [{ id: 'herald' }, { id: 'post' }],
      ...{ language: 'de-AT', capacity: 'River Chamber', reportedBy: null },
    },
  ]);
  t.strictSame(
    (await json('/v1/questions/levy/matrix?include=statements&expert=ana')).cells[0].statements[0].experts,
    cell.statements[0].experts,
    'also where the others are not in the table',
  );
  const rows: { [column: string]: string }[] = parse(await body('/v1/questions/levy/matrix.csv?include=statements'), {
    columns: true,
  });
  t.match(
    rows.find(({ expert_id }) => expert_id === 'bo'),
    {
      quotes: 'Der Rat soll zahlen.',
      sources: 'The Herald, Open letter (2024-03-02)\nThe Harbour Post, A letter (2024-03-01)',
      ...{ signed_with: 'Ana Kos\nRiver Chamber', capacities: 'River Chamber', languages: 'de-AT', reported_by: '' },
      translations: '[Translation (en, by the desk)] The council should pay.\n[Translation (fr)] À vous.',
    },
  );
});

t.test('tables for people have translations beside the words, marked, and hearsay as hearsay', async (t) => {
  const letter = await body('/v1/questions/levy/matrix.md?include=statements&expert=bo');
  t.match(
    letter,
    '“Der Rat soll zahlen.” (The Herald, 2024-03-02; The Harbour Post, 2024-03-01; signed with Ana Kos, River Chamber; for River Chamber)',
  );
  t.match(letter, '\\[Translation (en, by the desk)\\] The council should pay.');
  t.match(
    await body('/v1/questions/tolls/matrix.md?include=statements&expert=bo'),
    '\\[as reported by Cy Ng\\] “No levy”',
  );
});

t.test('pages and HTML say in which language the words are, and show hearsay as no quotation', async (t) => {
  const page = await body('/questions/levy');
  t.match(page, '<p dir="auto" lang="de-AT">“<span>Der Rat soll zahlen.</span>”</p>');
  t.match(page, /lang="en"><span class="tag" lang="en">.*Translation \(en, by the desk\).*The council should pay\./);
  t.match(page, 'signed with');
  t.match(page, /The Herald.*Open letter.*; .*The Harbour Post.*A letter/);
  for (const url of ['/questions/tolls', '/v1/questions/tolls/matrix.html?include=statements']) {
    const html = await body(url);
    t.match(html, /As reported by <bdi>Cy Ng<\/bdi>/, url);
    t.match(html, 'No levy', url);
    t.notMatch(html, '<blockquote', url);
  }
  t.match(await body('/v1/questions/levy/matrix.html?include=statements'), '<bdi lang="de-AT"');
  const told = (await body('/v1/changes.atom')).split('<entry>').filter((entry) => entry.includes('No levy'));
  t.ok(told.length > 0);
  for (const entry of told) t.notMatch(entry, 'blockquote');
});

t.test(
  'linked data names all who speak, an organization as one, and hearsay as what somebody else tells',
  async (t) => {
    const graph = (await json('/v1/questions/levy/matrix.jsonld'))['@graph'];
    const of = (id: string, from = graph) => from.find((it: { '@id': string }) => it['@id'] === `urn:standpoint:${id}`);
    t.match(of('expert:chamber'), { '@type': 'Organization', memberOf: [{ '@type': 'Organization', name: 'League' }] });
    t.equal(of('expert:ana')['@type'], 'Person');
    t.match(of('statement:letter'), {
      '@type': 'Quotation',
      text: 'Der Rat soll zahlen.',
      creator: [{ '@id': 'urn:standpoint:expert:ana' }, { '@id': 'urn:standpoint:expert:bo' }, { '@id': /chamber/ }],
      isBasedOn: [{ '@id': 'urn:standpoint:source:herald' }, { '@id': 'urn:standpoint:source:post' }],
      inLanguage: 'de-AT',
      sourceOrganization: { '@type': 'Organization', name: 'River Chamber' },
      workTranslation: [
        { text: 'The council should pay.', inLanguage: 'en', translator: { name: 'the desk' } },
        { text: 'À vous.', inLanguage: 'fr' },
      ],
    });
    const heard = of('statement:heard', (await json('/v1/questions/tolls/matrix.jsonld'))['@graph']);
    t.match(heard, {
      '@type': 'CreativeWork',
      creator: { name: 'Cy Ng' },
      about: { '@id': 'urn:standpoint:expert:bo' },
    });
    const { items } = await json('/v1/questions/levy/matrix.anno?expert=bo');
    t.match(items[0].body.slice(0, 3), [{ source: { type: 'Person' } }, {}, { source: { type: 'Organization' } }]);
    t.equal(items[0].target.length, 2, 'a place in each source');
  },
);

t.test('experts are added; one whose position rests on it stays, and the first is fixed', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, openLetter().expert('cy', { name: 'Cy Ng' })));
  const { send } = room;
  const patch = (body: object) =>
    room.patch('publish', '/v1/statements/letter', { ...body, reason: 'Seen the letter.' });
  t.match((await patch({ experts: ['ana', 'bo', 'chamber', 'cy'] })).json().experts, ['ana', 'bo', 'chamber', 'cy']);
  const refused = await patch({ experts: ['ana', 'chamber', 'cy'] });
  t.equal(refused.statusCode, 409);
  t.match(refused.json(), {
    detail: /"bo-levy" of "bo" rests on the statement "letter"/,
    errors: [{ pointer: '/experts' }],
  });
  t.match((await patch({ experts: ['bo', 'ana', 'chamber'] })).json(), { errors: [{ pointer: '/expert' }] });
  t.match((await patch({ expert: 'bo' })).json().detail, 'leave "expert" out');
  t.match((await patch({ attribution: 'direct', reportedBy: 'Cy Ng' })).json().detail, 'it is hearsay');
  const moved = await patch({ sources: ['herald'] });
  t.match(moved.json(), { source: 'herald', sources: ['herald'], saidOn: '2024-03-02' }, 'the day follows');
  t.match((await send(null, 'GET', '/v1/positions/ana-levy')).json(), { saidOn: '2024-03-02' });
  t.match((await patch({ sources: ['post', 'herald'] })).json(), { source: 'post', saidOn: '2024-03-01' });
});

t.test('a statement of before is written as before, and a list of one is one', async (t) => {
  const { send } = await newsroomOver(t, await storeOf(t, openLetter()));
  const made = await send('write', 'POST', '/v1/statements', {
    body: { id: 'old', expert: 'ana', source: 'post', attribution: 'direct', quotes: ['Aye.'] },
  });
  t.match(made.json(), { expert: 'ana', experts: ['ana'], source: 'post', sources: ['post'] });
  const again = await send('write', 'POST', '/v1/statements', {
    body: { id: 'new', experts: ['ana'], sources: ['post'], attribution: 'direct', quotes: ['Aye, aye.'] },
  });
  t.match(again.json(), { expert: 'ana', experts: ['ana'], source: 'post', sources: ['post'] });
  const none = await send('write', 'POST', '/v1/statements', { body: { attribution: 'direct', quotes: ['Aye.'] } });
  t.equal(none.statusCode, 400);
  t.match(none.json().errors, [{ pointer: '/expert' }, { pointer: '/source' }]);
});

t.test('a renamed signer is one of those who signed still, now and in what was known', async (t) => {
  const store = await storeOf(t, openLetter());
  const { send, patch } = await newsroomOver(t, store);
  const renamed = await patch('publish', '/v1/experts/bo', { id: 'bo-li', reason: 'So.' });
  t.equal(renamed.statusCode, 200, renamed.body);
  t.match((await send(null, 'GET', '/v1/statements/letter')).json(), { experts: ['ana', 'bo-li', 'chamber'] });
  t.match((await send(null, 'GET', '/v1/positions/bo-levy')).json(), { expert: 'bo-li' });
  t.strictSame(await store.check(), []);
});

t.test('what is doubtful is told to those who write, a page of statements at a time', async (t) => {
  const told = openLetter().statement('late', 'ana', { source: 'post', saidOn: '2024-03-05' });
  const { send } = await newsroomOver(t, await storeOf(t, told));
  const found = async (query: string) => (await send('write', 'GET', `/v1/doubts${query}`)).json();
  const { items } = await found('');
  t.strictSame(
    items.map(({ statement, doubt }: { statement: string; doubt: string }) => [statement, doubt]),
    [
      ['late', 'said-after-publication'],
      ['late', 'uncited'],
    ],
  );
  t.match(items[0].message, 'said on 2024-03-05, but "post" was published on 2024-03-01');
  t.strictSame((await found('?expert=chamber')).items, []);
  const first = await found('?limit=1');
  t.equal(first.items.length, 2);
  t.strictSame((await found(`?limit=1&cursor=${encodeURIComponent(first.next)}`)).items, []);
  t.equal((await send(null, 'GET', '/v1/doubts')).statusCode, 401);
  t.match((await send('write', 'GET', '/v1/doubts.csv')).body, /^statement_id,doubt,message,other_statement_ids/);
});
