/** What the benches measure the service against does what the service does: a floor that is left behind says nothing. */
import { join } from 'node:path';
import t from 'tap';
import { startBare, startService } from '../../bench/helpers/service.ts';
import { PROGRAM } from '../helpers/service/bin.ts';

const FLOOR = new URL('../../bench/helpers/bare-question.ts', import.meta.url);
const QUESTION = '/v1/questions/red-line/matrix';

t.test('one question with its evidence, written by hand, has the bytes of the service', async (t) => {
  const database = join(t.testdir(), 'article.sqlite');
  const service = await startService(database, ['--demo'], {}, PROGRAM);
  t.teardown(() => service.close());
  const floor = await startBare(FLOOR, [database]);
  t.teardown(() => floor.close());
  const textOf = async (url: string) => (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).text();
  const answer = await textOf(`${service.origin}${QUESTION}?include=statements`);
  t.match(answer, /"statement":"turner-treat-as-red-line"/);
  t.equal(await textOf(floor.origin + QUESTION), answer);
});
