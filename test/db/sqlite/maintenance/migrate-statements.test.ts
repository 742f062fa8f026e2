/** The migration that lets a statement have several experts and sources, and the log of before it. */
import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { updateRecord } from '../../../../src/services/records/editing.ts';
import { RECORDED } from '../../../helpers/fixtures/records.ts';
import { everythingUntil18 } from '../../../helpers/fixtures/stories.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { contentOf, fileOf, fileOfVersion, withRaw } from '../../../helpers/store/database.ts';

const BEFORE = 9;
const AN_HOUR_LATER = () => new Date(Date.parse(RECORDED.at) + 3_600_000);

const EDITOR = { caller: RECORDED.caller, at: RECORDED.at, reason: 'So it was.' };

const town = () => everythingUntil18().says('ada', 'tolls', 'oppose', { quote: 'Never', on: '2024-06' });

/** A file of before, with the log that was written then: its records lack what came later. */
async function older(t: Test): Promise<string> {
  const path = await fileOfVersion(t, BEFORE, town());
  withRaw(path, (raw) => {
    const trigger = "SELECT sql FROM sqlite_schema WHERE name = 'changes_are_not_updated'";
    const sql = String(raw.prepare(trigger).pluck().get());
    raw.exec('DROP TRIGGER changes_are_not_updated');
    raw.exec(`UPDATE changes SET after = json_remove(after, '$.kind') WHERE entity = 'expert'`);
    raw.exec(`UPDATE changes SET after = json_remove(after, '$.experts', '$.sources', '$.reportedBy', '$.language',
      '$.translations', '$.capacity') WHERE entity = 'statement'`);
    raw.exec(sql);
  });
  return path;
}

async function answers(t: Test, store: Store): Promise<string[]> {
  const app = await serviceOver(t, store);
  const addresses = [
    ...['statements', 'positions', 'experts', 'sources'].map((list) => `/v1/${list}.ndjson`),
    '/v1/matrix?include=statements&rule=all',
    `/v1/matrix?include=statements&knownAt=${RECORDED.at}`,
    `/v1/statements.ndjson?knownAt=${RECORDED.at}`,
    `/v1/experts.ndjson?knownAt=${RECORDED.at}`,
    '/v1/statements?q=never',
    '/v1/changes.atom',
  ];
  return Promise.all(
    addresses.map(async (url) => {
      const { statusCode, headers, body } = await app.inject(url);
      t.equal(statusCode, 200, url);
      return `${url} ${headers.etag}\n${body}`;
    }),
  );
}

t.test('a store of the version before answers as one that was written after it, also of what was known', async (t) => {
  const path = await older(t);
  const fresh = openSqliteStore(await fileOf(t, town()), { now: AN_HOUR_LATER });
  t.teardown(() => fresh.close());
  const rows = contentOf(path);
  const store = openSqliteStore(path, { now: AN_HOUR_LATER });
  t.teardown(() => store.close());
  t.strictSame(await answers(t, store), await answers(t, fresh));
  t.strictSame(await store.check(), []);
  t.strictSame(contentOf(path).evidence, rows.evidence, 'every row of the table that was made anew is there');
});

t.test('what was changed since is known as it was before', async (t) => {
  const path = await older(t);
  const store = openSqliteStore(path, { now: AN_HOUR_LATER });
  t.teardown(() => store.close());
  const statement = await store.get('statement', 'ada-said');
  if (statement === null) throw new Error('the story has no such statement');
  const before = await (await store.asKnownAt(RECORDED.at)).get('statement', 'ada-said');
  t.strictSame(before, statement);
  await updateRecord(store, 'statement', 'ada-said', { capacity: 'The port' }, statement.revision, EDITOR);
  t.equal((await store.get('statement', 'ada-said'))?.capacity, 'The port');
  t.strictSame(await (await store.asKnownAt(RECORDED.at)).get('statement', 'ada-said'), statement);
  t.strictSame(await store.check(), []);
});
