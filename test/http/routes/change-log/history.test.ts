import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { HistoryEntry } from '../../../../src/core/change-log/history.ts';
import { KINDS, PLURALS } from '../../../../src/core/records/kinds.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { keyWith } from '../../../helpers/service/keys.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { storeOf, tell } from '../../../helpers/store/tell.ts';

const says = (option: string, details: object = {}): Story =>
  story()
    .expert('ada', { name: 'Ada Lind' })
    .says('ada', 'bridge', option, { id: 'p', ...details });

const store = await storeOf(t, says('support', { status: 'draft' }));
await tell(store, says('support'));
await tell(store, says('mixed'), { reason: 'Half was overlooked.' });
const app = await serviceOver(t, store);
const writer = await keyWith(store, 'write');

const actions = (body: { items: HistoryEntry[] }) => body.items.map(({ action }) => action);

t.test('every kind of record has a history', async (t) => {
  for (const kind of KINDS) {
    const [id = ''] = await store.ids(kind);
    const { items } = (await app.inject(`/v1/${PLURALS[kind]}/${id}/history`)).json();
    t.match(items, [{ entity: kind, id }], kind);
    isProblem(t, await app.inject(`/v1/${PLURALS[kind]}/nobody-and-nothing/history`), 'not-found');
  }
});

t.test('a history tells each change in words and field by field', async (t) => {
  const { items } = (await app.inject('/v1/positions/p/history')).json();
  t.match(items[1], {
    action: 'update',
    reason: 'Half was overlooked.',
    sentence: 'Ada Lind on bridge: corrected from “Supports” to “Sees both sides”; also summary',
    differences: [{ field: 'option', before: 'support', after: 'mixed' }, { field: 'summary' }],
    before: { option: 'support' },
    after: { option: 'mixed' },
  });
});

t.test('the history of a draft is for those who write', async (t) => {
  const ask = async (headers: { readonly authorization?: string } = {}) =>
    (await app.inject({ url: '/v1/positions/p/history', headers })).json();
  t.strictSame(actions(await ask()), ['publish', 'update']);
  t.strictSame(actions(await ask(writer)), ['create', 'publish', 'update']);
  t.strictSame(actions(await ask()), ['publish', 'update'], 'also after a writer has asked');
  await tell(store, says('mixed').says('ben', 'bridge', 'oppose', { id: 'd', status: 'draft' }));
  isProblem(t, await app.inject('/v1/positions/d/history'), 'not-found');
  t.equal((await app.inject({ url: '/v1/positions/d/history', headers: writer })).statusCode, 200);
});

t.test('a history can be had as a table, in pages, and as it was known at an instant', async (t) => {
  const rows: string[][] = parse((await app.inject('/v1/positions/p/history.csv')).body);
  t.strictSame(rows[0]?.slice(-3), ['field', 'before', 'after']);
  t.equal(rows.length, 1 + 1 + 2, 'a head, the publishing, and two fields that differ');
  t.match((await app.inject('/v1/positions/p/history.md')).body, 'option: support → mixed');
  const { next, items } = (await app.inject('/v1/positions/p/history?limit=1')).json();
  t.equal(items.length, 1);
  t.strictSame(actions((await app.inject(`/v1/positions/p/history?limit=1&cursor=${next}`)).json()), ['update']);
  isRefusedFor(t, await app.inject(`/v1/experts/ada/history?cursor=${next}`), ['cursor']);
  isRefusedFor(t, await app.inject('/v1/experts/ada/history?after=1'), ['after']);
});
