/** A run of the fuzzer: so many requests from a seed, each judged, and in the end all that was acknowledged read back. */
import fc from 'fast-check';
import { faultsOf, operationAsked } from './judge.ts';
import { Ledger, type ReadBack } from './ledger.ts';
import { Made } from './made.ts';
import { pagesBeside } from './pages.ts';
import { anyRequest, type FuzzRequest } from './requests.ts';
import { curl, FuzzedService } from './service.ts';

export type FuzzOptions = { readonly requests: number; readonly seed: number };

export type FuzzReport = {
  /** How often each status was the answer, by method and path of the document. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** In words, each with the request as a line for a shell. */
  readonly faults: readonly string[];
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** What the service logged of its own failures. */
  readonly logged: readonly string[];
};

/** The largest seed there is. */
export const MAX_SEED = 2 ** 31 - 1;

/** Made at a time: they are large. */
const BATCH = 500;

/** Of each kind on each route one is told. */
const MAX_FAULTS = 30;

export async function fuzz({ requests, seed }: FuzzOptions): Promise<FuzzReport> {
  const run = new Run(await FuzzedService.open());
  try {
    const any = anyRequest(await pagesBeside());
    for (let done = 0; done < requests && run.faults.size < MAX_FAULTS; done += BATCH) {
      const batch = fc.sample(any, { numRuns: Math.min(BATCH, requests - done), seed: seed + done });
      for (const request of batch) await run.tryOne(request);
    }
    const lost = await run.readBack();
    const { statuses, faults, ledger, service } = run;
    return { statuses, faults: [...faults.values()], acknowledged: ledger.size, lost, logged: service.logged };
  } finally {
    await run.service.close();
  }
}

class Run {
  readonly service: FuzzedService;
  readonly ledger = new Ledger();
  readonly statuses = new Map<string, Map<number, number>>();
  readonly faults = new Map<string, string>();
  readonly #made = new Made();

  constructor(service: FuzzedService) {
    this.service = service;
  }

  async tryOne(drawn: FuzzRequest): Promise<void> {
    const request = this.#made.fill(drawn);
    const route = `${request.asked.toUpperCase()} ${request.path}`;
    const tell = (what: string) => {
      const key = `${route} ${what.slice(0, 60)}`;
      if (!this.faults.has(key)) this.faults.set(key, `${route}: ${what}\n  ${curl(request)}`);
    };
    try {
      const answer = await this.service.ask(request);
      const counted = this.statuses.get(route) ?? new Map<number, number>();
      this.statuses.set(route, counted.set(answer.status, (counted.get(answer.status) ?? 0) + 1));
      for (const fault of faultsOf(request, answer)) tell(`${answer.status}: ${fault}`);
      if (operationAsked(request) === undefined) return;
      this.ledger.note(request, answer);
      this.#made.learn(request, answer);
    } catch (error) {
      tell(`no answer: ${error}${error instanceof Error && error.cause !== undefined ? ` (${error.cause})` : ''}`);
    }
  }

  /** What was acknowledged and is not there, or is not there after a kill. */
  async readBack(): Promise<string[]> {
    const read: ReadBack = (url) =>
      this.service.ask({ url, asked: 'get', role: 'admin', headers: { accept: 'application/json' }, body: null });
    const lost = await this.ledger.lost(read);
    await this.service.kill();
    await this.service.start();
    return [...lost, ...(await this.ledger.lost(read)).map((what) => `after a kill: ${what}`)];
  }
}

/** The report as a table, and everything that is wrong. */
export function reportText(
  { statuses, faults, acknowledged, lost, logged }: FuzzReport,
  { seed }: FuzzOptions,
): string {
  const width = Math.max(...[...statuses.keys()].map((route) => route.length));
  const rows = [...statuses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([route, counted]) => {
      const counts = [...counted].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
      return `${route.padEnd(width)}  ${counts.join('  ')}`;
    });
  const lines = [
    ...rows,
    '',
    `seed ${seed}: ${faults.length} faults; ${acknowledged} addresses acknowledged, ${lost.length} lost`,
  ];
  return [...lines, ...faults, ...lost, ...logged].join('\n');
}
