/**
 * What answers cost: hot and cold, small and large. Every figure is the median of
 * rounds in which ours and the floor take turns; servers and clients are processes of their own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { HEADER, median, range, row } from './helpers/figures.ts';
import { load } from './helpers/load.ts';
import { type Running, startBare, startService } from './helpers/service.ts';
import { fill, MIDDLE } from './helpers/stores.ts';

const ROUNDS = 7;
const CONNECTIONS = 32;
const LOAD_MS = 1_500;
const BYTES_PER_MB = 1e6;
const MATRIX = '/v1/matrix';
const QUESTION = '/v1/questions/red-line/matrix';
const NO_CACHE = { STANDPOINT_CACHE_MB: '0' };

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const article = join(folder, 'article.sqlite');
const middle = join(folder, 'middle.sqlite');
const here = (name: string): URL => new URL(`./helpers/${name}`, import.meta.url);
const print = (line: string): void => console.log(line);

/** The median of each of two measurements that take turns. */
async function inTurns(ours: () => Promise<number>, floor: () => Promise<number>): Promise<[number, number]> {
  const figures = { ours: [] as number[], floor: [] as number[] };
  for (const _ of range(ROUNDS)) {
    figures.floor.push(await floor());
    figures.ours.push(await ours());
  }
  return [median(figures.ours), median(figures.floor)];
}

type Answer = { readonly body: Buffer; readonly etag: string; readonly headers: readonly [string, string][] };

const bytesOf = async (url: string): Promise<Answer> => {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  const etag = answer.headers.get('etag') ?? '';
  const headers = [...answer.headers].filter(([name]) => !/^(?:date|connection|keep-alive)$/.test(name));
  return { body: Buffer.from(await answer.arrayBuffer()), etag, headers };
};

/** Answers a second, over many connections. */
const rate =
  (url: string, more: { headers?: { [name: string]: string }; status?: number } = {}) =>
  async (): Promise<number> =>
    (await load({ url, connections: CONNECTIONS, until: AbortSignal.timeout(LOAD_MS), ...more })).perSecond;

/** Milliseconds until an answer begins, which is when it has been made; its bytes are read and not counted. */
const made = (url: string) => async (): Promise<number> => {
  const start = performance.now();
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const took = performance.now() - start;
  await answer.arrayBuffer();
  return took;
};

/** Milliseconds until the client has all of it. */
const whole = (url: string) => async (): Promise<number> => {
  const start = performance.now();
  await bytesOf(url);
  return performance.now() - start;
};

/** Milliseconds of the server's own processor time until the client has all of it, in which what else runs shows less. */
const worked = (server: Running, url: string) => async (): Promise<number> => {
  const before = server.processorTime();
  await bytesOf(url);
  return server.processorTime() - before;
};

const perSecond = (figure: number): string => `${Math.round(figure)}/s`;
const ms = (figure: number): string => `${figure.toFixed(figure < 10 ? 1 : 0)} ms`;

/** The same answer by a bare server of Node's. */
async function bareBytes({ body, headers }: Answer): Promise<Running> {
  const file = join(folder, `body-${body.length}`);
  writeFileSync(file, body);
  return startBare(here('bare-bytes.ts'), [file, JSON.stringify(headers)]);
}

async function hot(service: Running, what: string, goal: string): Promise<Running> {
  const url = service.origin + MATRIX;
  const answer = await bytesOf(url);
  const { body } = answer;
  const bare = await bareBytes(answer);
  const [ours, floor] = await inTurns(rate(url), rate(bare.origin));
  print(
    row(
      `${what}, ${(body.length / 1000).toFixed(0)} kB`,
      perSecond(ours),
      perSecond(floor),
      (ours / floor).toFixed(2),
      goal,
    ),
  );
  return bare;
}

/** The table of current cells that the floor of a cold matrix reads: one row a cell, as columns. */
function currentTable(): string {
  const path = join(folder, 'current.sqlite');
  const db = new Database(path);
  db.exec(`ATTACH '${middle}' AS ours;
    CREATE TABLE current AS SELECT c.expert, c.question, cell ->> 'state' AS state, p.option, cell ->> 'value' AS value,
      p.id AS position, p.summary, p.condition, p.basis, p.said_on, p.said_on_from, p.recorded_at,
      cell ->> '$.counts.support' AS support, cell ->> '$.counts.oppose' AS oppose,
      cell ->> '$.counts.neutral' AS neutral, cell ->> '$.counts.noSide' AS no_side, cell ->> 'changed' AS changed
    FROM ours.cells c JOIN ours.positions p ON p.id = coalesce(cell ->> 'position', cell ->> '$.positions[0]')
    ORDER BY c.expert, c.question;
    CREATE UNIQUE INDEX current_cells ON current (expert, question);`);
  db.close();
  return path;
}

await (await startService(article, ['--demo'])).close();
await fill(middle, MIDDLE);
print(HEADER);

const small = await startService(article);
const smallBare = await hot(small, `hot matrix, 6 × 15, JSON`, '≥ 0.90');
const { etag } = await bytesOf(small.origin + MATRIX);
const known = { headers: { 'if-none-match': etag }, status: 304 };
const [not, all] = await inTurns(rate(small.origin + MATRIX, known), rate(smallBare.origin));
print(row('304, against 200 of the same', perSecond(not), perSecond(all), (not / all).toFixed(2), '≥ 1.1'));
await Promise.all([small.close(), smallBare.close()]);

const large = await startService(middle);
const largeBare = await hot(large, 'hot matrix, 20,000 cells, JSON', '≥ 0.95');
const resident = large.memory() / BYTES_PER_MB;
print(row('resident memory after that', `${resident.toFixed(0)} MB`, '–', '–', '≤ 160 MB'));
await Promise.all([large.close(), largeBare.close()]);

const uncached = await startService(middle, [], NO_CACHE);
const table = await startBare(here('bare-sql.ts'), [currentTable(), 'table']);
const byWindow = await startBare(here('bare-sql.ts'), [middle, 'window']);
const texts = await startBare(here('bare-sql.ts'), [middle, 'texts']);
await whole(uncached.origin + MATRIX)();
for (const [how, measure] of [
  ['made', ({ origin }: Running, path = '') => made(origin + path)],
  ['at the client', ({ origin }: Running, path = '') => whole(origin + path)],
  ['by processor time', (server: Running, path = '') => worked(server, server.origin + path)],
] as const) {
  const [ours, selected] = await inTurns(measure(uncached, MATRIX), measure(table));
  const ratio = (ours / selected).toFixed(2);
  print(row(`cold matrix, 20,000 cells, ${how}, against a maintained table`, ms(ours), ms(selected), ratio, '≤ 0.7'));
  const [again, windowed] = await inTurns(measure(uncached, MATRIX), measure(byWindow));
  const times = `${(windowed / again).toFixed(1)} times faster`;
  print(row(`the same, ${how}, against a window query`, ms(again), ms(windowed), times, '≥ 8'));
  const [last, read] = await inTurns(measure(uncached, MATRIX), measure(texts));
  const beside = (last / read).toFixed(2);
  print(row(`the same, ${how}, against the texts of cells, read and hashed`, ms(last), ms(read), beside, '–'));
}
await Promise.all([uncached.close(), table.close(), byWindow.close(), texts.close()]);

const fresh = await startService(article, [], NO_CACHE);
const question = await startBare(here('bare-question.ts'), [article]);
const asked = `${fresh.origin}${QUESTION}?include=statements`;
const same = (await bytesOf(asked)).body.equals((await bytesOf(question.origin + QUESTION)).body);
if (!same) throw new Error('the two answer with different bytes');
const [answered, written] = await inTurns(rate(asked), rate(question.origin + QUESTION));
print(
  row(
    'cold question with its evidence, 6 experts',
    perSecond(answered),
    perSecond(written),
    (answered / written).toFixed(2),
    '≥ 1.0',
  ),
);
await Promise.all([fresh.close(), question.close()]);

rmSync(folder, { recursive: true });
