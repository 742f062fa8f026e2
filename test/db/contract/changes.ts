import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type Change, publicChange } from '../../../src/core/change-log/change.ts';
import type { ChangeFilter, Reading, Store } from '../../../src/core/ports/store.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { askMatrix } from '../../../src/services/matrix/matrix.ts';
import { eventuallyHolds } from '../../helpers/asserts/property.ts';
import { arbitraryRemarks, EXPERTS, QUESTIONS, toldBy } from '../../helpers/fixtures/arbitrary.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { type Story, story } from '../../helpers/fixtures/story.ts';
import { inScope } from '../../helpers/scope.ts';
import { tell } from '../../helpers/store/tell.ts';
import { rename, writeActs } from '../../helpers/store/write.ts';
import type { Contract } from '../store-contract.ts';

const EVERYTHING = Number.MAX_SAFE_INTEGER;
const COMMIT = { actor: 'a tester', mayPublish: true, reason: 'So it goes.' };

/** Ada and Ben on two questions, one of them about traffic; Ben's position is a draft at first. */
const told = (): Story =>
  story()
    .question('bridge', { topics: ['traffic'] })
    .question('tolls', { topics: ['money'] })
    .says('ada', 'bridge', 'support', { id: 'a' })
    .says('ben', 'tolls', 'oppose', { id: 'b', status: 'draft' });

const named = (changes: readonly Change[]) => changes.map(({ action, entity, id }) => `${action} ${entity} ${id}`);
const all = async (reading: Reading, filter: ChangeFilter) => named(await reading.changes(0, 500, filter));

async function renamed(store: Store, kind: 'expert' | 'question', id: string, to: string): Promise<void> {
  const record = await store.get(kind, id);
  await rename(store, kind, id, to, record?.revision ?? 0, COMMIT);
}

async function merged(store: Store, kind: 'expert' | 'question', id: string, into: string): Promise<void> {
  const { revision: expect = 0 } = (await store.get(kind, id)) ?? {};
  await writeActs(store, COMMIT, { act: 'merge', kind, id, into, expect });
}

/** Does the entry pass, by what it holds? */
function passes(change: Change, { expert, question, corrections }: ChangeFilter, log: readonly Change[]): boolean {
  const record = change.after ?? change.before ?? {};
  const rests = corrections === undefined ? [] : publishedUpon(change, log);
  const isOf = (kind: 'expert' | 'question', ids: readonly string[]) =>
    (corrections === undefined
      ? [change.entity === kind ? change.id : record[kind]]
      : rests.map((it) => it[kind])
    ).some((id) => typeof id === 'string' && ids.includes(id));
  const isCorrection = (change.action === 'update' || change.action === 'retract') && rests.length > 0;
  return (
    (expert === undefined || isOf('expert', expert)) &&
    (question === undefined || isOf('question', question)) &&
    (corrections === undefined || isCorrection)
  );
}

/** The positions that were published, or retracted, before a position or a statement of theirs was changed. */
function publishedUpon({ entity, id, seq }: Change, log: readonly Change[]): Record<string, unknown>[] {
  const positions = new Map<string, Record<string, unknown>>();
  for (const { entity: kind, id: position, seq: at, after } of log)
    if (kind === 'position' && at < seq && after !== null) positions.set(position, after);
  return [...positions].flatMap(([position, it]) => {
    const isUpon =
      entity === 'position'
        ? position === id
        : entity === 'statement' && Array.isArray(it.statements) && it.statements.includes(id);
    return isUpon && it.status !== 'draft' ? [it] : [];
  });
}

/** All pages, each the one behind the last change of the one before. */
async function joined(pageAfter: (last: Change | undefined) => Promise<readonly Change[]>): Promise<Change[]> {
  const all: Change[] = [];
  for (let page = await pageAfter(undefined); page.length > 0; page = await pageAfter(all.at(-1))) all.push(...page);
  return all;
}

export const changesContract: Contract = (t, open) => {
  t.test('entries about an expert are their own, and those of their statements and positions', async (t) => {
    const store = await open(t);
    await tell(store, told());
    t.strictSame(await all(store, { expert: ['ada'] }), [
      'create expert ada',
      'create statement said-a',
      'create position a',
    ]);
    t.strictSame((await all(store, { expert: ['ada', 'ben'] })).length, 6);
    t.strictSame(await all(store, { expert: ['cho'] }), []);
  });

  t.test('entries about a question are its own, and those of positions on it', async (t) => {
    const store = await open(t);
    await tell(store, told());
    t.strictSame(await all(store, { question: ['bridge'] }), ['create question bridge', 'create position a']);
    t.strictSame(await all(store, { question: ['bridge', 'tolls'], expert: ['ben'] }), ['create position b']);
  });

  t.test('entries about a topic are those of the questions that have it now', async (t) => {
    const store = await open(t);
    await tell(store, told());
    t.strictSame(await all(store, { topic: ['traffic'] }), await all(store, { question: ['bridge'] }));
    t.strictSame(
      await all(store, { topic: ['traffic', 'money'] }),
      await all(store, { question: ['bridge', 'tolls'] }),
    );
    await tell(store, story().question('tolls', { topics: ['traffic'] }));
    t.strictSame(await all(store, { topic: ['money'] }), []);
    t.equal((await all(store, { topic: ['traffic'] })).includes('create position b'), true);
  });

  t.test('the entries of a record are its own alone', async (t) => {
    const store = await open(t);
    await tell(store, told());
    await tell(store, story().expert('ada', { name: 'Ada Lind' }));
    t.strictSame(await all(store, { record: { kind: 'expert', id: 'ada' } }), [
      'create expert ada',
      'update expert ada',
    ]);
    t.strictSame(await all(store, { record: { kind: 'question', id: 'ada' } }), []);
  });

  t.test('what was corrected is what was public and is not as it was', async (t) => {
    const store = await open(t);
    await tell(store, told());
    await tell(store, told().says('ben', 'tolls', 'mixed', { id: 'b', status: 'draft' }));
    await tell(store, told().says('ben', 'tolls', 'mixed', { id: 'b' }));
    t.strictSame(await all(store, { corrections: true }), [], 'neither drafts nor their publishing');
    const published = told().says('ben', 'tolls', 'mixed', { id: 'b' });
    await tell(store, published.says('ada', 'bridge', 'mixed', { id: 'a' }));
    await tell(store, published.says('ben', 'tolls', 'mixed', { id: 'b', status: 'retracted' }));
    t.strictSame(await all(store, { corrections: true }), ['update position a', 'retract position b']);
    t.strictSame(await all(store, { corrections: true, expert: ['ben'] }), ['retract position b']);
    t.strictSame(await all(store, { corrections: true, topic: ['traffic'] }), ['update position a']);
  });

  t.test('what becomes public by the same commit is not touched by what was corrected before it', async (t) => {
    const store = await open(t);
    const first = () => story().says('ada', 'bridge', 'support');
    await tell(store, first().says('ben', 'bridge', 'oppose', { id: 'b', status: 'draft' }));
    await tell(
      store,
      first()
        .source('post', { title: 'The Strait, Again' })
        .says('ben', 'bridge', 'oppose', { id: 'b' })
        .says('cy', 'bridge', 'oppose'),
    );
    t.strictSame(await all(store, { corrections: true, expert: ['ada'] }), ['update source post']);
    t.strictSame(await all(store, { corrections: true, expert: ['ben', 'cy'] }), []);
  });

  t.test(
    'who is named otherwise is so wherever others hold what both signed; what else changes is their own',
    async (t) => {
      const store = await open(t);
      const signed = story()
        .statement('letter', 'ada', { experts: ['ada', 'ben'] })
        .position('held', { expert: 'ben', question: 'bridge', option: 'support', statements: ['letter'] })
        .says('ben', 'tolls', 'oppose');
      await tell(store, signed);
      await tell(store, story().expert('ada', { description: 'A pilot.' }));
      const ofBen = { corrections: true, expert: ['ben'] } as const;
      t.strictSame(await all(store, ofBen), []);
      await tell(store, story().expert('ada', { name: 'Ada Lind', description: 'A pilot.' }));
      t.strictSame(await all(store, ofBen), ['update expert ada']);
      t.strictSame(await all(store, { ...ofBen, question: ['tolls'] }), []);
      await renamed(store, 'expert', 'ada', 'lind');
      t.strictSame(await all(store, { ...ofBen, question: ['bridge'] }), ['update expert ada', 'rename expert lind']);
      const held = { experts: {}, maxCells: 100, withStatements: false };
      const { corrections } = await store.matrixMaterial({ ...held, questions: {} });
      t.ok(corrections.some(({ expert, question }) => expert === 'ben' && question === 'bridge'));
      const alone = await store.corrected(await store.ids('expert'), await store.ids('question'));
      t.strictSame(new Set(alone), new Set(corrections));
      const named = await store.matrixMaterial({ ...held, questions: { id: ['bridge'] } });
      t.strictSame(
        new Set(named.corrections),
        new Set(await store.corrected(await store.ids('expert'), ['bridge'])),
        'of those that are asked for by name no more and no less',
      );
      t.strictSame(await store.corrected(['ben'], ['tolls']), [], 'of others nothing');
    },
  );

  t.test('a merger corrects what others hold by words that the one who is given up signed, and no more', async (t) => {
    const store = await open(t);
    const held = { question: 'bridge', option: 'support' };
    const signed = story()
      .statement('letter', 'cy', { experts: ['cy', 'ben'] })
      .position('of-cy', { ...held, expert: 'cy', statements: ['letter'] })
      .statement('appeal', 'dee', { experts: ['dee', 'bo'] })
      .position('of-dee', { ...held, expert: 'dee', statements: ['appeal'] });
    await tell(store, signed);
    const { revision: expect = 0 } = (await store.get('expert', 'bo')) ?? {};
    await writeActs(store, COMMIT, { act: 'merge', kind: 'expert', id: 'bo', into: 'ben', expect });
    t.strictSame(await all(store, { corrections: true, expert: ['cy'] }), []);
    t.strictSame(
      await all(store, { corrections: true, expert: ['dee'] }),
      ['rename expert ben'],
      'by its entry, where the one id leads to the other',
    );
  });

  t.test('what was corrected of a record says nothing of what the one that it is merged into had', async (t) => {
    let seconds = 0;
    const now = () => new Date(Date.UTC(2025, 0, 1) + 1_000 * seconds++);
    const store = await open(t, { now });
    await tell(store, story().says('ada', 'bridge', 'support', { id: 'a' }).says('ben', 'span', 'oppose', { id: 'b' }));
    await tell(store, story().says('cy', 'tolls', 'oppose', { id: 'c' }).says('dee', 'ferry', 'oppose', { id: 'd' }));
    await renamed(store, 'question', 'bridge', 'quay');
    await renamed(store, 'question', 'quay', 'pier');
    await renamed(store, 'expert', 'cy', 'cyrus');
    const then = now().toISOString();
    await merged(store, 'question', 'pier', 'span');
    await merged(store, 'expert', 'cyrus', 'dee');
    const corrected = async (rule: 'latest' | 'all', knownAt: string | null) => {
      const { cells } = await askMatrix(store, READER, { rule, asOf: null, knownAt, statements: false });
      return cells.flatMap(({ expert, question, state, correctedOn }) =>
        state !== 'none' && correctedOn !== null ? [`${expert} ${question}`] : [],
      );
    };
    for (const rule of ['latest', 'all'] as const) {
      t.strictSame(await corrected(rule, null), ['ada span', 'dee tolls'], rule);
      t.strictSame(await corrected(rule, then), ['ada pier', 'cyrus tolls'], `${rule}, before the mergers`);
    }
  });

  t.test('the public sees a draft from its publication on', async (t) => {
    const store = await open(t);
    await tell(store, told());
    const position = { record: { kind: 'position', id: 'b' } } as const;
    t.strictSame(await all(store, position), ['create position b']);
    t.strictSame(await all(store.publicly, position), []);
    await tell(store, story().says('ben', 'tolls', 'oppose', { id: 'b' }));
    t.strictSame(await all(store.publicly, position), ['publish position b']);
  });

  t.test('the log is read backwards from any entry, newest first', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('a').expert('b').expert('c').expert('d'));
    const seqs = async (before: number, limit: number, filter?: ChangeFilter) =>
      (await store.changesBefore(before, limit, filter)).map(({ seq }) => seq);
    t.strictSame(await seqs(EVERYTHING, 100), [4, 3, 2, 1]);
    t.strictSame(await seqs(3, 1), [2]);
    t.strictSame(await seqs(1, 10), []);
    t.strictSame(await seqs(4, 10, { expert: ['d', 'c', 'a'] }), [3, 1]);
    t.strictSame(await seqs(EVERYTHING, 1, { expert: ['a', 'b'] }), [2]);
  });

  t.test('what a record was called before is found under what it is called now', async (t) => {
    const store = await open(t);
    await tell(store, told());
    const before = await all(store, { expert: ['ada'] });
    await renamed(store, 'expert', 'ada', 'lind');
    await renamed(store, 'expert', 'lind', 'ada-lind');
    await renamed(store, 'question', 'bridge', 'span');
    const found = await all(store, { expert: ['ada-lind'] });
    for (const id of ['ada', 'lind']) t.strictSame(await all(store, { expert: [id] }), found, 'and under each other');
    t.strictSame(found.slice(0, 3), before);
    t.equal(found.includes('rename expert ada-lind'), true);
    t.strictSame(await all(store, { record: { kind: 'expert', id: 'ada-lind' } }), [
      'create expert ada',
      'rename expert lind',
      'rename expert ada-lind',
    ]);
    t.strictSame((await all(store, { topic: ['traffic'] })).slice(0, 2), [
      'create question bridge',
      'create position a',
    ]);
    t.strictSame(await all(store, { topic: ['traffic'] }), await all(store, { question: ['span'] }));
  });

  t.test('what had an id at the time is found without what became one with it', async (t) => {
    const store = await open(t);
    await tell(store, told());
    await renamed(store, 'expert', 'ada', 'lind');
    await merged(store, 'expert', 'ben', 'lind');
    const called = (id: string) => all(store, { calledThen: { kind: 'expert', id } });
    t.strictSame(await called('ada'), ['create expert ada']);
    t.strictSame(await called('ben'), ['create expert ben']);
    t.strictSame(await called('lind'), ['rename expert lind', 'rename expert lind']);
    t.strictSame(await all(store, { calledThen: { kind: 'question', id: 'ben' } }), []);
  });

  t.test('a renaming is taken back, and the record keeps all of its entries', async (t) => {
    const store = await open(t);
    await tell(store, story().expert('ada'));
    await renamed(store, 'expert', 'ada', 'lind');
    await renamed(store, 'expert', 'lind', 'ada');
    t.strictSame(await all(store, { record: { kind: 'expert', id: 'ada' } }), [
      'create expert ada',
      'rename expert lind',
      'rename expert ada',
    ]);
  });

  t.test('whatever was told, a filter finds what its words say, forwards and backwards, page by page', async (t) => {
    const wanted = fc.record(
      {
        expert: fc.uniqueArray(fc.constantFrom(...EXPERTS), { minLength: 1 }),
        question: fc.uniqueArray(fc.constantFrom(...QUESTIONS), { minLength: 1 }),
        corrections: fc.constant(true as const),
      },
      { requiredKeys: [] },
    );
    await eventuallyHolds(
      t,
      fc.record({
        tellings: fc.array(arbitraryRemarks, { minLength: 1, maxLength: 3 }),
        wanted,
        isPublic: fc.boolean(),
        size: fc.integer({ min: 1, max: 7 }),
      }),
      ({ tellings, wanted: filter, isPublic, size }) =>
        inScope(async (t) => {
          const store = await open(t);
          const reading = isPublic ? store.publicly : store;
          for (const remarks of tellings)
            await importBundle(store, { ...toldBy(remarks), reason: 'So it goes.' }, RECORDED).catch(() => undefined);
          const log = await store.changes(0, 1000);
          const every = log.filter((change) => passes(change, filter, log));
          const expected = isPublic ? every.flatMap((change) => publicChange(change) ?? []) : every;
          const forwards = await joined((last) => reading.changes(last?.seq ?? 0, size, filter));
          const backwards = await joined((last) => reading.changesBefore(last?.seq ?? EVERYTHING, size, filter));
          return isDeepStrictEqual(forwards, expected) && isDeepStrictEqual(backwards.reverse(), expected);
        }),
      { runs: 15 },
    );
  });
};
