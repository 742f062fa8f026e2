/** Lists of positions and statements as tables: names beside ids, behind the columns that there were. */
import { parse } from 'csv-parse/sync';
import t from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { importBundle } from '../../../../src/services/import/import.ts';
import { MANIFOLD } from '../../../helpers/fixtures/manifold.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

type Row = { readonly [column: string]: string };

async function room(t: Parameters<typeof storeOf>[0]) {
  const store = await storeOf(t, story());
  await importBundle(store, MANIFOLD, RECORDED);
  const { send } = await newsroomOver(t, store);
  const rows = async (url: string, scope: 'write' | null = null): Promise<readonly Row[]> =>
    parse((await send(scope, 'GET', url)).body, { columns: true });
  return { store, send, rows };
}

t.test('positions say what their experts, questions and options are called', async (t) => {
  const { send, rows } = await room(t);
  const called = ({ id, expert, question, option }: Row) => [id, expert, question, option];
  t.strictSame((await rows('/v1/positions.csv')).map(called).toSorted(), [
    ['a-new', 'Ada Lind', 'First', 'In part: yes'],
    ['both', "'+ The Board +", 'Middle', 'Votes yes'],
    ['verse', 'Ada Lind', 'Later', 'No answer'],
    ['z-old', 'Ada Lind', 'First', 'Votes no (or is paired)'],
  ]);
  const one = await rows('/v1/positions/maybe.csv', 'write');
  t.strictSame(one.map(called), [['maybe', 'Cy Ng', 'Later', 'Absent']]);
  const [head = ''] = (await send(null, 'GET', '/v1/positions.csv')).body.split('\r\n');
  t.match(head, /,confidence,revision,expert,question,option$/, 'each column that there was is where it stood');
});

t.test('statements say what those who made them and their sources are called, a line each', async (t) => {
  const { rows } = await room(t);
  const [signed] = (await rows('/v1/statements.csv', 'write')).filter(({ id }) => id === 'signed');
  t.match(signed, {
    ...{ expert_id: 'board', source_id: 'herald', status: 'published', quote_count: '2' },
    source: 'A Vote, "at last"',
    experts: "'+ The Board +\nAda Lind",
    sources: 'A Vote, "at last"\nThe Vote',
  });
});

t.test('names are read once for all of a page, and for JSON not at all', async (t) => {
  const { store, send } = await room(t);
  const asked: string[] = [];
  const { publicly } = store;
  const getMany = publicly.getMany.bind(publicly);
  const noted: Store['publicly']['getMany'] = async (kind, ids) => {
    asked.push(`${kind} ${ids.length}`);
    return getMany(kind, ids);
  };
  Object.assign(publicly, { getMany: noted });
  await send(null, 'GET', '/v1/positions.csv');
  t.strictSame(asked, ['expert 2', 'question 3', 'scale 1']);
  asked.length = 0;
  await send(null, 'GET', '/v1/positions');
  t.strictSame(asked, []);
});
