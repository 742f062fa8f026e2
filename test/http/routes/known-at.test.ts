import t from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { isProblem, isRefusedFor } from '../../helpers/asserts/problem.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { arbitraryEdits, carryOut, replay } from '../../helpers/fixtures/edits.ts';
import { seededService, serviceOver } from '../../helpers/service/service.ts';
import { newPath } from '../../helpers/store/database.ts';

/** Tables, lists and items of every kind, in several formats. */
const URLS = [
  '/v1/matrix',
  '/v1/matrix?include=statements&rule=all',
  '/v1/matrix?asOf=2024-06-30&q=bridge',
  '/v1/matrix.csv?topic=Fares',
  '/v1/matrix.svg',
  '/v1/questions/bridge/matrix?include=statements',
  '/v1/questions/bridge/matrix.jsonld',
  '/v1/compare.md?expert=ben&expert=cho',
  '/v1/agreement',
  '/v1/agreement?by=month&groupBy=affiliation',
  '/v1/network?duplicates=source',
  '/v1/consensus?minValued=1',
  '/v1/participation',
  '/v1/questions/bridge/consensus',
  '/v1/network.gexf?mode=two-mode&actor=expert',
  '/v1/experts',
  '/v1/experts.csv?q=ada',
  '/v1/experts/ben',
  '/v1/experts/ada',
  '/v1/questions',
  '/v1/questions/tolls.md',
  '/v1/sources.ndjson',
  '/v1/scales',
  '/v1/statements?expert=ada&limit=2',
  '/v1/statements.anno?q=p1',
  '/v1/positions?status=retracted&status=published&limit=3',
  '/v1/positions.md?expert=ada',
  '/v1/positions/p0',
  '/v1/statements/said-p0',
  '/v1/changes?question=bridge&limit=3',
  '/v1/changes?topic=Fares',
  '/v1/corrections?expert=ada&expert=ben',
  '/v1/corrections.csv?limit=2',
  '/v1/experts/ben/history',
  '/v1/positions/p0/history.md',
  '/v1/experts/ada/moves',
];

const at = (url: string, instant: string) => `${url}${url.includes('?') ? '&' : '?'}knownAt=${instant}`;

async function ask(app: App, url: string): Promise<string> {
  const { statusCode, headers, body } = await app.inject(url);
  // A failure names the request it is about.
  return JSON.stringify([statusCode, headers.etag, headers.link, headers.location, statusCode < 400 ? body : null]);
}

t.test(
  'asked with knownAt, the answer is for ever the same bytes, also from a store that the log was replayed into',
  async (t) => {
    await eventuallyHolds(
      t,
      arbitraryEdits,
      async (edits) => {
        let seconds = 0;
        const now = () => new Date(Date.UTC(2025, 0, 1) + 1000 * seconds++);
        const store = openSqliteStore(newPath(t), { now });
        const app = await serviceOver(t, store);
        const answers: [url: string, answer: string][] = [];
        for (const edit of edits) {
          await carryOut(store, edit);
          const instant = now().toISOString();
          for (const url of URLS) answers.push([at(url, instant), await ask(app, at(url, instant))]);
        }
        const path = newPath(t);
        await (await replay(await store.changes(0, 10_000), (clock) => openSqliteStore(path, { now: clock }))).close();
        const replayed = openSqliteStore(path, { now });
        const other = await serviceOver(t, replayed);
        const differing: string[] = [];
        for (const [url, answer] of answers)
          for (const again of [app, other]) if ((await ask(again, url)) !== answer) differing.push(url);
        if (differing.length > 0) t.comment(differing.join('\n'));
        await Promise.all([app.close(), other.close()]);
        await Promise.all([store.close(), replayed.close()]);
        return differing.length === 0;
      },
      { runs: 5 },
    );
  },
);

t.test('what was known at an instant says so, and does not know what came after', async (t) => {
  const app = await seededService(t);
  const matrix = (await app.inject('/v1/matrix?knownAt=2020-01-01T00:00:00Z')).json();
  t.strictSame([matrix.knownAt, matrix.experts, matrix.revision], ['2020-01-01T00:00:00Z', [], 0]);
  isProblem(t, await app.inject('/v1/experts/davis?knownAt=2020-01-01T00:00:00Z'), 'not-found');
  const now = (await app.inject('/v1/matrix')).json();
  t.strictSame((await app.inject('/v1/matrix?knownAt=2024-07-01T10:00:00Z')).statusCode, 400, 'the clock stands there');
  t.equal(now.knownAt, null);
});

t.test('an instant that is none, or not past, is refused', async (t) => {
  const app = await seededService(t);
  for (const instant of ['2024', '2024-10-23', 'now', '2024-10-23T09:00:00', '2999-01-01T00:00:00Z'])
    isRefusedFor(t, await app.inject(`/v1/matrix?knownAt=${instant}`), ['knownAt']);
});
