import pg from 'pg';
import t, { type Test } from 'tap';
import type { Finding } from '../../../../src/core/ports/store.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { CORRUPTIONS, town } from '../../../helpers/fixtures/corruptions.ts';
import { documentOf } from '../../../helpers/fixtures/documents.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { Workplace } from '../../../helpers/service/bin.ts';
import { tell } from '../../../helpers/store/tell.ts';
import { rename } from '../../../helpers/store/write.ts';

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  /** What is found in the town's database after something was done to it past all its rules. */
  const foundAfter = async (t: Test, sql: string, told = town()): Promise<readonly Finding[]> => {
    const settings = server.settings(newSchema());
    const store = await openPostgresStore(settings, CLOCK);
    t.teardown(() => store.close());
    await tell(store, told);
    await store.documents.add(documentOf('post', { text: 'She said so.' }), []);
    const raw = new pg.Client({ connectionString: settings.address, options: `-c search_path=${settings.schema}` });
    await raw.connect();
    // Neither triggers nor references are looked at.
    await raw.query("SET session_replication_role = 'replica'");
    await raw.query(sql);
    await raw.end();
    return store.check();
  };

  /** What only this engine keeps. */
  const OWN: typeof CORRUPTIONS = [
    [
      'a record that cannot be found',
      "DELETE FROM search_documents WHERE kind = 'expert' AND id = 'ada'",
      'expert ada is not in the search index as it should be',
    ],
    [
      'a record found by other words',
      "UPDATE search_documents SET body = 'tunnel' WHERE id = 'ada'",
      'expert ada is not in the search index',
    ],
    [
      'a record found by other lexemes',
      "UPDATE search_documents SET lexemes = 'tunnel:1' WHERE id = 'ada'",
      'expert ada is not in the search index',
    ],
    [
      'a size of the index',
      'UPDATE head SET tokens = tokens + 1',
      'the search index is not as large as the head of the log says',
    ],
    [
      'a root of the tree over the log',
      `UPDATE head SET frontier = regexp_replace(frontier, '"roots":\\["..', '"roots":["??')`,
      'the tree over the change log is stored as one of',
    ],
    ['a cell', "UPDATE cells SET held = 'oppose'", 'the kept cell of ada on bridge is not what its positions say'],
    ['a cell that is missing', 'DELETE FROM cells', 'the kept cell of ada on bridge is not what its positions say'],
    [
      'a cell of nobody',
      "UPDATE cells SET expert = 'eve'",
      'the kept cell of eve on bridge is not what its positions say',
    ],
    [
      'a current version',
      "UPDATE experts_versions SET name = 'Eve' WHERE id = 'ada'",
      'the version of expert ada in experts that is current is not its row',
    ],
    [
      'a version of what is beside a record',
      'DELETE FROM evidence_versions',
      'the version of position a1 in evidence that is current is not its row',
    ],
    [
      'a past that ends early',
      "INSERT INTO experts_versions SELECT id, kind, name, sort_name, sort_key, description, aliases, affiliations, links, status, revision, 1, 2 FROM experts WHERE id = 'ben'",
      'the versions of expert ben are not from when to when the change log says',
    ],
    ['a text', "UPDATE documents SET text = 'She said no.'", 'the text of the document 1 is not the one that came'],
    [
      'a place of a quote',
      `UPDATE anchors SET spans = '[{"start":0,"end":3}]'`,
      'a quote of the statement quoted is not what the document 1 has at its place',
    ],
  ];

  const quoting = () => town().statement('quoted', 'ada', { attribution: 'direct', quotes: ['said so'] });

  t.test('a sound database has no finding', async (t) => {
    t.strictSame(await foundAfter(t, 'SELECT 1', quoting()), []);
  });

  t.test('a scale that is called otherwise leaves nothing at fault', async (t) => {
    const store = await openPostgresStore(server.settings(newSchema()), CLOCK);
    t.teardown(() => store.close());
    await tell(store, town());
    const commit = { actor: 'a tester', mayPublish: true, reason: 'Clearer.' };
    const scale = await store.get('scale', 'support');
    await rename(store, 'scale', 'support', 'backing', scale?.revision ?? 0, commit);
    t.strictSame(await store.check(), []);
  });

  for (const [fault, sql, what] of [...CORRUPTIONS, ...OWN])
    t.test(`${fault} is found, with a remedy`, async (t) => {
      const findings = await foundAfter(t, sql, quoting());
      const found = findings.find((finding) => finding.what.includes(what));
      t.ok(found, JSON.stringify(findings.map((finding) => finding.what)));
      t.match(found?.remedy, 'restore the database from a backup');
    });

  t.test('of many records, what is wrong with the first and the last is found, and nothing else', async (t) => {
    const names = Array.from({ length: 1_100 }, (_, at) => `e${String(at).padStart(4, '0')}`);
    const many = names.reduce((told, name) => told.says(name, 'bridge', 'support', { id: `p-${name}` }), story());
    const findings = await foundAfter(
      t,
      `UPDATE cells SET held = 'oppose' WHERE expert IN ('e0000', 'e1099');
       UPDATE experts SET name = 'Eve' WHERE id IN ('e0001', 'e1098')`,
      many,
    );
    const eves = ['e0001', 'e1098'].flatMap((id) => [
      `expert ${id} is not as the change log left it`,
      `expert ${id} is not in the search index as it should be`,
      `the version of expert ${id} in experts that is current is not its row`,
    ]);
    const cells = ['e0000', 'e1099'].map((id) => `the kept cell of ${id} on bridge is not what its positions say`);
    t.strictSame(findings.map(({ what }) => what).sort(), [...eves, ...cells].sort());
  });

  t.test('the command says that all of it is sound', async (t) => {
    const { address: STANDPOINT_DB, schema: STANDPOINT_DB_SCHEMA } = server.settings(newSchema());
    t.match(await new Workplace(t).runHere(['check'], { STANDPOINT_DB, STANDPOINT_DB_SCHEMA }), {
      ...{ code: 0, stdout: `${STANDPOINT_DB} is sound at revision 0\n`, stderr: '' },
    });
  });
}
