/**
 * The same histories told to both engines: acts of a newsroom by chance, and tables imported between them. After each
 * history the log, lists, matrices, search and every header of the two services, ETags among them, are the same bytes.
 * A few are told one after the other to the same stores: to open stores and services takes longer than to tell a history.
 */
import fc from 'fast-check';
import { matrixJson, storedMatrixVisitor } from '../../../src/core/matrix/stored-cells.ts';
import type { Store, StoreReading } from '../../../src/core/ports/store.ts';
import { KINDS, PLURALS } from '../../../src/core/records/kinds.ts';
import { Failure } from '../../../src/core/values/errors.ts';
import type { App } from '../../../src/http/fastify-app.ts';
import { importBundle } from '../../../src/services/import/import.ts';
import { csvOf, importText, ROW, type Row } from '../../helpers/fixtures/coded.ts';
import { RECORDED } from '../../helpers/fixtures/records.ts';
import { inScope } from '../../helpers/scope.ts';
import { serviceOver } from '../../helpers/service/service.ts';
import type { Engine } from '../../helpers/store/engines.ts';
import { type Act, arbitraryAct, begun, EVERY_ACT, RandomHistory } from '../../helpers/store/random-history.ts';

type Step = Act | { readonly act: 'import'; readonly rows: readonly Row[] };

const BEGUN = Date.parse('2024-07-01T09:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How many are told to the same stores. */
const HISTORIES = 5;
const ACTS_OF_A_HISTORY = 25;
const ROWS_OF_A_TABLE = 12;
/** Enough for all that a history makes. */
const ALL = 1_000;

/** Names that are there, that are near them, and new ones; days that are whole, and that are not. */
const row: fc.Arbitrary<Row> = fc
  .record({
    expert: fc.constantFrom('Ada Lind', 'Ben Moor', 'Cleo Ash', 'ada', 'Élise Müller'),
    question: fc.constantFrom('bridge', 'tolls', 'Ferries', 'Weir levy'),
    option: fc.constantFrom('support', 'oppose', 'mixed', 'noncommittal'),
    said_on: fc.constantFrom('2024-05-01', '2024-04', '2024', '2024-06-12'),
    quote: fc.constantFrom('Build the bridge.', 'No ferries', '“Très” bien'),
    source: fc.constantFrom('post', 'gazette-1', 'gazette-2'),
    note: fc.constantFrom('', 'Looked at.'),
  })
  .map((cells) => ({ ...ROW, question_proposition: `On ${cells.question}.`, ...cells }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: arbitraryAct },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('import' as const),
      rows: fc.array(row, { minLength: 1, maxLength: ROWS_OF_A_TABLE }),
    }),
  },
);
type History = readonly Step[];
const history: fc.Arbitrary<History> = fc.array(step, { minLength: 1, maxLength: ACTS_OF_A_HISTORY, size: 'medium' });
const histories = fc.array(history, { minLength: HISTORIES, maxLength: HISTORIES });

const WORDS = ['bridge', 'ada', 'port', 'toll', 'harbour post', 'tr', '"no bridge"', 'muller'];
const SELECTIONS = ['', '?expert=ada', '?topic=traffic', '?affiliation=The%20Port', '?asOf=2024-03-15'];

/** Those of the present, and of two instants of the history that began then. */
const addressesSince = (begunAt: number): readonly string[] => [
  ...ADDRESSES,
  ...[3, 10]
    .map((minutes) => new Date(begunAt + minutes * MINUTE_MS).toISOString())
    .flatMap((it) => [`/v1/matrix?knownAt=${it}`, `/v1/positions?knownAt=${it}`, `/v1/experts?knownAt=${it}`]),
];

const ADDRESSES: readonly string[] = [
  ...SELECTIONS.flatMap((it) => [`/v1/matrix${it}`, `/v1/matrix.csv${it}`, `/v1/consensus${it}`]),
  ...KINDS.flatMap((kind) => [`/v1/${PLURALS[kind]}`, `/v1/${PLURALS[kind]}.ndjson`, `/v1/${PLURALS[kind]}?limit=2`]),
  ...WORDS.map((word) => `/v1/search?q=${encodeURIComponent(word)}`),
  ...['/v1/questions/bridge/matrix?include=statements', '/v1/questions/bridge/consensus', '/v1/experts/ada/moves'],
  ...['/v1/compare?expert=ada&expert=ben', '/v1/agreement', '/v1/network', '/v1/participation', '/v1/doubts'],
  ...['/v1/changes', '/v1/changes?kind=position', '/v1/corrections', '/v1/corrections?expert=ada', '/v1/export'],
  ...['/v1/experts/ada/history', '/v1/questions/bridge/history', '/v1/positions/ada-bridge/history', '/', '/matrix'],
];

type Telling = { readonly store: Store; readonly history: RandomHistory; readonly app: App };

/** What a step came to: nothing, or how it was refused. */
async function taken({ store, history }: Telling, it: Step): Promise<string | null> {
  if (it.act !== 'import') {
    await history.take(it);
    return null;
  }
  try {
    const { report } = await importText(store, csvOf(it.rows), { reason: 'A table.', isNew: true });
    return JSON.stringify(report);
  } catch (error) {
    if (error instanceof Failure) return JSON.stringify([error.kind, error.message, error.violations]);
    throw error;
  }
}

/** What anybody is answered at an address and where it leads to, but for the moment and the number of the request. */
async function answerAt(telling: Telling, url: string): Promise<string> {
  const { app } = telling;
  const { statusCode, headers, rawPayload } = await app.inject({ url, headers: { accept: '*/*' } });
  const { date: _, ...kept } = headers;
  const answer = JSON.stringify([statusCode, kept, rawPayload.toString('latin1').replaceAll(/req-\w+/g, 'req')]);
  return headers.location === undefined ? answer : `${answer} ${await answerAt(telling, headers.location)}`;
}

/** What a newsroom reads, drafts and all; by name, so that a difference says where it is. */
async function readings(reading: StoreReading): Promise<ReadonlyMap<string, string>> {
  const selection = { experts: {}, questions: {}, maxCells: ALL };
  const stored = await reading.readStoredCells(selection, storedMatrixVisitor);
  const found = new Map<string, unknown>([
    ['log', await reading.changes(0, 10 * ALL)],
    ['matrix', stored === null ? null : new TextDecoder().decode(matrixJson(stored))],
    ['divisive', await reading.mostDivisive({ minValued: 1, limit: ALL })],
  ]);
  for (const kind of KINDS) found.set(kind, await reading.list(kind, {}, { limit: ALL }));
  for (const word of WORDS) {
    const kinds = ['expert', 'question', 'statement', 'position'] as const;
    const hits = await reading.search(word, { kinds, match: 'any', limit: ALL });
    found.set(`search ${word}`, hits.map(({ kind, id }) => `${kind} ${id}`).sort());
  }
  return new Map([...found].map(([name, value]) => [name, JSON.stringify(value)]));
}

/** Where the two differ; null where they do nowhere. */
async function difference(one: Telling, other: Telling, begunAt: number): Promise<string | null> {
  const [theirs, others] = [await readings(one.store), await readings(other.store)];
  for (const [name, text] of theirs) if (others.get(name) !== text) return said(name, text, others.get(name));
  for (const url of addressesSince(begunAt)) {
    const [text, otherText] = [await answerAt(one, url), await answerAt(other, url)];
    if (text !== otherText) return said(url, text, otherText);
  }
  const faults = [...(await one.store.check()), ...(await other.store.check())];
  return faults.length === 0 ? null : said('check', JSON.stringify(faults), '');
}

const SHOWN = 300;

function said(where: string, one: string, other = ''): string {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, at - SHOWN / 2);
  return `${where} differs at ${at}:\n${one.slice(from, from + SHOWN)}\n${other.slice(from, from + SHOWN)}`;
}

/** Tells the histories to an empty store of each engine, and `done` of each; null where nothing differs. */
const told = (
  engines: readonly [Engine, Engine],
  histories: readonly History[],
  done: () => void,
): Promise<string | null> =>
  inScope(async (t) => {
    let now = BEGUN;
    const clock = { now: () => new Date(now) };
    const telling = async (engine: Engine): Promise<Telling> => {
      const store = await engine.open(t, clock);
      await importBundle(store, begun().bundle(), RECORDED);
      return { store, history: new RandomHistory(store), app: await serviceOver(t, store) };
    };
    const [one, other] = [await telling(engines[0]), await telling(engines[1])];
    for (const history of histories) {
      const begunAt = now;
      for (const it of history) {
        now += MINUTE_MS;
        const [came, cameOther] = [await taken(one, it), await taken(other, it)];
        if (came !== cameOther) return said(JSON.stringify(it), String(came), String(cameOther));
      }
      now += DAY_MS;
      const found = await difference(one, other, begunAt);
      if (found !== null) return found;
      done();
    }
    return null;
  });

/** In which turn a history is told: the first by itself, the others some at a time. */
const turnOf = (history: number): number => Math.ceil((history - 1) / HISTORIES);

/** How many histories come before a turn. */
const toldBefore = (turn: number): number => (turn === 0 ? 0 : 1 + (turn - 1) * HISTORIES);

type Tried = {
  /** How many of the seed, or a few more. */
  readonly runs: number;
  readonly seed: number;
  /** The first that is told, or one shortly before it; 1 where it is not given. */
  readonly from?: number;
};

/** Tells histories, the first of a seed one with every act; null, or what differs and the fewest acts found for it. */
export async function findDifference(
  engines: readonly [Engine, Engine],
  { runs, seed, from = 1 }: Tried,
  done: (count: number) => void = () => undefined,
): Promise<string | null> {
  const skipped = turnOf(from);
  let count = toldBefore(skipped);
  const property = fc.asyncProperty(histories, async (them) => {
    const found = await told(engines, them, () => {
      count += 1;
      done(count);
    });
    if (found !== null) throw new Error(found);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    ...{ seed, path: String(skipped), numRuns: 1 + turnOf(runs) - skipped, examples: [[[EVERY_ACT]]] },
  });
  if (!failed) return null;
  const why = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return `from the seed ${seed}: ${why}\nafter ${JSON.stringify(counterexample?.[0])}`;
}
