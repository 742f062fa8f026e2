/** Processes whose clock says what a test wants (libfaketime). The clock that nobody can set runs on as it does. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Settings } from './bin.ts';

/** It fails where a process of the same number was killed before: what that shared in memory is still there. */
const TRIES = 5;

function runs(): boolean {
  try {
    execFileSync('faketime', ['-f', '+0d', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** False where it is installed; else why tests that need it are skipped. Where CI is set it must be there. */
export function withoutFaketime(): string | false {
  if (Array.from({ length: TRIES }).some(runs)) return false;
  if (process.env.CI !== undefined) throw new Error('faketime is not installed');
  return 'faketime is not installed';
}

export type SetClock = {
  /** What the process is started with. */
  readonly settings: Settings;
  /** Moves the clock of the process by that against the real one, also while it runs. */
  set(days: number): void;
};

/** A clock that a file moves. */
export function clockAt(file: string, days: number): SetClock {
  const set = (by: number) => writeFileSync(file, `${by < 0 ? '' : '+'}${by}d\n`);
  set(days);
  return {
    settings: {
      LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_NO_CACHE: '1',
      FAKETIME_TIMESTAMP_FILE: file,
    },
    set,
  };
}
