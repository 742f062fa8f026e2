import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { Failure } from '../../../../src/core/values/errors.ts';
import { idsOf, type WritePart } from '../../../../src/core/writing/grounds.ts';
import type { Write } from '../../../../src/core/writing/plan.ts';
import { Database } from '../../../../src/db/postgres/connect.ts';
import { openPostgresStore } from '../../../../src/db/postgres/store.ts';
import { CLOCK, recordsOf } from '../../../helpers/fixtures/records.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { isWithoutPostgres, newSchema, postgresServer } from '../../../helpers/postgres/server.ts';
import { Wire } from '../../../helpers/postgres/wire.ts';
import { newsroomOver } from '../../../helpers/service/newsroom.ts';
import { tell } from '../../../helpers/store/tell.ts';
import { writeActs } from '../../../helpers/store/write.ts';

const COMMIT = { actor: 'a tester', mayPublish: true, reason: null };
const keyed = (key: string) => ({ ...COMMIT, idempotency: { caller: 'a tester', key, fingerprint: key } });

const expert = (id: string): WritePart => {
  const acts = recordsOf(story().expert(id).bundle()).expert.map((record): Write => ({ kind: 'expert', record }));
  return { ids: idsOf({ kind: 'expert', id }), plan: () => acts };
};

const refused: WritePart = {
  ids: idsOf(),
  plan: () => {
    throw new Failure('conflict', 'it was decided otherwise');
  },
};

function there<T>(record: T | null): T {
  if (record === null) throw new Error('it is there');
  return record;
}

/** Refers to what is not there, which is found when it was written. */
const spoiling: WritePart = {
  ids: idsOf(),
  plan: () => [
    {
      kind: 'question',
      record: {
        ...{ id: 'q', title: 'q', proposition: 'q', scale: 'no-such-scale', codingRule: 'q', topics: [], aliases: [] },
        revision: 0,
      },
    },
  ],
};

type Counted = { readonly positions: number; readonly evidence: number; readonly words: number };

if (!isWithoutPostgres(t)) {
  const server = await postgresServer();
  t.teardown(() => server.stop());

  const storeOn = async (t: Test) => {
    const wire = await Wire.to(t, server.port);
    const settings = server.settings(newSchema());
    const address = `postgres://standpoint@127.0.0.1:${wire.port}/postgres`;
    const store = await openPostgresStore({ ...settings, address }, CLOCK);
    const beside = new Database(settings);
    t.teardown(() => Promise.all([store.close(), beside.close()]));
    await store.write(COMMIT, [expert('first')]);
    const begun = wire.count('READ COMMITTED');
    return { store, beside, wire, transactions: () => wire.count('READ COMMITTED') - begun };
  };

  t.test('commits that wait are written together, and what is refused is left out', async (t) => {
    const { store, transactions } = await storeOn(t);
    const outcomes = await Promise.allSettled(
      [expert('ada'), refused, expert('ben')].map((part) => store.write(COMMIT, [part])),
    );
    t.match(outcomes, [
      { value: { first: 2, last: 2 } },
      { reason: { kind: 'conflict' } },
      { value: { first: 3, last: 3 } },
    ]);
    t.equal(transactions(), 1);
    t.strictSame(await store.check(), []);
  });

  /** Three positions, and ways to change them and what they rest on as they are now. */
  const corrected = async (t: Test) => {
    const held = await storeOn(t);
    const { store } = held;
    const told = story();
    for (const id of ['a', 'b', 'c']) told.says(id, 'bridge', 'oppose', { id, on: '2024-01-01' });
    await tell(store, told);
    const position = async (id: string) => there(await store.get('position', id));
    const write = (reason: string, act: Write) => writeActs(store, { ...COMMIT, reason }, act);
    const correct = async (id: string, summary: string, expect = 0) => {
      const record = await position(id);
      return () =>
        write(summary, { kind: 'position', record: { ...record, summary }, expect: expect || record.revision });
    };
    return { ...held, position, write, correct };
  };

  t.test('corrections that wait are written as one', async (t) => {
    const { store, wire, correct, transactions } = await corrected(t);
    const begun = [transactions(), wire.count('INSERT INTO "positions"')];
    const sent = await Promise.all(['a', 'b', 'c'].map((id) => correct(id, `anew ${id}`)));
    const seq = await store.revision();
    const outcomes = await Promise.all(sent.map((send) => send()));
    t.match(outcomes, [{ first: seq + 1 }, { first: seq + 2 }, { first: seq + 3 }]);
    t.strictSame([transactions(), wire.count('INSERT INTO "positions"')], [(begun[0] ?? 0) + 1, (begun[1] ?? 0) + 1]);
    const entries = (await store.changes(seq, 10)).map(({ id, reason, after }) => [id, reason, after?.summary]);
    t.strictSame(
      entries,
      ['a', 'b', 'c'].map((id) => [id, `anew ${id}`, `anew ${id}`]),
      'each with its own reason',
    );
    t.strictSame(await store.check(), []);
  });

  t.test('what a correction leaves as it was is not written again', async (t) => {
    const { store, beside, position, write, correct } = await corrected(t);
    const versions = async () => {
      const of = (table: string) => sql`(SELECT count(*) FROM ${sql.table(`${beside.schema}.${table}_versions`)})`;
      return beside.read((session) =>
        session.first(sql<Counted>`SELECT ${of('positions')} AS positions, ${of('evidence')} AS evidence,
          ${of('search_documents')} AS words`),
      );
    };
    t.match(await versions(), { positions: 3, evidence: 3 });
    const words = (await versions())?.words ?? 0;
    await write('A note.', { kind: 'position', record: { ...(await position('a')), note: 'Looked at.' } });
    t.strictSame(await versions(), { positions: 4, evidence: 3, words });
    await (await correct('a', 'anew'))();
    t.strictSame(await versions(), { positions: 5, evidence: 3, words: words + 1 });
    const { statements } = await position('a');
    await tell(store, story().says('a', 'bridge', 'oppose', { id: 'later', on: '2024-02-02' }));
    const record = { ...(await position('a')), statements: [...statements, 'said-later'] };
    await write('More words.', { kind: 'position', record });
    t.strictSame(await versions(), { positions: 7, evidence: 6, words: words + 3 }, 'and what it does not is');
    t.strictSame(await store.check(), []);
  });

  t.test('whoever changes what waits to be written sees it as it will be', async (t) => {
    const { store, position, write, correct } = await corrected(t);
    const seq = await store.revision();
    const statement = there(await store.get('statement', 'said-b'));
    const outcomes = await Promise.allSettled(
      [
        await correct('a', 'first'),
        await correct('b', 'with its day'),
        () => write('Said later.', { kind: 'statement', record: { ...statement, saidOn: '2024-05-05' } }),
        await correct('a', 'too late'),
        await correct('a', 'second', seq + 1),
      ].map((send) => send()),
    );
    t.match(outcomes, [
      ...[{ value: { first: seq + 1 } }, { value: { first: seq + 2 } }, { value: { first: seq + 3, last: seq + 4 } }],
      ...[{ reason: { kind: 'stale' } }, { value: { first: seq + 5 } }],
    ]);
    t.match(await position('a'), { summary: 'second', revision: seq + 5 });
    t.match(await position('b'), { summary: 'with its day', saidOn: '2024-05-05', revision: seq + 4 });
    t.strictSame(await store.check(), []);
  });

  t.test('one that spoils what was written together is refused alone', async (t) => {
    const { store } = await storeOn(t);
    const outcomes = await Promise.allSettled(
      [expert('ada'), spoiling, expert('ben')].map((part) => store.write(COMMIT, [part])),
    );
    t.match(outcomes, [{ status: 'fulfilled' }, { reason: { kind: 'stale' } }, { status: 'fulfilled' }]);
    t.equal(await store.revision(), 3);
    t.strictSame(await store.check(), []);
  });

  t.test(
    'where the end of commits is not seen, those with a key are looked for, and those refused stay so',
    async (t) => {
      const { store, wire } = await storeOn(t);
      wire.cutAt('COMMIT\0');
      const outcomes = await Promise.allSettled([
        store.write(keyed('a'), [expert('ada')]),
        store.write(COMMIT, [refused]),
        store.write(COMMIT, [expert('ben')]),
        store.write(keyed('c'), [refused]),
      ]);
      t.match(outcomes, [
        { value: { first: 2, last: 2 } },
        { reason: { kind: 'conflict' } },
        { reason: { kind: 'unknown-outcome', message: /may have been written/ } },
        { reason: { kind: 'conflict' } },
      ]);
      t.equal(await store.revision(), 3);
      wire.cutAt('COMMIT\0');
      t.match(await store.write(keyed('d'), [expert('cho')]), { first: 4, last: 4 });
      wire.cutAt('COMMIT\0');
      await t.rejects(store.write(COMMIT, [expert('dan')]), { message: /may have been written/ });
      t.equal(await store.revision(), 5);
    },
  );

  t.test('whoever writes over HTTP is told that it may have been written, and with a key what was', async (t) => {
    const { store, wire } = await storeOn(t);
    const { send } = await newsroomOver(t, store);
    const post = (id: string, headers = {}) =>
      send('publish', 'POST', '/v1/experts', { body: { id, name: id }, headers });
    t.equal((await post('ada')).statusCode, 201);
    wire.cutAt('COMMIT\0');
    const told = await post('ben');
    t.match(told.json(), { type: '/problems/unknown-outcome', status: 503, detail: /it may have been written: look/ });
    t.equal((await store.get('expert', 'ben'))?.id, 'ben', 'and it was');
    wire.cutAt('COMMIT\0');
    t.equal((await post('cho', { 'idempotency-key': 'once' })).statusCode, 201);
  });

  t.test('where the database cannot be written at all, all that wait are told so at once', async (t) => {
    const { store, beside, wire, transactions } = await storeOn(t);
    const three = () => Promise.allSettled(['ada', 'ben', 'cho'].map((id) => store.write(COMMIT, [expert(id)])));
    await beside.read((session) => session.all(sql`UPDATE ${sql.table(`${beside.schema}.head`)} SET seq = seq + 1`));
    const failed = { status: 'rejected', reason: { kind: 'unusable-database', message: /entries were lost/ } };
    t.match(await three(), [failed, failed, failed]);
    t.equal(transactions(), 1);
    await beside.read((session) => session.all(sql`UPDATE ${sql.table(`${beside.schema}.head`)} SET seq = seq - 1`));
    wire.cutAt('ben');
    const lost = { status: 'rejected', reason: { kind: 'no-primary', message: /nothing was written/ } };
    t.match(await three(), [lost, lost, lost]);
    t.equal(transactions(), 2);
    t.match(await three(), [{ status: 'fulfilled' }, { status: 'fulfilled' }, { status: 'fulfilled' }]);
  });
}
