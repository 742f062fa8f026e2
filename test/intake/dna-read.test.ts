/** What is and is not a database of the Discourse Network Analyzer 3, and what is read of one. */
import { readFileSync, writeFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { Failure } from '../../src/core/values/errors.ts';
import { readDna } from '../../src/intake/dna/read.ts';
import { DnaFile } from '../helpers/fixtures/dna-file.ts';
import { story } from '../helpers/fixtures/story.ts';
import { fileOf, newPath, withRaw } from '../helpers/store/database.ts';

function refuses(t: Test, path: string, message: RegExp): void {
  try {
    readDna(path);
    t.fail('it was not refused');
  } catch (error) {
    t.ok(error instanceof Failure && error.kind === 'invalid');
    t.match(error, { message });
    t.ok(error instanceof Error && error.message.startsWith(`${path} `), 'it names the file');
  }
}

t.test('what is not SQLite is refused as that', async (t) => {
  const path = newPath(t, 'talks.dna');
  writeFileSync(path, 'person;organization;concept\n'.repeat(100));
  refuses(t, path, /is not a database of the Discourse Network Analyzer: it is not SQLite$/);
  refuses(t, newPath(t, 'nowhere.dna'), /cannot be read: unable to open/);
});

t.test('a database of another program is refused as that, our own too', async (t) => {
  refuses(t, await fileOf(t, story().expert('ada')), /but not one of the Discourse Network Analyzer: it has no table/);
});

t.test('another version is refused by its name', async (t) => {
  const file = new DnaFile(t).sql("UPDATE SETTINGS SET Value = '2.0 beta 25'");
  refuses(t, file.path, /is of version 2\.0 beta 25 .*; import it into a database of version 3 there first$/);
  file.sql('DELETE FROM SETTINGS');
  refuses(t, file.path, /is of version unknown of/);
});

t.test('a table or column that is missing is named', async (t) => {
  refuses(t, new DnaFile(t).sql('DROP TABLE ENTITIES').path, /does not have the tables of.*3: no such table: ENTITIES/);
  refuses(t, new DnaFile(t).sql('ALTER TABLE STATEMENTS DROP COLUMN Stop').path, /no such column: s\.Stop/);
});

t.test('a text that is not UTF-8 is refused, as its quotes would not be what stands there', async (t) => {
  const file = new DnaFile(t);
  file.document('A replacement character \ufffd that was written as one is none.');
  t.equal(readDna(file.path).documents.size, 1);
  file.sql("INSERT INTO DOCUMENTS (Title, Text, Date) VALUES ('Bytes', CAST(X'61FF62' AS TEXT), 0)");
  refuses(t, file.path, /has a text that is not UTF-8: that of document 2$/);
});

t.test('the file is read and never written, and not while it is being written', async (t) => {
  const file = new DnaFile(t);
  file.statement(file.document('Build it.'), 'Build it', { person: 'Ada', concept: 'Bridge', agreement: 1 });
  const before = readFileSync(file.path);
  readDna(file.path);
  t.ok(readFileSync(file.path).equals(before));
  withRaw(file.path, (raw) => {
    raw.exec('BEGIN EXCLUSIVE');
    refuses(t, file.path, /is being written; close it in the Discourse Network Analyzer first$/);
  });
});

t.test('statements come with what their variables hold, and the coder by name', async (t) => {
  const file = new DnaFile(t);
  const document = file.document('Build it now.', {
    Author: 'Ada',
    Source: 'Post',
    Section: '2',
    Notes: 'n',
    Type: 'op-ed',
  });
  file.statement(
    document,
    'it',
    { person: 'Ada', concept: 'Bridge', agreement: 0, place: 'Hall', strength: 3 },
    { type: 'Second round' },
  );
  file.statement(document, 'now', { note: 'When?' }, { type: 'Annotation', coder: null });
  file.attribute('person', 'Ada', 'Type', 'Pilot', 2);
  const { statements, documents, entities } = readDna(file.path);
  const [coded, annotation] = statements;
  t.match(coded, { id: 1, type: 'Second round', start: 6, stop: 8, coder: 'Cora', document: 1 });
  t.strictSame(
    [...(coded?.values ?? [])],
    [
      ['agreement', 0],
      ['strength', 3],
    ],
  );
  t.strictSame(
    [...(coded?.entities ?? [])].map(([variable, { value, attributes }]) => [variable, value, [...attributes]]),
    [
      ['person', 'Ada', [['Type', 'Pilot']]],
      ['concept', 'Bridge', []],
      ['place', 'Hall', []],
    ],
  );
  t.match(annotation, { type: 'Annotation', coder: null, variables: [{ name: 'note', dataType: 'long text' }] });
  t.match(documents.get(1), { title: 'Talk', author: 'Ada', source: 'Post', section: '2', notes: 'n', type: 'op-ed' });
  t.strictSame([...entities.keys()].sort(), ['concept', 'person', 'place']);
});
