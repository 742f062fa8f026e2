import t from 'tap';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { seededService, serviceOver } from '../../../helpers/service/service.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const app = await seededService(t);

const ids = async (url: string, service = app): Promise<string[]> =>
  (await service.inject(url)).json().items.map(({ id }: { id: string }) => id);
const sorted = async (url: string): Promise<string[]> => (await ids(url)).sort();

t.test('the first data set: six experts, fifteen questions, one source, one scale', async (t) => {
  t.strictSame(await ids('/v1/experts'), ['davis', 'dimino', 'hargis', 'herbst', 'kirby', 'turner']);
  t.equal((await ids('/v1/questions')).length, 15);
  t.strictSame(await ids('/v1/sources'), ['epoch-times-north-korean-troops']);
  t.strictSame(await ids('/v1/scales'), ['support']);
  t.equal((await ids('/v1/statements')).length, 26);
  t.equal((await ids('/v1/positions')).length, 21);
});

t.test('a list is sorted as is asked for, over its pages and as a whole table; other orders are refused', async (t) => {
  const byName = await ids('/v1/experts');
  t.strictSame(await ids('/v1/experts?sort=name'), byName);
  t.strictSame(await ids('/v1/experts?sort=-name'), byName.toReversed());
  t.strictSame(await ids('/v1/questions?sort=-id'), (await sorted('/v1/questions')).toReversed());
  const latest = await ids('/v1/positions');
  t.strictSame(await ids('/v1/positions?sort=saidOn'), latest.toReversed());
  const lines = (await app.inject('/v1/experts.ndjson?sort=-name')).body.trim().split('\n');
  t.strictSame(
    lines.map((line) => JSON.parse(line).id),
    byName.toReversed(),
  );
  const { next } = (await app.inject('/v1/experts?sort=-name&limit=2')).json();
  t.strictSame(await ids(`/v1/experts?sort=-name&limit=2&cursor=${next}`), byName.toReversed().slice(2, 4));
  isRefusedFor(t, await app.inject(`/v1/experts?sort=name&cursor=${next}`), ['cursor']);
  isRefusedFor(t, await app.inject('/v1/experts?sort=saidOn'), ['sort']);
});

t.test('experts are filtered by organization and by words', async (t) => {
  t.strictSame(await ids('/v1/experts?affiliation=ATLANTIC+Council+eurasia+center'), ['herbst']);
  t.strictSame(await ids('/v1/experts?affiliation=cia&affiliation=white+house+national+security+council'), [
    'dimino',
    'kirby',
  ]);
  t.strictSame(await ids('/v1/experts?q=former+analyst'), ['dimino']);
  t.strictSame(await ids('/v1/experts?q=xyzzy'), []);
});

t.test('questions are filtered by topic and by words', async (t) => {
  t.strictSame(await sorted('/v1/questions?topic=nato'), ['escalation', 'western-troops']);
  t.strictSame(await sorted('/v1/questions?topic=nato&topic=weapons'), [
    ...['escalation', 'technology-transfer', 'us-weapons-limits', 'western-troops'],
  ]);
  t.strictSame(await ids('/v1/questions?q=junior+partner'), ['china-hedge']);
});

t.test('positions are filtered by everything a position has', async (t) => {
  t.equal((await ids('/v1/positions?expert=dimino')).length, 7);
  t.strictSame(await sorted('/v1/positions?question=red-line'), [
    'davis-red-line',
    'dimino-red-line',
    'turner-red-line',
  ]);
  t.strictSame(await sorted('/v1/positions?option=noncommittal&option=lean-oppose'), [
    ...['herbst-kursk-only', 'kirby-us-new-steps'],
  ]);
  t.equal((await ids('/v1/positions?source=epoch-times-north-korean-troops')).length, 21);
  t.strictSame(await sorted('/v1/positions?topic=us-policy&expert=kirby'), ['kirby-us-new-steps']);
  t.strictSame(await ids('/v1/positions?affiliation=atlantic+council+eurasia+center'), ['herbst-kursk-only']);
  t.strictSame(await ids('/v1/positions?q=insurance'), ['hargis-china-hedge']);
  t.strictSame(await ids('/v1/positions?status=retracted'), []);
  t.equal((await ids('/v1/positions?status=published&status=retracted')).length, 21);
});

t.test('records are had by their ids, a thousand at once; an id that nothing bears is refused', async (t) => {
  t.strictSame(await ids('/v1/experts?id=kirby&id=davis'), ['davis', 'kirby']);
  t.strictSame(await ids('/v1/positions?id=davis-red-line&id=turner-red-line&expert=turner'), ['turner-red-line']);
  for (const list of ['experts', 'questions', 'positions', 'statements', 'sources', 'scales'])
    isRefusedFor(t, await app.inject(`/v1/${list}?id=moon`), ['id']);
  t.match(isRefusedFor(t, await app.inject('/v1/experts?id=kirbi'), ['id']).detail, 'did you mean "kirby"');
});

t.test('positions are filtered by their basis, statements by their attribution', async (t) => {
  const of = async (list: string, name: string, value: string): Promise<string[]> =>
    (await app.inject(`/v1/${list}?${name}=${value}`))
      .json()
      .items.map((item: { [name: string]: string }) => item[name]);
  t.strictSame(new Set(await of('positions', 'basis', 'inferred')), new Set(['inferred']));
  t.strictSame(new Set(await of('statements', 'attribution', 'mixed')), new Set(['mixed']));
  isRefusedFor(t, await app.inject('/v1/positions?basis=guessed'), ['basis']);
});

t.test('every list has what was changed since an instant, however that is written', async (t) => {
  const { at } = (await app.inject('/v1/changes?limit=1')).json().items[0];
  const later = new Date(Date.parse(at) + 60_000).toISOString();
  for (const list of ['experts', 'questions', 'positions', 'statements', 'sources', 'scales']) {
    t.not((await ids(`/v1/${list}?updatedSince=${at}`)).length, 0, list);
    t.strictSame(await ids(`/v1/${list}?updatedSince=${later}`), [], list);
  }
  const [second] = at.split('.');
  t.equal((await ids(`/v1/experts?updatedSince=${second}Z`)).length, 6, 'of whole seconds');
  isRefusedFor(t, await app.inject('/v1/experts?updatedSince=yesterday'), ['updatedSince']);
  isRefusedFor(t, await app.inject('/v1/experts?updatedSince=2024-10-23'), ['updatedSince']);
});

t.test('days narrow positions and statements; a month counts from its last day', async (t) => {
  t.strictSame(await ids('/v1/positions?to=2024-10-23'), ['turner-us-weapons-limits', 'kirby-russian-weakness']);
  t.strictSame(await ids('/v1/positions?to=2024-09'), []);
  t.equal((await ids('/v1/positions?from=2024-10-31')).length, 19);
  t.strictSame(await sorted('/v1/statements?from=2024-10-23&to=2024-10-23'), [
    ...['kirby-sign-of-weakness', 'turner-answer-attacks-from-russia', 'turner-long-challenged-limits'],
  ]);
  t.equal((await ids('/v1/sources?from=2024&to=2024')).length, 1);
  t.strictSame(await ids('/v1/sources?from=2025'), []);
});

t.test('days in the wrong order are refused', async (t) => {
  for (const list of ['positions', 'statements', 'sources'])
    isRefusedFor(t, await app.inject(`/v1/${list}?from=2024-11&to=2024-10`), ['from']);
});

t.test('statements are filtered by expert, question, source, organization and words', async (t) => {
  t.strictSame(await sorted('/v1/statements?expert=hargis'), ['hargis-hedge', 'hargis-little-brother']);
  t.strictSame(await sorted('/v1/statements?question=western-troops'), [
    ...['davis-boots-on-the-ground', 'davis-poland-more-engaged', 'dimino-alliance-drawn-in', 'dimino-no-nato-troops'],
  ]);
  t.equal((await ids('/v1/statements?source=epoch-times-north-korean-troops')).length, 26);
  t.equal((await ids('/v1/statements?affiliation=Defense+Priorities')).length, 8);
  t.strictSame(await ids('/v1/statements?q=outlandish'), ['herbst-no-mere-defence']);
});

t.test('filters of different names narrow, values of one name widen', async (t) => {
  t.strictSame(await sorted('/v1/positions?expert=davis&expert=turner&question=red-line&question=nk-gains'), [
    ...['davis-nk-gains', 'davis-red-line', 'turner-red-line'],
  ]);
});

t.test('the order is the documented one, whatever the order of writing', async (t) => {
  const told = story()
    .expert('b', { name: 'Zoë', sortName: 'Ähn, Zoë' })
    .expert('c', { name: 'Bo', sortName: 'bo' })
    .expert('a', { name: 'Al', sortName: 'Ahn, Al' })
    .says('b', 'late', 'support', { id: 'p-old', on: '2020-01-01' })
    .says('b', 'early', 'support', { id: 'p-new', on: '2021' });
  const service = await serviceOver(t, await storeOf(t, told));
  t.strictSame(await ids('/v1/experts', service), ['a', 'b', 'c']);
  t.strictSame(await ids('/v1/questions', service), ['early', 'late']);
  t.strictSame(await ids('/v1/positions', service), ['p-new', 'p-old']);
});

t.test('a single record is what the list shows of it', async (t) => {
  for (const list of ['experts', 'questions', 'positions', 'statements', 'sources', 'scales'])
    for (const item of (await app.inject(`/v1/${list}?limit=2`)).json().items)
      t.strictSame((await app.inject(`/v1/${list}/${item.id}`)).json(), item, item.id);
});

t.test('a cursor of another list, an altered one and an invented one are refused', async (t) => {
  const { next } = (await app.inject('/v1/experts?limit=1')).json();
  for (const url of [`/v1/questions?cursor=${next}`, `/v1/experts?cursor=${next.slice(4)}`, '/v1/experts?cursor=2'])
    isRefusedFor(t, await app.inject(url), ['cursor']);
});

t.test('a name in a filter that nothing bears is refused, and the nearest is told', async (t) => {
  const { detail } = isRefusedFor(t, await app.inject('/v1/positions?expert=kirbi'), ['expert']);
  t.match(detail, 'did you mean "kirby"');
  isRefusedFor(t, await app.inject('/v1/statements?question=moon&source=moon'), ['question', 'source']);
  isProblem(t, await app.inject('/v1/sources/moon'), 'not-found');
});

t.test(
  'a page of positions has the records that they name beside it, each once, where they are asked for',
  async (t) => {
    const ask = async (rest: string) => (await app.inject(`/v1/positions?limit=500${rest}`)).json();
    t.strictSame(Object.keys(await ask('')), ['items', 'next'], 'none unless asked for');
    const { items, included } = await ask('&include=expert&include=question&include=statements&include=source');
    const named = (field: string) => [...new Set(items.flatMap((it: { [field: string]: string }) => it[field]))].sort();
    const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);
    t.strictSame(idsOf(included.experts), named('expert'));
    t.strictSame(idsOf(included.questions), named('question'));
    t.strictSame(idsOf(included.statements), named('statements'));
    const printedIn = included.statements.flatMap(({ sources }: { sources: string[] }) => sources);
    t.strictSame(idsOf(included.sources), [...new Set(printedIn)].sort());
    t.strictSame(included.experts[0], (await app.inject(`/v1/experts/${included.experts[0].id}`)).json());
    t.strictSame(Object.keys((await ask('&include=source')).included), ['sources']);
    t.strictSame((await ask('&q=nothing-has-these&include=expert')).included, { experts: [] });
    const [first] = (await ask('&include=expert&expert=turner')).included.experts;
    t.equal(first.id, 'turner');
    isRefusedFor(t, await app.inject('/v1/positions.csv?include=expert'), ['include']);
    isRefusedFor(t, await app.inject('/v1/positions?include=scale'), ['include']);
    isRefusedFor(t, await app.inject('/v1/experts?include=question'), ['include']);
  },
);
