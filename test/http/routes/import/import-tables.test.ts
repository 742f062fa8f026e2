import t, { type Test } from 'tap';
import type { Scope } from '../../../../src/core/access/caller.ts';
import { isProblem, isRefusedFor } from '../../../helpers/asserts/problem.ts';
import { csvOf, ROW } from '../../../helpers/fixtures/coded.ts';
import { story } from '../../../helpers/fixtures/story.ts';
import { type Newsroom, newsroomOver } from '../../../helpers/service/newsroom.ts';
import { storeOf } from '../../../helpers/store/tell.ts';

const newsroom = async (t: Test): Promise<Newsroom> => newsroomOver(t, await storeOf(t, story()));

/** Sends a table; as CSV unless it is said otherwise. */
const post = (
  { send }: Newsroom,
  payload: string | Buffer,
  {
    query = 'create=true',
    type = 'text/csv',
    scope = 'publish',
    key,
  }: { query?: string; type?: string; scope?: Scope | null; key?: string } = {},
) =>
  send(scope, 'POST', `/v1/import?${query}`, {
    payload,
    headers: { 'content-type': type, ...(key !== undefined && { 'idempotency-key': key }) },
  });

t.test('a table is imported as CSV, as TSV and as NDJSON, and once more without effect', async (t) => {
  const room = await newsroom(t);
  const csv = csvOf([ROW]);
  const first = await post(room, csv);
  t.equal(first.statusCode, 200, first.body);
  t.strictSame(first.json().position, { created: 1, updated: 0, unchanged: 0 });
  const revision = await room.store.revision();
  const tsv = csv.replaceAll(',', '\t').replace('"The Strait\t Again"', 'The Strait, Again');
  const others = [
    [tsv, 'text/tab-separated-values; charset=utf-8'],
    [JSON.stringify(ROW), 'application/x-ndjson'],
    [csv, 'Text/CSV; header=present; charset="UTF-8"'],
  ] as const;
  for (const [text, type] of others) {
    const again = await post(room, text, { type });
    t.strictSame(again.json().position, { created: 0, updated: 0, unchanged: 1 }, `${type}: ${again.body}`);
  }
  t.equal(await room.store.revision(), revision);
});

t.test('drafts are asked for by status, by whoever may publish', async (t) => {
  const room = await newsroom(t);
  const query = 'create=true&status=draft';
  const first = await post(room, csvOf([ROW]), { query });
  t.equal(first.statusCode, 200, first.body);
  t.equal(first.json().drafts, true);
  t.equal((await room.send(null, 'GET', '/v1/positions')).json().items.length, 0);
  t.equal((await room.send('write', 'GET', '/v1/positions?status=draft')).json().items.length, 1);
  await post(room, csvOf([ROW]));
  t.equal((await room.send(null, 'GET', '/v1/positions')).json().items.length, 1);
  const reason = 'reason=Misread.';
  const changed = csvOf([{ ...ROW, condition: 'if it pays' }]);
  const refused = await post(room, changed, { query: `${query}&${reason}` });
  t.match(isProblem(t, refused, 'conflict').detail, /an import of drafts makes nothing public/);
  t.equal((await post(room, changed, { query: `create=true&${reason}` })).statusCode, 200);
  isRefusedFor(t, await post(room, csvOf([ROW]), { query: 'create=true&status=published' }), ['status']);
});

t.test('a trial says what would be written, and writes nothing', async (t) => {
  const room = await newsroom(t);
  const trial = await post(room, csvOf([ROW]), { query: 'create=true&dryRun=true' });
  t.strictSame(trial.json().position, { created: 1, updated: 0, unchanged: 0 });
  t.equal(await room.store.revision(), 0);
});

t.test('every fault is told with its line and column, and how often it is there, and nothing is written', async (t) => {
  const room = await newsroom(t);
  const rows = [ROW, { ...ROW, option: 'suport', quote: 'x\ny' }, { ...ROW, quote: 'z\n', basis: 'guess' }];
  const { errors } = isProblem(t, await post(room, csvOf(rows)), 'invalid-request');
  const [option, basis] = errors;
  t.strictSame(option, {
    line: 3,
    column: 4,
    columnName: 'option',
    message: '"suport" is neither an id nor a label of the scale "support"; did you mean "support"?',
  });
  t.match(basis, { line: 6, column: 11, columnName: 'basis', message: /^must be/ });
  t.equal(errors.length, 2);
  const many = Array.from({ length: 1_203 }, (_, at) => ({ ...ROW, quote: `${at}`, option: 'x' }));
  const problem = isProblem(t, await post(room, csvOf(many)), 'invalid-request');
  t.equal(problem.errors.length, 1);
  t.equal(problem.detail, 'there is 1 fault, in 1,203 places; nothing was imported');
  t.match(problem.errors[0], { line: 2, column: 4, message: /; 1,203 times, next in lines 3 and 4$/ });
  t.equal(await room.store.revision(), 0);
});

t.test('what cannot be read is a fault of its line', async (t) => {
  const room = await newsroom(t);
  const cases: [string | Buffer, number, RegExp][] = [
    ['', 1, /^is empty/],
    ['Ada Lind;Bridge\n', 1, /it has "Ada Lind", "Bridge"; where these are names/],
    ['%PDF-1.7 ', 1, /is a PDF and no table/],
    [`${csvOf([ROW])}"x\n`, 3, /never closed/],
    [Buffer.concat([Buffer.from(csvOf([ROW])), Buffer.from([0xff])]), 3, /not UTF-8/],
  ];
  for (const [body, line, message] of cases) {
    const { errors } = isProblem(t, await post(room, body), 'invalid-request');
    t.match(errors, [{ line, message }]);
  }
  t.strictSame(
    (await post(room, csvOf([ROW]).split('\n')[0] ?? '')).json().position.created,
    0,
    'a header alone is no fault',
  );
});

t.test('parameters that do not fit are refused by name', async (t) => {
  const room = await newsroom(t);
  const refused = async (query: string, more: Parameters<typeof post>[2] = {}) =>
    isProblem(t, await post(room, csvOf([ROW]), { query, ...more }), 'invalid-request').errors.map(
      ({ parameter }) => parameter,
    );
  t.strictSame(await refused('scale=vote'), ['scale']);
  t.strictSame(await refused('create=true&scale=vote'), ['scale']);
  t.strictSame(await refused('create=yes'), ['create']);
  t.strictSame(await refused('mapping=x'), ['mapping']);
  const { send } = room;
  const bundle = await send('publish', 'POST', '/v1/import?create=true', { body: { bundleVersion: 1 } });
  t.strictSame(
    isProblem(t, bundle, 'invalid-request').errors.map(({ parameter }) => parameter),
    ['create'],
  );
});

t.test('a published position is corrected for a reason, which is kept', async (t) => {
  const room = await newsroom(t);
  await post(room, csvOf([ROW]));
  const corrected = csvOf([{ ...ROW, option: 'oppose' }]);
  const { errors } = isProblem(t, await post(room, corrected, { query: '' }), 'invalid-request');
  t.strictSame(
    errors.map(({ parameter }) => parameter),
    ['reason'],
  );
  const done = await post(room, corrected, { query: 'reason=Misread.' });
  t.strictSame(done.json().position, { created: 0, updated: 1, unchanged: 0 });
  const [change] = await room.store.changesBefore(Number.MAX_SAFE_INTEGER, 1);
  t.equal(change?.reason, 'Misread.');
  t.equal(change?.actor, 'a publishr');
});

t.test('a scale that is stored can be that of the questions that are made', async (t) => {
  const room = await newsroomOver(t, await storeOf(t, story().scale('vote', { yes: 1, no: -1 })));
  t.equal((await post(room, csvOf([{ ...ROW, option: 'yes' }]), { query: 'create=true&scale=vote' })).statusCode, 200);
  t.equal((await room.store.get('question', 'bridge'))?.scale, 'vote');
});

t.test('drafts are imported by those who write, what is public by those who publish', async (t) => {
  const room = await newsroom(t);
  const drafts = csvOf([{ ...ROW, status: 'draft' }]);
  isProblem(t, await post(room, drafts, { scope: null }), 'unauthenticated');
  isProblem(t, await post(room, drafts, { scope: 'read' }), 'forbidden');
  isProblem(t, await post(room, csvOf([ROW]), { scope: 'write' }), 'forbidden');
  t.equal(await room.store.revision(), 0);
  t.equal((await post(room, drafts, { scope: 'write' })).statusCode, 200);
});

t.test(
  'a table sent again with its idempotency key is answered as the first time; another one is refused',
  async (t) => {
    const room = await newsroom(t);
    const first = await post(room, csvOf([ROW]), { key: 'k' });
    const again = await post(room, csvOf([ROW]), { key: 'k' });
    t.equal(again.body, first.body);
    t.strictSame(again.json().position.created, 1);
    isProblem(t, await post(room, csvOf([{ ...ROW, quote: 'x' }]), { key: 'k' }), 'idempotency-key-reused');
  },
);

t.test('a table may say how it is encoded and what stands between its cells', async (t) => {
  const room = await newsroom(t);
  const latin = Buffer.from(csvOf([{ ...ROW, quote: 'na\u00efve, \u0093d\u00e9j\u00e0\u0094' }]), 'latin1');
  await post(room, latin, { type: 'text/csv; charset="Windows-1252"' });
  const bars = 'expert|question|option|quote|source\nada-lind|bridge|oppose|No, no|gazette-1\n';
  t.equal((await post(room, bars, { query: 'delimiter=%7C' })).json().position.created, 1);
  const quotes = (await room.store.list('statement', {}, { limit: 9 })).items.flatMap((it) => it.quotes);
  t.strictSame(quotes.toSorted(), ['No, no', 'naïve, “déjà”']);
  t.equal((await post(room, bars, { query: 'delimiter=x' })).statusCode, 400);
  isRefusedFor(t, await post(room, bars, { query: 'sheet=Votes' }), ['sheet']);
});

t.test('tables are read here and nowhere else, and up to 32 MiB', async (t) => {
  const room = await newsroom(t);
  isProblem(t, await post(room, csvOf([ROW]), { type: 'text/csv; charset=morse' }), 'unsupported-media-type');
  isProblem(t, await post(room, csvOf([ROW]), { type: 'text/plain' }), 'unsupported-media-type');
  const elsewhere = await room.send('publish', 'POST', '/v1/experts', {
    payload: 'a,b\n',
    headers: { 'content-type': 'text/csv' },
  });
  const { detail } = isProblem(t, elsewhere, 'unsupported-media-type') as { detail?: string };
  t.match(detail, /^"text\/csv" is not read here\. Send JSON/, 'it says what came, and what to send');
  isProblem(t, await post(room, Buffer.alloc(32 * 1024 * 1024 + 1, 'x')), 'payload-too-large');
});

t.test('what is stored and is no row of the table is retracted where that is asked for, with a reason', async (t) => {
  const room = await newsroom(t);
  const other = { ...ROW, expert: 'Ben Moor', quote: 'Never' };
  await post(room, csvOf([ROW, other]));
  const query = 'create=true&retractMissing=true';
  const statusOf = async () =>
    (await room.send('write', 'GET', '/v1/positions?status=published&status=retracted'))
      .json()
      .items.map(({ expert, status }: { expert: string; status: string }) => `${expert} ${status}`)
      .sort();
  isRefusedFor(t, await post(room, csvOf([ROW]), { query }), ['reason']);
  t.strictSame(await statusOf(), ['ada-lind published', 'ben-moor published']);
  const reason = `${query}&reason=Not%20in%20the%20paper.`;
  const trial = await post(room, csvOf([ROW]), { query: `${reason}&dryRun=true` });
  t.match(trial.json().trial.missing, [{ expert: 'ben-moor' }]);
  t.strictSame(await statusOf(), ['ada-lind published', 'ben-moor published']);
  t.not((await post(room, csvOf([ROW]), { query: reason, scope: 'write' })).statusCode, 200);
  t.strictSame(await statusOf(), ['ada-lind published', 'ben-moor published']);
  const done = await post(room, csvOf([ROW]), { query: reason });
  t.strictSame(done.json().position, { created: 0, updated: 1, unchanged: 1 }, done.body);
  t.strictSame(await statusOf(), ['ada-lind published', 'ben-moor retracted']);
  const list = await room.send('publish', 'GET', '/v1/positions.csv');
  const refused = await post(room, list.body, { query: 'retractMissing=true&reason=So.' });
  isRefusedFor(t, refused, ['retractMissing']);
});

t.test('a matrix that comes back is one fault, which says where its cells are changed', async (t) => {
  const room = await newsroom(t);
  t.equal((await post(room, csvOf([ROW]))).statusCode, 200);
  for (const [path, type] of [
    ['/v1/matrix.csv', 'text/csv'],
    ['/v1/matrix.csv?shape=wide', 'text/csv'],
    ['/v1/matrix.tsv', 'text/tab-separated-values'],
    ['/v1/matrix.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ] as const) {
    const { rawPayload } = await room.app.inject(path);
    const reply = await post(room, rawPayload, { type, query: '' });
    const { errors } = isProblem(t, reply, 'invalid-request');
    t.match(
      errors,
      [{ message: /an answer as it went out here, such as a matrix: .+ Take out \/v1\/positions\.csv/ }],
      path,
    );
    t.equal(errors.length, 1, path);
  }
  t.equal((await post(room, csvOf([{ ...ROW, question: 'Another question' }]))).statusCode, 200);
  const { rawPayload } = await room.app.inject('/v1/matrix.xlsx');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const { errors } = isProblem(t, await post(room, rawPayload, { type, query: '' }), 'invalid-request');
  t.match(errors, [{ message: /names experts, and no question.+Take out \/v1\/positions\.csv.+--draft-mapping/ }]);
  t.equal(errors.length, 1, 'a grid of several questions');
});
