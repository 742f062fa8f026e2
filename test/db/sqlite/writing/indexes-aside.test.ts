/** Loads so large that secondary indexes are put aside meanwhile. */
import t, { type Test } from 'tap';
import type { Store } from '../../../../src/core/ports/store.ts';
import type { WritePart } from '../../../../src/core/writing/grounds.ts';
import { openSqliteStore } from '../../../../src/db/sqlite/store.ts';
import { refused } from '../../../helpers/asserts/refusal.ts';
import { COMMIT, partTelling } from '../../../helpers/fixtures/loads.ts';
import { CLOCK } from '../../../helpers/fixtures/records.ts';
import { type Story, story } from '../../../helpers/fixtures/story.ts';
import { newPath, withRaw } from '../../../helpers/store/database.ts';
import { tell } from '../../../helpers/store/tell.ts';

const ALONE = { ...COMMIT, alone: true };
const PARTS = 12;
const POSITIONS = 250;

/** From that part on, there are positions on all questions: those on the last ones come when indexes are put aside. */
const ALL_FROM = 10;

/** Some hundreds of positions of that part, some of them drafts. */
function chapter(part: number): Story {
  const told = story();
  for (let at = 0; at < 13; at += 1) told.question(`q${at}`);
  for (let at = 0; at < POSITIONS; at += 1)
    told.says(`e${at % 9}`, `q${at % (part < ALL_FROM ? 7 : 13)}`, at % 5 === part % 5 ? 'oppose' : 'support', {
      id: `p${part}-${at}`,
      quote: `Words ${part} ${at}`,
      on: `2024-0${(at % 9) + 1}`,
      status: at % 17 === 0 ? 'draft' : 'published',
    });
  return told;
}

/** All are about the same people and questions; those after the first say nothing new of them. */
async function* chapters(more: readonly WritePart[] = []): AsyncGenerator<WritePart> {
  for (let part = 0; part < PARTS; part += 1) yield partTelling(chapter(part), { onlyWords: part > 0 });
  yield* more;
}

async function* single(part: WritePart): AsyncGenerator<WritePart> {
  yield part;
}

async function onFile(t: Test): Promise<{ path: string; store: Store }> {
  const path = newPath(t);
  const store = openSqliteStore(path, CLOCK);
  t.teardown(() => store.close());
  return { path, store };
}

const schemaOf = (path: string) =>
  withRaw(path, (raw) => raw.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all());

/** Of the indexes and triggers that may be put aside, those that are there for the load at that moment. */
const rowsOf = (path: string) =>
  withRaw(path, (raw) =>
    Object.fromEntries(
      ['statements', 'positions', 'evidence', 'changes', 'search_documents', 'cells', 'cells_to_judge'].map((table) => [
        table,
        raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
      ]),
    ),
  );

t.test('it leaves the schema as it was, word for word, and the rows that any other load leaves', async (t) => {
  const [alone, other] = [await onFile(t), await onFile(t)];
  const before = schemaOf(alone.path);
  await alone.store.write(ALONE, chapters());
  await other.store.write(COMMIT, chapters());
  t.strictSame(schemaOf(alone.path), before);
  t.strictSame(rowsOf(alone.path), rowsOf(other.path));
  t.strictSame(await alone.store.check(), []);
  const words = await alone.store.search('words 7 33', { kinds: ['statement'], match: 'all', limit: 5 });
  t.equal(words[0]?.id, 'said-p7-33');
});

/** Indexes in the order in which they were made. */
const madeIn = (path: string) =>
  withRaw(path, (raw) =>
    raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid").pluck().all(),
  );

t.test('indexes are made anew where nobody else is there, and the log is guarded again when it is over', async (t) => {
  const { path, store } = await onFile(t);
  const before = madeIn(path);
  await store.write(COMMIT, chapters());
  t.strictSame(madeIn(path), before, 'among others they are kept');
  await store.write(ALONE, single(partTelling(chapter(100), { onlyWords: true })));
  t.strictSame(madeIn(path), before, 'so they are by little upon much');
  const fresh = await onFile(t);
  await fresh.store.write(ALONE, chapters());
  t.strictNotSame(madeIn(fresh.path), before);
  withRaw(path, (raw) => {
    const add = (seq: number) =>
      raw.exec(
        `INSERT INTO changes (seq, at, actor, action, entity, id, after) VALUES (${seq}, '2030-01-01T00:00:00Z', 'x', 'create', 'expert', 'x', '{}')`,
      );
    t.throws(() => add(1_000_000), /the change log has no gaps/);
    t.throws(() => raw.exec("UPDATE changes SET actor = 'x'"), /append-only/);
    const plan = raw
      .prepare("EXPLAIN QUERY PLAN SELECT id FROM positions WHERE expert = 'e1' ORDER BY said_until")
      .all();
    t.match(JSON.stringify(plan), /positions_by_expert/);
  });
});

t.test('one that fails, and a trial, leave all as it was', async (t) => {
  const { path, store } = await onFile(t);
  await tell(store, story().says('ada', 'bridge', 'support'));
  const before = { schema: schemaOf(path), rows: rowsOf(path) };
  async function* failing(): AsyncGenerator<WritePart> {
    yield* chapters();
    throw new Error('no more');
  }
  await t.rejects(store.write(ALONE, failing()), { message: 'no more' });
  t.strictSame({ schema: schemaOf(path), rows: rowsOf(path) }, before);
  await store.write({ ...ALONE, dryRun: true }, chapters());
  t.strictSame({ schema: schemaOf(path), rows: rowsOf(path) }, before);
  t.strictSame(await store.check(), []);
});

t.test('what comes upon what is there already is changed as ever', async (t) => {
  const [alone, other] = [await onFile(t), await onFile(t)];
  const corrected = chapter(3)
    .source('post', { publishedOn: '2023' })
    .says('e1', 'q1', 'oppose', { id: 'p2-1', quote: 'Other words' });
  for (const { store } of [alone, other]) await tell(store, story().says('ada', 'bridge', 'support'));
  await alone.store.write(ALONE, chapters([partTelling(corrected), partTelling(chapter(99))]));
  await other.store.write(COMMIT, chapters([partTelling(corrected), partTelling(chapter(99))]));
  t.strictSame(rowsOf(alone.path), rowsOf(other.path));
  t.strictSame(schemaOf(alone.path), schemaOf(other.path));
  t.strictSame(await alone.store.check(), []);
});

t.test('what the schema forbids is refused in it too', async (t) => {
  const { path, store } = await onFile(t);
  const before = schemaOf(path);
  await refused(t, store.write({ ...ALONE, mayPublish: false }, chapters()), { kind: 'forbidden' });
  t.strictSame(schemaOf(path), before);
  t.equal(await store.isEmpty(), true);
});
