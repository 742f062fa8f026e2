/** The one limit of waiting in tests. */

/**
 * The longest that a test waits for one thing, in milliseconds: a quarter of what a file may take (`timeout` in .taprc).
 * Only what hangs takes so long: how busy the machine is must not matter.
 */
export const LONGEST_WAIT_MS = Number(process.env.TAP_TIMEOUT ?? 1_200) * 250;
