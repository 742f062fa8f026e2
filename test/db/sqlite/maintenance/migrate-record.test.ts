/** The migration that makes room for acts on record builds a table anew that others refer to. */
import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import { connect } from '../../../../src/db/sqlite/connection.ts';
import { migrate, migrations } from '../../../../src/db/sqlite/maintenance/migrate.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { CLOCK, RECORDED } from '../../../helpers/fixtures/records.ts';
import { everythingOfOld } from '../../../helpers/fixtures/stories.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { serviceOver } from '../../../helpers/service/service.ts';
import { contentOf, fileOf, fileOfVersion, withRaw } from '../../../helpers/store/database.ts';
import { tell } from '../../../helpers/store/tell.ts';

const BEFORE = 4;
const AN_HOUR_LATER = () => new Date(Date.parse(RECORDED.at) + 3_600_000);

const town = () =>
  everythingOfOld()
    .says('ada', 'tolls', 'oppose', { quote: 'Never', on: '2024-06' })
    .says('ada', 'tolls', 'support', { quote: 'Always', on: '2024-06-30' })
    .says('ben', 'tolls', 'mixed');

const older = (t: Test): Promise<string> => fileOfVersion(t, BEFORE, town());

/** What the service says of everything, now and as it was known when it was told. */
async function answers(t: Test, store: Store): Promise<string[]> {
  const app = await serviceOver(t, store);
  const addresses = [
    ...['statements', 'positions', 'experts', 'sources', 'changes'].map((list) => `/v1/${list}.ndjson`),
    '/v1/matrix?include=statements&rule=all',
    '/v1/matrix.csv?include=statements&asOf=2024-06-15',
    `/v1/matrix?include=statements&knownAt=${RECORDED.at}`,
    '/v1/statements?q=never',
    '/v1/search?q=always',
  ];
  return Promise.all(
    addresses.map(async (url) => {
      const { statusCode, headers, body } = await app.inject(url);
      t.equal(statusCode, 200, url);
      if (!url.startsWith('/v1/changes')) return `${url} ${headers.etag}\n${body}`;
      // The log stays as it was written.
      return `${url}\n${body.replaceAll(/"(?:saidAt|supersedes|recordedSeq)":(?:null|\d+),/g, '')}`;
    }),
  );
}

t.test('a store of the version before answers with the same bytes after it', async (t) => {
  const path = await older(t);
  const fresh = openSqliteStore(await fileOf(t, town()), { now: AN_HOUR_LATER });
  t.teardown(() => fresh.close());
  const rows = contentOf(path);
  const store = openSqliteStore(path, { now: AN_HOUR_LATER });
  t.teardown(() => store.close());
  t.strictSame(await answers(t, store), await answers(t, fresh));
  t.strictSame(await store.check(), []);
  const counts = (of: ReturnType<typeof contentOf>) =>
    Object.fromEntries(Object.entries(of).map(([table, { length }]) => [table, length]));
  t.match(counts(contentOf(path)), counts(rows), 'every table has as many rows');
});

t.test(
  'the table is as it was but for what it lets in, and what came since: columns, references, indexes',
  async (t) => {
    const path = await older(t);
    const shape = () =>
      withRaw(path, (raw) => ({
        columns: raw.pragma('table_xinfo(statements)') as unknown[],
        refersTo: raw.pragma('foreign_key_list(statements)'),
        indexes: raw
          .prepare(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name = 'statements' AND type = 'index'",
          )
          .all(),
      }));
    const before = shape();
    await openSqliteStore(path).close();
    const { columns, indexes, ...rest } = shape();
    const still = {
      columns: columns.slice(0, before.columns.length),
      indexes: indexes.slice(0, before.indexes.length),
    };
    t.strictSame({ ...still, ...rest }, before);
  },
);

t.test('references are looked at again afterwards, and a statement that is cited cannot go', async (t) => {
  const path = await older(t);
  const connection = connect(path);
  t.teardown(() => connection.close());
  t.equal(migrate(connection, path).length, migrations().length - BEFORE);
  t.equal(connection.pragma('foreign_keys', { simple: true }), 1);
  t.throws(() => connection.exec("DELETE FROM statements WHERE id = 'ada-said'"), /FOREIGN KEY/);
});

t.test('a row that refers to nothing is told, and everything stays as it was', async (t) => {
  const path = await older(t);
  withRaw(path, (raw) => {
    raw.pragma('foreign_keys = OFF');
    raw.exec("DELETE FROM statements WHERE id = 'ada-said'");
  });
  const rows = contentOf(path);
  t.throws(() => openSqliteStore(path), {
    kind: 'unusable-database',
    message: /a row of evidence refers to a missing row of statements; restore it from a backup$/,
  });
  t.strictSame(contentOf(path), rows);
  t.equal(
    withRaw(path, (raw) => raw.pragma('user_version', { simple: true })),
    BEFORE,
  );
});

t.test('after it an act on record can be stored, and is known again as one', async (t) => {
  const path = await older(t);
  const store = openSqliteStore(path, CLOCK);
  t.teardown(() => store.close());
  await tell(store, story().statement('vote', 'zed', { attribution: 'record', paraphrase: 'Voted aye.' }));
  t.match(await store.get('statement', 'vote'), { attribution: 'record', quotes: [], paraphrase: 'Voted aye.' });
});
