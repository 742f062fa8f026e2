/** What goes wrong while the service runs, and while it need not: nothing of it may cost anything that was acknowledged. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { SoakedService } from './service.ts';
import type { Tally } from './tally.ts';

type Disturb = (service: SoakedService, random: Random, tally: Tally) => Promise<void>;

const LASTS_MS = 2_000;
const END_WITHIN_MS = 15_000;

/** The clock is wrong for a while, by years ahead or days behind. */
const setClock: Disturb = async ({ clock }, random, tally) => {
  if (clock === null) return;
  tally.count('clock set wrong');
  clock.set(random.oneOf([400, 4_000, -3, -400]));
  await wait(random.between(LASTS_MS / 4, LASTS_MS));
  clock.set(0);
};

/** The disk is full for a while, for the database and for the log. */
const fillDisk: Disturb = async ({ disk }, random, tally) => {
  if (disk === null) return;
  tally.count('disk filled');
  disk.fill();
  await wait(random.between(LASTS_MS / 4, LASTS_MS));
  disk.makeRoom();
};

const killIt: Disturb = async (service, _random, tally) => {
  tally.count('killed');
  await service.end('SIGKILL');
  await service.start();
};

const endIt: Disturb = async (service, _random, tally) => {
  tally.count('ended');
  const begun = performance.now();
  const code = await service.end('SIGTERM');
  if (code !== 0) tally.fail(`SIGTERM ended it with ${code}; it said ${service.lastWords()}`);
  if (performance.now() - begun > END_WITHIN_MS) tally.fail('it took more than 15 s to end');
  await service.start();
};

const exportIt: Disturb = async (service, _random, tally) => {
  const said = await service.exportAll();
  tally.count('exported');
  if (said !== null) tally.fail(`an export failed: ${said}`);
};

const HARSH = [setClock, fillDisk, killIt, endIt, exportIt] as const;
/** Those that one process lives through. */
const MILD = [setClock, fillDisk, exportIt] as const;

/** Disturbs the service until that moment (of `performance.now()`). */
export async function disturb(
  service: SoakedService,
  random: Random,
  tally: Tally,
  { until, mild }: { readonly until: number; readonly mild: boolean },
): Promise<void> {
  let left: Disturb[] = [];
  while (performance.now() < until) {
    await wait(Math.min(random.between(1_000, 5_000), Math.max(0, until - performance.now())));
    if (performance.now() >= until) return;
    // Each once before any comes again.
    if (left.length === 0) left = [...(mild ? MILD : HARSH)];
    const [next = exportIt] = left.splice(Math.floor(random.next() * left.length), 1);
    await next(service, random, tally);
    if (!service.lives) {
      tally.fail('the service died');
      await service.start();
    }
  }
}
