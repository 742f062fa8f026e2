/**
 * PostgreSQL against the SQLite file, in one run and by turns: an import, matrices, one question, answers given before, and
 * corrections; then how late the event stream of one service tells what another has written. The server is one of its own
 * on this machine, reached by its socket, in memory where the system has such a folder. Prints both figures, the ratio, and
 * the goal.
 *
 * node bench/engines.ts [POSITIONS]   positions on 200 experts and 100 questions, and half as many rows to import; 20,000
 * unless given.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operator } from '../src/core/access/caller.ts';
import type { Store } from '../src/core/ports/store.ts';
import { Database } from '../src/db/postgres/connect.ts';
import { openPostgresStore } from '../src/db/postgres/store.ts';
import { insert } from '../src/db/postgres/writing/row-writer.ts';
import { openSqliteStore } from '../src/db/sqlite/store.ts';
import { updateRecord } from '../src/services/records/editing.ts';
import { postgresServer, serviceSettings } from '../test/helpers/postgres/server.ts';
import { EventReader } from '../test/helpers/service/events.ts';
import { type BareReader, bareFile, bareServer } from './helpers/bare-rows.ts';
import { HEADER, median, quantile, range, row } from './helpers/figures.ts';
import { load } from './helpers/load.ts';
import { CHECKOUT, type Running, startService } from './helpers/service.ts';
import { fill, MIDDLE } from './helpers/stores.ts';

const POSITIONS = Number(process.argv[2] ?? 20_000);
const ROUNDS = 3;
/** One and the same program takes a third more or less of processor time from start to start. */
const STARTS = 5;
/** With few, an answer waits until the server has said that nothing was written; with many, others are sent meanwhile. */
const CONNECTIONS = [16, 64];
const REQUESTS = 30;
const MATRICES = 8;
const LOAD_MS = 1_000;
const CORRECTIONS = 512;
/** The first are slower: their code is not compiled yet. */
const CORRECTION_ROUNDS = 9;
/** A correction changes a position and its cell, ends a version and makes one, and is noted in the log and as a correction; all of it are 4 KB. */
const ROWS_OF_ONE = 6;
const CHARACTERS_OF_A_ROW = 680;
/** So many are one transaction. */
const TOGETHER = 256;
const EVENTS = 200;
const ASKED = 'question-1';
const QUESTION = `/v1/questions/${ASKED}/matrix`;

type Pair<T> = { readonly file: T; readonly server: T };
type Settings = { readonly [name: string]: string };
const NOTHING_KEPT: Settings = { STANDPOINT_CACHE_MB: '0' };

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const server = await postgresServer();
const middle = join(folder, 'middle.sqlite');
const print = (line: string): void => console.log(line);
const onServer = (schema: string): Settings => serviceSettings(server.socketSettings(schema));
const onFile = (path: string): Settings => ({ STANDPOINT_DB: path });

const run = (settings: Settings, ...args: readonly string[]): void => {
  execFileSync(process.execPath, [CHECKOUT, ...args], { env: { ...process.env, ...settings }, stdio: 'ignore' });
};

async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** The medians of two measurements that take turns. */
async function inTurns(of: Pair<(round: number) => Promise<number>>, rounds = ROUNDS): Promise<Pair<number>> {
  const figures = { file: [] as number[], server: [] as number[] };
  for (const round of range(rounds)) {
    figures.file.push(await of.file(round));
    figures.server.push(await of.server(round));
  }
  return { file: median(figures.file), server: median(figures.server) };
}

const perSecond = (figure: number): string => `${Math.round(figure)}/s`;
const ms = (figure: number): string => `${figure.toFixed(figure < 10 ? 1 : 0)} ms`;

function tell(what: string, { file, server: other }: Pair<number>, unit: (figure: number) => string, goal: string) {
  print(row(what, unit(other), unit(file), (other / file).toFixed(2), goal));
}

/** The same of several starts, the median of each and of their ratios. */
function tellEach(what: string, starts: readonly Pair<number>[], unit: (figure: number) => string, goal: string): void {
  const ratios = starts.map(({ file, server: other }) => other / file).sort((a, b) => a - b);
  const [other, file] = [median(starts.map((it) => it.server)), median(starts.map((it) => it.file))];
  print(
    row(
      what,
      unit(other),
      unit(file),
      `${median(ratios).toFixed(2)} (${ratios.map((it) => it.toFixed(2)).join(', ')})`,
      goal,
    ),
  );
}

/** Rows of 50 experts on as many questions as are needed, each a statement of its own. */
function tableOf(rows: number): string {
  const options = ['support', 'oppose', 'mixed', 'noncommittal'];
  const lines = range(rows).map((index) => {
    const [expert, question] = [index % 50, Math.floor(index / 50)];
    return `Expert ${expert},Question ${question},${options[index % 4]},Said so for the ${index}th time.,Talk ${question},The Post,2024-03-01`;
  });
  const path = join(folder, 'table.csv');
  writeFileSync(
    path,
    `expert,question,option,paraphrase,source,source_publisher,source_published_on\n${lines.join('\n')}\n`,
  );
  return path;
}

async function imports(rows: number): Promise<void> {
  const table = tableOf(rows);
  const rate = async (settings: Settings): Promise<number> => {
    run(settings, 'migrate');
    return rows / (await secondsOf(() => run(settings, 'import', table, '--create', '--new')));
  };
  const figures = await inTurns({
    file: (round) => rate(onFile(join(folder, `import-${round}.sqlite`))),
    server: (round) => rate(onServer(`import_${round}`)),
  });
  tell(`import of ${rows} rows, with the start of the command`, figures, perSecond, '≥ 0.5');
}

/** Milliseconds until the client has all of an answer. */
const whole = (url: string) => async (): Promise<number> => {
  const start = performance.now();
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  await answer.arrayBuffer();
  return performance.now() - start;
};

/** The median of several: one of them takes little longer than whatever comes between. */
const several = (count: number) => (url: string) => async (): Promise<number> => {
  const times: number[] = [];
  for (const _ of range(count)) times.push(await whole(url)());
  return median(times);
};

const rate = (connections: number) => (url: string) => async (): Promise<number> =>
  (await load({ url, connections, until: AbortSignal.timeout(LOAD_MS) })).perSecond;

async function served(more: Settings, work: (of: Pair<Running>) => Promise<void>): Promise<void> {
  const { STANDPOINT_DB = '', ...rest } = onServer('middle');
  const of = {
    file: await startService(middle, [], more),
    server: await startService(STANDPOINT_DB, [], { ...rest, ...more }),
  };
  await work(of);
  await Promise.all([of.file.close(), of.server.close()]);
}

const both = <T>(of: Pair<Running>, path: string, measure: (url: string) => T): Pair<T> => ({
  file: measure(of.file.origin + path),
  server: measure(of.server.origin + path),
});

/** The medians of each start of services that are started anew. */
async function startedAnew(
  path: string,
  measure: (url: string) => () => Promise<number>,
  settings: Settings,
): Promise<Pair<number>[]> {
  const found: Pair<number>[] = [];
  for (const _ of range(STARTS))
    await served(settings, async (of) => {
      const asked = both(of, path, measure);
      for (const warm of [asked.file, asked.server, asked.file, asked.server]) await warm();
      found.push(await inTurns(asked));
    });
  return found;
}

/** Corrections a second, all of them sent at once: each of another position. */
async function correctionsOf(store: Store, round: number): Promise<number> {
  const ids = range(CORRECTIONS).map((index) => `position-${index}`);
  const stored = await store.getMany('position', ids);
  const by = { caller: operator('bench'), at: new Date().toISOString(), reason: 'Looked at again.' };
  const correct = ({ id, revision }: { id: string; revision: number }) =>
    updateRecord(store, 'position', id, { note: `Looked at in round ${round}.` }, revision, by);
  return CORRECTIONS / (await secondsOf(() => Promise.all(stored.map(correct))));
}

/** As many rows as corrections write, sent in the same way and in as many transactions, into a table with a key and nothing else. */
async function plainInserts(database: Database, round: number): Promise<number> {
  const text = 'x'.repeat(CHARACTERS_OF_A_ROW);
  const rows = range(CORRECTIONS * ROWS_OF_ONE).map((index) => ({ round, index, text }));
  const statements = range(rows.length / TOGETHER).map((it) => rows.slice(it * TOGETHER, (it + 1) * TOGETHER));
  const transactions = range(statements.length / ROWS_OF_ONE).map((it) =>
    statements.slice(it * ROWS_OF_ONE, (it + 1) * ROWS_OF_ONE),
  );
  const write = async () => {
    for (const some of transactions)
      await database.write((session) => Promise.all(some.map((it) => insert(session, 'plain', it))));
  };
  return CORRECTIONS / (await secondsOf(write));
}

/** Milliseconds from the answer to whoever wrote at one service until the event stream of another has told it. */
async function lateness(store: Store): Promise<number[]> {
  const { token } = await store.keys.create({
    name: 'bench',
    scopes: ['publish'],
    createdBy: 'bench',
    expiresAt: null,
  });
  const { STANDPOINT_DB = '', ...rest } = onServer('middle');
  const [near, far] = [await startService(STANDPOINT_DB, [], rest), await startService(STANDPOINT_DB, [], rest)];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = `${far.origin}/v1/changes?after=${await store.revision()}`;
  const response = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' } });
  if (response.body === null || !response.ok) throw new Error(`${url} answered ${response.status}`);
  const events = new EventReader(response, response.body.getReader());
  const late: number[] = [];
  for (const index of range(EVENTS)) {
    const heard = events.until(index + 1).then(() => performance.now());
    const body = JSON.stringify({ id: `new-${index}`, name: `Somebody Quite New ${index}` });
    const answer = await fetch(`${near.origin}/v1/experts`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    const answered = performance.now();
    late.push(Math.max(0, (await heard) - answered));
  }
  await events.close();
  await Promise.all([near.close(), far.close()]);
  return late;
}

print(HEADER.replace('ours', 'PostgreSQL').replace('floor', 'the file'));
await imports(POSITIONS / 2);
await fill(middle, { ...MIDDLE, positions: POSITIONS });
run(onServer('middle'), 'copy', middle, server.socketSettings('middle').address);

const bare = { file: bareFile(middle), server: await bareServer(server.socketSettings('middle')) };
const bareRead = (of: BareReader) => async (): Promise<number> => {
  const times: number[] = [];
  for (const _ of range(REQUESTS)) times.push((await secondsOf(() => of.read(ASKED))) * 1_000);
  return median(times);
};
const matrices = await startedAnew('/v1/matrix', several(MATRICES), NOTHING_KEPT);
tellEach('cold matrix of 20,000 cells', matrices, ms, '≤ 1.5');
const evidence = await startedAnew(`${QUESTION}?include=statements`, several(REQUESTS), NOTHING_KEPT);
tellEach('one question with its evidence, cold, one at a time', evidence, ms, '≤ 1.5');
const rows = { file: bareRead(bare.file), server: bareRead(bare.server) };
if ((await bare.file.read(ASKED)) !== (await bare.server.read(ASKED))) throw new Error('the rows differ');
await rows.file();
await rows.server();
tell('its rows, read by the driver alone', await inTurns(rows), ms, '');
await Promise.all([bare.file.close(), bare.server.close()]);
for (const connections of CONNECTIONS) {
  const hot = await startedAnew(QUESTION, rate(connections), {});
  tellEach(`the same question, as answered before, on ${connections} connections`, hot, perSecond, '≥ 0.9');
}

const stores = { file: openSqliteStore(middle), server: await openPostgresStore(server.socketSettings('middle')) };
const corrections = await inTurns(
  {
    file: (round) => correctionsOf(stores.file, round),
    server: (round) => correctionsOf(stores.server, round),
  },
  CORRECTION_ROUNDS,
);
tell(`${CORRECTIONS} corrections sent at once`, corrections, perSecond, '≥ 1,000/s');
const plain = new Database(server.socketSettings('middle'));
await plain.write((session) =>
  session.run('CREATE TABLE plain (round int, index int, text text, PRIMARY KEY (round, index))'),
);
const floors: number[] = [];
for (const round of range(CORRECTION_ROUNDS)) floors.push(await plainInserts(plain, round));
await plain.close();
print(row('as many rows as they write, plainly inserted', perSecond(median(floors)), '', '', ''));
const late = await lateness(stores.server);
const quantiles = [0.5, 0.95, 1].map((share) => ms(quantile(late, share))).join(', ');
print(
  row(
    `an event at another service after the answer, of ${EVENTS}: median, p95, most`,
    quantiles,
    '',
    '',
    'p95 ≤ 50 ms',
  ),
);
await Promise.all([stores.file.close(), stores.server.close()]);

rmSync(folder, { recursive: true });
server.stop();
