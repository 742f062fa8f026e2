/** Time in tests: the limits of waiting, and what takes the place of elapsed time. */

/** What a process of tests may take, in milliseconds: `timeout` in .taprc. Only what hangs takes so long, or the parts of it below. */
const LONGEST_RUN_MS = Number(process.env.TAP_TIMEOUT ?? 1_800) * 1_000;

/** What one of the test files of a process may take. */
export const LONGEST_FILE_MS = LONGEST_RUN_MS / 3;

/** What a test waits for one thing. */
export const LONGEST_WAIT_MS = LONGEST_FILE_MS / 4;

/** Milliseconds that this process has computed so far: what others do on the machine counts for nothing. */
export function computedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
