/**
 * npm run soak: the real service under everything at once for as long as is wanted, killed and started at random, with a
 * clock that leaps and a disk that is full for a while. It fails where anything acknowledged is lost or doubled, anything
 * is answered as it must not be, or memory or handles leak. The same seed disturbs it in the same order.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../../src/db/sqlite/store.ts';
import { isAllThere } from '../faults/sent.ts';
import { OutsideTests } from '../helpers/service/outside-tests.ts';
import { type Receiver, receiver } from '../helpers/service/receiver.ts';
import { disturb } from './disturbances.ts';
import { Random } from './random.ts';
import { follow, read } from './readers.ts';
import { type Held, SoakedService } from './service.ts';
import { Tally } from './tally.ts';
import { Desk } from './writers.ts';

const WRITERS = 3;
const READERS = 4;
const STREAMS = 2;
/** The share of the time in which the process is killed and ended; the rest one process has to live through. */
const HARSH_SHARE = 0.5;
const QUIET_MS = 6_000;
const TOLD_WITHIN_MS = 60_000;
const MIB = 1024 * 1024;
/** What a process may hold more at the end than it did when it was warm. */
const MORE = { bytes: 128 * MIB, handles: 16 };

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 32) },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes > 0) || !Number.isInteger(seed))
  throw new Error('--minutes must be a number above 0, --seed a whole one');

const print = (text: string) => process.stdout.write(`${text}\n`);
const random = new Random(seed);
const tally = new Tally();
const service = new SoakedService(Math.min(1_024, Math.ceil(96 + 10 * minutes)));
const outside = new OutsideTests();
process.exitCode = 1;
try {
  print(`soak: ${minutes} minutes, --seed ${seed}`);
  for (const why of service.leftOut) print(`left out: ${why}`);
  const there = await receiver(outside);
  const tokens = await service.prepare(there.url);
  await service.start();
  const desk = new Desk({ urlOf: () => service.url, tally, ...tokens });

  const end = performance.now() + minutes * 60_000;
  const harsh = end - minutes * 60_000 * (1 - HARSH_SHARE);
  await underLoad(desk, tokens.writer, harsh, 'harsh');
  // The process that is to be measured may have been started a moment ago.
  await underLoad(desk, tokens.writer, (harsh + end) / 2, 'warming');
  const warm = await quiet();
  await underLoad(desk, tokens.writer, end, 'mild');
  const last = await quiet();
  refuseLeak(warm, last);
  await isTold(desk, there);
  const code = await service.end('SIGTERM');
  if (code !== 0) tally.fail(`SIGTERM ended it with ${code}; it said ${service.lastWords()}`);
  await report(desk, warm, last);
  if (tally.faultCount === 0) process.exitCode = 0;
} finally {
  await service.close();
  await outside.end();
}

/** Everybody works, and much goes wrong, until that moment. */
async function underLoad(
  desk: Desk,
  writer: string,
  until: number,
  phase: 'harsh' | 'warming' | 'mild',
): Promise<void> {
  const stop = new AbortController();
  const options = { urlOf: () => service.url, tally, stop: stop.signal };
  const many = <T>(count: number, act: (at: number) => Promise<T>) => Array.from({ length: count }, (_, at) => act(at));
  const working = [
    ...many(WRITERS, (at) => desk.work(`${phase}-${at}`, random.fork(), stop.signal)),
    ...many(READERS, () => read(options, random.fork())),
    ...many(STREAMS, () => follow(options, writer)),
  ];
  await disturb(service, random, tally, { until, mild: phase !== 'harsh' });
  stop.abort();
  await Promise.all(working);
}

/** What the process holds when nobody has asked anything for a while. */
async function quiet(): Promise<Held | null> {
  await wait(QUIET_MS);
  return service.held();
}

function refuseLeak(warm: Held | null, last: Held | null): void {
  if (warm === null || last === null) return;
  for (const what of ['bytes', 'handles'] as const)
    if (last[what] > warm[what] + MORE[what]) tally.fail(`${what} grew from ${warm[what]} to ${last[what]}`);
}

/** Every publication that was acknowledged was told to the receiver of webhooks, at least once; drafts are not. */
async function isTold(desk: Desk, there: Receiver): Promise<void> {
  const until = performance.now() + TOLD_WITHIN_MS;
  let missing: string[] = [];
  do {
    await wait(500);
    const told = new Set(there.payloads.map(({ data }) => data.id));
    missing = desk.published.filter((id) => !told.has(id));
  } while (missing.length > 0 && performance.now() < until);
  if (missing.length > 0) tally.fail(`${missing.length} publications were not told by webhook: ${missing.slice(0, 5)}`);
  tally.counts.set('webhook messages', there.received.length);
}

async function report(desk: Desk, warm: Held | null, last: Held | null): Promise<void> {
  const known = ['ada', 'ben'].map((id) => ({ kind: 'expert' as const, id }));
  const before = [...known, ...(await othersIn())];
  const { acknowledged, lost, doubled, unheard } = await isAllThere(tally, service.place.database, [
    ...desk.sent,
    { records: before, acknowledged: true, said: '' },
  ]);
  const unpublished = await withdrawn(desk.published);
  for (const what of ['read', 'event']) if (!tally.counts.has(what)) tally.fail(`there was no ${what}`);
  if (acknowledged - 1 === 0) tally.fail('no write was acknowledged');
  if (unpublished > 0) tally.fail(`${unpublished} acknowledged publications are lost`);
  const figures = [
    ['acknowledged', acknowledged - 1],
    ['published', desk.published.length],
    ['lost', lost + unpublished],
    ['doubled', doubled],
    ['refused, with the reason', tally.counts.get('refused') ?? 0],
    ['unheard at the end, and there', unheard],
    ['reading p99, ms', Math.round(tally.p99('read') ?? 0)],
    ['writing p99, ms', Math.round(tally.p99('write') ?? 0)],
    ['memory warm → end, MiB', `${mib(warm)} → ${mib(last)}`],
    ['handles warm → end', `${warm?.handles ?? '?'} → ${last?.handles ?? '?'}`],
    ...[...tally.counts].filter(([what]) => !['acknowledged', 'refused'].includes(what)),
    ['faults', tally.faultCount],
  ] as const;
  for (const [what, figure] of figures) print(`${`${what}`.padEnd(32)}${figure}`);
  for (const fault of tally.faults) print(`FAULT ${fault}`);
}

function mib(held: Held | null): string {
  return held === null ? '?' : String(Math.round(held.bytes / MIB));
}

/** What was there before anybody wrote. */
async function othersIn(): Promise<{ kind: 'question' | 'source' | 'statement' | 'position'; id: string }[]> {
  const store = openSqliteStore(service.place.database);
  try {
    const first = await store.changes(0, 20);
    return first.flatMap(({ entity: kind, id }) =>
      kind === 'expert' || kind === 'scale' || /^(mild|harsh|warming)-/.test(id) ? [] : [{ kind, id }],
    );
  } finally {
    await store.close();
  }
}

/** How many of these positions are not published. */
async function withdrawn(ids: readonly string[]): Promise<number> {
  const store = openSqliteStore(service.place.database);
  try {
    const found = await store.getMany('position', ids);
    return ids.length - found.filter(({ status }) => status === 'published').length;
  } finally {
    await store.close();
  }
}
