import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../../src/db/sqlite/store.ts';
import { everything } from '../../helpers/fixtures/stories.ts';
import { answersOf } from '../../helpers/formats/answers.ts';
import { type Settings, Workplace } from '../../helpers/service/bin.ts';
import { serve } from '../../helpers/service/served.ts';
import { tell } from '../../helpers/store/tell.ts';

/** Under one name, wherever the service listens. */
const SETTINGS = { STANDPOINT_URL: 'https://stances.example.org' };

t.test('a restored backup gives the same answers, byte for byte, to everything that can be asked', async (t) => {
  const place = await new Workplace(t).seeded();
  const token = await written(place);
  const before = await asked({});
  t.match(await place.runHere(['backup', 'copy.sqlite']), { code: 0, stderr: '' });

  const other = { STANDPOINT_DB: join(place.folder, 'other.sqlite') };
  t.match(await place.runHere(['restore', 'copy.sqlite'], other), { code: 0, stderr: '' });
  const after = await asked(other);

  const statuses = [...before.values()].map((answer) => answer.slice(0, 3));
  t.ok(statuses.filter((status) => status === '200').length > 200, `${statuses.length} requests`);
  t.equal(after.size, before.size);
  const differing = [...before].filter(([request, answer]) => after.get(request) !== answer);
  t.strictSame(
    differing.map(([request]) => request),
    [],
  );
  t.comment(`${before.size} answers compared, ${statuses.filter((status) => status === '200').length} of them 200`);

  /** As a reader without a key, and as somebody who sees drafts. */
  async function asked(database: Settings): Promise<ReadonlyMap<string, string>> {
    const served = await serve(t, place, { settings: { ...SETTINGS, ...database } });
    const [reader, writer] = [await answersOf(served.url), await answersOf(served.url, token)];
    t.match(await served.end('SIGTERM'), { code: 0, stderr: '' });
    return new Map([...reader, ...[...writer].map(([request, answer]) => [`${request}, with a key`, answer] as const)]);
  }
});

/** More than a first data set: drafts, retractions, and a key to see them with. */
async function written({ database }: Workplace): Promise<string> {
  const store = openSqliteStore(database);
  await tell(store, everything());
  const { token } = await store.keys.create({ name: 'desk', scopes: ['write'], createdBy: 'ada', expiresAt: null });
  await store.close();
  return token;
}
