/**
 * Importing a table of coded positions through the command, against `.import` of sqlite3 into the same tables: the same
 * rows, as CSV, one file for each table, in one transaction. The floor checks no rule but those of the schema, resolves no
 * name, makes nothing up, and has no foreign keys, as is its default; it has the same synchronous = FULL, write-ahead log
 * and cache. Both keep all indexes, constraints and triggers of the log; time runs from the start of the process to its
 * end. Prints rows a second, the ratio, and the most memory that either took, as medians of interleaved rounds.
 *
 * node bench/import.ts [VOTES.csv[.gz] ROLLCALLS.csv]   roll calls of the General Assembly; those in ../shared unless
 * given, or else made-up rows of the same shape.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { median } from './helpers/figures.ts';

const BIN = fileURLToPath(new URL('../bin/standpoint.mjs', import.meta.url));
const SHARED = fileURLToPath(new URL('../../shared/data/unvotes/', import.meta.url));
const ROUNDS = 5;
const SMALL = 100_000;
const MADE_UP = { states: 200, rollcalls: 5_429 };
/** As the command has it for a load of its own. */
const CACHE_KIB = 128 * 1024;
const POLL_MS = 20;
const BATCH = 10_000;

const MAPPING = `columns:
  expert: "state-{ccode}"
  expert_name: "State {ccode}"
  question: "un-{rcid}"
  source: "un-{rcid}"
  option: "{vote}"
  paraphrase: "The vote of state {ccode} in roll call {rcid}, as recorded."
values:
  option: { "1": yes, "2": abstain, "3": no, "8": absent, "9": not-a-member }
`;
const SCALE = {
  id: 'un-vote',
  label: 'Vote in the General Assembly',
  options: [
    { id: 'yes', label: 'Voted yes', value: 1 },
    { id: 'abstain', label: 'Abstained', value: 0 },
    { id: 'no', label: 'Voted no', value: -1 },
    { id: 'absent', label: 'Was absent', value: null },
    { id: 'not-a-member', label: 'Was not a member', value: null },
  ],
};

type Rollcall = { readonly rcid: string; readonly date: string; readonly unres: string; readonly year: string };

const folder = mkdtempSync(join(tmpdir(), 'standpoint-bench-'));
const at = (name: string): string => join(folder, name);

/** The day of a roll call; where only the year is known, that. */
function dayOf({ date, year }: Rollcall): string {
  const [month = '', day = '', of = ''] = date.split('/');
  return date === '' ? year : `${of}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function rollcallsIn(path: string | undefined): Rollcall[] {
  if (path !== undefined) return parse(readFileSync(path), { columns: true }) as Rollcall[];
  return Array.from({ length: MADE_UP.rollcalls }, (_, index) => ({
    rcid: String(index + 3),
    date: `${(index % 12) + 1}/${(index % 28) + 1}/${1946 + Math.floor(index / 78)}`,
    unres: `R/${index}`,
    year: '',
  }));
}

/** The lines of the votes without the header. */
async function* votesIn(path: string | undefined): AsyncGenerator<string> {
  if (path === undefined) {
    let seed = 1;
    for (let rcid = 3; rcid < MADE_UP.rollcalls + 3; rcid += 1)
      for (let state = 2; state < MADE_UP.states + 2; state += 1) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
        yield `${rcid},${state},${[1, 1, 1, 2, 3, 8, 9, 9][(seed >>> 16) & 7]}`;
      }
    return;
  }
  const bytes = createReadStream(path);
  let isHeader = true;
  for await (const line of createInterface({ input: path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes })) {
    if (!isHeader) yield line;
    isHeader = false;
  }
}

/** Writes the first so many rows as a table of its own; answers how many there were. */
async function writeVotes(source: string | undefined, most: number, file: string): Promise<number> {
  const out = createWriteStream(file);
  out.write('rcid,ccode,vote\n');
  let rows = 0;
  for await (const line of votesIn(source)) {
    if (rows === most) break;
    if (!out.write(`${line}\n`)) await once(out, 'drain');
    rows += 1;
  }
  out.end();
  await once(out, 'finish');
  return rows;
}

type Run = { readonly seconds: number; readonly peakMiB: number };

/** Runs a program to its end; its peak is what the system says of its resident memory shortly before that. */
async function timed(command: string, args: readonly string[], database: string, stdin = ''): Promise<Run> {
  const start = performance.now();
  const child = spawn(command, args, {
    env: { ...process.env, STANDPOINT_DB: database },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let peak = 0;
  const look = setInterval(() => {
    if (!existsSync(`/proc/${child.pid}/status`)) return;
    const [, kB = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
    peak = Math.max(peak, Number(kB));
  }, POLL_MS);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdin.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(look);
  if (code !== 0 || (command === 'sqlite3' && said !== ''))
    throw new Error(`${command} ended with ${code}: ${said.slice(0, 500)}`);
  return { seconds: (performance.now() - start) / 1000, peakMiB: peak / 1024 };
}

const standpoint = (database: string, ...args: string[]): Promise<Run> =>
  timed(process.execPath, [BIN, ...args], database);

/** What the floor writes: which rows of a table, and in which order. */
const FLOOR_TABLES = {
  experts: '',
  statements: '',
  positions: '',
  evidence: 'ORDER BY (SELECT rowid FROM positions WHERE id = position)',
  changes: 'WHERE seq > :before ORDER BY seq',
  cells: '',
  search_documents: 'WHERE key > :key',
  search_index: 'WHERE rowid > :key',
} as const;

/**
 * `.import` makes an empty text of an empty cell, which is no JSON to an older sqlite3, and no number: there it gets another
 * value. With a side before, an entry of the log is no creation.
 */
const STAND_INS: { readonly [column: string]: string } = {
  'statements.selector': "'{}'",
  'positions.confidence': 'coalesce(confidence, 1)',
  'changes.action': "'update'",
  'changes.before': "'{}'",
  'cells.place': 'coalesce(place, 0)',
};

/** The columns of a table that are written and not computed. */
function columnsOf(database: Database.Database, table: string): string[] {
  const own = database.prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0');
  return own.pluck().all(table);
}

/** The rows that an import wrote, as CSV for each table. */
function writeFloor(imported: string, base: string): void {
  const [raw, empty] = [new Database(imported, { readonly: true }), new Database(base, { readonly: true })];
  const before = empty.prepare('SELECT max(seq) FROM changes').pluck().get();
  const key = empty.prepare('SELECT max(key) FROM search_documents').pluck().get();
  for (const [table, which] of Object.entries(FLOOR_TABLES)) {
    const columns = columnsOf(raw, table).map((name) => STAND_INS[`${table}.${name}`] ?? name);
    const file = at(`${table}.csv`);
    writeFileSync(file, '');
    let rows: unknown[] = [];
    const flush = () => {
      writeFileSync(file, stringify(rows as unknown[][]), { flag: 'a' });
      rows = [];
    };
    for (const row of raw
      .prepare(`SELECT ${columns.join(', ')} FROM ${table} ${which}`)
      .raw()
      .iterate({ before, key })) {
      rows.push(row);
      if (rows.length === BATCH) flush();
    }
    flush();
  }
  raw.close();
  empty.close();
}

/** `.import` knows no generated columns, which the log has two of: it is given a view of the others. */
const LOG_VIEW = `
CREATE TEMP VIEW changes_in AS SELECT seq, at, actor, action, entity, id, reason, before, after FROM changes;
CREATE TEMP TRIGGER changes_in_insert INSTEAD OF INSERT ON changes_in BEGIN
  INSERT INTO changes (seq, at, actor, action, entity, id, reason, before, after) VALUES (new.seq, new.at, new.actor,
    new.action, new.entity, new.id, new.reason, new.before, new.after);
END;`;

const FLOOR_SCRIPT = [
  'PRAGMA synchronous = FULL;',
  `PRAGMA cache_size = -${CACHE_KIB};`,
  LOG_VIEW,
  'BEGIN IMMEDIATE;',
  ...Object.keys(FLOOR_TABLES).map(
    (table) => `.import --csv "${at(`${table}.csv`)}" ${table === 'changes' ? 'changes_in' : table}`,
  ),
  // By a trigger of the schema every cell is to be judged; here they came judged.
  'DELETE FROM cells_to_judge;',
  'COMMIT;',
  '',
].join('\n');

const whole = (number: number): string => Math.round(number).toLocaleString('en');

async function compare(rows: number, rounds: number): Promise<void> {
  const ours: Run[] = [];
  const floor: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(at(`ours.sqlite${suffix}`), { force: true });
    copyFileSync(at('base.sqlite'), at('ours.sqlite'));
    ours.push(
      await standpoint(at('ours.sqlite'), 'import', at('votes.csv'), '--mapping', at('votes.yaml'), '--create'),
    );
    if (round === 0) writeFloor(at('ours.sqlite'), at('base.sqlite'));
    copyFileSync(at('base.sqlite'), at('floor.sqlite'));
    floor.push(await timed('sqlite3', ['-batch', '-bail', at('floor.sqlite')], '', FLOOR_SCRIPT));
  }
  const rate = (runs: readonly Run[]): number => rows / median(runs.map(({ seconds }) => seconds));
  const peak = (runs: readonly Run[]): string => whole(Math.max(...runs.map(({ peakMiB }) => peakMiB)));
  const ratios = ours.map(({ seconds }, round) => (floor[round]?.seconds ?? Number.NaN) / seconds);
  console.log(
    [
      `${whole(rows)} rows, ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds`}; the database has ${whole(statSync(at('ours.sqlite')).size / 2 ** 20)} MiB after it`,
      `  standpoint import: ${whole(rate(ours))} rows/s, at most ${peak(ours)} MiB`,
      `  sqlite3 .import:   ${whole(rate(floor))} rows/s, at most ${peak(floor)} MiB`,
      `  ratio ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`,
    ].join('\n'),
  );
}

const here = (path: string): string | undefined => (existsSync(path) ? path : undefined);
const [votes = here(`${SHARED}full_votes.csv.gz`), rollcalls = here(`${SHARED}full_rollcalls.csv`)] =
  process.argv.slice(2);
try {
  const all = rollcallsIn(rollcalls);
  const bundle = {
    bundleVersion: 1,
    scales: [SCALE],
    sources: all.map((it) => ({
      ...{ id: `un-${it.rcid}`, title: `Roll call ${it.rcid}`, publisher: 'United Nations General Assembly' },
      ...{ publishedOn: dayOf(it), language: 'en' },
    })),
    questions: all.map(({ rcid, unres }) => ({
      ...{ id: `un-${rcid}`, title: `Roll call ${rcid} (${unres})`.slice(0, 100), scale: SCALE.id },
      ...{ proposition: `The resolution of roll call ${rcid} should be adopted.`, codingRule: 'The vote as recorded.' },
    })),
  };
  writeFileSync(at('rollcalls.json'), JSON.stringify(bundle));
  writeFileSync(at('votes.yaml'), MAPPING);
  await standpoint(at('base.sqlite'), 'import', at('rollcalls.json'));
  console.log(votes === undefined ? 'made-up votes' : `votes of ${votes.split('/').at(-1)}`);
  for (const [most, rounds] of [
    [SMALL, ROUNDS],
    [Number.POSITIVE_INFINITY, 1],
  ] as const)
    await compare(await writeVotes(votes, most, at('votes.csv')), rounds);
} finally {
  rmSync(folder, { recursive: true });
}
