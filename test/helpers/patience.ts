/** Time in tests: the limit of waiting, and what takes the place of elapsed time. */
import { setTimeout as wait } from 'node:timers/promises';

/** What may be run in one process, a batch of test files or one, in seconds. What takes half an hour hangs. How busy the machine is must not matter. */
export const LONGEST_FILE_S = Number(process.env.TAP_TIMEOUT ?? 1_800);

/** What a test waits for one thing, in milliseconds. Only what hangs takes so long. */
export const LONGEST_WAIT_MS = (LONGEST_FILE_S / 12) * 1_000;

/** Milliseconds that this process has computed so far: what others do on the machine counts for nothing. */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Waits until it is so; fails, with what was waited for, where it does not come to that. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it never came to it that ${what}`);
    await wait(5);
  }
}
