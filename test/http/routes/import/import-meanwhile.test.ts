/** A large table comes in over HTTP, while others read and write. */
import { setTimeout as wait } from 'node:timers/promises';
import t from 'tap';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { csvOf, ROW } from '../../../helpers/fixtures/coded.ts';
import { computedMs } from '../../../helpers/patience.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { newPath } from '../../../helpers/store/database.ts';

const ROWS = 4_000;

t.test(
  'the service answers while a table comes in, as before it and then as after it; who writes waits and succeeds',
  async (t) => {
    const store = openSqliteStore(newPath(t));
    t.teardown(() => store.close());
    const { send } = await newsroomOver(t, store);
    const rows = Array.from({ length: ROWS }, (_, at) => ({
      ...ROW,
      expert: `Expert ${at % 50}`,
      quote: `Words ${at}`,
    }));
    const began = computedMs();
    let isOver = false;
    const table = send('publish', 'POST', '/v1/import?create=true', {
      payload: csvOf(rows),
      headers: { 'content-type': 'text/csv' },
    }).then((reply) => {
      isOver = true;
      return reply;
    });
    await wait(20);
    const write = send('write', 'POST', '/v1/experts', { body: { id: 'late', name: 'Late' } });
    const waits: number[] = [];
    const seen = new Set<number>();
    while (!isOver) {
      const asked = computedMs();
      const { statusCode, json } = await send(null, 'GET', '/v1/experts?limit=500');
      waits.push(computedMs() - asked);
      t.equal(statusCode, 200);
      seen.add(json().items.length);
      await wait(5);
    }
    const { statusCode, json } = await table;
    t.equal(statusCode, 200);
    t.equal(json().position.created, ROWS);
    t.equal((await write).statusCode, 201);
    t.strictSame(
      [...seen].filter((count) => ![0, 50, 51].includes(count)),
      [],
      'never a part of it',
    );
    t.equal(seen.has(0), true, 'and before it was in');
    const longest = Math.max(...waits);
    t.comment(
      `${waits.length} answers in ${Math.round(computedMs() - began)} ms, the slowest in ${Math.round(longest)} ms`,
    );
    t.ok(waits.length > 5);
    t.ok(longest < (computedMs() - began) / 3, 'nobody waited for the whole of it');
    t.equal((await send(null, 'GET', '/v1/experts?limit=500')).json().items.length, 50);
    t.equal((await send('write', 'GET', '/v1/experts?limit=500')).json().items.length, 51, 'with the draft');
    t.strictSame(await store.check(), []);
  },
);
