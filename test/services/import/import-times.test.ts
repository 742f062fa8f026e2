/** Tables in which the order within a day matters: votes taken again, votes declared mistaken, logs with the time of each vote. */
import t, { type Test } from 'tap';
import type { Store } from '../../../src/core/ports/store.ts';
import { askMatrix } from '../../../src/services/matrix/matrix.ts';
import { random } from '../../helpers/chance.ts';
import { READER } from '../../helpers/fixtures/callers.ts';
import { csvOf, faultsOf, importText, type Row } from '../../helpers/fixtures/coded.ts';
import { storeWith } from '../../helpers/service/service.ts';

const VOTE = {
  id: 'vote',
  label: 'Vote',
  options: [
    { id: 'no', label: 'Votes no', value: -1 },
    { id: 'abstain', label: 'Abstains', value: 0 },
    { id: 'yes', label: 'Votes yes', value: 1 },
    { id: 'teller-yes', label: 'Tells for yes', value: 1 },
    { id: 'absent', label: 'Absent', value: null },
  ],
};

const MINUTES = {
  ...{ question: 'Motion 7', said_on: '2024-10-23', attribution: 'record', source: 'm1' },
  ...{ source_title: 'Minutes', source_publisher: 'Parliament', source_published_on: '2024-10-23' },
};

const vote = (expert: string, option: string, paraphrase: string, rest: Row = {}): Row => ({
  ...{ ...MINUTES, expert, option, paraphrase },
  ...rest,
});

const withVotes = async (t: Test, rows: readonly Row[], mapping?: unknown): Promise<Store> => {
  const store = await storeWith(t, []);
  await importText(store, csvOf(rows), { scale: { written: VOTE }, ...(mapping !== undefined && { mapping }) });
  return store;
};

/** What each expert is recorded as having voted in the end, by id. */
async function votes(store: Store): Promise<{ readonly [expert: string]: string }> {
  const { cells } = await askMatrix(store, READER, { rule: 'latest', asOf: null, knownAt: null, statements: false });
  return Object.fromEntries(cells.map(({ expert, option, state }) => [expert, option ?? state]));
}

t.test('of two ballots of one day the one in the later row counts, whatever the ids', async (t) => {
  const store = await withVotes(t, [
    vote('Ana Kos', 'yes', 'First ballot at ten.', { position: 'kos-b' }),
    vote('Ana Kos', 'abstain', 'Second ballot at noon.', { position: 'kos-a' }),
    vote('Bo Li', 'yes', 'First ballot at ten.', { position: 'li-a' }),
    vote('Bo Li', 'abstain', 'Second ballot at noon.', { position: 'li-b' }),
  ]);
  t.strictSame(await votes(store), { 'ana-kos': 'abstain', 'bo-li': 'abstain' });
});

const RECORDED = 'As the minutes record it.';
const MEANT = 'She told the secretariat that she had meant to vote no.';

t.test('a vote that was declared mistaken the same day is contested as it stands', async (t) => {
  const store = await withVotes(t, [vote('Ana Kos', 'yes', RECORDED), vote('Ana Kos', 'no', MEANT)]);
  t.strictSame(await votes(store), { 'ana-kos': 'contested' });
});

t.test('and is not where a column says which takes the place of which, in any order of the rows', async (t) => {
  const rows = [
    vote('Ana Kos', 'yes', RECORDED, { position: 'kos-recorded' }),
    vote('Ana Kos', 'no', MEANT, { position: 'kos-meant', supersedes: 'kos-recorded' }),
  ];
  for (const some of [rows, rows.toReversed()]) {
    const store = await withVotes(t, some);
    t.strictSame(await votes(store), { 'ana-kos': 'no' });
    t.equal((await store.get('position', 'kos-meant'))?.supersedes, 'kos-recorded');
    t.strictSame(await store.check(), []);
  }
});

t.test('nor where both have a time of day', async (t) => {
  const rows = [
    vote('Ana Kos', 'no', MEANT, { said_at: '16:05' }),
    vote('Ana Kos', 'yes', RECORDED, { said_at: '10:00' }),
  ];
  t.strictSame(await votes(await withVotes(t, rows)), { 'ana-kos': 'no' });
});

t.test('what takes the place of another is told where it cannot', async (t) => {
  const store = await withVotes(t, [vote('Bo Li', 'yes', RECORDED, { position: 'li' })]);
  const faults = (row: Row, ...others: Row[]) => faultsOf(store, csvOf([row, ...others]));
  const fault = async (rest: Row, ...others: Row[]) =>
    (await faults(vote('Ana Kos', 'no', MEANT, { position: 'kos', ...rest }), ...others))[0];
  t.match(await fault({ supersedes: 'kos' }), /^2:\d+ supersedes must name a position that stands for itself/);
  t.match(await fault({ supersedes: 'li' }), /^2:\d+ supersedes names "li", whose expert is "bo-li", not "ana-kos"$/);
  t.match(
    await fault({ supersedes: 'kos-1' }),
    /^2:\d+ supersedes names the position "kos-1", which is neither here nor stored/,
  );
  t.match(
    await fault(
      { supersedes: 'later' },
      vote('Ana Kos', 'yes', RECORDED, { position: 'later', said_on: '2024-10-24' }),
    ),
    /^2:\d+ supersedes names "later", which is of a later day: 2024-10-24$/,
  );
  t.match(
    await fault({ supersedes: 'draft' }, vote('Ana Kos', 'yes', RECORDED, { position: 'draft', status: 'draft' })),
    /^2:\d+ supersedes names "draft", which is a draft: publish that first, or keep this one a draft$/,
  );
  t.match(
    await fault({ supersedes: 'x' }, vote('Ana Kos', 'yes', RECORDED, { position: 'x', supersedes: 'kos' })),
    /supersedes must name a position that stands for itself/,
  );
  t.match(
    (
      await faultsOf(
        store,
        csvOf([
          vote('Bo Li', 'yes', RECORDED, { position: 'li', supersedes: 'new' }),
          vote('Bo Li', 'no', MEANT, { position: 'new' }),
        ]),
        { reason: 'r' },
      )
    )[0],
    /^2:\d+ supersedes names "new", which was recorded after it/,
  );
});

t.test('a log of 2,995 votes of one day, stamped and in no order, gives the last vote of everybody', async (t) => {
  const begin = Date.UTC(2024, 9, 23, 8) / 1_000;
  const log = Array.from({ length: 2_995 }, (_, index) => ({
    voter: `voter-${1 + Math.floor(random() * 500)}`,
    vote: ['For', 'Against', 'Abstain'][Math.floor(random() * 3)] ?? '',
    timestamp: begin + index * 7,
  }));
  const last = new Map(
    log.map(({ voter, vote }) => [voter, { For: 'yes', Against: 'no', Abstain: 'abstain' }[vote] ?? '']),
  );
  const rows = log
    .map((it) => ({ order: random(), row: { ...it, timestamp: String(it.timestamp) } }))
    .sort((a, b) => a.order - b.order)
    .map(({ row }) => row);
  const mapping = {
    columns: {
      ...{
        expert: '{voter}',
        expert_name: '{voter}',
        question: 'motion-7',
        question_title: 'Motion 7',
        option: '{vote}',
      },
      ...{ said_at: '{timestamp}', paraphrase: 'As the log has it.', attribution: 'record', source: 'log' },
      ...{ source_title: 'Vote log', source_publisher: 'Council', source_published_on: '2024-10-23' },
    },
    values: { option: { For: 'yes', Against: 'no', Abstain: 'abstain' } },
    dates: { said_at: 'epoch-s' },
  };
  const store = await withVotes(t, rows, mapping);
  const positions = await store.extent({ experts: {}, questions: {} });
  t.equal(positions.experts, last.size);
  t.strictSame(await votes(store), Object.fromEntries([...last].sort(([a], [b]) => (a < b ? -1 : 1))));
  t.strictSame((await store.list('statement', {}, { limit: 1 })).items[0]?.saidOn, '2024-10-23');
});

const moment = async (t: Test, row: Row, mapping?: object) => {
  const { expert, option, paraphrase, ...rest } = vote('Ana Kos', 'yes', RECORDED);
  const store = await withVotes(t, [{ expert, option, paraphrase, ...rest, ...row } as Row], mapping);
  const [statement] = (await store.list('statement', {}, { limit: 2 })).items;
  return [statement?.saidOn, statement?.saidOnFrom, statement?.saidAt];
};

t.test('a stamp gives the day and the time', async (t) => {
  t.strictSame(await moment(t, { said_on: '', said_at: '2024-10-23T14:30:05.250Z' }), [
    '2024-10-23',
    'statement',
    '14:30:05.250',
  ]);
  t.strictSame(await moment(t, { said_on: '2024-10-22T23:30:00+00:00' }), ['2024-10-22', 'statement', '23:30:00']);
  t.strictSame(await moment(t, { said_on: '2024-10-22 23:30' }), ['2024-10-22', 'statement', '23:30']);
  t.strictSame(await moment(t, { said_on: '2024-10-23', said_at: '09:15' }), ['2024-10-23', 'statement', '09:15']);
});

t.test('a mapping says how days and times are written, and in which zone a stamp is read', async (t) => {
  const written = (dates: object, row: Row, rest: object = {}) => moment(t, row, { dates, ...rest });
  t.strictSame(await written({ said_on: 'DD.MM.YYYY' }, { said_on: '23.10.2024' }), ['2024-10-23', 'statement', null]);
  t.strictSame(await written({ said_on: 'M/D/YYYY H:mm' }, { said_on: '1/9/2024 7:05' }), [
    '2024-01-09',
    'statement',
    '07:05',
  ]);
  t.strictSame(await written({ said_at: 'epoch-ms' }, { said_on: '', said_at: '1729722600250' }), [
    '2024-10-23',
    'statement',
    '22:30:00.250',
  ]);
  t.strictSame(
    await written({ said_at: 'epoch-s' }, { said_on: '', said_at: '1729722600' }, { timezone: 'Europe/Vienna' }),
    ['2024-10-24', 'statement', '00:30:00'],
  );
  t.strictSame(await written({ said_on: 'excel' }, { said_on: '45588.5' }), ['2024-10-23', 'statement', '12:00:00']);
});

t.test('what is not so written is told at its cell, and a mapping that says nothing usable at its place', async (t) => {
  const store = await storeWith(t, []);
  const faults = async (row: Row, mapping?: object) =>
    (
      await faultsOf(store, csvOf([vote('Ana Kos', 'yes', RECORDED, row)]), {
        scale: { written: VOTE },
        ...(mapping && { mapping }),
      })
    )[0];
  t.match(await faults({ said_at: '1729722600' }), /^2:\d+ said_at must be a time.*"epoch-s".*"epoch-ms"/);
  t.match(await faults({ said_at: 'noon' }), /^2:\d+ said_at must be a time, as "14:30"/);
  t.match(
    await faults({ said_at: '2024-10-24T09:00' }),
    /^2:\d+ said_at is of 2024-10-24, but "said_on" is 2024-10-23$/,
  );
  t.match(
    await faults({ said_on: '2024-10', said_at: '09:00' }),
    /^2:\d+ said_at is a time of a day, so "saidOn" must give that day/,
  );
  t.match(await faults({ said_on: '45588' }), /dates: \{ said_on: excel \} where/);
  t.match(await faults({ said_on: '1729641600' }), /dates: \{ said_on: epoch-s \} where/);
  t.match(await faults({ said_on: '1729641600000' }), /dates: \{ said_on: epoch-ms \} where/);
  t.match(await faults({ said_on: '10/11/2024' }), /^2:\d+ said_on must be a day, as .*D\/M\/YYYY.* or .*M\/D\/YYYY/);
  t.match(
    await faults({ said_on: '31.02.2024' }, { dates: { said_on: 'DD.MM.YYYY' } }),
    /^2:\d+ said_on must be written as "DD.MM.YYYY", not "31.02.2024"$/,
  );
  t.match(await faults({}, { dates: { said_on: 'MM.YYYY' } }), /^\/mapping\/dates\/said_on must be "epoch-s"/);
  t.match(await faults({}, { timezone: 'Mars' }), /^\/mapping\/timezone must be the name of a time zone/);
  t.match(
    await faults({}, { dates: { said_at: 'epoch-s' } }),
    /^\/mapping\/dates\/said_at says how a column is written that nothing is read from/,
  );
});
