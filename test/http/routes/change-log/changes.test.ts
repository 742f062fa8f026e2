import t from 'tap';
import type { Change } from '../../../../src/core/change-log/change.ts';
import { isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf, TOLD_BECAUSE, tell } from '../../../helpers/store/tell.ts';

const store = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'p1' }));
const mended = story().says('ada', 'bridge', 'support', { id: 'p1', note: 'Mended.' });
await tell(store, mended, { reason: 'A note was missing.' });
const retracted = story().says('ada', 'bridge', 'support', { id: 'p1', note: 'Mended.', status: 'retracted' });
await tell(store, retracted, { reason: 'She did not say it.' });
const app = await serviceOver(t, store);

const changes = async (query = ''): Promise<{ items: Change[]; next: number | null }> =>
  (await app.inject(`/v1/changes?${query}`)).json();
const { items } = await changes('limit=500');

t.test('every change stands in the log once, oldest first, without gaps', async (t) => {
  t.strictSame(
    items.map(({ seq }) => seq),
    items.map((_, index) => index + 1),
  );
  t.ok(items.length > 6);
});

t.test('a change tells what was done to what, when, by whom and why, with before and after', async (t) => {
  const [created, updated, taken] = items.filter(({ id }) => id === 'p1');
  t.match(created, { action: 'create', entity: 'position', at: RECORDED.at, actor: RECORDED.by, before: null });
  t.equal(created?.reason, TOLD_BECAUSE);
  t.match(updated, {
    action: 'update',
    reason: 'A note was missing.',
    before: { note: null },
    after: { note: 'Mended.' },
  });
  t.match(taken, {
    action: 'retract',
    reason: 'She did not say it.',
    before: { status: 'published' },
    after: { status: 'retracted' },
  });
});

t.test('who has seen the log up to a change gets what came after it', async (t) => {
  const seen = items.at(-3)?.seq;
  t.strictSame((await changes(`after=${seen}`)).items, items.slice(-2));
  t.strictSame(await changes(`after=${items.length}`), { items: [], next: null });
  t.strictSame(await changes('after=1000000'), { items: [], next: null });
});

t.test('next is the last change of a page while more follow, and null at the end', async (t) => {
  t.equal((await changes('limit=2')).next, 2);
  t.equal((await changes(`limit=${items.length}`)).next, null);
});

t.test('the log as a table has one row a change', async (t) => {
  const { body } = await app.inject('/v1/changes.csv?limit=1');
  t.equal(body.split('\r\n')[0], 'seq,at,actor,action,entity,id,reason');
  t.equal((await app.inject('/v1/changes.ndjson')).body.trimEnd().split('\n').length, items.length);
});

t.test('the log is narrowed by expert, question and topic, each as often as needed', async (t) => {
  const store = await storeOf(
    t,
    story()
      .question('bridge', { topics: ['traffic'] })
      .question('tolls', { topics: ['money'] })
      .says('ada', 'bridge', 'support', { id: 'a' })
      .says('ben', 'tolls', 'oppose', { id: 'b' }),
  );
  const narrowed = await serviceOver(t, store);
  const found = async (query: string) =>
    (await narrowed.inject(`/v1/changes?${query}`)).json().items.map(({ id }: Change) => id);
  t.strictSame(await found('expert=ada'), ['ada', 'said-a', 'a']);
  t.strictSame(await found('question=tolls'), ['tolls', 'b']);
  t.strictSame(await found('topic=traffic&topic=money&expert=ben&expert=ada'), ['a', 'b']);
  t.strictSame(await found('expert=ada&question=tolls'), []);
  isRefusedFor(t, await narrowed.inject('/v1/changes?expert=adda&question=toll&topic=mony'), [
    'expert',
    'question',
    'topic',
  ]);
});

t.test('the Link to the next page keeps the filters', async (t) => {
  const { headers } = await app.inject('/v1/changes?expert=ada&limit=1');
  t.match(headers.link, /^<\/v1\/changes\?expert=ada&limit=1&after=\d+>; rel="next"$/);
});

t.test('a caller who writes gets drafts too, under the same address, and others never do', async (t) => {
  const drafted = await storeOf(t, story().says('ada', 'bridge', 'support', { id: 'd', status: 'draft' }));
  const service = await serviceOver(t, drafted);
  const writer = await keyWith(drafted, 'write');
  const reader = await keyWith(drafted, 'read');
  for (const [headers, sees] of [
    [writer, true],
    [reader, false],
    [{}, false],
    [writer, true],
  ] as const)
    for (const format of ['json', 'csv', 'atom', 'jsonfeed']) {
      const { body } = await service.inject({ url: `/v1/changes.${format}?limit=500`, headers });
      t.equal(/draft|,d,|create,position/.test(body), sees, format);
    }
});
