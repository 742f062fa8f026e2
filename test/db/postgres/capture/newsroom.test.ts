import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { codedNewsroomOver } from '../../../helpers/fixtures/coded-article.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { idIn } from '../../../helpers/service/keys.ts';
import { storeInMemory } from '../../../helpers/store/in-memory.ts';

/** Coders come in the order of the ids of their keys, and the service dates records by a clock of its own. */
const inOneOrder = (json: string): string =>
  JSON.stringify(
    JSON.parse(json, (name, value) => {
      if (name === 'recordedAt') return 'then';
      const isByCoder = Array.isArray(value) && value.every((it) => it?.coder !== undefined);
      return isByCoder ? value.map((it) => JSON.stringify(it)).sort() : value;
    }),
  );

/** What everybody was answered from the article to what is public of it; keys, which are made by chance, by their names. */
async function answersOver(t: Test, store: Store): Promise<string[]> {
  const room = await codedNewsroomOver(t, store);
  const { post, get, open, decide, code, submit, app, ida, bo, pia, tax, boats } = room;
  const answers: string[] = [];
  const told = async (reply: Promise<{ readonly statusCode: number; readonly body: string }>) => {
    const { statusCode, body } = await reply;
    const byName = [ida, bo, pia].reduce((said, key, at) => said.replaceAll(idIn(key), `key ${at}`), body);
    answers.push(`${statusCode} ${body.startsWith('{') ? inOneOrder(byName) : byName}`);
  };
  const words = { expert: 'keita', source: 'ferry', attribution: 'direct' };
  await told(get('/v1/documents/1/candidates'));
  await told(open());
  await decide();
  await told(post('/v1/statements', { ...words, id: 'false', quotes: ['a tax on all islanders'] }));
  await told(post('/v1/statements', { ...words, id: 'true', quotes: ['on islanders'] }));
  await told(get('/v1/statements/true'));
  await told(open());
  await told(post('/v1/documents/1/publish', {}, pia));
  await told(code(tax, 'oppose', ida));
  await told(code(tax, 'support', ida));
  await told(code(boats, null, ida));
  await told(submit(ida));
  await told(get('/v1/documents/1/codings?of=all', bo));
  for (const candidate of [tax, boats]) await told(code(candidate, 'lean-oppose', bo));
  await told(submit(bo));
  await told(get('/v1/documents/1/codings?of=all', bo));
  for (const format of ['', '.csv']) await told(get(`/v1/documents/1/reliability${format}`, pia));
  const decided = { candidate: tax, question: 'toll', option: 'oppose', basis: 'stated', summary: 'Against it.' };
  await told(post('/v1/adjudications', { ...decided, reason: 'As he said it.' }, pia));
  await told(post('/v1/adjudications', { ...decided, reason: 'As he said it.' }, pia));
  await told(post('/v1/adjudications', { candidate: boats, question: 'toll', option: null, reason: 'No.' }, pia));
  await told(post('/v1/documents/1/publish', {}, pia));
  await told(get('/v1/documents/1/rounds'));
  await told(get('/v1/positions', {}));
  await told(get('/v1/matrix', {}));
  await told(get('/v1/changes', {}));
  for (const url of ['/desk/documents', '/desk/documents/1', '/desk/coding'])
    await told(app.inject({ url, headers: ida }));
  await told(app.inject({ method: 'DELETE', url: '/v1/documents/1/text', headers: pia }));
  await told(get('/v1/documents/1'));
  await told(get('/v1/documents/1/text'));
  t.strictSame(await store.check(), []);
  return answers;
}

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('from an article to what is public of it, both engines answer everybody the same', async (t) => {
    const inFile = await answersOver(t, storeInMemory(CLOCK));
    const onServer = await answersOver(t, await openPostgresStore(server.settings(newSchema()), CLOCK));
    t.strictSame(onServer, inFile);
    t.equal(inFile.filter((it) => /^5/.test(it)).length, 0);
    t.ok(inFile.filter((it) => /^2/.test(it)).length > 20);
  });
}
