/** Rows come as one text each; no text on record holds what stands between two columns, unless somebody put it there by hand. */
import { sql } from 'kysely';
import t from 'tap';
import { Database } from '../../../../src/db/postgres/connect.ts';
import { rowReader } from '../../../../src/db/postgres/records/read-rows.ts';
import { isWithoutPostgres, postgresServer } from '../../../helpers/postgres/server.ts';

const TEXTS = [
  '',
  '=',
  'said\tso\r\n',
  '\u001e',
  '\u001f',
  'a\u001fb',
  'a\u001e',
  '\u001e\u001f\u001e',
  '“Très”\u{1f600}',
];

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  t.test('whatever text a column holds is read as it is', async (t) => {
    const database = new Database(server.settings('public'));
    t.teardown(() => database.close());
    await database.write((session) =>
      session.run('CREATE TABLE said (id text, note text, revision bigint, confidence float8)'),
    );
    const { read } = rowReader<{ note: string | null }>({
      table: 'said',
      own: ['id', 'note', 'revision', 'confidence'],
      others: { twice: sql`note || note` },
    });
    for (const note of [null, ...TEXTS]) {
      await database.write((session) =>
        session.all(
          sql`INSERT INTO said VALUES (${JSON.stringify(note)}, ${note}, ${2 ** 53 - 1}, ${note === null ? null : 0.1})`,
        ),
      );
      const rows = await database.read((session) => read(session, sql`FROM said WHERE id = ${JSON.stringify(note)}`));
      const twice = note === null ? null : note + note;
      const [revision, confidence] = [2 ** 53 - 1, note === null ? null : 0.1];
      t.strictSame(rows, [{ id: JSON.stringify(note), note, revision, confidence, twice }], JSON.stringify(note));
    }
    const all = await database.read((session) => read(session, sql`FROM said ORDER BY id`));
    t.equal(all.length, 1 + TEXTS.length);
  });
}
